"""Inquiries: taken in seconds, answered, and ended as booked or lost. Each write is safe to repeat."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.access import employee_of
from clinics.models import Branch, User
from clinics.selectors import branch_today
from clinics.services.journal import record_action
from patients.enums import ContactKind, InquiryChannel, InquiryStatus
from patients.models import ContactPoint, Inquiry, LostReason, Patient, PatientContact

WAITING = (InquiryStatus.NEW, InquiryStatus.IN_WORK)
# Who speaks with us at this moment is answered at this moment.
AT_ONCE = (InquiryChannel.CALL, InquiryChannel.WALK_IN)


class InquiryError(ValueError):
    """The inquiry cannot be changed so; the text says why."""


@transaction.atomic
def take_inquiry(
    branch: Branch,
    *,
    values: dict[str, Any],
    contacts: Iterable[tuple[str, str]] = (),
    by: User | None,
    now: datetime,
) -> Inquiry:
    """A new inquiry. `values`: name, channel, acquisition, campaign, wish; `contacts` are (kind, E.164 or e-mail).

    A call or somebody at the desk is answered by being entered; a form, a chat or a letter waits for its answer.
    """
    row = Inquiry(
        clinic_id=branch.clinic_id,
        branch=branch,
        created_at=now,
        created_on=branch_today(branch, now),
        created_by=by,
        **values,
    )
    if row.campaign and not row.acquisition:
        row.acquisition = row.campaign.acquisition
    if row.channel in AT_ONCE and by is not None:
        _answered(row, by=by, now=now)
    row.save()
    for kind, value in dict.fromkeys(contacts):
        point, _made = ContactPoint.objects.get_or_create(
            clinic_id=branch.clinic_id, kind=ContactKind(kind), value=value
        )
        row.points.add(point)
    record_action(by, "created", row, now=now, branch_id=branch.pk)
    return row


def _answered(row: Inquiry, *, by: User, now: datetime) -> None:
    if row.first_answer_at is None:
        row.first_answer_at, row.first_answer_by = now, by
    if row.status == InquiryStatus.NEW:
        row.status = InquiryStatus.IN_WORK
    row.assignee = row.assignee or employee_of(by)


def _open(inquiry: Inquiry) -> Inquiry:
    row = Inquiry.objects.select_for_update(of=("self",)).select_related("branch").get(pk=inquiry.pk)
    if row.status not in WAITING:
        raise InquiryError(_("Somebody has closed this inquiry already."))
    return row


@transaction.atomic
def answer_inquiry(
    inquiry: Inquiry, *, note: str = "", call_back_at: datetime | None = None, by: User, now: datetime
) -> Inquiry:
    """Somebody got in touch: the first time is what the time to the answer is measured by. May set when to call back."""
    row = _open(inquiry)
    if call_back_at is not None and call_back_at <= now:
        raise InquiryError(_("The time to call back must lie ahead."))
    _answered(row, by=by, now=now)
    row.call_back_at = call_back_at
    _add_note(row, note)
    row.save()
    _note(row, "answered", by=by, now=now)
    return row


@transaction.atomic
def lose_inquiry(inquiry: Inquiry, *, reason: LostReason, note: str = "", by: User, now: datetime) -> Inquiry:
    """It came to nothing; why is part of the loss."""
    row = _open(inquiry)
    _answered(row, by=by, now=now)
    row.status, row.reason, row.closed_at, row.closed_by = InquiryStatus.LOST, reason, now, by
    _add_note(row, note)
    row.save()
    _note(row, "inquiry_lost", by=by, now=now)
    return row


@transaction.atomic
def reopen_inquiry(inquiry: Inquiry, *, by: User, now: datetime) -> Inquiry:
    """A lost one comes back to work; a booked one stays booked."""
    row = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    if row.status != InquiryStatus.LOST:
        raise InquiryError(_("Only a lost inquiry can be opened again."))
    row.status, row.reason, row.lost_reason = InquiryStatus.IN_WORK, None, ""
    row.closed_at = row.closed_by = None
    row.save()
    _note(row, "reopened", by=by, now=now)
    return row


@transaction.atomic
def link_inquiry(inquiry: Inquiry, patient: Patient, *, by: User, now: datetime) -> Inquiry:
    """This is who inquired. The patient gets the contacts of the inquiry, and its source where none is known."""
    row = _open(inquiry)
    if patient.clinic_id != row.clinic_id:
        raise InquiryError(_("This is not a patient of the clinic."))
    _answered(row, by=by, now=now)
    row.patient = patient
    row.save()
    had = PatientContact.objects.filter(patient=patient)
    rank = had.count()
    for point in row.points.exclude(pk__in=had.values("point")).order_by("pk"):
        PatientContact.objects.create(patient=patient, point=point, rank=rank)
        rank += 1
    if row.acquisition and not patient.acquisition:
        Patient.objects.filter(pk=patient.pk).update(acquisition=row.acquisition)
    record_action(by, "inquiry_linked", row, now=now, patient_id=patient.pk, branch_id=row.branch_id)
    return row


@transaction.atomic
def book_inquiry(inquiry: Inquiry, *, by: User, now: datetime) -> Inquiry:
    """Booked where we do not see it: in the medical system that keeps the schedule. Needs the patient."""
    row = _open(inquiry)
    if row.patient_id is None:
        raise InquiryError(_("Say first who the patient is."))
    _answered(row, by=by, now=now)
    row.status, row.closed_at, row.closed_by = InquiryStatus.BOOKED, now, by
    row.save()
    _note(row, "booked", by=by, now=now)
    return row


def _add_note(row: Inquiry, note: str) -> None:
    row.note = "\n".join(filter(None, [row.note, note.strip()]))


def _note(row: Inquiry, verb: str, *, by: User | None, now: datetime) -> None:
    record_action(by, verb, row, now=now, patient_id=row.patient_id, branch_id=row.branch_id)
