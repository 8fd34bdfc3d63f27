"""Changes of many patients at once, and taking them back. Each is one transaction, one BulkChange, one journal line."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clinics.models import Employee, User
from clinics.services.journal import record_action
from patients.enums import BulkKind, ConsentState
from patients.handover import hand_over_rows, return_rows
from patients.models import BulkChange, BulkRow, ContactPoint, Patient, PatientTag, Tag
from patients.services.papers import record_papers

BATCH = 2_000


class BulkError(ValueError):
    """The change cannot be made or taken back; the text says why."""


@transaction.atomic
def tag_many(ids: Iterable[int], tag: Tag, *, by: User, now: datetime) -> BulkChange:
    """Put the tag on those who do not carry it yet; only they are rows of the change."""
    had = set(PatientTag.objects.filter(tag=tag).values_list("patient", flat=True))
    new = [pk for pk in ids if pk not in had]
    rows = [PatientTag(patient_id=pk, tag=tag, by=by, at=now) for pk in new]
    PatientTag.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return _record(BulkKind.TAG, dict.fromkeys(new), {"tag": tag.pk}, clinic=tag.clinic_id, by=by, now=now)


@transaction.atomic
def untag_many(ids: Iterable[int], tag: Tag, *, by: User, now: datetime) -> BulkChange:
    """Take the tag off those who carry it."""
    rows = PatientTag.objects.filter(tag=tag, patient__in=list(ids))
    had = list(rows.order_by("patient").values_list("patient", flat=True))
    rows.delete()
    return _record(BulkKind.UNTAG, dict.fromkeys(had), {"tag": tag.pk}, clinic=tag.clinic_id, by=by, now=now)


@transaction.atomic
def hand_over(ids: Iterable[int], curator: Employee, *, by: User, now: datetime) -> BulkChange:
    """Make `curator` the curator of the patients; what their former curators had open for them goes along."""
    rows = (
        Patient.objects.select_for_update().filter(pk__in=list(ids)).exclude(curator=curator).order_by("pk")
    )
    before = dict(rows.values_list("pk", "curator"))
    moved = hand_over_rows(list(before), to=curator.pk)
    Patient.objects.filter(pk__in=list(before)).update(curator=curator)
    details = {"curator": curator.pk, "moved": moved}
    return _record(BulkKind.HAND_OVER, before, details, clinic=curator.clinic_id, by=by, now=now)


@transaction.atomic
def consent_many(
    pairs: list[tuple[ContactPoint, Patient]], evidence: dict[str, Any], *, by: User, now: datetime
) -> BulkChange:
    """Record the same signed paper for all; acts of consent are never taken back, only withdrawn by a further act."""
    if not pairs:
        raise BulkError("nobody to record a consent for")
    record_papers(pairs, evidence, state=ConsentState.GRANTED, by=by, now=now)
    ids = dict.fromkeys(patient.pk for _point, patient in pairs)
    details = {"purposes": list(evidence["purposes"])}
    return _record(BulkKind.CONSENT, ids, details, clinic=pairs[0][1].clinic_id, by=by, now=now)


@transaction.atomic
def undo_change(change: BulkChange, *, by: User, now: datetime) -> int:
    """Take the change back where nobody has changed it since; how many patients are as before. BulkError if it cannot be."""
    change = BulkChange.objects.select_for_update().get(pk=change.pk)
    if change.undone_at is not None or change.kind not in UNDO:
        raise BulkError("not to be undone")
    count = UNDO[BulkKind(change.kind)](change, by, now)
    change.undone_at, change.undone_by = now, by
    change.save(update_fields=["undone_at", "undone_by"])
    record_action(by, "bulk_undone", change, now=now, details={"patients": count})
    return count


def _untag(change: BulkChange, by: User, now: datetime) -> int:
    """Only the tags that this very change put on."""
    rows = PatientTag.objects.filter(tag=change.details["tag"], patient__in=change.rows.values("patient"))
    return rows.filter(by=change.by, at=change.at).delete()[0]


def _retag(change: BulkChange, by: User, now: datetime) -> int:
    tag = Tag.objects.filter(pk=change.details["tag"]).first()
    if tag is None:
        raise BulkError("the tag is gone")
    carrying = PatientTag.objects.filter(tag=tag).values("patient")
    ids = list(change.rows.exclude(patient__in=carrying).values_list("patient", flat=True))
    PatientTag.objects.bulk_create([PatientTag(patient_id=pk, tag=tag, by=by, at=now) for pk in ids], BATCH)
    return len(ids)


def _give_back(change: BulkChange, by: User, now: datetime) -> int:
    holder = change.details["curator"]
    former: dict[int | None, list[int]] = {}
    for patient, before in change.rows.values_list("patient", "before"):
        former.setdefault(before, []).append(patient)
    count = 0
    for curator, ids in former.items():
        count += Patient.objects.filter(pk__in=ids, curator=holder).update(curator=curator)
    return_rows(change.details["moved"], holder=holder)
    return count


UNDO = {BulkKind.TAG: _untag, BulkKind.UNTAG: _retag, BulkKind.HAND_OVER: _give_back}


def _record(
    kind: BulkKind,
    before: Mapping[int, int | None],
    details: dict[str, Any],
    *,
    clinic: int,
    by: User,
    now: datetime,
) -> BulkChange:
    change = BulkChange.objects.create(clinic_id=clinic, kind=kind, by=by, at=now, details=details)
    rows = [BulkRow(change=change, patient_id=pk, before=value) for pk, value in before.items()]
    BulkRow.objects.bulk_create(rows, batch_size=BATCH)
    record_action(by, f"bulk_{kind}", change, now=now, details={"patients": len(rows)})
    return change
