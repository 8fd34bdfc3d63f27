"""Offers: making one, reading it, its PDF, the patient's answers, what changed between two."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinics.access import right_required
from clinics.selectors import branch_today
from clinics.services.journal import record_action, record_look
from treatment_plans.enums import OfferState
from treatment_plans.forms_offers import NewOfferForm, OfferAnswers
from treatment_plans.models import Offer, TreatmentPlan
from treatment_plans.offer_pdf import offer_pdf
from treatment_plans.selectors.offers import compare_offers, offers_visible_to, ways_of
from treatment_plans.selectors.plans import plans_visible_to
from treatment_plans.services.offers import answer_offer, make_offer
from treatment_plans.views.shared import attempt, seen_version, tell_errors


@require_POST
@right_required("plans", "U")
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the open lines as the next offer and show it."""
    plans = plans_visible_to(request.user, right="U").select_related("branch", "patient")
    plan, now = get_object_or_404(plans, pk=pk), timezone.now()
    form = NewOfferForm(request.POST, today=branch_today(plan.branch, now), version=plan.version)
    if not form.is_valid():
        tell_errors(request, form)
        return redirect("plans:detail", plan.pk)

    def act() -> TreatmentPlan:
        data = form.cleaned_data
        who = {"by": request.user, "now": now, "seen_version": data["version"]}
        return make_offer(plan, valid_until=data["valid_until"], **who).plan

    refused = attempt(request, act)
    latest = plan.offers.order_by("-version").first()
    if refused or latest is None or latest.made_at != now:
        return refused or redirect("plans:detail", plan.pk)
    return redirect("plans:offer-page", latest.pk)


@require_http_methods(["GET", "POST"])
@right_required("plans")
def offer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer as it was shown; while it holds, the patient's answers line by line make the next version."""
    offer, now = _offer(request, pk), timezone.now()
    today = branch_today(offer.plan.branch, now)
    state = offer.state(today=today, latest_version=_latest(offer))
    may_edit = plans_visible_to(request.user, right="U").filter(pk=offer.plan_id).exists()
    answers = OfferAnswers(request.POST or None, offer, today=today) if may_edit else None
    if request.method == "POST" and answers and answers.is_valid():
        who = {"by": request.user, "now": now, "seen_version": seen_version(request)}
        refused = attempt(request, lambda: answer_offer(offer, answers.said(), **who).plan)
        return refused or _to_latest(request, offer)
    if request.method == "GET":
        record_look(request.user, offer.plan, now=now, patient_id=offer.plan.patient_id)
    lines = list(offer.lines.select_related("item"))
    context = {
        "title": _("Offer %s") % offer.number,
        "offer": offer,
        "plan": offer.plan,
        "state": state,
        "is_valid": state == OfferState.VALID,
        "ways": ways_of(lines),
        "answers": answers.by_item if answers and state == OfferState.VALID else {},
        "others": offer.plan.offers.exclude(pk=offer.pk).order_by("-version"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "treatment_plans/offer.html", context, status=status)


@require_GET
@right_required("plans")
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer to print and hand over; printing is journalled."""
    offer, now = _offer(request, pk), timezone.now()
    plan = offer.plan
    record_action(
        request.user, "printed", offer, now=now, patient_id=plan.patient_id, branch_id=plan.branch_id
    )
    body = offer_pdf(offer, language=get_language() or "ru")
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="offer-{offer.number}.pdf"'
    return response


@require_GET
@right_required("plans")
def compare(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """What the later of two offers of one plan says otherwise."""
    offer = _offer(request, pk)
    other = get_object_or_404(offer.plan.offers, pk=other_pk)
    old, new = sorted((offer, other), key=lambda each: each.version)
    context = {"title": _("What changed"), "plan": offer.plan, "difference": compare_offers(old, new)}
    return render(request, "treatment_plans/offer_difference.html", context)


def _offer(request: HttpRequest, pk: int) -> Offer:
    offers = offers_visible_to(request.user)
    return get_object_or_404(
        offers.select_related("plan__patient", "plan__branch", "plan__clinic", "by"), pk=pk
    )


def _latest(offer: Offer) -> int:
    return offer.plan.offers.order_by("-version").values_list("version", flat=True)[0]


def _to_latest(request: HttpRequest, offer: Offer) -> HttpResponse:
    latest = offer.plan.offers.order_by("-version")[0]
    if latest.pk != offer.pk:
        text = _("The answers are written. Version %(version)s of the offer has the new sum.")
        messages.success(request, text % {"version": latest.version})
        return redirect("plans:offer-page", latest.pk)
    return redirect("plans:detail", offer.plan_id)
