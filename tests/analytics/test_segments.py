from datetime import date

import pytest

from analytics.selectors.segments import in_segments, segment_counts
from clinic_crm.lib.periods import Period
from clinics.metrics import Extent
from patients.enums import Segment
from tests.factories import TODAY, make_branch, make_membership, make_patient, make_summary, the_clinic

pytestmark = pytest.mark.django_db

SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))


def moves(*steps: tuple[str, date], branch=None) -> None:
    patient = make_patient()
    make_summary(patient, home_branch=branch or patient.branch)
    for (segment, since), following in zip(steps, [*steps[1:], None], strict=True):
        make_membership(patient, segment=segment, since=since, until=following[1] if following else None)


def test_counts_are_of_the_last_day_and_moves_of_the_period() -> None:
    moves(("beginning", date(2026, 1, 1)))
    moves(("beginning", date(2026, 1, 1)), ("sleeping", date(2026, 9, 1)))
    moves(("beginning", date(2026, 1, 1)), ("sleeping", date(2026, 9, 30)))
    moves(("sleeping", date(2026, 1, 1)), ("regular", date(2026, 9, 10)))
    moves(("beginning", date(2026, 1, 1)), ("sleeping", date(2026, 10, 1)))  # tomorrow is not yet
    found = {
        c.segment: (c.patients, c.entered, c.left)
        for c in segment_counts(Extent(the_clinic(), TODAY), SEPTEMBER)
    }
    assert found == {
        Segment.PROSPECT: (0, 0, 0),
        Segment.BEGINNING: (2, 0, 2),
        Segment.REGULAR: (1, 1, 0),
        Segment.BEST: (0, 0, 0),
        Segment.SLEEPING: (2, 2, 1),
        Segment.LAPSED: (0, 0, 0),
    }


def test_counts_of_a_branch_follow_the_home_branch() -> None:
    here, there = make_branch(), make_branch()
    moves(("best", date(2026, 1, 1)), branch=here)
    moves(("best", date(2026, 1, 1)), branch=there)
    assert in_segments(Extent(the_clinic(), TODAY, frozenset([here.pk])), [Segment.BEST], [SEPTEMBER]) == [1]


def test_counts_on_many_days() -> None:
    moves(("regular", date(2026, 1, 1)), ("best", date(2026, 8, 1)), ("lapsed", date(2026, 9, 2)))
    days = [
        Period(day, day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 9, 1), date(2026, 9, 2))
    ]
    assert in_segments(Extent(the_clinic(), TODAY), [Segment.REGULAR, Segment.BEST], days) == [0, 1, 1, 0]
