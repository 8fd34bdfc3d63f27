"""Rounds with what proves them, the rule that draws them, the standards they use."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from clinics.lists import Sort, list_page
from clinics.selectors import clinic_today, the_clinic
from quality.cases import CASE_KINDS
from quality.forms import PastPeriodForm, RuleForm
from quality.models import SamplingRule, Standard
from quality.pages import tabs_for
from quality.selectors.rounds import round_rows
from quality.selectors.samples import label_cases, rounds_visible_to, samples_visible_to
from quality.selectors.verification import verify_round
from quality.services.rounds import RoundNotOverError, draw_past_period, keep_rounds
from quality.services.rules import change_rule
from quality.services.standards import install_default_rule

SORTS = {"period": Sort("starts_on"), "cases": Sort("case_count")}


@right_required("standards")
def rounds(request: HttpRequest, past_form: PastPeriodForm | None = None) -> HttpResponse:
    page = list_page(request.GET, round_rows(rounds_visible_to(request.user)), sorts=SORTS, default="-period")
    rule = SamplingRule.objects.filter(is_active=True).select_related("standard").first()
    context = {
        "title": _("Rounds"),
        "tabs": tabs_for(request, "quality:rounds"),
        "page": page,
        "rule": rule,
        "kind": CASE_KINDS[rule.case_kind] if rule else None,
        "may_change": can(request.user, "C", "standards"),
        "past_form": past_form or PastPeriodForm(today=_today()),
    }
    return render(request, "quality/rounds.html", context, status=422 if past_form else 200)


def _today():
    clinic, now = the_clinic(), timezone.now()
    return clinic_today(clinic, now) if clinic else now.date()


@right_required("standards")
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    rows = rounds_visible_to(request.user).select_related("rule", "standard").defer("case_list")
    sampling_round = get_object_or_404(rows, pk=pk)
    samples = list(
        samples_visible_to(request.user)
        .filter(round=sampling_round)
        .select_related("round__rule", "performer", "branch")
        .prefetch_related("reviews")
        .order_by("hmac")
    )
    label_cases(samples)
    context = {
        "title": _("Round %(number)s") % {"number": sampling_round.pk},
        "round": sampling_round,
        "kind": CASE_KINDS[sampling_round.rule.case_kind],
        "samples": samples,
        "drawn": sampling_round.samples.count(),
        "verification": verify_round(sampling_round)
        if "verify" in request.GET and sampling_round.drawn_at
        else None,
    }
    return render(request, "quality/round.html", context)


@right_required("standards")
def case_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The closed case list, byte for byte what was hashed: numbers of cases, people and branches."""
    sampling_round = get_object_or_404(rounds_visible_to(request.user), pk=pk)
    if sampling_round.drawn_at is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="round-{pk}-cases.tsv"'}
    return HttpResponse(
        sampling_round.case_list, content_type="text/tab-separated-values; charset=utf-8", headers=headers
    )


@require_POST
@right_required("standards", "C")
def set_up(request: HttpRequest) -> HttpResponse:
    """Install the ready standard with its rule, and commit the seed of the next week at once."""
    clinic, now = the_clinic(), timezone.now()
    if clinic is None:
        raise Http404
    install_default_rule(clinic, now=now)
    keep_rounds(clinic, today=clinic_today(clinic, now), now=now)
    messages.success(request, _("Ready: the seed of the next week is committed."))
    return redirect("quality:rounds")


@require_POST
@right_required("standards", "C")
def draw_past(request: HttpRequest) -> HttpResponse:
    """Draw a finished week for which no seed was committed in time."""
    rule = SamplingRule.objects.filter(is_active=True).first()
    if rule is None:
        return redirect("quality:rounds")
    form = PastPeriodForm(request.POST, today=_today())
    if not form.is_valid():
        return rounds(request, form)
    try:
        drawn = draw_past_period(
            rule, day=form.cleaned_data["day"], today=_today(), by=request.user, now=timezone.now()
        )
    except RoundNotOverError:
        form.add_error("day", _("This week is not over yet."))
        return rounds(request, form)
    return redirect("quality:round", drawn.pk)


@right_required("standards", "C")
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SamplingRule.objects.select_related("standard"), pk=pk)
    form = RuleForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        change_rule(found, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("Saved. It takes effect from the next commitment."))
        return redirect("quality:rounds")
    context = {
        "title": _("Sampling rule"),
        "rule": found,
        "kind": CASE_KINDS[found.case_kind],
        "form": form,
    }
    return render(request, "quality/rule.html", context, status=422 if form.errors else 200)


@right_required("standards")
def standards(request: HttpRequest) -> HttpResponse:
    rows = Standard.objects.prefetch_related("criteria").order_by("key", "-version")
    context = {
        "title": _("Standards"),
        "tabs": tabs_for(request, "quality:standards"),
        "standards": rows,
        "may_change": can(request.user, "C", "standards"),
    }
    return render(request, "quality/standards.html", context)
