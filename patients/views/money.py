"""Money at the desk: payments, refunds and their approval, receipts, debts."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import can, reach_of, right_required
from clinics.exports import export_response
from clinics.lists import Sort, list_page
from clinics.selectors import the_clinic
from patients.models import Charge, Patient, Visit
from patients.resources import DebtResource
from patients.selectors.debts import (
    balance_of,
    debtors_visible_to,
    money_rows,
    payments_visible_to,
    refundable_advance,
    refundable_lines,
    refunds_to_decide,
)
from patients.selectors.patients import patients_visible_to
from patients.selectors.scope import patients_within
from patients.selectors.visits import bill_of, visits_visible_to
from patients.services import payments
from patients.services.errors import VisitRefusedError
from patients.visit_forms import CorrectionForm, DebtFilter, PaymentForm, RefundForm, branches_for

SORTS = {
    "debt": Sort("balance__debt"),
    "since": Sort("balance__owed_since", nullable=True),
    "name": Sort("name_key"),
}
ADVANCE = "advance"
ROWS = 12


@right_required("money", "C")
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Take money from the patient: for a visit, or without one."""
    patient = _payer(request, pk)
    visit = _visit_of(request, patient)
    balance = balance_of(patient)
    branch = _desk(request, visit.branch_id if visit else patient.branch_id)
    initial = {"branch": branch, "amount": balance.debt if balance.debt > 0 else None}
    form = PaymentForm(request.POST or None, user=request.user, initial=initial)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            payments.take_payment(
                patient, **form.cleaned_data, visit=visit, by=request.user, now=timezone.now()
            )
        except VisitRefusedError as error:
            refused = str(error)
        else:
            messages.success(request, _("The payment is recorded."))
            return redirect(_after(patient, visit))
    context = {"form": form, "patient": patient, "visit": visit, "balance": balance, "refused": refused}
    context["rows"] = money_rows(patient, request.user, ROWS)
    return render(request, "patients/pay.html", context, status=422 if request.method == "POST" else 200)


@right_required("money", "C")
def refund(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for money back; a manager decides."""
    patient = _payer(request, pk)
    lines = refundable_lines(patient, request.user)
    advance = refundable_advance(patient)
    choices = [(str(row.pk), row.words) for row in lines]
    if advance > 0:
        choices.append((ADVANCE, _("The advance")))
    initial = {"what": request.GET.get("charge") or (choices[0][0] if choices else "")}
    form = RefundForm(request.POST or None, choices=choices, initial=initial)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, patient, form.cleaned_data)
        except VisitRefusedError as error:
            refused = str(error)
        else:
            messages.success(request, _("The refund waits for a manager's approval."))
            return redirect("patients:card", patient.pk)
    context = {"form": form, "patient": patient, "choices": choices, "advance": advance, "refused": refused}
    return render(request, "patients/refund.html", context, status=422 if request.method == "POST" else 200)


def _ask(request: HttpRequest, patient: Patient, data: dict[str, Any]) -> None:
    rows = Charge.objects.select_related("visit__branch", "visit__patient")
    charge = None if data["what"] == ADVANCE else rows.get(pk=data["what"])
    branch = (
        charge.visit.branch
        if charge
        else branches_for(request.user, "money", "C").get(pk=_desk(request, patient.branch_id))
    )
    payments.request_refund(
        patient, branch=branch, charge=charge, amount=data["amount"], method=data["method"], reason=data["reason"],
        by=request.user, now=timezone.now(),
    )  # fmt: skip


@right_required("prices", "A")
def refund_list(request: HttpRequest) -> HttpResponse:
    """What waits for my decision."""
    rows = refunds_to_decide(request.user).select_related("patient", "branch", "charge__visit", "asked_by")
    return render(request, "patients/refunds.html", {"requests": rows.order_by("asked_at", "pk")[:200]})


@require_POST
@right_required("prices", "A")
def refund_decide(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """Approve or decline by one button."""
    row = get_object_or_404(refunds_to_decide(request.user), pk=pk)
    if decision not in ("approve", "decline"):
        raise Http404
    try:
        payments.decide_refund(row, is_approved=decision == "approve", by=request.user, now=timezone.now())
    except VisitRefusedError as error:
        messages.error(request, str(error))
    else:
        said = _("The refund is approved.") if decision == "approve" else _("The refund is declined.")
        messages.success(request, said)
    return redirect("patients:refunds")


@right_required("money", "U")
def payment_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The right sum of a payment that was typed wrong."""
    rows = payments_visible_to(request.user, "U").filter(source=None, amount__gt=0)
    row = get_object_or_404(rows.select_related("patient", "branch"), pk=pk)
    form = CorrectionForm(request.POST or None, initial={"amount": row.amount, "method": row.method})
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            payments.correct_payment(row, **form.cleaned_data, by=request.user, now=timezone.now())
        except VisitRefusedError as error:
            refused = str(error)
        else:
            messages.success(request, _("The payment is corrected."))
            return redirect("patients:card", row.patient_id)
    context = {"form": form, "payment": row, "patient": row.patient, "refused": refused}
    return render(request, "patients/payment.html", context, status=422 if request.method == "POST" else 200)


@right_required("money")
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done and paid at one visit, to print. It is no fiscal document and says so."""
    rows = visits_visible_to(request.user, obj="money")
    visit = get_object_or_404(rows.select_related("patient", "practitioner", "branch"), pk=pk)
    context = {"visit": visit, "bill": bill_of(visit), "clinic": the_clinic(), "printed_at": timezone.now()}
    return render(request, "patients/receipt.html", context)


@right_required("money")
def debts(request: HttpRequest) -> HttpResponse:
    """Who owes how much since when; the largest first."""
    form = DebtFilter(request.GET, user=request.user)
    rows = form.narrow(debtors_visible_to(request.user))
    totals = rows.order_by().aggregate(count=Count("pk"), sum=Sum("balance__debt"))
    rows = rows.select_related("balance", "branch", "summary").prefetch_related("contacts__point")
    page = list_page(request.GET, rows, sorts=SORTS, default="-debt", form=form)
    context = {"page": page, "totals": totals, "today": timezone.localdate()}
    context["may_pay"] = can(request.user, "C", "money")
    context["may_export"] = can(request.user, "X", "own_list_export")
    return render(request, "patients/debts.html", context)


@right_required("own_list_export", "X")
def debts_export(request: HttpRequest) -> HttpResponse:
    """Exactly the debts that are filtered, the largest first, as `?format=csv` or `xlsx`."""
    may_export = patients_visible_to(request.user, obj="own_list_export", right="X")
    rows = debtors_visible_to(request.user).filter(pk__in=may_export.values("pk"))
    rows = DebtFilter(request.GET, user=request.user).narrow(rows).order_by("-balance__debt", "pk")
    return export_response(request, resource=DebtResource, rows=rows, file="debts")


def _payer(request: HttpRequest, pk: int) -> Patient:
    rows = Patient.objects.filter(patients_within(reach_of(request.user, "money", "C")))
    return get_object_or_404(rows, pk=pk)


def _visit_of(request: HttpRequest, patient: Patient) -> Visit | None:
    number = request.GET.get("visit", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    rows = visits_visible_to(request.user, obj="money", right="C").filter(patient=patient)
    return rows.select_related("branch").filter(pk=int(number)).first()


def _desk(request: HttpRequest, wanted: int | None) -> int | None:
    """The branch whose desk takes the money: the wanted one if it may, else the first of the person's."""
    ids = list(branches_for(request.user, "money", "C").values_list("pk", flat=True))
    return wanted if wanted in ids else (ids[0] if ids else None)


def _after(patient: Patient, visit: Visit | None) -> str:
    if visit:
        return reverse("patients:visit", args=[visit.pk])
    return reverse("patients:card", args=[patient.pk])
