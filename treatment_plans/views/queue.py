"""The curator's worklist: five queues, one opened row, one button that records the touch and goes on to the next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clinics.access import right_required
from clinics.lists import ListPage, Sort, list_page, replaced
from clinics.selectors import branch_today, clinic_today, the_clinic
from clinics.services.journal import record_look
from treatment_plans.enums import PlanState, Queue, Touch
from treatment_plans.forms import NEXT_CONTACT_DAYS, QueueChoice, QueueFilter, TouchForm
from treatment_plans.models import TreatmentPlan
from treatment_plans.selectors.plans import plans_visible_to
from treatment_plans.selectors.queues import QueueTotals, in_queue, queue_totals
from treatment_plans.selectors.worklist import queue_rows, with_people, work_sheet
from treatment_plans.services.errors import PlanError
from treatment_plans.services.touches import touch_plan
from treatment_plans.views.shared import tell_errors

SORTS = {
    "weight": Sort("weight"),
    "money": Sort("money"),
    "days": Sort("days_stuck"),
    "name": Sort("patient__name_key"),
}
PAGE = 25


@require_GET
@right_required("plans")
def queue(request: HttpRequest) -> HttpResponse:
    """One queue in the order of money × urgency, the totals of all, and the opened plan's sheet."""
    return _render(request, request.GET)


@require_POST
@right_required("follow_ups", "U")
def touch(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the touch, then open the next row of the queue; 422 shows the same row with what is missing."""
    now = timezone.now()
    plans = plans_visible_to(request.user, obj="follow_ups", right="U").select_related("patient", "branch")
    plan = get_object_or_404(plans, pk=pk)
    is_open = plan.state == PlanState.ACTIVE
    form = TouchForm(request.POST, today=branch_today(plan.branch, now), is_open=is_open)
    back = QueryDict(request.POST.get("back", ""), mutable=True)
    back.pop("open", None)
    if form.is_valid():
        try:
            done = touch_plan(plan, by=request.user, now=now, **form.cleaned_data)
        except PlanError as refusal:
            form.add_error(None, str(refusal))
        else:
            outcome = Touch(done.outcome).label
            messages.success(
                request, _("%(patient)s: %(outcome)s") % {"patient": plan.patient, "outcome": outcome}
            )
            return redirect(_address(back, request.POST.get("next", "")))
    back["open"] = str(plan.pk)
    if not request.htmx:  # the queue's links are relative: answer from its own address
        tell_errors(request, form)
        return redirect(_address(back, str(plan.pk)))
    response = _render(request, back, touch_form=form)
    response["HX-Push-Url"] = "false"  # the address stays the queue's
    return response


def _address(params: QueryDict, opened: str) -> str:
    params = params.copy()
    params.pop("open", None)
    if opened.isdecimal():
        params["open"] = opened
    return f"{reverse('plans:queue')}?{params.urlencode()}" + ("#sheet" if opened else "")


def _render(request: HttpRequest, params: QueryDict, touch_form: TouchForm | None = None) -> HttpResponse:
    now, clinic = timezone.now(), the_clinic()
    today = clinic_today(clinic, now) if clinic else now.date()
    choice = QueueChoice({"queue": params.get("queue", Queue.NOT_BOOKED), "open": params.get("open")})
    chosen = choice.chosen()
    form = QueueFilter(params, request.user)
    plans = form.narrow(plans_visible_to(request.user))
    rows = with_people(in_queue(plans, chosen, today=today))
    page = list_page(params, rows, form=form, sorts=SORTS, default="-weight", size=PAGE)
    totals = queue_totals(plans, today=today)
    opened = _opened(request, page, choice.opened())
    context = {
        "title": _("Curator's queue"),
        "page": page,
        "rows": queue_rows(page.rows, chosen),
        "queue": chosen,
        "today": today,
        "tabs": _tabs(params, chosen, totals),
        "totals": totals[chosen],
        **_back(params),
        **_sheet(request, page, opened, today, now, touch_form),
    }
    return render(request, "treatment_plans/queue.html", context, status=422 if touch_form else 200)


def _tabs(params: QueryDict, chosen: Queue, totals: dict[Queue, QueueTotals]) -> list[dict[str, Any]]:
    return [
        {
            "url": reverse("plans:queue") + replaced(params, queue=queue.value, open=None, sort=None),
            "label": queue.label,
            "count": totals[queue].plans,
            "is_current": queue == chosen,
        }
        for queue in Queue
    ]


def _opened(request: HttpRequest, page: ListPage, pk: int | None) -> TreatmentPlan | None:
    """The opened plan, if it is on this page; once its row is gone the sheet closes."""
    return next((plan for plan in page.rows if plan.pk == pk), None)


def _sheet(request, page, plan, today, now, touch_form) -> dict[str, Any]:
    if plan is None:
        return {}
    record_look(request.user, plan, now=now, patient_id=plan.patient_id)
    may_touch = plans_visible_to(request.user, obj="follow_ups", right="U").filter(pk=plan.pk).exists()
    following = [row.pk for row in page.rows]
    after = following[following.index(plan.pk) + 1 :]
    return {
        "opened": plan,
        "sheet": work_sheet(plan, today=today),
        "may_touch": may_touch,
        "touch_form": touch_form or TouchForm(today=branch_today(plan.branch, now)),
        "next_pk": after[0] if after else "",
        "touches": [(outcome, NEXT_CONTACT_DAYS.get(outcome)) for outcome in Touch],
    }


def _back(params: QueryDict) -> dict[str, str]:
    """The address of the list with no row open: as a hidden field, as a link, and as the beginning of a link."""
    closed = params.copy()
    closed.pop("open", None)
    query = closed.urlencode()
    return {"back": query, "close_query": f"?{query}", "back_query": f"{query}&" if query else ""}
