"""The rows behind a figure of the overview."""

from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from analytics.access import extent_for, sees_rows
from analytics.forms import PeriodForm
from analytics.rows import ROWS, RowList
from analytics.selectors.overview import asked
from analytics.views.overview import VIEWERS, period_label
from clinics.access import branches_of, can, role_required
from clinics.enums import Role
from clinics.lists import Sort, list_page
from clinics.metrics import METRICS
from clinics.selectors import clinic_today, the_clinic

SORTS = {"day": Sort("on"), "sum": Sort("sum")}


@role_required(Role.OWNER, Role.MANAGER, Role.ADMINISTRATOR)
def rows(request: HttpRequest) -> HttpResponse:
    """Visits, payments or plan lines of the period; together they make the figure, which stands above them."""
    key, clinic = request.GET.get("metric", ""), the_clinic()
    behind = ROWS.get(key)
    if (
        behind is None
        or clinic is None
        or not (sees_rows(request.user) and can(request.user, "R", behind.obj))
    ):
        raise Http404
    today = clinic_today(clinic, timezone.now())
    form = PeriodForm(request.GET, branches=branches_of(request.user, *VIEWERS), today=today)
    extent = extent_for(request.user, clinic, today=today, branch=form.chosen_branch)
    if extent is None:
        raise Http404
    period = asked(form.kind, form.whole, today=today).period
    found = behind.rows(extent, period).select_related(behind.person)
    more = {name: make(extent, period).select_related(behind.person) for name, make in behind.more.items()}
    context = {
        "title": METRICS[key].name,
        "metric": METRICS[key],
        "label": period_label(form.kind, form.whole),
        "period": period,
        "page": list_page(request.GET, found, sorts=SORTS, default="-day"),
        "sum": _sum(found),
        "refunds": _listed(more.get("refunds"), behind),
        "refund_sum": _sum(more["refunds"]) if "refunds" in more else None,
        "total": METRICS[key].measure(extent, [period])[0],
        "person": behind.person,
    }
    return render(request, "analytics/rows.html", context)


def _sum(found: QuerySet) -> Decimal:
    return found.order_by().aggregate(all=Sum("sum"))["all"] or Decimal(0)


def _listed(found: QuerySet | None, behind: RowList) -> list:
    return [] if found is None else list(found.order_by("-on", "-pk")[:200])
