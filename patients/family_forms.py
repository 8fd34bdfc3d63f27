"""Forms of the family's screens, and what a new card asks about people it resembles."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patients.enums import GuardianKind, SeparateReason
from patients.forms import ANY, day_input
from patients.models import Household, Patient


class HouseholdForm(forms.Form):
    name = forms.CharField(label=_("Name of the family"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), max_length=250, required=False)

    def __init__(self, data: Any = None, *, household: Household | None) -> None:
        stored = {"name": household.name, "address": household.address} if household else {}
        super().__init__(data, initial=stored)


class RelativeForm(forms.Form):
    """Who the other person is to the patient. Only a minor has guardians, so only a minor's form offers them."""

    FAMILY, CHILD = "family", "child"

    relative = forms.IntegerField(widget=forms.HiddenInput)
    tie = forms.ChoiceField(label=_("Who is it to the patient"))
    since = forms.DateField(label=_("From"), required=False, widget=day_input())
    until = forms.DateField(label=_("Until"), required=False, widget=day_input())

    def __init__(self, data: Any = None, *, is_minor: bool) -> None:
        super().__init__(data, auto_id="relative_%s")
        ties = [(self.FAMILY, pgettext_lazy("tie", "of the family"))]
        if is_minor:
            ties += [(kind.value, kind.label) for kind in GuardianKind]
        else:
            ties.append((self.CHILD, _("a child for whom the patient answers")))
        self.fields["tie"].choices = ties


class EndForm(forms.Form):
    guardianship = forms.IntegerField()
    on = forms.DateField()


class AlikeForm(forms.Form):
    """Asked before a new card is saved that resembles others (`alike`), or has the phone of others (`kin`)."""

    UNSURE, NOBODY = "unsure", "none"

    another = forms.ChoiceField(
        label=_("This is another person because"),
        choices=[ANY, *SeparateReason.choices, (UNSURE, _("I am not sure: put it up for review"))],
    )
    another_note = forms.CharField(label=_("Note"), max_length=200, required=False)
    kin_of = forms.ModelChoiceField(Patient.objects.none(), label=_("Relative"), empty_label=None)
    kin = forms.ChoiceField(label=_("Who is it to the new patient"))

    def __init__(self, data: Any = None, *, alike: bool, kin: QuerySet[Patient], is_minor: bool) -> None:
        super().__init__(data)
        if not alike:
            del self.fields["another"], self.fields["another_note"]
        self.people = kin
        if not kin:
            del self.fields["kin_of"], self.fields["kin"]
            return
        ties = [ANY, (RelativeForm.FAMILY, pgettext_lazy("tie", "of the family"))]
        if is_minor:
            ties += [(kind.value, kind.label) for kind in GuardianKind]
        self.fields["kin"].choices = [*ties, (self.NOBODY, _("nobody, they only share the phone"))]
        self.fields["kin_of"].queryset = kin
        self.fields["kin_of"].label_from_instance = lambda person: person.full_name
