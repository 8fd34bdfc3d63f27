"""Whom a bulk change would touch: of those chosen, who changes, who is not the person's to change, who stays and why."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from clinics.access import Person
from patients.enums import ContactKind
from patients.models import BulkChange, ContactPoint, Patient, PatientContact, PatientTag, Tag
from patients.selectors.patients import patients_visible_to

MOST_AT_ONCE = 10_000


@dataclass(frozen=True)
class Reached:
    """`chosen` patients of the list; `mine` are the ids of those whom the person may change so."""

    chosen: int
    mine: list[int]

    @property
    def not_mine(self) -> int:
        return self.chosen - len(self.mine)


def reached(user: Person, rows: QuerySet[Patient], *, obj: str, right: str) -> Reached:
    """`rows` is the list as filtered, at most MOST_AT_ONCE of it; the ids come in order."""
    chosen = list(rows.order_by().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    mine = patients_visible_to(user, obj=obj, right=right).filter(pk__in=chosen).order_by("pk")
    return Reached(len(chosen), list(mine.values_list("pk", flat=True)))


def carrying(tag: Tag | None, ids: list[int]) -> set[int]:
    """Those of the patients who carry the tag; nobody for a tag that does not exist yet."""
    if tag is None:
        return set()
    return set(PatientTag.objects.filter(tag=tag, patient__in=ids).values_list("patient", flat=True))


def curated_by(curator_id: int, ids: list[int]) -> set[int]:
    return set(Patient.objects.filter(pk__in=ids, curator=curator_id).values_list("pk", flat=True))


def first_points(ids: list[int], kinds: list[str]) -> list[tuple[ContactPoint, Patient]]:
    """The first living contact of each kind of each living, not archived patient, with the patient and the branch."""
    contacts = PatientContact.objects.filter(
        patient__in=ids,
        patient__archived_at=None,
        patient__deceased_on=None,
        point__kind__in=[ContactKind(kind) for kind in kinds],
        point__is_dead=False,
    )
    better = PatientContact.objects.filter(
        patient=OuterRef("patient"), point__kind=OuterRef("point__kind"), point__is_dead=False
    )
    first = contacts.filter(~Exists(better.filter(rank__lt=OuterRef("rank"))))
    rows = first.order_by("patient", "point__kind", "pk").distinct("patient", "point__kind")
    return [(row.point, row.patient) for row in rows.select_related("point", "patient__branch")]


def changes_visible_to(user: Person) -> QuerySet[BulkChange]:
    """A person's own changes: who made one may take it back."""
    return BulkChange.objects.filter(by=user.pk)
