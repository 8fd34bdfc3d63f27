"""One line of a plan: its terms, doing it, correcting an error."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinics.access import right_required
from clinics.models import User
from clinics.selectors import branch_today
from treatment_plans.enums import Correction, ItemStatus
from treatment_plans.forms import AgreeForm, CorrectionForm, RealiseForm, TermsForm
from treatment_plans.models import PlanItem, TreatmentPlan
from treatment_plans.selectors.plans import items_visible_to
from treatment_plans.services.moves import agree_items, change_item, correct_item
from treatment_plans.services.sessions import realise_item
from treatment_plans.services.terms import terms_of
from treatment_plans.states import CORRECTIONS, MOVES, OPEN
from treatment_plans.views.shared import attempt

FORMS = {"terms": TermsForm, "agree": AgreeForm, "realise": RealiseForm}


@require_http_methods(["GET", "POST"])
@right_required("plans", "U")
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """The line with the acts that its state allows; the pressed button says which form was sent."""
    items = items_visible_to(request.user, right="U").filter(awaits_review="")
    item = get_object_or_404(items.select_related("plan__branch", "plan__patient", "refusal_reason"), pk=pk)
    now = timezone.now()
    today = branch_today(item.plan.branch, now)
    forms = _forms(item, today)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in forms:
        forms[act] = type(forms[act])(request.POST)
        if forms[act].is_valid():
            seen = _seen(request)
            refused = attempt(
                request, lambda: _do(item, act, forms[act].cleaned_data, request.user, now, seen)
            )
            return refused or redirect("plans:detail", item.plan_id)
    context = {
        "item": item,
        "plan": item.plan,
        "forms": forms,
        "corrections": [c for c in Correction if item.status in CORRECTIONS[c]],
        "events": item.events.select_related("by", "refusal_reason").order_by("-at", "-pk"),
    }
    bound = any(form.is_bound for form in forms.values())
    return render(request, "treatment_plans/line.html", context, status=422 if bound else 200)


def _seen(request: HttpRequest) -> int | None:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else None


def _forms(item: PlanItem, today: date) -> dict[str, Any]:
    """The forms that the state allows, by the name of their button."""
    forms: dict[str, Any] = {}
    if ItemStatus.AGREED in MOVES[item.status] and item.status != ItemStatus.SCHEDULED:
        forms["agree"] = AgreeForm(initial={"price": item.price})
    if ItemStatus.REALISED in MOVES[item.status]:
        forms["realise"] = RealiseForm(initial={"on": today, "actual_price": item.agreed_price})
    if item.status in OPEN:
        terms = {name: getattr(item, name) for name in TermsForm.base_fields}
        forms["terms"] = TermsForm(initial=terms)
    forms |= {c.value: CorrectionForm() for c in Correction if item.status in CORRECTIONS[c]}
    return forms


def _do(
    item: PlanItem, act: str, data: dict[str, Any], user: User, now: datetime, seen: int | None
) -> TreatmentPlan:
    who = {"by": user, "now": now, "seen_version": seen}
    if act == "agree":
        prices = {item.pk: data["price"]}
        return agree_items(item.plan, [item], prices=prices, promised_on=data["promised_on"], **who)
    if act == "realise":
        return realise_item(item, **data, **who)
    if act == "terms":
        return change_item(item, replace(terms_of(item), **data), **who)
    return correct_item(item, Correction(act), note=data["note"], **who)
