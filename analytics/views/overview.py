"""The director's page: what came in, who our patients are, what they are worth, what was planned and said."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.access import extent_for, sees_rows
from analytics.forms import KINDS, PeriodForm
from analytics.pictures import days_chart, funnel_chart, month_label, revenue_chart, value_chart
from analytics.selectors.messages import sent_by_day
from analytics.selectors.money import first_contact_day
from analytics.selectors.overview import (
    Asked,
    asked,
    changes_within,
    chart_months,
    figure,
    value_picture,
)
from analytics.selectors.segments import segment_counts
from analytics.tiles import segment_rows, tile_of
from clinic_crm.lib import formatting
from clinic_crm.lib.periods import Period, shifted
from clinics.access import branches_of, role_required
from clinics.enums import Role
from clinics.metrics import METRICS, Extent
from clinics.selectors import clinic_today, the_clinic
from treatment_plans.selectors.funnel import plan_funnel

VIEWERS = (Role.OWNER, Role.MANAGER, Role.MARKETER, Role.AUDITOR, Role.ADMINISTRATOR)
TILES = [
    "revenue",
    "cash",
    "plan_identified",
    "plan_agreed",
    "plan_realised",
    "active_patients",
    "messages_sent",
    "quality_score",
]


@role_required(*VIEWERS)
def overview(request: HttpRequest) -> HttpResponse:
    clinic = the_clinic()
    if clinic is None:
        return render(request, "analytics/empty.html", {"title": _("Overview")})
    today = clinic_today(clinic, timezone.now())
    form = PeriodForm(request.GET, branches=branches_of(request.user, *VIEWERS), today=today)
    extent = extent_for(request.user, clinic, today=today, branch=form.chosen_branch)
    if extent is None:
        raise Http404
    question = asked(form.kind, form.whole, today=today)
    history_from = first_contact_day(extent)
    if history_from is None:
        return render(request, "analytics/empty.html", {"title": _("Overview"), "clinic": clinic})
    context = {
        "title": _("Overview"),
        "clinic": clinic,
        "form": form,
        "question": question,
        "label": period_label(question.kind, question.whole),
        **_navigation(request, form, question, today),
        **_figures(request, extent, question, history_from),
        **_pictures(extent, question, history_from),
    }
    return render(request, "analytics/overview.html", context)


def _figures(request: HttpRequest, extent: Extent, question: Asked, history_from: date) -> dict[str, Any]:
    rows = sees_rows(request.user)
    value = value_picture(extent, question, history_from=history_from)
    figures = [figure(key, extent, question, history_from=history_from) for key in TILES]
    before = _before_label(question)
    counts = segment_counts(extent, question.period)
    return {
        "tiles": [tile_of(each, question, before=before, with_rows=rows) for each in figures],
        "segments": segment_rows(counts, hide_small=not rows),
        "sees_rows": rows,
        "value": value,
        "value_chart": value_chart(value) if len(value.points) > 2 else None,
        "value_is_partial": any(not value.is_whole(point) for point in value.points),
        "definitions": {
            key: METRICS[key].definition for key in ("ltv", "average_check", "frequency", "lifetime")
        },
    }


def _pictures(extent: Extent, question: Asked, history_from: date) -> dict[str, Any]:
    months = chart_months(question, history_from)
    changes = changes_within(extent, months)
    funnel = plan_funnel(
        extent.clinic, branches=extent.branches, since=question.period.first, until=question.period.last
    )
    return {
        "revenue_chart": revenue_chart(
            months, METRICS["revenue"].measure(extent, months), question.period, changes
        ),
        "changes": changes,
        "funnel": funnel,
        "funnel_chart": funnel_chart(funnel) if funnel.identified.lines else None,
        "messages_chart": _messages_chart(extent, question, months),
    }


def _messages_chart(extent: Extent, question: Asked, months: list[Period]) -> dict[str, Any] | None:
    days = sent_by_day(extent, question.period)
    if question.kind == "year":
        sums: dict[date, int] = {}
        for day, count in days:
            sums[day.replace(day=1)] = sums.get(day.replace(day=1), 0) + count
        days = list(sums.items())
    if not any(count for _day, count in days):
        return None
    option = days_chart(days, _("Messages"))
    if question.kind == "year":
        option["xAxis"]["data"] = [month_label(day) for day, _count in days]
    return option


def _navigation(request: HttpRequest, form: PeriodForm, question: Asked, today: date) -> dict[str, Any]:
    """The presets and the steps to the periods beside, each an address of this page."""
    earlier, later = shifted(form.kind, question.whole, -1), shifted(form.kind, question.whole, 1)
    return {
        "presets": [
            {
                "url": _query(request, period=kind, at=question.period.last),
                "label": name,
                "count": None,
                "is_current": kind == form.kind,
            }
            for kind, name in KINDS
        ],
        "earlier": _query(request, period=form.kind, at=earlier.first),
        "later": _query(request, period=form.kind, at=later.first) if later.first <= today else "",
    }


def _query(request: HttpRequest, **changes: Any) -> str:
    params = request.GET.copy()
    for name, value in changes.items():
        params[name] = str(value)
    return f"?{params.urlencode()}"


def _before_label(question: Asked) -> str:
    name = period_label(question.kind, shifted(question.kind, question.whole, -1))
    if not question.is_running:
        return name
    return _("same days, %(period)s") % {"period": formatting.within_a_phrase(name)}


def period_label(kind: str, period: Period) -> str:
    """September 2026 · 3rd quarter of 2026 · 2026."""
    if kind == "year":
        return str(period.first.year)
    if kind == "quarter":
        number = (period.first.month + 2) // 3
        return _("Q%(number)s %(year)s") % {"number": number, "year": period.first.year}
    return date_format(period.first, "F Y")
