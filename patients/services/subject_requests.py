"""Requests of people about their own data: taken with a deadline, answered or refused."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.models import User
from clinics.services.journal import record_action
from patients.enums import EndingKind, RequestKind, RequestState
from patients.models import Patient, SubjectRequest
from patients.retention import answer_by
from patients.services.endings import end_relationship, is_ended


class RequestError(ValueError):
    """The request cannot be taken or answered so; the text says why."""


@transaction.atomic
def take_request(
    patient: Patient, *, kind: str, received_on: date, note: str = "", by: User, now: datetime
) -> SubjectRequest:
    """A new request with its deadline; one open request of a kind."""
    if SubjectRequest.objects.filter(patient=patient, kind=kind, state=RequestState.OPEN).exists():
        raise RequestError(_("Such a request waits for its answer already."))
    row = SubjectRequest.objects.create(
        clinic_id=patient.clinic_id, branch_id=patient.branch_id, patient=patient, kind=RequestKind(kind),
        received_on=received_on, due_on=answer_by(patient.clinic, kind, received_on=received_on),
        note=note[:250], created_at=now, requested_by=by,
    )  # fmt: skip
    record_action(by, "request_taken", row, now=now, patient_id=patient.pk, branch_id=row.branch_id)
    return row


def open_request(row: SubjectRequest) -> SubjectRequest:
    """The row, locked; RequestError when it is answered. Only within a transaction."""
    rows = SubjectRequest.objects.select_for_update(of=("self",)).select_related(
        "patient", "clinic", "requested_by"
    )
    found = rows.get(pk=row.pk)
    if found.state != RequestState.OPEN:
        raise RequestError(_("Somebody has answered this request already."))
    return found


@transaction.atomic
def fulfil_request(row: SubjectRequest, *, answer: str = "", by: User, now: datetime) -> SubjectRequest:
    """It is done. A request to stop ends the relationship; an erasure has its own way with a second person."""
    row = open_request(row)
    if row.kind == RequestKind.ERASURE:
        raise RequestError(_("An erasure is approved by a second person."))
    if row.kind == RequestKind.STOP and not is_ended(row.patient, EndingKind.DO_NOT_CONTACT):
        end_relationship(
            row.patient,
            kind=EndingKind.DO_NOT_CONTACT,
            reason=_("asked to stop using the data"),
            by=by,
            now=now,
        )
    return close_request(row, RequestState.DONE, answer=answer, by=by, now=now)


@transaction.atomic
def refuse_request(row: SubjectRequest, *, answer: str, by: User, now: datetime) -> SubjectRequest:
    """The law allows to refuse; the person is told why."""
    if not answer.strip():
        raise RequestError(_("Say why."))
    return close_request(open_request(row), RequestState.REFUSED, answer=answer, by=by, now=now)


def close_request(
    row: SubjectRequest, state: RequestState, *, answer: str, by: User, now: datetime
) -> SubjectRequest:
    """Only within the transaction that locked the row."""
    row.state, row.answer, row.decided_by, row.decided_at = state, answer.strip()[:250], by, now
    row.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    record_action(
        by, "request_answered", row, now=now, patient_id=row.patient_id, branch_id=row.branch_id,
        details={"kind": row.kind},
    )  # fmt: skip
    return row
