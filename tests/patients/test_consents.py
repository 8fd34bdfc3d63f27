"""Consent acts: the newest counts, whatever the order they were entered in."""

from datetime import UTC, datetime, timedelta

import pytest

from clinics.models import Clinic
from patients.enums import Channel, ConsentMethod, ConsentState, ContactKind, Purpose
from patients.models import Consent, ContactPoint
from patients.selectors.consents import granted_points, is_granted, newest_consents
from patients.services.consents import ConsentError, mark_point_dead, record_consent, record_consents

NOW = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def point(db) -> ContactPoint:
    clinic = Clinic.objects.create(name="Ромашка")
    return ContactPoint.objects.create(clinic=clinic, kind=ContactKind.EMAIL, value="a@example.org")


def act(point: ContactPoint, state: str, *, days_ago: int, purpose: str = Purpose.ADVERTISING) -> Consent:
    return record_consent(
        point,
        channel=Channel.EMAIL,
        purpose=purpose,
        state=state,
        at=NOW - timedelta(days=days_ago),
        method=ConsentMethod.PAPER,
        by=None,
        now=NOW,
    )


def may_write(point: ContactPoint, purpose: str = Purpose.ADVERTISING, channel: str = Channel.EMAIL) -> bool:
    return is_granted(point, purpose=purpose, channel=channel)


def test_point_without_any_act_is_not_granted(point):
    assert may_write(point) is False


def test_grant_counts_for_its_own_purpose_and_channel_only(point):
    act(point, ConsentState.GRANTED, days_ago=1)
    asked = [may_write(point), may_write(point, Purpose.CARE), may_write(point, channel=Channel.SMS)]
    assert asked == [True, False, False]


def test_consent_to_processing_never_permits_advertising(point):
    act(point, ConsentState.GRANTED, days_ago=1, purpose=Purpose.PROCESSING)
    assert may_write(point) is False


def test_paper_older_than_the_withdrawal_does_not_bring_consent_back(point):
    act(point, ConsentState.WITHDRAWN, days_ago=1)
    act(point, ConsentState.GRANTED, days_ago=30)
    assert may_write(point) is False


def test_new_grant_after_a_withdrawal_counts(point):
    act(point, ConsentState.WITHDRAWN, days_ago=30)
    act(point, ConsentState.GRANTED, days_ago=1)
    assert may_write(point) is True


def test_of_two_acts_at_one_moment_the_later_entered_counts(point):
    act(point, ConsentState.GRANTED, days_ago=1)
    withdrawn = act(point, ConsentState.WITHDRAWN, days_ago=1)
    assert list(newest_consents([point.pk])) == [withdrawn]


def test_dead_point_is_not_granted(point):
    act(point, ConsentState.GRANTED, days_ago=1)
    mark_point_dead(point)
    assert list(granted_points(Purpose.ADVERTISING, Channel.EMAIL)) == []


def test_consent_from_the_future_is_refused(point):
    with pytest.raises(ConsentError):
        act(point, ConsentState.GRANTED, days_ago=-1)
    assert Consent.objects.count() == 0


def test_many_points_and_purposes_get_their_rows_by_one_insert(point, django_assert_num_queries):
    other = ContactPoint.objects.create(clinic=point.clinic, kind=ContactKind.EMAIL, value="b@example.org")
    with django_assert_num_queries(4):  # begin, lock, insert, commit
        record_consents(
            [(point, None), (other, None)],
            channel=Channel.EMAIL,
            purposes=[Purpose.CARE, Purpose.ADVERTISING],
            state=ConsentState.GRANTED,
            at=NOW,
            method=ConsentMethod.PAPER,
            by=None,
            now=NOW,
        )
    assert [
        may_write(p, purpose) for p in (point, other) for purpose in (Purpose.CARE, Purpose.ADVERTISING)
    ] == [True] * 4
