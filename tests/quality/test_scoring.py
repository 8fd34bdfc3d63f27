from decimal import Decimal
from types import SimpleNamespace

import pytest

from quality.scoring import score, wilson

CRITERIA = [
    SimpleNamespace(pk=1, weight=3, is_critical=True),
    SimpleNamespace(pk=2, weight=2, is_critical=False),
    SimpleNamespace(pk=3, weight=1, is_critical=False),
]


@pytest.mark.parametrize(
    ("answers", "percent"),
    [
        ({1: "yes", 2: "yes", 3: "yes"}, Decimal("100.00")),
        ({1: "yes", 2: "no", 3: "yes"}, Decimal("66.67")),  # 4 of 6
        ({1: "yes", 2: "na", 3: "no"}, Decimal("75.00")),  # 3 of 4
        ({1: "no", 2: "yes", 3: "yes"}, Decimal("0.00")),  # critical
        ({1: "na", 2: "na", 3: "na"}, None),
        ({}, None),
    ],
)
def test_score_is_the_weight_of_yes_in_yes_and_no(answers: dict[int, str], percent: Decimal | None) -> None:
    assert score(CRITERIA, answers).percent == percent


def test_score_is_complete_when_all_is_answered_and_something_counts() -> None:
    assert score(CRITERIA, {1: "yes", 2: "na", 3: "no"}).is_complete
    assert not score(CRITERIA, {1: "yes", 2: "na"}).is_complete
    assert not score(CRITERIA, {1: "na", 2: "na", 3: "na"}).is_complete


@pytest.mark.parametrize(
    ("passed", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, Table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_equals_published_intervals(passed: int, total: int, low: float, high: float) -> None:
    interval = wilson(passed, total)
    assert interval is not None
    assert tuple(round(end, 4) for end in interval) == (low, high)


def test_wilson_of_nothing_is_unknown() -> None:
    assert wilson(0, 0) is None
