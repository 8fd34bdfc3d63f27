"""Random clinics: the SQL equals the readable formulas on every day, and the daily work equals the full rebuild."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from patients.models import PatientSummary, SegmentMembership, SegmentPolicy
from patients.services.segments import advance_day, mark_dirty, rebuild_all, refresh_dirty
from tests.patients.segments.clinic import everything, noon
from tests.patients.segments.invented import FIRST, SPAN, Reference, Story, a_world, stories

pytestmark = pytest.mark.django_db
calm = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
LAST = FIRST + timedelta(days=SPAN - 1)


def happenings(story: Story, world) -> dict[int, list]:
    """Day offset → what to do on it, each with the number of the patient it concerns."""
    todo: dict[int, list] = {}
    for came in story.visits:
        todo.setdefault(came.offset, []).append((came.patient, world.come, came))
    for refund in story.refunds:
        todo.setdefault(refund.offset, []).append((refund.patient, world.refund, refund))
    for booking in story.bookings:
        todo.setdefault(booking.offset, []).append((booking.patient, world.book, booking))
        if booking.cancelled is not None:
            todo.setdefault(booking.offset + booking.cancelled, []).append(
                (booking.patient, world.cancel, booking)
            )
    return todo


def live(story: Story, world, clinic, offset: int, todo: dict[int, list]) -> None:
    """One day of the clinic: the clock, unless nobody looked, then what happens on it."""
    today = FIRST + timedelta(days=offset)
    if offset not in story.skipped:
        advance_day(clinic, today=today, now=noon(today))
    for patient, act, what in todo.get(offset, []):
        act(what)
        mark_dirty([world.patients[patient].pk], now=noon(today))
    refresh_dirty(today=today, now=noon(today))


@calm
@given(stories)
def test_daily_work_equals_full_rebuild_and_formulas(story):
    with a_world(story) as (clinic, world):
        rebuild_all(clinic, today=FIRST, now=noon(FIRST))
        todo = happenings(story, world)
        for offset in range(SPAN):
            live(story, world, clinic, offset, todo)
        advance_day(clinic, today=LAST, now=noon(LAST))
        daily = everything()
        assert rebuild_all(clinic, today=LAST, now=noon(LAST), keep_borders=True) == 0
        rebuild_all(clinic, today=LAST, now=noon(LAST))
        assert everything() == daily
        assert_formulas(story, world)


def assert_formulas(story: Story, world) -> None:
    reference = Reference(story, SegmentPolicy.objects.latest("pk"))
    for number, patient in enumerate(world.patients):
        rows = list(SegmentMembership.objects.filter(patient=patient).order_by("since"))
        got = {}
        for row in rows:
            day = row.since
            while day <= LAST and (row.until is None or day < row.until):
                got[day] = row.segment
                day += timedelta(days=1)
        expected = {
            FIRST + timedelta(days=n): reference.segment(number, FIRST + timedelta(days=n))
            for n in range(SPAN)
        }
        assert got == expected
        assert_summary(PatientSummary.objects.get(patient=patient), rows[-1], reference, number)


def assert_summary(summary, membership, reference: Reference, number: int) -> None:
    verdict = reference.verdict(number, LAST)
    assert summary.segment == membership.segment
    assert summary.segment_since == membership.since
    assert summary.next_change_on == verdict.next_change_on
    assert summary.revenue_24m == reference.revenue(number, LAST.replace(day=1))
    if verdict.segment != "prospect":
        assert (summary.rhythm_num, summary.rhythm_den) == (verdict.num, verdict.den)
        assert (summary.silence_sleep, summary.silence_lapse) == (verdict.sleep, verdict.lapse)
        assert (summary.interval_days, summary.episodes) == (verdict.interval, len(verdict.gaps) + 1)
    days = reference.contact_days(number, LAST)
    assert summary.contact_days == len(days)
    assert summary.paid_days == sum(d.paid for d in days)


@calm
@given(stories)
def test_late_facts_lead_to_the_same_rows_under_stored_borders(story):
    """Visits that become known up to weeks after their day: nothing is left for a full rebuild to mend."""
    with a_world(story) as (clinic, world):
        rebuild_all(clinic, today=FIRST, now=noon(FIRST))
        todo = happenings(story, world)
        for came in story.visits:
            late = (came.offset * 7 + came.amount) % 40
            todo[came.offset].remove((came.patient, world.come, came))
            todo.setdefault(came.offset + late, []).append((came.patient, world.come, came))
        for offset in range(SPAN):
            live(story, world, clinic, offset, todo)
        advance_day(clinic, today=LAST, now=noon(LAST))
        assert rebuild_all(clinic, today=LAST, now=noon(LAST), keep_borders=True) == 0
