from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.lists import FilterForm
from patients.enums import Purpose
from triggers.enums import MessageState, Reason
from triggers.models import Trigger

EMPTY = ("", "—")


class SwitchForm(forms.Form):
    """What to do with a trigger."""

    action = forms.ChoiceField(choices=[(name, name) for name in ("on", "pause", "resume", "off")])


class DecideForm(forms.Form):
    action = forms.ChoiceField(choices=[("approve", "approve"), ("decline", "decline")])


class BacklogForm(forms.Form):
    quota = forms.IntegerField(label=_("Letters a day"), min_value=1, max_value=10_000, initial=50)


class HaltForm(forms.Form):
    """The emergency stop, and the way back."""

    halted = forms.BooleanField(required=False)
    why = forms.CharField(label=_("Why"), max_length=200, required=False)


class CloseForm(forms.Form):
    """How a doubt ends."""

    outcome = forms.ChoiceField(choices=[("arrived", "arrived"), ("failed", "failed"), ("closed", "closed")])


class MessageFilter(FilterForm):
    """By state, reason, trigger and day of queueing."""

    state = forms.ChoiceField(label=_("State"), choices=[EMPTY, *MessageState.choices])
    reason = forms.ChoiceField(label=_("Why not sent"), choices=[EMPTY, *Reason.choices])
    trigger = forms.ModelChoiceField(Trigger.objects.all(), label=_("Trigger"), empty_label="—")
    since = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def narrow(self, rows):
        wanted = {
            "state": self.value("state"),
            "reason": self.value("reason"),
            "trigger": self.value("trigger"),
            "queued_at__date__gte": self.value("since"),
        }
        return rows.filter(**{key: value for key, value in wanted.items() if value})


MAY_BE_GRANTED = [Purpose.SERVICE, Purpose.CARE, Purpose.ADVERTISING, Purpose.SURVEY]


class EvidenceForm(forms.Form):
    """What proves an act of consent."""

    purposes = forms.MultipleChoiceField(
        label=_("For what"),
        choices=[(p.value, p.label) for p in MAY_BE_GRANTED],
        widget=forms.CheckboxSelectMultiple,
    )
    on = forms.DateField(
        label=_("Date on the paper"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    paper = forms.CharField(label=_("Paper or folder no."), max_length=100)
    text_version = forms.CharField(label=_("Version of the text signed"), max_length=40)


class PaperConsentFilter(FilterForm):
    """Whose papers lie on the table."""

    q = forms.CharField(
        label=_("Name or card numbers"), widget=forms.TextInput(attrs={"type": "search"}), max_length=500
    )
    segment = forms.ChoiceField(label=_("Segment"))
    missing = forms.ChoiceField(
        label=_("Consent to advertising"),
        choices=[EMPTY, ("no", _("not given yet"))],
    )


class ConsentForm(EvidenceForm):
    """One act on the card: granted on paper or withdrawn."""

    point = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=[("granted", "granted"), ("withdrawn", "withdrawn")])
    text_version = forms.CharField(label=_("Version of the text signed"), max_length=40, required=False)
