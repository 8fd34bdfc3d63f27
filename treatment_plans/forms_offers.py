"""Input about offers: how long one holds, and what the patient says to each line."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from treatment_plans.enums import Answer, ReasonKind
from treatment_plans.forms import day_field, money_field
from treatment_plans.models import Offer, OfferLine, RefusalReason
from treatment_plans.services.offers import VALID_FOR, LineAnswer
from treatment_plans.states import UNDECIDED


class NewOfferForm(forms.Form):
    valid_until = day_field(_("Valid until"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, today: date, version: int) -> None:
        super().__init__(data, initial={"valid_until": today + VALID_FOR, "version": version})
        self.fields["valid_until"].widget.attrs["min"] = today.isoformat()


class LineAnswerForm(forms.Form):
    """The answer to one line; empty: the patient has not said. No and later need their reason, later its day."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=Answer.choices, required=False, widget=forms.RadioSelect
    )
    price = money_field(_("Agreed price, ₽"), required=False)
    no_reason = forms.ModelChoiceField(RefusalReason.objects.none(), label=_("Reason"), required=False)
    later_reason = forms.ModelChoiceField(RefusalReason.objects.none(), label=_("Reason"), required=False)
    until = day_field(_("Until"))
    note = forms.CharField(label=_("In the patient's words"), max_length=120, required=False)

    def __init__(self, data: Any, *, line: OfferLine, today: date) -> None:
        super().__init__(data, prefix=f"line-{line.item_id}", initial={"price": line.price})
        self.line = line
        reasons = RefusalReason.objects.filter(is_active=True, code="")
        self.fields["no_reason"].queryset = reasons.filter(kind=ReasonKind.DECLINE)
        self.fields["later_reason"].queryset = reasons.filter(kind=ReasonKind.DEFER)
        self.fields["until"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needed = {Answer.NO: ("no_reason",), Answer.LATER: ("later_reason", "until")}
        for name in needed.get(data.get("answer", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Needed for this answer."))
        return data

    def said(self) -> LineAnswer | None:
        """None where the patient has not answered."""
        data = self.cleaned_data
        if not data["answer"]:
            return None
        answer = Answer(data["answer"])
        price: Decimal | None = data["price"] if answer == Answer.YES else None
        reason = {Answer.NO: data["no_reason"], Answer.LATER: data["later_reason"]}.get(answer)
        until = data["until"] if answer == Answer.LATER else None
        return LineAnswer(answer, reason=reason, until=until, price=price, note=data["note"])


class OfferAnswers:
    """The forms of all undecided lines of an offer, in its order."""

    def __init__(self, data: Any, offer: Offer, *, today: date) -> None:
        undecided = offer.lines.filter(item__status__in=UNDECIDED, item__awaits_review="")
        lines = undecided.select_related("item").order_by("position")
        self.by_item = {line.item_id: LineAnswerForm(data, line=line, today=today) for line in lines}

    def is_valid(self) -> bool:
        """Every form is judged, so that all errors show at once."""
        verdicts = [form.is_valid() for form in self.by_item.values()]
        return all(verdicts)

    def said(self) -> dict[int, LineAnswer]:
        answers = {pk: form.said() for pk, form in self.by_item.items()}
        return {pk: answer for pk, answer in answers.items() if answer is not None}
