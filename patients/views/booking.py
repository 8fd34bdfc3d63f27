"""A visit gets its time: booked in a free slot or from a card, and moved to another one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.access import right_required
from clinics.models import Branch, Chair
from clinics.selectors import branch_today
from clinics.selectors.opening import opening_of
from patients.enums import FollowUpOutcome
from patients.models import FollowUp, Patient, Visit
from patients.selectors.calendar import until
from patients.selectors.conflicts import Obstacle
from patients.selectors.follow_ups import follow_ups_visible_to
from patients.selectors.patients import patients_visible_to
from patients.selectors.search import search_patients
from patients.selectors.slots import Slot, Wish, free_chair, free_slots
from patients.selectors.visits import visits_visible_to
from patients.services import visits as service
from patients.services.follow_ups import close_follow_up
from patients.visit_forms import BookingForm, RescheduleForm, TimeForm

OFFERED = 6
HITS = 8


@dataclass
class Refusal:
    """Why the time cannot be had, and what else is free."""

    reasons: list[str]
    slots: list[Slot]


@right_required("visits", "C")
def visit_new(request: HttpRequest) -> HttpResponse:
    """Book somebody in a free time: the time is given, the patient is searched here."""
    number = request.POST.get("patient") or request.GET.get("patient") or ""
    patient = None
    if number.isdecimal() and len(number) < 19:
        patient = _bookable(request).filter(pk=int(number)).first()
    return _book(request, patient, is_searched=True)


@right_required("visits", "C")
def visit_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a visit of this patient. Coming from a follow-up, that one ends as booked."""
    return _book(request, get_object_or_404(_bookable(request), pk=pk), is_searched=False)


@right_required("visits", "C")
def visit_patients(request: HttpRequest) -> HttpResponse:
    """The patients that match what is typed on the booking page, to choose one."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    return render(request, "patients/parts/patient_choice.html", _choice(request, query))


@right_required("visits", "U")
def visit_reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time, chair or practitioner."""
    rows = visits_visible_to(request.user, right="U").select_related(
        "patient", "branch", "practitioner", "chair"
    )
    visit = get_object_or_404(rows, pk=pk)
    now = timezone.now()
    data = _with_taken_slot(request)
    form = RescheduleForm(data, visit=visit, today=branch_today(visit.branch, now), initial=_times_of(visit))
    refusal = None
    if request.method == "POST" and form.is_valid():

        def write(chair: Chair | None) -> None:
            values = form.cleaned_data | {"chair": chair}
            service.reschedule_visit(visit, **values, by=request.user, now=now)

        refusal = _attempt(
            request, form, write, branch=visit.branch, patient=visit.patient, visit=visit, now=now
        )
        if refusal is None:
            messages.success(request, _("The visit is moved."))
            return redirect(calendar_url(visit.branch, form.cleaned_data["day"]))
    context = {"form": form, "visit": visit, "patient": visit.patient, "refusal": refusal}
    return render(
        request, "patients/reschedule.html", context, status=422 if request.method == "POST" else 200
    )


def calendar_url(branch: Branch, day: Any) -> str:
    return f"{reverse('patients:visits')}?{urlencode({'branch': branch.pk, 'day': day})}"


def _book(request: HttpRequest, patient: Patient | None, *, is_searched: bool) -> HttpResponse:
    now = timezone.now()
    names = ("branch", "day", "at", "chair", "practitioner", "minutes", "service")
    asked = {name: request.GET[name] for name in names if request.GET.get(name)}
    asked.setdefault("branch", patient.branch_id if patient else "")
    form = BookingForm(
        _with_taken_slot(request), user=request.user, today=timezone.localdate(now), initial=asked
    )
    follow_up = _follow_up(request, patient) if patient else None
    refusal = None
    query = request.POST.get("q", request.GET.get("q", "")).replace("\0", "")
    if request.method == "POST" and form.is_valid() and patient:
        branch = form.cleaned_data["branch"]

        def write(chair: Chair | None) -> None:
            service.book_visit(patient, **form.cleaned_data | {"chair": chair}, by=request.user, now=now)
            if follow_up:
                close_follow_up(follow_up, outcome=FollowUpOutcome.BOOKED, by=request.user, now=now)

        refusal = _attempt(request, form, write, branch=branch, patient=patient, visit=None, now=now)
        if refusal is None:
            messages.success(request, _("The visit is booked."))
            return redirect(
                _back(follow_up, patient, is_searched, calendar_url(branch, form.cleaned_data["day"]))
            )
    context = {"form": form, "patient": patient, "follow_up": follow_up, "refusal": refusal, "q": query}
    context |= {"is_searched": is_searched, "lacks_patient": request.method == "POST" and patient is None}
    if is_searched and patient is None and query:
        context |= _choice(request, query)
    return render(request, "patients/book.html", context, status=422 if request.method == "POST" else 200)


def _back(follow_up: FollowUp | None, patient: Patient, is_searched: bool, calendar: str) -> str:
    if follow_up:
        return reverse("patients:follow-ups")
    return calendar if is_searched else reverse("patients:card", args=[patient.pk])


def _attempt(
    request: HttpRequest,
    form: TimeForm,
    write: Callable[[Chair | None], None],
    *,
    branch: Branch,
    patient: Patient,
    visit: Visit | None,
    now: datetime,
) -> Refusal | None:
    """Write with the asked chair, or with the first one that is free. What the services refuse is told on the form."""
    data = form.cleaned_data
    wish = Wish(
        branch, data["minutes"], data["practitioner"], data.get("chair"), patient, visit.pk if visit else None
    )
    at = service.starts_at(branch, data["day"], data["at"])
    chair = data.get("chair")
    if (
        chair is None
        and at
        and "chair" in form.fields
        and opening_of(branch, data["day"], data["day"]).is_known
    ):
        chair = free_chair(wish, at)
        if chair is None:
            return Refusal(
                [_("No chair is free at this time, or the branch is closed.")], _offers(wish, at, now)
            )
    try:
        write(chair)
    except service.VisitConflictError as error:
        reasons = [_words(request, obstacle) for obstacle in error.obstacles] or [str(error)]
        return Refusal(reasons, _offers(wish, at, now))
    except service.VisitRefusedError as error:
        return Refusal([str(error)], [])
    return None


def _offers(wish: Wish, at: datetime | None, now: datetime) -> list[Slot]:
    """What is free from the asked time on, and what is free earlier that day."""
    start = max(now + timedelta(minutes=1), at or now)
    zone = ZoneInfo(wish.branch.time_zone)
    morning = max(now, datetime.combine(start.astimezone(zone).date(), datetime.min.time(), zone))
    later = free_slots(wish, since=start, limit=OFFERED)
    earlier = free_slots(wish, since=morning, limit=100, until_day=start.astimezone(zone).date())
    before = [slot for slot in earlier if slot.at < start][-2:]
    return (before + later)[:OFFERED]


def _words(request: HttpRequest, obstacle: Obstacle) -> str:
    """Who is in the way; a visit that the person may not see has no name."""
    visit = obstacle.visit
    zone = ZoneInfo(visit.branch.time_zone)
    start, end = visit.starts_at, until(visit)
    is_seen = visits_visible_to(request.user).filter(pk=visit.pk).exists()
    what = {"chair": visit.chair, "practitioner": visit.practitioner, "patient": visit.patient}[obstacle.what]
    words = {
        "time": f"{start.astimezone(zone):%H:%M}–{end.astimezone(zone):%H:%M}" if start else "",
        "what": str(what) if is_seen or obstacle.what != "patient" else _("The patient"),
        "who": str(visit.patient) if is_seen else _("another visit"),
    }
    if obstacle.what == "patient":
        return _("%(what)s has a visit at %(time)s already.") % words
    return _("%(what)s is taken at %(time)s: %(who)s.") % words


def _with_taken_slot(request: HttpRequest) -> Any:
    """The posted form; a click on an offered time («2026-11-22T10:30|5») puts it into the fields."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    when, _bar, chair = request.POST.get("take", "").partition("|")
    if when:
        data["day"], _t, data["at"] = when.partition("T")
        data["chair"] = chair
    return data


def _bookable(request: HttpRequest) -> Any:
    return patients_visible_to(request.user, obj="visits", right="C").filter(archived_at=None)


def _choice(request: HttpRequest, query: str) -> dict[str, Any]:
    hits = search_patients(request.user, query, limit=HITS)
    allowed = set(_bookable(request).filter(pk__in=[h.patient.pk for h in hits]).values_list("pk", flat=True))
    return {
        "hits": [hit for hit in hits if hit.patient.pk in allowed],
        "q": query,
        "is_asked": len(query) > 1,
    }


def _times_of(visit: Visit) -> dict[str, Any]:
    local = visit.starts_at.astimezone(ZoneInfo(visit.branch.time_zone)) if visit.starts_at else None
    return {
        "day": visit.day,
        "at": local.time() if local else None,
        "minutes": visit.minutes,
        "chair": visit.chair_id,
        "practitioner": visit.practitioner_id,
    }


def _follow_up(request: HttpRequest, patient: Patient) -> FollowUp | None:
    number = request.GET.get("follow_up", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    rows = follow_ups_visible_to(request.user, right="U").filter(patient=patient, state="open")
    return rows.filter(pk=int(number)).first()
