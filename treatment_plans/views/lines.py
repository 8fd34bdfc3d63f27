"""One line of a plan: its terms, doing it, correcting an error."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinics.access import right_required
from clinics.models import User
from clinics.selectors import branch_today
from treatment_plans.enums import Correction, ItemStatus
from treatment_plans.forms import CorrectionForm
from treatment_plans.forms_lines import AgreeForm, PrerequisitesForm, RealiseForm, SessionForm, TermsForm
from treatment_plans.models import PlanItem, TreatmentPlan
from treatment_plans.selectors.plans import items_visible_to, waiting_for
from treatment_plans.services.alternatives import set_prerequisites
from treatment_plans.services.moves import agree_items, change_item, correct_item
from treatment_plans.services.sessions import do_session, realise_item
from treatment_plans.services.undoing import undo_move, undoable
from treatment_plans.states import MOVES, OPEN, OPEN_AGREED, may_correct
from treatment_plans.sums import money_done, money_left, price_now
from treatment_plans.views.shared import attempt, seen_version


@require_http_methods(["GET", "POST"])
@right_required("plans", "U")
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """The line with the acts that its state allows; the pressed button says which form was sent."""
    items = items_visible_to(request.user, right="U").filter(awaits_review="")
    item = get_object_or_404(
        items.select_related(
            "plan__branch", "plan__patient", "refusal_reason", "variant", "performer", "identified_by"
        ),
        pk=pk,
    )
    now = timezone.now()
    today = branch_today(item.plan.branch, now)
    forms = _forms(item, today)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in forms:
        forms[act] = _bound(forms[act], item, request.POST)
        if forms[act].is_valid():
            seen = seen_version(request)
            refused = attempt(request, lambda: _do(item, act, forms[act], request.user, now, seen))
            return refused or redirect("plans:detail", item.plan_id)
    context = {
        "item": item,
        "plan": item.plan,
        "forms": forms,
        "waits": waiting_for(item),
        "sessions": item.done_sessions.select_related("visit"),
        "undoable": undoable(item),
        "events": item.events.select_related("by", "refusal_reason", "undone_by").order_by("-at", "-pk"),
    }
    bound = any(form.is_bound for form in forms.values())
    return render(request, "treatment_plans/line.html", context, status=422 if bound else 200)


def _forms(item: PlanItem, today: date) -> dict[str, Any]:
    """The forms that the state allows, by the name of their button."""
    forms: dict[str, Any] = {}
    if ItemStatus.AGREED in MOVES[item.status] and item.status != ItemStatus.SCHEDULED:
        forms["agree"] = AgreeForm(initial={"price": item.price})
    if item.status in OPEN_AGREED and item.sessions > 1:
        forms["session"] = SessionForm(
            initial={"on": today, "amount": money_left(item) / _sessions_left(item)}
        )
    if item.status in OPEN_AGREED:
        whole = price_now(item) if money_left(item) else money_done(item)
        forms["realise"] = RealiseForm(initial={"on": today, "actual_price": whole})
    if item.status in OPEN:
        forms["terms"] = TermsForm(item=item)
        others = item.plan.planitems.filter(awaits_review="").exclude(pk=item.pk).order_by("phase", "pk")
        if others:
            needs = list(item.waits_for.values_list("needs", flat=True))
            forms["prerequisites"] = PrerequisitesForm(others=others, initial={"needs": needs})
    may = [c for c in Correction if may_correct(c, item.status, sessions_done=item.sessions_done)]
    return forms | {c.value: CorrectionForm() for c in may}


def _sessions_left(item: PlanItem) -> int:
    return item.sessions - item.sessions_done


def _bound(form: Any, item: PlanItem, data: Any) -> Any:
    if isinstance(form, TermsForm):
        return TermsForm(data, item=item)
    if isinstance(form, PrerequisitesForm):
        return PrerequisitesForm(data, others=form.fields["needs"].queryset)
    return type(form)(data)


def _do(item: PlanItem, act: str, form: Any, user: User, now: datetime, seen: int | None) -> TreatmentPlan:
    who, data = {"by": user, "now": now, "seen_version": seen}, form.cleaned_data
    if act == "agree":
        prices = {item.pk: data["price"]}
        return agree_items(item.plan, [item], prices=prices, promised_on=data["promised_on"], **who)
    if act == "realise":
        return realise_item(item, **data, **who)
    if act == "session":
        return do_session(item, **data, **who)
    if act == "terms":
        return change_item(item, form.terms(), **who)
    if act == "prerequisites":
        return set_prerequisites(item, data["needs"], **who)
    return correct_item(item, Correction(act), note=data["note"], **who)


@require_POST
@right_required("plans", "U")
def undo(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """Take back what a rule made of the line."""
    items = items_visible_to(request.user, right="U").filter(awaits_review="")
    item = get_object_or_404(items.select_related("plan__branch"), pk=pk)
    event = get_object_or_404(item.events, pk=event_pk)
    who = {"by": request.user, "now": timezone.now(), "seen_version": seen_version(request)}
    refused = attempt(request, lambda: undo_move(event, **who))
    return refused or redirect("plans:line", item.pk)
