"""The calendar of a branch: a day by chair or practitioner, a week of one of them, a week of all as bars."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clinics.access import can, right_required
from clinics.models import Branch, Service
from patients.calendar_grid import grid_of, week_of
from patients.selectors.calendar import Board, board_of, day_of
from patients.visit_forms import WEEK, CalendarForm, branches_for
from patients.visit_states import MOVES

SUGGESTED = 20


@right_required("visits")
def calendar(request: HttpRequest) -> HttpResponse:
    """Everybody who comes, and the time that is still free."""
    now = timezone.now()
    form = CalendarForm(request.GET, user=request.user, today=timezone.localdate(now))
    if form.the_branch is None:
        return render(request, "patients/visits.html", {"form": form, "day": form.day, "board": None})
    branch, is_week = form.the_branch, form.view == WEEK
    first = form.day - timedelta(days=form.day.weekday()) if is_week else form.day
    last = first + timedelta(days=6) if is_week else first
    board = board_of(request.user, branch, first, last, by=form.by, only=form.only, now=now)
    context = _frame(request, form, branch, board) | {
        "first": first,
        "last": last,
        "today": day_of(branch, now),
        "now": timezone.localtime(now, ZoneInfo(branch.time_zone)),
    }
    if is_week and form.only is None and len(board.lines) > len(board.days):
        context["week"] = week_of(board)
    else:
        context["grid"] = grid_of(
            board, now=now, may_book=context["may_book"], may_change=context["may_change"]
        )
    return render(request, "patients/visits.html", context)


def _frame(request: HttpRequest, form: CalendarForm, branch: Branch, board: Board) -> dict[str, Any]:
    is_ours = not branch.mis_is_master
    step = 7 if form.view == WEEK else 1
    return {
        "form": form,
        "board": board,
        "branch": branch,
        "day": form.day,
        "by": board.by,
        "is_week": form.view == WEEK,
        "only": form.only,
        "before": _neighbour(form.day, -step),
        "after": _neighbour(form.day, step),
        "counts": _counts(board),
        "may_book": is_ours and branches_for(request.user, "visits", "C").filter(pk=branch.pk).exists(),
        "may_change": is_ours and can(request.user, "U", "visits"),
        "may_bill": can(request.user, "C", "money"),
        "moves": MOVES,
    }


def _counts(board: Board) -> dict[str, int]:
    visits = [*board.visits(), *board.untimed]
    return {
        "visits": len(visits),
        "unconfirmed": sum(visit.status == "booked" for visit in visits),
        "here": sum(visit.status == "arrived" for visit in visits),
    }


def _neighbour(day: date, step: int) -> date | None:
    try:
        return day + timedelta(days=step)
    except OverflowError:
        return None


@right_required("catalogues")
def services(request: HttpRequest) -> HttpResponse:
    """Options for a service that is being typed, by code or any part of the name."""
    text = next(iter(request.GET.values()), "").replace("\0", "").strip()[:100]
    rows = Service.objects.filter(is_active=True)
    for word in text.split():
        rows = rows.filter(code__istartswith=word) | rows.filter(name__icontains=word)
    found = rows.order_by("code")[:SUGGESTED] if text else ()
    return render(request, "patients/parts/service_options.html", {"services": found})
