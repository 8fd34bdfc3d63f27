"""Money in and out: payments and advances at the desk, refunds that one person asks for and another approves."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from clinic_crm.lib import formatting
from clinics.access import reach_of
from clinics.models import Branch, User
from clinics.selectors import branch_today
from clinics.services.journal import record_action
from patients.enums import PaymentKind, PaymentMethod, RefundState, VisitStatus
from patients.models import Charge, Patient, Payment, RefundRequest, Visit
from patients.selectors.debts import balance_of, refundable_advance, refundable_of
from patients.services.balances import refresh_balances
from patients.services.errors import VisitRefusedError, refuse_if_mis_is_master
from patients.services.segments import mark_dirty


@transaction.atomic
def take_payment(
    patient: Patient,
    *,
    branch: Branch,
    amount: Decimal,
    method: str,
    visit: Visit | None = None,
    note: str = "",
    by: User | None,
    now: datetime,
) -> list[Payment]:
    """Money from the patient, today. What exceeds the debt is an advance: up to two rows, one of each kind."""
    refuse_if_mis_is_master(branch)
    if amount <= 0:
        raise VisitRefusedError(_("A payment is a sum above zero."))
    _lock(patient)
    owed = max(balance_of(patient).debt, Decimal(0))
    parts = [(PaymentKind.PAYMENT, min(amount, owed)), (PaymentKind.ADVANCE, amount - min(amount, owed))]
    rows = [
        Payment.objects.create(
            clinic_id=patient.clinic_id, patient=patient, branch=branch, visit=visit, kind=kind,
            method=PaymentMethod(method), paid_on=branch_today(branch, now), amount=part, note=note[:200],
            taken_by=by, known_at=now,
        )
        for kind, part in parts
        if part
    ]  # fmt: skip
    for row in rows:
        _note(row, "paid", by=by, now=now)
    return rows


@transaction.atomic
def correct_payment(
    payment: Payment, *, amount: Decimal, method: str, reason: str, by: User | None, now: datetime
) -> Payment:
    """A typing error of the desk: the right sum (0 = never happened); the old one stays as a past version."""
    row = (
        Payment.objects.select_for_update(of=("self",)).select_related("branch", "patient").get(pk=payment.pk)
    )
    refuse_if_mis_is_master(row.branch)
    if row.source_id is not None or row.kind not in (PaymentKind.PAYMENT, PaymentKind.ADVANCE):
        raise VisitRefusedError(_("Only a payment that was taken here can be corrected."))
    if amount < 0 or not reason.strip():
        raise VisitRefusedError(_("A correction needs a sum that is not negative, and a reason."))
    was, row.amount, row.method, row.note = row.amount, amount, PaymentMethod(method), reason[:200]
    row.known_at = now
    row.save()
    _note(row, "corrected", by=by, now=now, was=str(was))
    return row


@transaction.atomic
def request_refund(
    patient: Patient,
    *,
    branch: Branch,
    charge: Charge | None,
    amount: Decimal,
    method: str,
    reason: str,
    by: User | None,
    now: datetime,
) -> RefundRequest:
    """Ask for money back: of `charge`, or of the advance when None. It moves no money before somebody approves."""
    refuse_if_mis_is_master(branch)
    _lock(patient)
    _refuse_beyond(patient, charge, amount)
    row = RefundRequest.objects.create(
        clinic_id=patient.clinic_id, branch=branch, patient=patient, charge=charge, amount=amount,
        method=PaymentMethod(method), reason=reason[:200], asked_at=now, asked_by=by,
    )  # fmt: skip
    record_action(by, "refund_asked", row, now=now, patient_id=patient.pk, branch_id=branch.pk)
    return row


@transaction.atomic
def decide_refund(request: RefundRequest, *, is_approved: bool, by: User, now: datetime) -> RefundRequest:
    """Approve (the payment with a minus is written) or refuse. By somebody with the right A on `prices`, not the asker."""
    row = (
        RefundRequest.objects.select_for_update(of=("self",))
        .select_related("branch", "charge")
        .get(pk=request.pk)
    )
    patient = _lock(row.patient)
    refuse_if_mis_is_master(row.branch)
    if row.state != RefundState.WAITING:
        raise VisitRefusedError(_("Somebody has decided about this refund already."))
    if row.asked_by_id == by.pk or not reach_of(by, "prices", "A").covers_branch(row.branch_id):
        raise VisitRefusedError(_("Another person with the right must decide about this refund."))
    row.state = RefundState.APPROVED if is_approved else RefundState.DECLINED
    row.decided_at, row.decided_by = now, by
    if is_approved:
        _refuse_beyond(patient, row.charge, row.amount, but=row)
        row.payment = _pay_back(row, by=by, now=now)
    row.save()
    record_action(by, f"refund_{row.state}", row, now=now, patient_id=row.patient_id, branch_id=row.branch_id)
    return row


def _pay_back(row: RefundRequest, *, by: User, now: datetime) -> Payment:
    payment = Payment.objects.create(
        clinic_id=row.clinic_id, patient_id=row.patient_id, branch=row.branch,
        visit_id=row.charge.visit_id if row.charge else None,
        kind=PaymentKind.SERVICE_REFUND if row.charge else PaymentKind.ADVANCE_REFUND,
        method=row.method, paid_on=branch_today(row.branch, now), amount=-row.amount, refunds_charge=row.charge,
        note=row.reason, taken_by=by, known_at=now,
    )  # fmt: skip
    _note(payment, "paid_back", by=by, now=now)
    return payment


def _refuse_beyond(
    patient: Patient, charge: Charge | None, amount: Decimal, *, but: RefundRequest | None = None
) -> None:
    if charge is not None and (
        charge.visit.patient_id != patient.pk or charge.visit.status != VisitStatus.COMPLETED
    ):
        raise VisitRefusedError(_("Only a service of a visit that is done can be paid back."))
    most = refundable_of(charge, but=but) if charge else refundable_advance(patient, but=but)
    if amount <= 0 or amount > most:
        raise VisitRefusedError(
            _("At most %(sum)s can be paid back here.") % {"sum": formatting.money(max(most, Decimal(0)))}
        )


def _lock(patient: Patient) -> Patient:
    """One after the other: a limit that two desks check at once would hold for neither."""
    return Patient.objects.select_for_update(of=("self",)).get(pk=patient.pk)


def _note(row: Payment, verb: str, *, by: User | None, now: datetime, **details: str) -> None:
    mark_dirty([row.patient_id], now=now)
    refresh_balances([row.patient_id])
    record_action(
        by, verb, row, now=now, patient_id=row.patient_id, branch_id=row.branch_id, details=dict(details)
    )
