"""Possible duplicates: pairs that wait for a decision, and those found before a card is saved."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from clinic_crm.lib.text import fold
from clinics.access import Person
from patients.models import DuplicatePair, Patient, PatientContact
from patients.selectors.patients import patients_visible_to


def pairs_visible_to(user: Person, *, right: str = "U") -> QuerySet[DuplicatePair]:
    """Pairs of which the person may change both cards."""
    visible = patients_visible_to(user, right=right).values("pk")
    return DuplicatePair.objects.filter(first__in=visible, second__in=visible)


def lookalikes(
    user: Person,
    *,
    full_name: str,
    birth_date: date | None,
    contacts: Iterable[tuple[str, str]],
    limit: int = 5,
) -> list[Patient]:
    """Cards that may be the person being entered: the same phone or e-mail, or the same name with no other birth date."""
    values = [value for _kind, value in contacts]
    at_points = PatientContact.objects.filter(point__value__in=values).values("patient")
    key = fold(full_name)
    same_name = Q(
        name_key__in=[key, f"{key} "]
    )  # the stored key of a card without patronymic ends with a blank
    if birth_date:
        same_name &= Q(birth_date=None) | Q(birth_date=birth_date)
    found = patients_visible_to(user).filter(same_name | Q(pk__in=at_points), archived_at=None)
    return list(found.select_related("branch").order_by("name_key", "pk")[:limit])
