"""On, off, pause; and the emergency stop."""

from datetime import datetime

from django.db import transaction

from clinics.models import Clinic, User
from clinics.services.journal import record_action
from triggers.enums import HELD, MessageState, Reason, TriggerState
from triggers.models import Message, SendingSwitch, Trigger


@transaction.atomic
def switch_on(trigger: Trigger, *, by: User | None, now: datetime) -> None:
    """From now on occasions count; older ones never do. Nothing happens to a trigger that is on or paused."""
    drafts = Trigger.objects.filter(pk=trigger.pk, state=TriggerState.DRAFT)
    if drafts.update(state=TriggerState.ON, switched_on_at=now):
        record_action(by, "trigger_on", trigger, now=now)
    trigger.refresh_from_db()


@transaction.atomic
def pause_trigger(trigger: Trigger, *, by: User, now: datetime) -> None:
    """Nothing leaves; matching goes on and its messages are held."""
    _move(trigger, TriggerState.ON, TriggerState.PAUSED, by=by, now=now)


@transaction.atomic
def resume_trigger(trigger: Trigger, *, by: User, now: datetime) -> None:
    """What was held may leave if it is still fresh; `switched_on_at` stays."""
    _move(trigger, TriggerState.PAUSED, TriggerState.ON, by=by, now=now)


@transaction.atomic
def switch_off(trigger: Trigger, *, by: User, now: datetime) -> int:
    """Stop for good: cancels what is held and says how many that were."""
    Trigger.objects.filter(pk=trigger.pk).update(state=TriggerState.DRAFT)
    held = Message.objects.filter(trigger=trigger, state__in=HELD)
    cancelled = held.update(state=MessageState.CANCELLED, reason=Reason.DECLINED, finished_at=now)
    trigger.backlogs.filter(state="running").update(state="stopped")
    record_action(by, "trigger_off", trigger, now=now)
    trigger.refresh_from_db()
    return cancelled


def _move(trigger: Trigger, old: TriggerState, new: TriggerState, *, by: User, now: datetime) -> None:
    if Trigger.objects.filter(pk=trigger.pk, state=old).update(state=new):
        record_action(by, f"trigger_{new}", trigger, now=now)
    trigger.refresh_from_db()


@transaction.atomic
def set_switch(
    clinic: Clinic, *, channel: str, halted: bool, why: str, by: User, now: datetime
) -> SendingSwitch:
    """Halt or free all sending (`channel` empty) or one channel. No intent is written after the halt commits + 1 s."""
    switch, _made = SendingSwitch.objects.update_or_create(
        clinic=clinic,
        channel=channel,
        defaults={"is_halted": halted, "why": why, "changed_at": now, "changed_by": by},
    )
    record_action(by, "sending_halted" if halted else "sending_freed", switch, now=now)
    return switch


def halt_after_restore(*, now: datetime) -> int:
    """A restored database has forgotten what left after its backup: nothing leaves until a person says so."""
    switches = SendingSwitch.objects.filter(channel="")
    return switches.update(is_halted=True, why="restored from a backup", changed_at=now, changed_by=None)
