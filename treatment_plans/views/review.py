"""Doubtful lines of an import: accept as they really stand, or discard."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from clinics.access import right_required
from clinics.lists import Sort, list_page
from treatment_plans.forms import VerdictForm
from treatment_plans.selectors.review import lines_to_review
from treatment_plans.services.reviewing import ACCEPTABLE, accept_line, discard_line
from treatment_plans.views.shared import attempt

SORTS = {"found": Sort("identified_on"), "name": Sort("plan__patient__name_key")}


@require_GET
@right_required("prices", "U")
def review_list(request: HttpRequest) -> HttpResponse:
    """All that waits, oldest first."""
    lines = lines_to_review(request.user).select_related("plan__patient", "plan__curator", "source")
    page = list_page(request.GET, lines, sorts=SORTS, default="found")
    return render(request, "treatment_plans/review.html", {"title": _("Lines to review"), "page": page})


@require_http_methods(["GET", "POST"])
@right_required("prices", "U")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: what came, what is wrong with it, and the decision; then the next one."""
    lines = lines_to_review(request.user).select_related("plan__patient", "plan__branch", "source")
    item, now = get_object_or_404(lines, pk=pk), timezone.now()
    form = VerdictForm(request.POST or None, initial=_as_it_came(item))
    if "discard" in request.POST:
        refused = attempt(request, lambda: discard_line(item, by=request.user, now=now))
        messages.success(request, _("Discarded: it counts nowhere."))
        return refused or redirect("plans:review")
    if form.is_valid():
        verdict = form.verdict()
        attempt(request, lambda: accept_line(item, verdict, by=request.user, now=now))
        item.refresh_from_db()
        if not item.awaits_review:
            messages.success(request, _("Accepted: the line counts from now on."))
            return redirect("plans:review")
    context = {"title": _("Line to review"), "item": item, "plan": item.plan, "form": form}
    return render(request, "treatment_plans/decide.html", context, status=422 if form.is_bound else 200)


def _as_it_came(item) -> dict[str, object]:
    names = ("price", "agreed_on", "agreed_price", "realised_on", "actual_price", "ended_on")
    status = item.status if item.status in ACCEPTABLE else "identified"
    return {"status": status, **{name: getattr(item, name) for name in names}}
