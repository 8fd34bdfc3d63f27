"""Several senders and an opt-out at once: the cap holds, and after a withdrawal no intent is written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from clinics.enums import LegalProfile
from patients.services.consents import record_consent
from tests.factories import NOW, make_branch, the_clinic
from tests.triggers.factories import make_box, make_sleeper, packaged
from triggers.models import Message, SendingCounter
from triggers.services.delivery import claim_due
from triggers.services.intents import write_intent
from triggers.services.matching import match_triggers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def box(db):
    make_branch(time_zone="Europe/Moscow")
    make_box(LegalProfile.OWN)
    return packaged("sleeping")


def in_parallel(work, items: list) -> list:
    def one(item):
        try:
            return work(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, items))


def test_cap_of_an_address_holds_with_eight_senders():
    for _ in range(24):
        make_sleeper(email="family@example.org")
    match_triggers(the_clinic(), now=NOW)
    claim, ids = claim_due("email", now=NOW)
    intents = in_parallel(lambda pk: write_intent(pk, claim, now=NOW), ids)
    reasons = sorted(Message.objects.values_list("state", "reason").distinct())
    assert (len([i for i in intents if i]), reasons) == (1, [("sending", ""), ("suppressed", "same_day")])
    assert len(SendingCounter.objects.get().sent_at) == 1


def test_eight_workers_claim_each_message_once():
    for _ in range(40):
        make_sleeper()
    match_triggers(the_clinic(), now=NOW)
    claims = in_parallel(lambda _n: claim_due("email", now=NOW, limit=7), list(range(8)))
    ids = [pk for claim in claims if claim for pk in claim[1]]
    assert (len(ids), len(set(ids))) == (40, 40)


def test_matching_at_once_queues_each_occasion_once():
    for _ in range(10):
        make_sleeper()
    queued = in_parallel(lambda _n: match_triggers(the_clinic(), now=NOW), list(range(4)))
    assert (sum(queued), Message.objects.count()) == (10, 10)


def test_no_intent_is_written_after_a_withdrawal_has_committed():
    """The sender waits for a withdrawal that is being written, and then sees it."""
    point = make_sleeper().contacts.get().point
    match_triggers(the_clinic(), now=NOW)
    claim, ids = claim_due("email", now=NOW)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            record_consent(
                point,
                channel="email",
                purpose="advertising",
                state="withdrawn",
                at=NOW,
                method="click",
                by=None,
                now=NOW + timedelta(seconds=1),
            )
            sender = pool.submit(in_parallel, lambda pk: write_intent(pk, claim, now=NOW), ids)
            with pytest.raises(TimeoutError):
                sender.result(timeout=1)  # it waits for our commit
        assert sender.result(timeout=30) == [None]
    assert set(Message.objects.values_list("state", "reason")) == {("suppressed", "withdrawn")}
