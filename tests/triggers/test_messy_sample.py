"""The main job on a real export: nothing leaves by itself; with papers, a start and a click exactly four letters do."""

from pathlib import Path

import pytest
from django.test import override_settings

from clinics.enums import Role
from clinics.models import User
from clinics.selectors import clinic_today, the_clinic
from patients.enums import Channel, ConsentMethod, ConsentState, Purpose
from patients.models import ContactPoint
from patients.services.consents import record_consents
from patients.services.imports import import_folder
from patients.services.segments import save_policy
from tests.factories import NOW, user_with_role
from tests.triggers.smtp import Handler, running
from triggers.models import ApprovalList, Message, Trigger
from triggers.selectors.triggers import reachable
from triggers.services.approval import approve_list
from triggers.services.backlog import release_backlogs, start_backlog
from triggers.services.delivery import deliver_due
from triggers.services.matching import match_triggers
from triggers.services.package import install_package
from triggers.services.switching import pause_trigger, resume_trigger, switch_on

pytestmark = [pytest.mark.third_party_data, pytest.mark.django_db]

CARDS = ["001290", "060735", "074096", "079173"]


@pytest.fixture
def sample(third_party_data: Path) -> Path:
    folder = third_party_data / "messy_sample"
    import_folder(folder, dry_run=False, as_of=None, now=NOW)
    install_package(the_clinic(), now=NOW)
    for trigger in Trigger.objects.all():
        switch_on(trigger, by=None, now=NOW)
    return folder


@pytest.fixture
def server():
    handler = Handler()
    with running(handler) as port, override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        yield handler


def tick() -> int:
    """What beat does: match, let the day's share of the backlog out, send."""
    match_triggers(the_clinic(), now=NOW)
    release_backlogs(now=NOW)
    return deliver_due(now=NOW)


def enter_papers(by: User) -> None:
    points = ContactPoint.objects.filter(kind="email", people__patient__cards__number__in=CARDS)
    record_consents(
        [(point, point.people.first().patient) for point in points],
        channel=Channel.EMAIL,
        purposes=[Purpose.ADVERTISING],
        state=ConsentState.GRANTED,
        at=NOW,
        method=ConsentMethod.PAPER,
        text_version="2026-1",
        evidence="папка 7",
        by=by,
        now=NOW,
    )


def approve_everything(by: User) -> int:
    return sum(
        approve_list(approval, by=by, now=NOW) for approval in ApprovalList.objects.filter(state="open")
    )


def test_nothing_leaves_by_itself_and_the_screen_says_why(sample, server):
    assert (tick(), server.letters) == (0, [])
    sleeping = reachable(Trigger.objects.get(key="sleeping"), now=NOW)
    assert sleeping.may == 0
    assert dict(sleeping.reasons)["no_consent"] == len(CARDS)


def test_four_letters_leave_and_none_on_repetition(sample, server):
    manager = user_with_role(Role.MANAGER)
    sleeping = Trigger.objects.get(key="sleeping")
    tick()
    enter_papers(manager)
    start_backlog(sleeping, quota=50, by=manager, now=NOW)
    assert (approve_everything(manager), tick()) == (4, 4)
    cards = {
        card.number
        for message in Message.objects.filter(state="accepted")
        for card in message.patient.cards.filter(number__in=CARDS)
    }
    assert (sorted(cards), len(server.letters)) == (CARDS, 4)

    outbox = Message.objects.count()
    assert (tick(), approve_everything(manager)) == (0, 0)
    edit_policy(manager)
    tick()
    pause_trigger(sleeping, by=manager, now=NOW)
    tick()
    resume_trigger(sleeping, by=manager, now=NOW)
    tick()
    import_folder(sample, dry_run=False, as_of=None, now=NOW)
    tick()
    assert (Message.objects.count(), len(server.letters)) == (outbox, 4)


def edit_policy(by: User) -> None:
    """Another default interval moves people between the segments, by the days of the facts."""
    clinic = the_clinic()
    save_policy(clinic, {"default_interval": 150}, by=by, today=clinic_today(clinic, NOW), now=NOW)
