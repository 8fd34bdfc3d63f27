"""Tags: the clinic's own words on patients."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from clinic_crm.lib.text import clean
from clinics.models import Clinic, User
from clinics.services.journal import record_action
from patients.models import Patient, PatientTag, Tag


def get_tag(clinic: Clinic | int, name: str) -> Tag:
    """The tag of this name, made if there is none; case and ё do not matter."""
    clinic_id = clinic if isinstance(clinic, int) else clinic.pk
    name = clean(name)[:40]
    Tag.objects.bulk_create([Tag(clinic_id=clinic_id, name=name)], ignore_conflicts=True)
    return Tag.objects.get(clinic=clinic_id, key=_key(name))


@transaction.atomic
def tag_patient(patient: Patient, name: str, *, by: User, now: datetime) -> Tag:
    """Put the tag on; what the patient carries already stays as it was."""
    tag = get_tag(patient.clinic_id, name)
    _row, made = PatientTag.objects.get_or_create(patient=patient, tag=tag, defaults={"by": by, "at": now})
    if made:
        _record(by, "tagged", patient, tag.pk, now)
    return tag


@transaction.atomic
def untag_patient(patient: Patient, tag_id: int, *, by: User, now: datetime) -> bool:
    """Take it off; says whether it was there."""
    gone, _ = PatientTag.objects.filter(patient=patient, tag=tag_id).delete()
    if gone:
        _record(by, "untagged", patient, tag_id, now)
    return bool(gone)


@transaction.atomic
def set_tags(patient: Patient, names: Iterable[str], *, by: User, now: datetime) -> None:
    """The patient carries these and no others."""
    wanted = {_key(name): name for name in names}
    had = {row.tag.key: row.tag_id for row in patient.patient_tags.select_related("tag")}
    for key in wanted.keys() - had.keys():
        tag_patient(patient, wanted[key], by=by, now=now)
    for key in had.keys() - wanted.keys():
        untag_patient(patient, had[key], by=by, now=now)


def _key(name: str) -> str:
    return clean(name)[:40].lower().replace("ё", "е")


@transaction.atomic
def rename_tag(tag: Tag, *, name: str, tone: str, by: User, now: datetime) -> Tag:
    """Another name or colour. The name of another tag joins the two: its patients come along and `tag` is gone."""
    key = name.lower().replace("ё", "е")
    other = Tag.objects.filter(clinic=tag.clinic_id, key=key).exclude(pk=tag.pk).first()
    if other is None:
        Tag.objects.filter(pk=tag.pk).update(name=name, tone=tone)
        record_action(by, "changed", tag, now=now)
        return Tag.objects.get(pk=tag.pk)
    there = PatientTag.objects.filter(tag=other).values("patient")
    PatientTag.objects.filter(tag=tag).exclude(patient__in=there).update(tag=other)
    record_action(by, "merged", other, now=now, details={"other": tag.pk})
    tag.delete()
    return other


@transaction.atomic
def delete_tag(tag: Tag, *, by: User, now: datetime) -> int:
    """Take it off everybody and forget it; how many carried it."""
    count = PatientTag.objects.filter(tag=tag).count()
    record_action(by, "deleted", tag, now=now, details={"patients": count})
    tag.delete()
    return count


def _record(by: User, verb: str, patient: Patient, tag_id: int, now: datetime) -> None:
    record_action(by, verb, patient, now=now, patient_id=patient.pk, details={"tag": tag_id})
