"""One visit: what it is, its bill, its money, and the moves of the state table."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from clinics.selectors import branch_today
from clinics.services.journal import record_look
from patients.enums import CancelReason, VisitStatus
from patients.models import Visit
from patients.prices import freedom_of
from patients.selectors import visits as selector
from patients.selectors.debts import balance_of
from patients.selectors.visits import visits_visible_to
from patients.services import charges, visits
from patients.services.errors import VisitRefusedError
from patients.views.booking import calendar_url
from patients.visit_forms import ChargeFormSet, bill_lines
from patients.visit_states import MOVES, moves_from

PARTS = ("patient", "practitioner", "chair", "branch", "specialty", "service")


def _visit(request: HttpRequest, pk: int, *, right: str = "R", obj: str = "visits") -> Visit:
    rows = visits_visible_to(request.user, right=right, obj=obj).select_related(*PARTS)
    return get_object_or_404(rows, pk=pk)


@right_required("visits")
@transaction.atomic
def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit with its bill, payments and past versions; the journal learns who looked."""
    visit, now = _visit(request, pk), timezone.now()
    record_look(request.user, visit, now=now, patient_id=visit.patient_id)
    is_ours = not visit.branch.mis_is_master
    shows_money = visits_visible_to(request.user, obj="money").filter(pk=pk).exists()
    may_change = is_ours and visits_visible_to(request.user, right="U").filter(pk=pk).exists()
    may_bill = is_ours and visits_visible_to(request.user, right="C", obj="money").filter(pk=pk).exists()
    moves = moves_from(visit.status, visit.day, today=branch_today(visit.branch, now)) if may_change else []
    if not may_bill:
        moves = [move for move in moves if VisitStatus.COMPLETED not in (move.to, *move.sources)]
    context = {
        "visit": visit,
        "zone": ZoneInfo(visit.branch.time_zone),
        "moves": [move for move in moves if not move.is_correction and not move.needs_reason],
        "corrections": [move for move in moves if move.is_correction],
        "cancel": next((move for move in moves if move.needs_reason), None),
        "reasons": CancelReason.choices,
        "may_change": may_change,
        "may_bill": may_bill,
        "may_move": may_change and visit.status in visits.MOVABLE,
        "shows_money": shows_money,
        "calendar": calendar_url(visit.branch, visit.day),
        "versions": selector.versions_of(visit),
    }
    if shows_money:
        context |= {"bill": selector.bill_of(visit), "balance": balance_of(visit.patient)}
    return render(request, "patients/visit.html", context)


@right_required("money", "C")
def visit_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """The bill of a visit that took place."""

    def write(visit: Visit, lines: list[charges.ChargeLine]) -> None:
        visits.complete_visit(visit, charges=lines, by=request.user, now=timezone.now())
        messages.success(request, _("The visit is done, the bill is saved."))

    return _bill(request, pk, write, title=_("The bill of the visit"), is_correction=False)


@right_required("money", "C")
def visit_bill(request: HttpRequest, pk: int) -> HttpResponse:
    """The bill of a visit that is done, written anew."""

    def write(visit: Visit, lines: list[charges.ChargeLine]) -> None:
        charges.correct_bill(visit, lines=lines, by=request.user, now=timezone.now())
        messages.success(request, _("The bill is corrected."))

    return _bill(request, pk, write, title=_("Correct the bill"), is_correction=True)


def _bill(request: HttpRequest, pk: int, write: Any, *, title: str, is_correction: bool) -> HttpResponse:
    visit = _visit(request, pk, right="C", obj="money")
    freedom = freedom_of(request.user, visit.branch)
    formset = ChargeFormSet(
        request.POST or None, prefix="charges", initial=bill_lines(visit),
        form_kwargs={"day": visit.day, "freedom": freedom},
    )  # fmt: skip
    refused = ""
    if request.method == "POST" and formset.is_valid():
        try:
            write(visit, [line for form in formset if (line := form.line())])
        except VisitRefusedError as error:
            refused = str(error)
        else:
            return redirect(_after_bill(visit))
    context = {"formset": formset, "visit": visit, "title": title, "refused": refused, "freedom": freedom}
    context["is_correction"] = is_correction
    return render(request, "patients/complete.html", context, status=422 if request.method == "POST" else 200)


def _after_bill(visit: Visit) -> str:
    """To the payment while the patient owes something, else to the visit."""
    if balance_of(visit.patient).debt > 0:
        return f"{reverse('patients:pay', args=[visit.patient_id])}?visit={visit.pk}"
    return reverse("patients:visit", args=[visit.pk])


@require_POST
@right_required("visits", "U")
def visit_move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """One move of the state table by one button; "complete" has a page of its own."""
    visit = _visit(request, pk, right="U")
    if move not in MOVES or move == "complete":
        raise Http404
    is_of_money = VisitStatus.COMPLETED in MOVES[move].sources
    if is_of_money and not can(request.user, "C", "money"):
        raise Http404
    try:
        reason = request.POST.get("reason", "")
        visits.move_visit(visit, move, reason=reason, by=request.user, now=timezone.now())
    except VisitRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, MOVES[move].said)
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}):
        return redirect(back)
    return redirect("patients:visit", visit.pk)
