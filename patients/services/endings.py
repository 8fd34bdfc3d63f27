"""Ends of a relationship: deceased, do not contact, archived. One transaction cancels whatever still waits."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.models import User
from clinics.selectors import branch_today
from clinics.services.journal import record_action
from patients.endings import ENDING_HANDLERS, Ending
from patients.enums import EndingKind
from patients.models import Patient, RelationshipEnding
from patients.services.segments import mark_dirty


class EndingError(ValueError):
    """The relationship cannot end or be resumed so; the text says why."""


def is_ended(patient: Patient, kind: str) -> bool:
    """What holds now is said by the patient's own row: imports write it too."""
    return bool(
        {
            EndingKind.DECEASED: patient.deceased_on,
            EndingKind.DO_NOT_CONTACT: patient.do_not_contact,
            EndingKind.ARCHIVED: patient.archived_at,
        }[EndingKind(kind)]
    )


@transaction.atomic
def end_relationship(
    patient: Patient,
    *,
    kind: str,
    reason: str,
    day: date | None = None,
    cancels_bookings: bool = False,
    by: User | None,
    now: datetime,
) -> RelationshipEnding:
    """The relationship ends: nothing is sent, nobody calls. What waited is cancelled, all or nothing.

    `day` is the day of death, or today. Future bookings are cancelled only when asked for. EndingError when it has
    ended so already, without a reason, or on a day to come.
    """
    kind, reason = EndingKind(kind), reason.strip()[:120]
    for each in ENDING_HANDLERS.values():
        if each.lock:
            each.lock(patient.pk)
    patient = Patient.objects.select_for_update(of=("self",)).select_related("branch").get(pk=patient.pk)
    today = branch_today(patient.branch, now)
    day = day or today
    _check(patient, kind, reason, day, today)
    _set(patient, kind, reason=reason, day=day, now=now)
    ending = Ending(kind, by, now, today, cancels_bookings)
    counts = {key: each.handler(patient, ending) for key, each in ENDING_HANDLERS.items()}
    row = RelationshipEnding.objects.create(
        clinic_id=patient.clinic_id, patient=patient, kind=kind, reason=reason, day=day, ended_at=now, ended_by=by,
        cancelled={key: count for key, count in counts.items() if count},
    )  # fmt: skip
    mark_dirty([patient.pk], now=now)
    _note(by, "relationship_ended", patient, now, {"kind": str(kind)} | row.cancelled)
    return row


def _check(patient: Patient, kind: EndingKind, reason: str, day: date, today: date) -> None:
    if is_ended(patient, kind):
        raise EndingError(_("This is noted already."))
    if not reason:
        raise EndingError(_("Say why."))
    if day > today:
        raise EndingError(_("The day lies in the future."))
    if kind == EndingKind.DECEASED and patient.birth_date and day < patient.birth_date:
        raise EndingError(_("The day lies before the birth date."))


def _set(patient: Patient, kind: EndingKind, *, reason: str, day: date | None, now: datetime | None) -> None:
    values: dict[EndingKind, dict[str, Any]] = {
        EndingKind.DECEASED: {"deceased_on": day},
        EndingKind.DO_NOT_CONTACT: {"do_not_contact": reason},
        EndingKind.ARCHIVED: {"archived_at": now},
    }
    for field, value in values[kind].items():
        setattr(patient, field, value)
    patient.save(update_fields=list(values[kind]))


@transaction.atomic
def resume_relationship(
    patient: Patient, *, kind: str, reason: str, by: User, now: datetime
) -> RelationshipEnding:
    """The end is undone. Nothing that was cancelled comes back and nothing is sent again; new occasions count from now."""
    kind, reason = EndingKind(kind), reason.strip()[:120]
    patient = Patient.objects.select_for_update(of=("self",)).select_related("branch").get(pk=patient.pk)
    if not is_ended(patient, kind):
        raise EndingError(_("The relationship has not ended so."))
    if not reason:
        raise EndingError(_("Say why."))
    row = RelationshipEnding.objects.filter(patient=patient, kind=kind, resumed_at=None).first()
    row = row or _imported(patient, kind, now)
    _set(patient, kind, reason="", day=None, now=None)
    row.resumed_at, row.resumed_by, row.resume_reason = now, by, reason
    row.save()
    mark_dirty([patient.pk], now=now)
    _note(by, "relationship_resumed", patient, now, {"kind": str(kind)})
    return row


def _imported(patient: Patient, kind: EndingKind, now: datetime) -> RelationshipEnding:
    """The end came in with a file: what is known of it."""
    return RelationshipEnding(
        clinic_id=patient.clinic_id,
        patient=patient,
        kind=kind,
        reason=patient.do_not_contact or _("taken from another system"),
        day=patient.deceased_on or branch_today(patient.branch, patient.created_at),
        ended_at=patient.archived_at or patient.created_at,
    )


def _note(by: User | None, verb: str, patient: Patient, now: datetime, details: dict[str, Any]) -> None:
    record_action(
        by, verb, patient, now=now, patient_id=patient.pk, branch_id=patient.branch_id, details=details
    )


def preview_ending(patient: Patient, *, kind: str, cancels_bookings: bool, now: datetime) -> dict[str, int]:
    """What an ending would cancel, by the key of its handler: it is done and taken back."""
    with transaction.atomic():
        row = end_relationship(
            patient, kind=kind, reason="?", cancels_bookings=cancels_bookings, by=None, now=now
        )
        transaction.set_rollback(True)
    return row.cancelled
