"""What can be done to many patients of the list at once. Each is previewed before it is done.

An action has a form; with its answers `sort_out` says who would change and why the others stay, and `apply` does it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinics.access import can
from clinics.models import Employee, User
from clinics.selectors import the_clinic
from patients.consent_forms import BulkConsentForm
from patients.enums import BulkKind
from patients.models import BulkChange, Tag
from patients.selectors.bulk import carrying, curated_by, first_points
from patients.services import bulk
from patients.services.tags import get_tag
from patients.tag_forms import TagForm


@dataclass(frozen=True)
class Sorted:
    """The ids that would change, and how many stay for which reason (in words, with the number)."""

    ids: list[int]
    staying: list[str]


@dataclass(frozen=True)
class BulkAction:
    """`obj` and `right` are the matrix row that lets a person do it; `do` is what the button says."""

    kind: BulkKind
    label: Any
    do: Any
    icon: str
    obj: str
    right: str
    form: type[forms.Form]
    sort_out: Callable[[list[int], dict[str, Any]], Sorted]
    apply: Callable[[list[int], dict[str, Any], User, datetime], BulkChange]
    warning: Any = ""


class HandOverForm(forms.Form):
    """To whom."""

    curator = forms.ModelChoiceField(
        Employee.objects.none(), label=gettext_lazy("New curator"), empty_label="—"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Employee.objects.filter(is_curator=True, is_active=True)
        self.fields["curator"].queryset = people.order_by("name_key")  # type: ignore[attr-defined]


def _known_tag(data: dict[str, Any]) -> Tag | None:
    key = data["name"].lower().replace("ё", "е")
    return Tag.objects.filter(clinic=the_clinic(), key=key).first()


def _to_tag(ids: list[int], data: dict[str, Any]) -> Sorted:
    there = carrying(_known_tag(data), ids)
    said = ngettext("%(n)d carries the tag already", "%(n)d carry the tag already", len(there))
    return Sorted([pk for pk in ids if pk not in there], [said % {"n": len(there)}] if there else [])


def _tag(ids: list[int], data: dict[str, Any], by: User, now: datetime) -> BulkChange:
    clinic = the_clinic()
    assert clinic is not None, "patients exist only in a clinic"  # noqa: S101
    return bulk.tag_many(ids, get_tag(clinic, data["name"]), by=by, now=now)


def _to_untag(ids: list[int], data: dict[str, Any]) -> Sorted:
    there = carrying(_known_tag(data), ids)
    left = len(ids) - len(there)
    said = ngettext("%(n)d does not carry the tag", "%(n)d do not carry the tag", left)
    return Sorted([pk for pk in ids if pk in there], [said % {"n": left}] if left else [])


def _untag(ids: list[int], data: dict[str, Any], by: User, now: datetime) -> BulkChange:
    tag = _known_tag(data)
    if tag is None:
        raise bulk.BulkError(_("There is no such tag."))
    return bulk.untag_many(ids, tag, by=by, now=now)


def _to_hand_over(ids: list[int], data: dict[str, Any]) -> Sorted:
    there = curated_by(data["curator"].pk, ids)
    said = ngettext("%(n)d is with this curator already", "%(n)d are with this curator already", len(there))
    return Sorted([pk for pk in ids if pk not in there], [said % {"n": len(there)}] if there else [])


def _hand_over(ids: list[int], data: dict[str, Any], by: User, now: datetime) -> BulkChange:
    return bulk.hand_over(ids, data["curator"], by=by, now=now)


def _to_consent(ids: list[int], data: dict[str, Any]) -> Sorted:
    reachable = {patient.pk for _point, patient in first_points(ids, data["kinds"])}
    left = len(ids) - len(reachable)
    said = ngettext(
        "%(n)d has no such contact, is archived or died",
        "%(n)d have no such contact, are archived or died",
        left,
    )
    return Sorted([pk for pk in ids if pk in reachable], [said % {"n": left}] if left else [])


def _consent(ids: list[int], data: dict[str, Any], by: User, now: datetime) -> BulkChange:
    return bulk.consent_many(first_points(ids, data["kinds"]), data, by=by, now=now)


ACTIONS: dict[str, BulkAction] = {
    action.kind: action
    for action in (
        BulkAction(
            BulkKind.TAG, gettext_lazy("Put a tag on"), gettext_lazy("Put the tag on"), "tag",
            "patients", "U", TagForm, _to_tag, _tag,
        ),
        BulkAction(
            BulkKind.UNTAG, gettext_lazy("Take a tag off"), gettext_lazy("Take the tag off"), "tag",
            "patients", "U", TagForm, _to_untag, _untag,
        ),
        BulkAction(
            BulkKind.HAND_OVER, gettext_lazy("Hand over to a curator"), gettext_lazy("Hand over"), "users",
            "curator_assignment", "U", HandOverForm, _to_hand_over, _hand_over,
            gettext_lazy("Open plans and follow-ups of the former curator go along."),
        ),
        BulkAction(
            BulkKind.CONSENT, gettext_lazy("Record a signed consent"), gettext_lazy("Record the consent"), "shield-check",
            "consents", "C", BulkConsentForm, _to_consent, _consent,
            gettext_lazy("This cannot be undone: an act of consent stays; only a withdrawal can follow it."),
        ),
    )
}  # fmt: skip


def actions_for(user: User) -> list[BulkAction]:
    """What this person may do to somebody."""
    return [action for action in ACTIONS.values() if can(user, action.right, action.obj)]
