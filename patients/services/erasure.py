"""Erasure of a person over all apps in one transaction, its act, and the scan that finds nothing afterwards."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pgtrigger
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from clinics.models import User
from clinics.services.journal import record_action
from patients.enums import EndingKind, Law, RequestKind, RequestState
from patients.models import ContactPoint, ErasureAct, Patient, PatientCard, StopEntry, SubjectRequest, Visit
from patients.personal_data import HOLDINGS, Holding, Subject, erase_holding
from patients.residues import Identifiers, find_files, find_residues, scrub
from patients.retention import ACT_YEARS, keep_until
from patients.selectors.subjects import identifiers_of, subject_of
from patients.services.endings import end_relationship, is_ended
from patients.services.subject_requests import RequestError, close_request, open_request
from patients.stop_list import digest


@transaction.atomic
def erase_person(request: SubjectRequest, *, by: User, now: datetime) -> ErasureAct:
    """Erase the person of the request; what the law keeps stays under a pseudonym. The act.

    Two persons: whoever took the request may not approve it (RequestError). Queued messages and follow-ups are cancelled
    first. Phones, e-mails and card numbers go to the stop-list as keyed hashes. Files that name the person are deleted
    after the commit.
    """
    request = open_request(request)
    if request.kind != RequestKind.ERASURE:
        raise RequestError(_("This is no request for an erasure."))
    if request.requested_by_id == by.pk:
        raise RequestError(_("A second person must approve: you have taken this request yourself."))
    patient = request.patient
    if not is_ended(patient, EndingKind.ARCHIVED):
        end_relationship(patient, kind=EndingKind.ARCHIVED, reason=_("erased"), by=by, now=now)
    subject = subject_of(patient)
    identifiers = identifiers_of(subject)
    files = [Path(path) for path in find_files(identifiers)]
    _stop(patient, subject, today=now.date())
    last_visit = Visit.objects.filter(patient=patient).aggregate(last=Max("day"))["last"]
    kept = [
        line for holding in HOLDINGS.values() if (line := _kept(holding, subject, last_visit or now.date()))
    ]
    erased = {key: count for key, holding in HOLDINGS.items() if (count := erase_holding(holding, subject))}
    erased["texts"] = _strike_out(identifiers, subject)
    erased["files"] = len(files)
    act = ErasureAct.objects.create(
        request=close_request(request, RequestState.DONE, answer="", by=by, now=now),
        patient_id_erased=patient.pk,
        pseudonym=subject.pseudonym,
        erased_at=now,
        requested_by=request.requested_by,
        approved_by=by,
        erased=erased,
        kept=kept,
        residues=[[r.table, r.column, r.rows] for r in find_residues(identifiers, subject.parameters())],
        keep_until=date(now.year + ACT_YEARS, 12, 31),
    )
    record_action(by, "erased", act, now=now, patient_id=patient.pk, branch_id=request.branch_id)
    transaction.on_commit(lambda: _delete(files))
    return act


def _stop(patient: Patient, subject: Subject, *, today: date) -> None:
    points = ContactPoint.objects.filter(pk__in=subject.own_points).values_list("kind", "value")
    cards = PatientCard.objects.filter(patient__in=subject.ids).values_list("source_id", "number")
    pairs = [*points, *((str(source), number) for source, number in cards)]
    StopEntry.objects.bulk_create(
        [
            StopEntry(clinic_id=patient.clinic_id, digest=digest(kind, value), since=today)
            for kind, value in pairs
        ],
        ignore_conflicts=True,
    )


def _kept(holding: Holding, subject: Subject, since: date) -> dict[str, Any] | None:
    """The line of the act about what stays: how many rows, by which law, until when."""
    rows = sum(len(table.rows(subject)) for table in holding.tables)
    if holding.kept is None or not rows:
        return None
    clinic = Patient.objects.select_related("clinic").get(pk=subject.patient_id).clinic
    until = keep_until(clinic, holding.kept, since=since)
    return {
        "holding": holding.key,
        "law": str(Law(holding.kept)),
        "rows": rows,
        "until": until.isoformat() if until else None,
    }


def _strike_out(identifiers: Identifiers, subject: Subject) -> int:
    """What other people wrote about the person in free texts: remarks of imports, notes, comments of reviews.

    History and version triggers step aside, or they would keep what is being struck out.
    """
    parameters = subject.parameters()
    residues = find_residues(identifiers, parameters)
    with pgtrigger.ignore():
        return sum(scrub(residue, identifiers, parameters) for residue in residues)


def _delete(files: list[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)
