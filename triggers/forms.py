from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.lists import FilterForm
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
