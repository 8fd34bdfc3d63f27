"""The draw as arithmetic: hand-checked bytes, uniformity over seeds, the standalone program of the document."""

import hashlib
import hmac
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality.draw import Case, case_list_digest, draw, read_case_list, seed_hash, share_of, write_case_list

SEED = "00" * 31 + "07"
PROGRAM = Path(__file__).resolve().parents[2] / "static/quality/draw.py"
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/quality-draw.md"


def test_seed_hash_is_of_the_bytes() -> None:
    assert seed_hash("00" * 32) == "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"


def test_case_list_is_sorted_by_number_and_ends_with_a_line_feed() -> None:
    assert write_case_list([Case(10, 1, 2), Case(9, 3, 2)]) == "9\t3\t2\n10\t1\t2\n"


def test_case_list_reads_back() -> None:
    cases = [Case(1, 2, 3), Case(4, 5, 6)]
    assert read_case_list(write_case_list(cases)) == cases


@pytest.mark.parametrize(
    ("count", "percent", "floor", "drawn"),
    [(0, 10, 1, 0), (1, 10, 1, 1), (10, 10, 1, 1), (11, 10, 1, 2), (20, 10, 1, 2), (21, 10, 1, 3),
     (7, 100, 1, 7), (3, 10, 5, 3), (100, 1, 1, 1), (101, 1, 1, 2)],
)  # fmt: skip
def test_share_is_rounded_up_between_floor_and_all(count: int, percent: int, floor: int, drawn: int) -> None:
    assert share_of(count, percent=percent, floor=floor) == drawn


def test_draw_takes_the_smallest_hmacs_of_each_performer() -> None:
    text = write_case_list([Case(pk, pk % 2, 1) for pk in range(1, 31)])
    digest = hashlib.sha256(text.encode()).digest()
    order = {
        pk: hmac.new(bytes.fromhex(SEED), digest + str(pk).encode(), hashlib.sha256).hexdigest()
        for pk in range(1, 31)
    }
    even = sorted(range(2, 31, 2), key=order.__getitem__)[:2]
    odd = sorted(range(1, 31, 2), key=order.__getitem__)[:2]
    drawn = draw(text, seed=SEED, percent=10, floor=1)
    assert [(d.case_id, d.performer_id, d.rank, d.hmac) for d in drawn] == [
        (even[0], 0, 1, order[even[0]]),
        (even[1], 0, 2, order[even[1]]),
        (odd[0], 1, 1, order[odd[0]]),
        (odd[1], 1, 2, order[odd[1]]),
    ]


def test_draw_from_nothing_is_nothing() -> None:
    assert draw("", seed=SEED, percent=10, floor=1) == []


cases = st.dictionaries(st.integers(1, 10**12), st.integers(1, 6), max_size=60).map(
    lambda rows: [Case(pk, performer, 1) for pk, performer in rows.items()]
)
seeds = st.binary(min_size=32, max_size=32).map(bytes.hex)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(cases=cases, seed=seeds, percent=st.integers(1, 100), floor=st.integers(1, 9))
def test_draw_takes_the_share_of_each_and_repeats(
    cases: list[Case], seed: str, percent: int, floor: int
) -> None:
    text = write_case_list(cases)
    drawn = draw(text, seed=seed, percent=percent, floor=floor)
    have = Counter(case.performer_id for case in cases)
    took = Counter(d.performer_id for d in drawn)
    assert took == {p: share_of(n, percent=percent, floor=floor) for p, n in have.items()}
    assert {(d.case_id, d.performer_id, d.branch_id) for d in drawn} <= set(cases)
    assert draw(write_case_list(reversed(cases)), seed=seed, percent=percent, floor=floor) == drawn


def test_draw_is_uniform_over_seeds() -> None:
    """10,000 seeds, 20 cases, one drawn each time: chi-square with 19 degrees of freedom stays below its 99.9 % point."""
    text = write_case_list([Case(pk, 1, 1) for pk in range(101, 121)])
    took = Counter(
        draw(text, seed=hashlib.sha256(str(n).encode()).hexdigest(), percent=1, floor=1)[0].case_id
        for n in range(10_000)
    )
    chi_square = sum((took[pk] - 500) ** 2 / 500 for pk in range(101, 121))
    assert chi_square < 43.82


def test_standalone_program_of_the_document_draws_the_same(tmp_path: Path) -> None:
    program = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert program
    (tmp_path / "draw.py").write_text(program[1])
    text = write_case_list([Case(pk * 7, pk % 3 + 1, 1) for pk in range(1, 80)])
    (tmp_path / "cases.tsv").write_bytes(text.encode())
    command = [sys.executable, "-I", "draw.py", "cases.tsv", SEED, seed_hash(SEED), "10", "1"]
    printed = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert printed.splitlines() == [
        f"{d.performer_id} {d.rank} {d.case_id} {d.hmac}" for d in draw(text, seed=SEED, percent=10, floor=1)
    ]
    assert case_list_digest(text) == hashlib.sha256((tmp_path / "cases.tsv").read_bytes()).hexdigest()
