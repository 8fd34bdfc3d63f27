"""Example objects of the access sweep: a message of each place, in the state that its page needs."""

from typing import Any

from django.conf import settings

from clinics.enums import Role
from patients.enums import Purpose
from patients.models import ContactPoint
from tests.factories import NOW, TODAY, the_clinic
from tests.sweep_rows import Row
from triggers.letters import unsubscribe_token
from triggers.models import ApprovalList, Message, Trigger
from triggers.services.package import install_package
from triggers.services.switching import switch_on

DECIDERS = {Role.OWNER, Role.MANAGER}


def trigger_of(_place: Any) -> dict[str, Any]:
    return {"pk": _trigger().pk}


def rule_kind(_place: Any) -> dict[str, Any]:
    install_package(the_clinic(), now=NOW)
    return {"kind": "recall"}


def message_of(place: Any) -> dict[str, Any]:
    return {"pk": _message(place).pk}


def unknown_of(place: Any) -> dict[str, Any]:
    message = _message(place)
    for state in ("claimed", "sending", "unknown"):
        Message.objects.filter(pk=message.pk).update(state=state, intent_at=NOW, doubted_at=NOW)
    return {"pk": message.pk}


def list_of(place: Any) -> dict[str, Any]:
    approval = ApprovalList.objects.create(
        clinic=place.branch.clinic,
        trigger=_trigger(),
        day=TODAY,
        number=ApprovalList.objects.count() + 1,
        frozen_at=NOW,
    )
    _message(place, state="awaiting", approval_list=approval)
    return {"pk": approval.pk}


def token_of(place: Any) -> dict[str, Any]:
    return {"token": unsubscribe_token(_point(place).pk, Purpose.ADVERTISING)}


def letter_of(place: Any) -> dict[str, Any]:
    """A letter of nobody in particular: the catcher knows addresses, not branches."""
    number = sum(map(ord, place.key))
    settings.LETTERS_FOLDER.mkdir(parents=True, exist_ok=True)
    name = f"{number}-1-1"
    (settings.LETTERS_FOLDER / f"{name}.eml").write_text("Subject: Hi\nX-Envelope-To: a@example.org\n\nHello")
    return {"name": name}


def _trigger() -> Trigger:
    install_package(the_clinic(), now=NOW)
    trigger = Trigger.objects.get(key="sleeping")
    switch_on(trigger, by=None, now=NOW)
    return trigger


def _point(place: Any) -> ContactPoint:
    clinic = place.branch.clinic
    return ContactPoint.objects.get_or_create(clinic=clinic, kind="email", value=f"{place.key}@example.org")[
        0
    ]


def _message(place: Any, **values: Any) -> Message:
    trigger = _trigger()
    defaults = {
        "clinic": place.branch.clinic,
        "trigger": trigger,
        "patient": place.patient,
        "occurrence": "sleeping:2025-12-18",
        "template": trigger.templates.get(),
        "kind": trigger.kind,
        "purpose": Purpose.ADVERTISING,
        "channel": "email",
        "point": _point(place),
        "queued_at": NOW,
        "due_at": NOW,
        "expires_at": NOW,
        "subject": place.canary,
        "body": place.canary,
    }
    return Message.objects.create(**{**defaults, **values})


ROWS = {
    "triggers:list": Row(roles={*DECIDERS, Role.AUDITOR, Role.MARKETER}),
    "triggers:detail": Row(
        roles={*DECIDERS, Role.AUDITOR, Role.MARKETER}, make=trigger_of, also=("message_log",)
    ),
    "triggers:switch": Row(roles=DECIDERS, make=trigger_of, post={"action": "pause"}),
    "triggers:halt": Row(roles={*DECIDERS, Role.SYSTEM}, post={}),
    "triggers:backlog": Row(roles=DECIDERS, make=trigger_of),
    "triggers:backlog-stop": Row(roles=DECIDERS, make=trigger_of, post={}),
    "triggers:rules": Row("service_templates"),
    "triggers:rule": Row(roles=set(Role) - {Role.SYSTEM}, make=rule_kind),
    "triggers:approvals": Row("recipient_lists"),
    "triggers:approval": Row("recipient_lists", make=list_of),
    "triggers:approval-decide": Row("recipient_lists", "A", make=list_of, post={"action": "approve"}),
    "triggers:messages": Row("message_log"),
    "triggers:message": Row("message_log", make=message_of),
    "triggers:unknown": Row("unknown_queue"),
    "triggers:unknown-close": Row("unknown_queue", "U", make=unknown_of, post={"outcome": "closed"}),
    "triggers:letters": Row(roles=DECIDERS),
    "triggers:letter": Row(roles=DECIDERS, make=letter_of),
    "triggers:unsubscribe": Row(public=True, make=token_of),
}
