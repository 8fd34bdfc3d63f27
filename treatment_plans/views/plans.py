"""The list of plans, a plan's page, and the acts on a whole plan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinics.access import branches_of, employee_of, right_required
from clinics.lists import Sort, list_page
from clinics.selectors import branch_today
from clinics.services.journal import record_look
from patients.models import FollowUp
from patients.selectors.patients import patients_visible_to
from treatment_plans.forms import AnswerForm, CuratorForm, NewPlanForm, PlanFilter
from treatment_plans.forms_lines import LineForm, VariantForm
from treatment_plans.forms_offers import NewOfferForm
from treatment_plans.models import TreatmentPlan
from treatment_plans.selectors.offers import offers_of
from treatment_plans.selectors.plans import items_visible_to, plan_page, plans_visible_to, services_matching
from treatment_plans.selectors.review import lines_to_review
from treatment_plans.services.alternatives import choose_variant, open_choice, put_in_variant
from treatment_plans.services.editing import touch_origin
from treatment_plans.services.moves import agree_items, cancel_items, decline_items, defer_items
from treatment_plans.services.plans import add_item, assign_curator, create_plan
from treatment_plans.states import OPEN
from treatment_plans.views.shared import attempt, seen_version, tell_errors

SORTS = {
    "found": Sort("identified_on"),
    "sum": Sort("open_sum"),
    "name": Sort("patient__name_key"),
}


@require_GET
@right_required("plans")
def plan_list(request: HttpRequest) -> HttpResponse:
    """Every plan the person sees, newest first."""
    form = PlanFilter(request.GET, request.user)
    plans = form.narrow(plans_visible_to(request.user))
    rows = plans.select_related("patient", "practitioner", "curator", "branch")
    page = list_page(request.GET, rows, form=form, sorts=SORTS, default="-found")
    context = {
        "title": _("Treatment plans"),
        "page": page,
        "to_review": lines_to_review(request.user).count(),
    }
    return render(request, "treatment_plans/list.html", context)


@require_GET
@right_required("plans")
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan: lines by state, the answer form, the history."""
    plan = _plan(request, pk)
    record_look(request.user, plan, now=timezone.now(), patient_id=plan.patient_id)
    return render(request, "treatment_plans/detail.html", _page(request, plan))


@require_http_methods(["GET", "POST"])
@right_required("plans", "C")
def create(request: HttpRequest, patient_pk: int) -> HttpResponse:
    """A new plan for a patient; its lines are added on its page."""
    patients = patients_visible_to(request.user, obj="plans", right="C")
    patient = get_object_or_404(patients, pk=patient_pk)
    me, branches = employee_of(request.user), branches_of(request.user)
    initial = {"branch": patient.branch_id, "practitioner": me.pk if me and me.is_practitioner else None}
    form = NewPlanForm(request.POST or None, branches=branches, initial=initial)
    if form.is_valid():
        plan = create_plan(patient, by=request.user, now=timezone.now(), **form.cleaned_data)
        return redirect("plans:detail", plan.pk)
    context = {"title": _("New plan"), "patient": patient, "form": form}
    return render(request, "treatment_plans/create.html", context, status=422 if form.is_bound else 200)


@require_POST
@right_required("plans", "U")
def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    """One more line; 422 shows the page with the form as typed."""
    plan = _plan(request, pk, right="U")
    form = LineForm(request.POST, clinic=plan.clinic, plan=plan)
    if not form.is_valid():
        context = {**_page(request, plan), "line_form": form}
        return render(request, "treatment_plans/detail.html", context, status=422)
    line, now = form.cleaned_data["line"], timezone.now()
    refused = attempt(request, lambda: add_item(plan, line, by=request.user, now=now))
    return refused or redirect(f"{reverse('plans:detail', args=[plan.pk])}?phase={line.phase}#new-line")


@require_GET
@right_required("plans", "U")
def services(request: HttpRequest, pk: int) -> HttpResponse:
    """Services of the price list that fit what is typed, each a button that adds its line."""
    plan = _plan(request, pk, right="U")
    words = request.GET.get("service", "").strip()
    hits = services_matching(plan.clinic_id, words) if len(words) > 1 else []
    return render(request, "treatment_plans/service_hits.html", {"hits": hits, "words": words})


@require_POST
@right_required("plans", "U")
def alternative(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the ticked lines into an alternative, or begin a choice with them as A."""
    plan = _plan(request, pk, right="U")
    items = items_visible_to(request.user, right="U").filter(plan=plan)
    form = VariantForm(request.POST, plan=plan, items=items)
    if not form.is_valid():
        tell_errors(request, form)
        return render(request, "treatment_plans/detail.html", _page(request, plan), status=422)
    refused = attempt(request, lambda: place_in_variant(plan, form.cleaned_data, request.user))
    return refused or redirect("plans:detail", plan.pk)


def place_in_variant(plan: TreatmentPlan, data: dict[str, Any], user) -> TreatmentPlan:
    who = {"by": user, "now": timezone.now(), "seen_version": data["version"]}
    if data["variant"] == VariantForm.NEW:
        first, _second = open_choice(plan, [data["title"], data["other"]], **who)
        who["seen_version"] = None
        return put_in_variant(plan, data["items"], first, **who)
    variant = plan.variants.filter(pk=data["variant"]).first() if data["variant"] else None
    return put_in_variant(plan, data["items"], variant, **who)


@require_POST
@right_required("plans", "U")
def choose(request: HttpRequest, pk: int, variant_pk: int) -> HttpResponse:
    """The patient goes over to this alternative."""
    plan = _plan(request, pk, right="U")
    variant = get_object_or_404(plan.variants, pk=variant_pk)
    who = {"by": request.user, "now": timezone.now(), "seen_version": seen_version(request)}
    refused = attempt(request, lambda: choose_variant(variant, **who))
    return refused or redirect("plans:detail", plan.pk)


@require_POST
@right_required("plans", "U")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The patient's answer to the ticked lines."""
    plan = _plan(request, pk, right="U")
    form = AnswerForm(request.POST, items=items_visible_to(request.user, right="U").filter(plan=plan))
    if not form.is_valid():
        tell_errors(request, form)
        context = {**_page(request, plan), "answer_form": form}
        return render(request, "treatment_plans/detail.html", context, status=422)
    refused = attempt(request, lambda: _answer(plan, form.cleaned_data, request.user))
    return refused or redirect("plans:detail", plan.pk)


def _answer(plan: TreatmentPlan, data: dict[str, Any], user) -> TreatmentPlan:
    items = data["items"]
    who = {"by": user, "now": timezone.now(), "seen_version": data["version"]}
    if data["action"] == "agree":
        return agree_items(plan, items, promised_on=data["promised_on"], **who)
    if data["action"] == "decline":
        return decline_items(plan, items, reason=data["decline_reason"], note=data["decline_note"], **who)
    if data["action"] == "defer":
        return defer_items(
            plan, items, until=data["until"], reason=data["defer_reason"], note=data["defer_note"], **who
        )
    return cancel_items(plan, items, reason=data["cancel_reason"], note=data["cancel_note"], **who)


@require_POST
@right_required("curator_assignment", "U")
def give_curator(request: HttpRequest, pk: int) -> HttpResponse:
    """Another person answers for the plan from now on."""
    plan = get_object_or_404(plans_visible_to(request.user, obj="curator_assignment", right="U"), pk=pk)
    form = CuratorForm(request.POST, branches=branches_of(request.user))
    if not form.is_valid():
        tell_errors(request, form)
        return redirect("plans:detail", plan.pk)
    curator, seen = form.cleaned_data["curator"], form.cleaned_data["version"]
    who = {"by": request.user, "now": timezone.now(), "seen_version": seen}
    refused = attempt(request, lambda: assign_curator(plan, curator, **who))
    return refused or redirect("plans:detail", plan.pk)


def _plan(request: HttpRequest, pk: int, right: str = "R") -> TreatmentPlan:
    plans = plans_visible_to(request.user, right=right)
    return get_object_or_404(
        plans.select_related("patient__summary", "practitioner", "curator", "branch", "clinic", "source"),
        pk=pk,
    )


def _page(request: HttpRequest, plan: TreatmentPlan) -> dict[str, Any]:
    """What the plan's page needs for this person: the forms only with the right to use them."""
    page, today = plan_page(plan), branch_today(plan.branch, timezone.now())
    may_edit = plans_visible_to(request.user, right="U").filter(pk=plan.pk).exists()
    assignable = plans_visible_to(request.user, obj="curator_assignment", right="U").filter(pk=plan.pk)
    context: dict[str, Any] = {
        "title": _("Plan %s") % plan.number,
        "plan": plan,
        "page": page,
        "may_edit": may_edit,
        "open_states": OPEN,
        "undecided": plan.lines_open > plan.open_agreed_lines,
        "ticked": [int(pk) for pk in request.POST.getlist("items") if pk.isdecimal()],
        "today": today,
        "offers": offers_of(plan, today=today),
        "next_contact": FollowUp.objects.filter(
            patient=plan.patient_id, origin=touch_origin(plan), state="open"
        ).first(),
    }
    if may_edit:
        phase = request.GET.get("phase", "1")
        context |= {
            "line_form": LineForm(clinic=plan.clinic, plan=plan, initial={"phase": phase, "quantity": 1}),
            "answer_form": AnswerForm(items=plan.planitems.none()),
            "variant_form": VariantForm(plan=plan, items=plan.planitems.none()),
            "offer_form": NewOfferForm(today=today, version=plan.version),
        }
    if assignable.exists():
        initial = {"curator": plan.curator_id, "version": plan.version}
        context["curator_form"] = CuratorForm(initial=initial, branches=branches_of(request.user))
    return context
