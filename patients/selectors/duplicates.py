"""Possible duplicates: pairs that wait for a decision, and those found before a card is saved."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clinic_crm.lib import formatting
from clinics.access import Person
from patients.likeness import SHOWN_FROM, Comparison, compare
from patients.likeness import Person as Described
from patients.models import DuplicatePair, MergeRecord, Patient
from patients.selectors.candidates import candidates_of, people_of
from patients.selectors.patients import patients_visible_to

ALIKE_SHOWN = 5


def pairs_visible_to(user: Person, *, right: str = "U") -> QuerySet[DuplicatePair]:
    """Pairs of which the person may change both cards."""
    visible = patients_visible_to(user, right=right).values("pk")
    return DuplicatePair.objects.filter(first__in=visible, second__in=visible)


def open_pairs(user: Person) -> QuerySet[DuplicatePair]:
    """The review queue, the surest pairs first."""
    rows = pairs_visible_to(user).filter(decision=DuplicatePair.Decision.OPEN)
    return rows.select_related("first", "second").order_by("-score", "-pk")


def pair_after(pair: DuplicatePair, user: Person) -> DuplicatePair | None:
    """The next one of the queue; from its end on, whatever was passed over."""
    rows = open_pairs(user).exclude(pk=pair.pk)
    behind = rows.filter(Q(score__lt=pair.score) | Q(score=pair.score, pk__lt=pair.pk))
    return behind.first() or rows.first()


def comparisons(pairs: list[DuplicatePair]) -> dict[int, Comparison]:
    """Pair id → what agrees and what differs between the cards now."""
    people = people_of({pk for pair in pairs for pk in (pair.first_id, pair.second_id)})
    return {pair.pk: compare(people[pair.first_id], people[pair.second_id]) for pair in pairs}


@dataclass(frozen=True)
class Alike:
    """A card that may be the person being entered, and why."""

    patient: Patient
    comparison: Comparison

    @property
    def reasons(self) -> str:
        return in_words(self.comparison)


def in_words(comparison: Comparison) -> str:
    """«same phone, birth date differs by one digit»"""
    return ", ".join(str(reason) for reason in comparison.reasons)


def find_alike(user: Person, clinic_id: int, who: Described) -> list[Alike]:
    """Cards that may be this person, the surest first; only those that the user may see."""
    ids = candidates_of(clinic_id, who)
    known = {pk: compare(who, person) for pk, person in people_of(ids).items()}
    near = {pk: found for pk, found in known.items() if found.score >= SHOWN_FROM}
    rows = patients_visible_to(user).filter(pk__in=near, archived_at=None).select_related("branch", "summary")
    found = [Alike(patient, near[patient.pk]) for patient in rows]
    return sorted(found, key=lambda each: (-each.comparison.score, each.patient.pk))[:ALIKE_SHOWN]


@dataclass(frozen=True)
class Choice:
    """One line of the two cards side by side. `key` names a choice of the merge; without one there is nothing to choose."""

    label: Any
    keep: str
    other: str
    key: str = ""

    @property
    def differs(self) -> bool:
        return self.keep != self.other

    @property
    def is_open(self) -> bool:
        """Both say something, and not the same: a person chooses."""
        return bool(self.key and self.keep and self.other and self.differs)


def side_by_side(keep: Patient, other: Patient) -> list[Choice]:
    """The two cards (as `with_header` reads them, with `reachable`) line by line."""
    lines: list[tuple[str, Any, Any]] = [
        ("name", _("Full name"), lambda p: p.full_name),
        ("birth_date", _("Birth date"), lambda p: p.birth_date and formatting.day(p.birth_date)),
        ("sex", _("Sex"), lambda p: p.get_sex_display()),
        ("contacts", _("Contacts, the first is tried first"), _contacts),
        ("", _("Card"), lambda p: p.card_number),
        ("branch", _("Branch"), lambda p: p.branch),
        ("curator", _("Curator"), lambda p: p.curator),
        ("registered_on", _("Registered on"), lambda p: p.registered_on and formatting.day(p.registered_on)),
        ("acquisition", _("How they found us"), lambda p: p.acquisition),
        ("comment", _("Comment"), lambda p: p.comment),
        ("", _("Do not contact"), lambda p: p.do_not_contact),
    ]
    return [
        Choice(label, str(value(keep) or ""), str(value(other) or ""), key) for key, label, value in lines
    ]


def _contacts(patient: Any) -> str:
    points = [each.contact.point for each in patient.reachable]
    return ", ".join(formatting.phone(p.value) if p.kind == "phone" else p.value for p in points)


def merges_of(patient: Patient) -> list[MergeRecord]:
    """The joinings into this card that stand, the newest first (only that one may be taken apart)."""
    rows = MergeRecord.objects.filter(kept=patient, undone_at=None).select_related("merged_by")
    return list(rows.order_by("-pk"))


def joined_into(user: Person, patient_id: int) -> int | None:
    """The card that the number of a joined card leads to now, if the person may see it."""
    record = MergeRecord.objects.filter(gone_id=patient_id, undone_at=None).order_by("-pk").first()
    if record is None:
        return None
    return patients_visible_to(user).filter(pk=record.kept_id).values_list("pk", flat=True).first()
