"""Tags of the invented clinic: a few words of its own on some patients."""

from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Mod

from clinic_crm.demo.clinic import Stage
from patients.enums import Segment, TagTone
from patients.models import Patient, PatientTag, Tag

RETIRED_AT = timedelta(days=365 * 62)
EVERY = 29  # one in so many is afraid of the dentist


def write_tags(stage: Stage, *, today: date, now: datetime) -> None:
    """After the segments are known. No dice: the same patients every time."""
    patients = Patient.objects.annotate(turn=Mod(F("pk"), EVERY))
    for name, tone, rows in (
        ("VIP", TagTone.PURPLE, patients.filter(summary__segment=Segment.BEST)),
        ("пенсионер", TagTone.BLUE, patients.filter(birth_date__lt=today - RETIRED_AT)),
        ("боится лечения", TagTone.AMBER, patients.filter(turn=0)),
    ):
        _put(Tag.objects.create(clinic=stage.clinic, name=name, tone=tone), rows, stage, now)


def _put(tag: Tag, rows: QuerySet[Patient], stage: Stage, now: datetime) -> None:
    by, at = stage.users["admin"], now - timedelta(days=20)
    ids = rows.order_by("pk").values_list("pk", flat=True)
    PatientTag.objects.bulk_create(PatientTag(patient_id=pk, tag=tag, by=by, at=at) for pk in ids)
