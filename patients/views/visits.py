"""The day's visits of a branch; booking, the bill, and the moves of a visit."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clinics.access import branches_of, can, right_required
from clinics.models import Branch, Employee
from clinics.selectors import practitioners_in
from patients.enums import FollowUpOutcome
from patients.forms import BookingForm, ChargeFormSet, day_input
from patients.models import FollowUp, Patient
from patients.selectors.follow_ups import follow_ups_visible_to
from patients.selectors.patients import patients_visible_to
from patients.selectors.visits import visits_visible_to
from patients.services import visits as service
from patients.services.follow_ups import close_follow_up

ROWS_A_DAY = 300
MOVES = {
    "confirm": (service.confirm_visit, gettext_lazy("The booking is confirmed.")),
    "arrive": (service.mark_arrived, gettext_lazy("The patient is here.")),
    "cancel": (service.cancel_visit, gettext_lazy("The visit is cancelled.")),
    "no-show": (service.mark_no_show, gettext_lazy("The visit is marked as missed.")),
}
REFUSED = gettext_lazy("This change is not possible: the visit's state or day does not allow it.")


class DayFilter(forms.Form):
    """Which day, branch and practitioner; anything unreadable means today and everybody."""

    day = forms.DateField(label=gettext_lazy("Day of the visits"), required=False, widget=day_input())
    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=gettext_lazy("Branch"), required=False, empty_label="—"
    )
    practitioner = forms.ModelChoiceField(
        Employee.objects.none(), label=gettext_lazy("Practitioner"), required=False, empty_label="—"
    )


@right_required("visits")
def visit_day(request: HttpRequest) -> HttpResponse:
    """Everybody who comes on one day, in the order of time."""
    asked = request.GET.copy()
    asked.setdefault("day", timezone.localdate().isoformat())
    form = DayFilter(asked)
    form.fields["branch"].queryset = branches_of(request.user)
    form.fields["practitioner"].queryset = practitioners_in(branches_of(request.user))
    form.is_valid()
    day: date = form.cleaned_data.get("day") or timezone.localdate()
    rows = visits_visible_to(request.user).filter(day=day)
    for name in ("branch", "practitioner"):
        if value := form.cleaned_data.get(name):
            rows = rows.filter(**{name: value})
    rows = rows.select_related("patient", "practitioner", "branch").order_by("starts_at", "pk")[:ROWS_A_DAY]
    context = {
        "form": form,
        "visits": rows,
        "day": day,
        "today": timezone.localdate(),
        "before": _neighbour(day, -1),
        "after": _neighbour(day, 1),
        "may_change": can(request.user, "U", "visits"),
        "shows_money": can(request.user, "R", "money"),
    }
    return render(request, "patients/visits.html", context)


def _neighbour(day: date, step: int) -> date | None:
    try:
        return day + timedelta(days=step)
    except OverflowError:
        return None


@right_required("visits", "C")
def visit_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a visit of this patient. Coming from a follow-up, that one ends as booked."""
    patient = get_object_or_404(patients_visible_to(request.user, obj="visits", right="C"), pk=pk)
    follow_up = _follow_up(request, patient)
    form = BookingForm(
        request.POST or None, user=request.user, today=timezone.localdate(), branch=patient.branch
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        service.book_visit(patient, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("The visit is booked."))
        if follow_up:
            close_follow_up(follow_up, outcome=FollowUpOutcome.BOOKED, by=request.user, now=now)
            return redirect("patients:follow-ups")
        return redirect("patients:card", patient.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "patient": patient, "follow_up": follow_up}
    return render(request, "patients/book.html", context, status=status)


def _follow_up(request: HttpRequest, patient: Patient) -> FollowUp | None:
    number = request.GET.get("follow_up", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    rows = follow_ups_visible_to(request.user, right="U").filter(patient=patient, state="open")
    return rows.filter(pk=int(number)).first()


@right_required("visits", "U")
def visit_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """The bill of a visit that took place."""
    rows = visits_visible_to(request.user, right="U").select_related("patient", "practitioner", "branch")
    visit = get_object_or_404(rows, pk=pk)
    formset = ChargeFormSet(request.POST or None, prefix="charges")
    if request.method == "POST" and formset.is_valid():
        lines = [line for form in formset if (line := form.line())]
        try:
            service.complete_visit(visit, charges=lines, by=request.user, now=timezone.now())
        except service.VisitRefusedError:
            messages.error(request, REFUSED)
        else:
            messages.success(request, _("The visit is done, the bill is saved."))
        return redirect("patients:card", visit.patient_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "patients/complete.html", {"formset": formset, "visit": visit}, status=status)


@require_POST
@right_required("visits", "U")
def visit_move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Confirm, arrive, cancel or no-show by one button."""
    visit = get_object_or_404(visits_visible_to(request.user, right="U"), pk=pk)
    if move not in MOVES:
        raise Http404
    write, said = MOVES[move]
    try:
        write(visit, by=request.user, now=timezone.now())
    except service.VisitRefusedError:
        messages.error(request, REFUSED)
    else:
        messages.success(request, said)
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}):
        return redirect(back)
    return redirect("patients:card", visit.patient_id)
