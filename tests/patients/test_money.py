"""Bills, payments, refunds, debt: the worked sums of 1-domain, the rights of the matrix, the database's own rules."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from clinics.enums import Role
from patients.enums import VisitStatus
from patients.models import Charge, ChargeVersion, PatientBalance, Payment, RefundRequest, Visit, VisitVersion
from patients.selectors.debts import balance_of, debtors_visible_to
from patients.services.charges import ChargeLine, correct_bill
from patients.services.errors import VisitRefusedError
from patients.services.payments import correct_payment, decide_refund, request_refund, take_payment
from patients.services.visits import complete_visit, move_visit
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_charge,
    make_patient,
    make_payment,
    make_service,
    make_visit,
    the_branch,
    user_with_role,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def _booked(**values) -> Visit:
    return make_visit(**{"status": VisitStatus.BOOKED, "day": TODAY, "amount": 0, **values})


def _done(price=1000, **values) -> Visit:
    line = ChargeLine(make_service(price=Decimal(price)), Decimal(1), Decimal(price))
    return complete_visit(_booked(**values), charges=[line], by=None, now=NOW)


def _sums(patient) -> tuple[Decimal, Decimal, Decimal]:
    row = balance_of(patient)
    return row.charged, row.paid, row.debt


def _pay(visit, amount, **values):
    return take_payment(
        visit.patient,
        branch=visit.branch,
        amount=Decimal(amount),
        method="cash",
        visit=visit,
        by=None,
        now=NOW,
        **values,
    )


def _ask(visit, amount, *, charge=True, by=None):
    return request_refund(
        visit.patient, branch=visit.branch, charge=visit.charges.get() if charge else None, amount=Decimal(amount),
        method="cash", reason="не понравилось", by=by, now=NOW,
    )  # fmt: skip


@pytest.fixture
def manager():
    return user_with_role(Role.MANAGER, the_branch())


def test_debt_is_charges_less_refunds_less_cash(manager):
    visit = _done(1000)
    assert _sums(visit.patient) == (1000, 0, 1000)
    assert PatientBalance.objects.get().owed_since == TODAY
    assert [(p.kind, p.amount) for p in _pay(visit, 1500)] == [("payment", 1000), ("advance", 500)]
    assert _sums(visit.patient) == (1000, 1500, -500)
    decide_refund(_ask(visit, 400), is_approved=True, by=manager, now=NOW)
    # the service refund lowers charges and cash alike: the advance of 500 stays
    assert _sums(visit.patient) == (600, 1100, -500)
    decide_refund(_ask(visit, 500, charge=False), is_approved=True, by=manager, now=NOW)
    assert _sums(visit.patient) == (600, 600, 0)
    assert list(Payment.objects.order_by("pk").values_list("kind", "amount")) == [
        ("payment", 1000), ("advance", 500), ("service_refund", -400), ("advance_refund", -500),
    ]  # fmt: skip


def test_debt_names_the_first_visit_that_the_money_does_not_reach():
    patient = make_patient()
    for days_ago in (30, 20, 10):
        make_charge(make_visit(patient, day=TODAY - timedelta(days=days_ago)))
    take_payment(patient, branch=patient.branch, amount=Decimal(1500), method="card", by=None, now=NOW)
    row = balance_of(patient)
    # 3 × 1000 − 1500: the second visit is half paid
    assert (row.debt, row.owed_since) == (Decimal(1500), TODAY - timedelta(days=20))


def test_a_refund_moves_no_money_before_another_person_approves(manager):
    desk = user_with_role(Role.ADMINISTRATOR, the_branch())
    visit = _done(1000)
    _pay(visit, 1000)
    request = _ask(visit, 300, by=desk)
    assert _sums(visit.patient) == (1000, 1000, 0)
    for person in (desk, user_with_role(Role.MANAGER, make_branch())):
        with pytest.raises(VisitRefusedError):
            decide_refund(request, is_approved=True, by=person, now=NOW)
    assert decide_refund(request, is_approved=False, by=manager, now=NOW).state == "declined"
    assert Payment.objects.filter(amount__lt=0).count() == 0


def test_nobody_approves_the_own_refund_says_the_database(manager):
    visit = _done(1000)
    _pay(visit, 1000)
    request = _ask(visit, 300, by=manager)
    with pytest.raises(IntegrityError, match="refund_request_not_decided_by_asker"):
        RefundRequest.objects.filter(pk=request.pk).update(
            state="declined", decided_by=manager, decided_at=NOW
        )


def test_refunds_go_no_further_than_the_service_and_the_money(manager):
    visit = _done(1000)
    _pay(visit, 600)
    with pytest.raises(VisitRefusedError):  # more than was ever paid
        _ask(visit, 601)
    first = _ask(visit, 600)
    with pytest.raises(VisitRefusedError):  # 1000 − 600 asked for
        _ask(visit, 401)
    decide_refund(first, is_approved=True, by=manager, now=NOW)
    with pytest.raises(VisitRefusedError):  # nothing is left of the money
        _ask(visit, 1)
    with pytest.raises(VisitRefusedError):  # there is no advance
        _ask(visit, 1, charge=False)


def test_payment_is_corrected_by_a_new_version():
    visit = _done(1000)
    (row,) = _pay(visit, 100)
    correct_payment(row, amount=Decimal(1000), method="card", reason="ошибка в сумме", by=None, now=LATER)
    assert _sums(visit.patient) == (1000, 1000, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT amount, method, known_to FROM patients_paymentversion")
        assert cursor.fetchall() == [(Decimal(100), "cash", LATER)]


def test_bill_is_corrected_in_one_version():
    visit = _done(1000)
    other = ChargeLine(make_service(price=Decimal(700)), Decimal(2), Decimal(700))
    correct_bill(visit, lines=[other], by=None, now=LATER)
    visit.refresh_from_db()
    assert (visit.amount, Charge.objects.get().amount, ChargeVersion.objects.get().amount) == (
        1400,
        1400,
        1000,
    )
    assert list(VisitVersion.objects.order_by("pk").values_list("status", "amount", "known_to")) == [
        ("booked", 0, NOW), ("completed", 1000, LATER),
    ]  # fmt: skip


def test_bill_stays_once_money_was_asked_back():
    visit = _done(1000)
    _pay(visit, 1000)
    _ask(visit, 300)
    with pytest.raises(VisitRefusedError):
        correct_bill(visit, lines=[], by=None, now=LATER)


def test_a_reopened_visit_owes_nothing():
    visit = _done(1000)
    move_visit(visit, "reopen", by=None, now=LATER)
    visit.refresh_from_db()
    assert (visit.status, visit.amount, _sums(visit.patient)[2]) == ("arrived", 1000, 0)
    line = ChargeLine(make_service(), Decimal(1), Decimal(250))
    complete_visit(visit, charges=[line], by=None, now=LATER)
    assert (_sums(visit.patient)[2], Charge.objects.get().amount) == (250, 250)


def _line(price, *, listed=1000, discount=0):
    return ChargeLine(make_service(price=Decimal(listed)), Decimal(1), Decimal(price), Decimal(discount))


@pytest.mark.parametrize(
    ("role", "price", "discount", "is_allowed"),
    [
        (Role.ADMINISTRATOR, 1000, 0, True),
        (Role.ADMINISTRATOR, 900, 0, False),
        (Role.ADMINISTRATOR, 1000, 1, False),
        (Role.MANAGER, 900, 500, True),
    ],
)
def test_prices_and_discounts_stay_within_the_role(role, price, discount, is_allowed):
    user = user_with_role(role, the_branch())
    visit = _booked()
    if is_allowed:
        complete_visit(visit, charges=[_line(price, discount=discount)], by=user, now=NOW)
    else:
        with pytest.raises(VisitRefusedError):
            complete_visit(visit, charges=[_line(price, discount=discount)], by=user, now=NOW)


def test_administrator_of_a_branch_without_curators_has_the_curators_limit():
    branch = make_branch(has_curators=False)
    user = user_with_role(Role.ADMINISTRATOR, branch)
    visit = _booked(patient=make_patient(branch=branch))
    with pytest.raises(VisitRefusedError):
        complete_visit(visit, charges=[_line(1000, discount=101)], by=user, now=NOW)
    complete_visit(visit, charges=[_line(1000, discount=100)], by=user, now=NOW)


def test_database_keeps_the_sum_whoever_writes_the_charges():
    visit = make_visit(amount=0)
    charge = make_charge(visit, amount=Decimal(300))
    make_charge(visit, amount=Decimal(200))
    visit.refresh_from_db()
    assert visit.amount == 500
    Charge.objects.filter(pk=charge.pk).update(amount=100)
    visit.refresh_from_db()
    assert visit.amount == 300
    charge.delete()
    visit.refresh_from_db()
    assert visit.amount == 200


def test_database_refuses_a_sum_that_is_not_of_the_charges():
    visit = make_visit(amount=0)
    make_charge(visit, amount=Decimal(300))
    with pytest.raises(IntegrityError, match="sum of its charges"), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(amount=299)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_money_is_read_only_where_the_medical_system_leads():
    branch = make_branch(mis_is_master=True)
    patient = make_patient(branch=branch)
    visit = make_visit(patient, amount=0)
    charge = make_charge(visit, amount=Decimal(500))
    row = make_payment(patient, visit=visit)
    calls = [
        lambda: take_payment(patient, branch=branch, amount=Decimal(1), method="cash", by=None, now=NOW),
        lambda: correct_payment(row, amount=Decimal(1), method="cash", reason="x", by=None, now=NOW),
        lambda: correct_bill(visit, lines=[], by=None, now=NOW),
        lambda: request_refund(
            patient, branch=branch, charge=charge, amount=Decimal(1), method="cash", reason="x", by=None, now=NOW
        ),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(VisitRefusedError):
            call()


def test_debtors_are_seen_in_own_branches():
    here, there = make_branch(), make_branch()
    for branch in (here, there):
        _done(patient=make_patient(branch=branch, last_name=f"Должник{branch.pk}"))
    _pay(_done(patient=make_patient(branch=here)), 1000)
    names = [p.last_name for p in debtors_visible_to(user_with_role(Role.ADMINISTRATOR, here))]
    assert names == [f"Должник{here.pk}"]
    assert debtors_visible_to(user_with_role(Role.OWNER)).count() == 2
    assert debtors_visible_to(user_with_role(Role.MARKETER)).count() == 0
