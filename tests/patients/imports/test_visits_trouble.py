"""Kinds of trouble in a visit journal, on invented rows."""

from datetime import date
from decimal import Decimal

import pytest

from patients.models import Charge, Payment, Visit, VisitVersion
from tests.factories import NOW
from tests.patients.imports.exports import PRINTED, VISITS, patient_row, said, visit_row

pytestmark = pytest.mark.django_db
FILE = "visits.csv"


@pytest.fixture
def journal(export):
    return export.patients(patient_row(), patient_row("000102", last="Вяз", phone="", birth=""))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"date": ""}, "visit_date_missing"),
        ({"date": "31.02.2025"}, "visit_date_impossible"),
        ({"date": "10.06.0025"}, "visit_date_too_early"),
        ({"date": "10.06.2027"}, "future_done"),
        ({"date": "10.06.2027", "status": "не пришел"}, "future_no_show"),
        ({"date": "10.06.2027", "status": "возврат"}, "future_refund"),
        ({"amount": "-1 000,00"}, "negative_done"),
        ({"amount": "по договору"}, "sum_unusable"),
        ({"status": "абракадабра"}, "status_unknown"),
        ({"card": "777", "name": "Никто Не Известен"}, "unknown_card"),
        ({"status": "возврат", "amount": "", "paid": ""}, "refund_no_sum"),
    ],
)
def test_rows_that_must_not_come_in(journal, changes, reason):
    outcome = journal.visits(visit_row(**changes)).bring_in()
    assert said(outcome, FILE) == {3: [f"reject:{reason}"]}
    assert (Visit.objects.count(), outcome.totals["rejected"]) == (0, 1)


@pytest.mark.parametrize(
    ("changes", "stored", "reasons"),
    [
        ({}, ("completed", "1000.00"), None),
        ({"card": "101"}, ("completed", "1000.00"), None),
        ({"card": "101.0"}, ("completed", "1000.00"), None),
        ({"card": "", "name": "КЕДРОВ Илья Львович"}, ("completed", "1000.00"), ["flag:found_by_name"]),
        ({"name": "Кедров И.Л."}, ("completed", "1000.00"), None),
        ({"name": "Дубова Анна Ивановна"}, ("completed", "1000.00"), ["flag:other_name"]),
        ({"date": "10.06.2025 10:00:00", "time": ""}, ("completed", "1000.00"), None),
        ({"time": "25:70"}, ("completed", "1000.00"), ["ok_fix:time_unusable"]),
        ({"date": "01.01.1979"}, None, ["reject:visit_date_too_early"]),
        ({"status": "", }, ("completed", "1000.00"), ["flag:status_missing"]),
        ({"amount": "", "price": "500", "quantity": "3"}, ("completed", "1500.00"), ["flag:sum_computed"]),
        ({"amount": "", "price": "", "paid": ""}, ("completed", "0.00"), ["flag:sum_missing"]),
        ({"amount": "900", "paid": "900"}, ("completed", "900.00"), ["flag:sum_differs"]),
        ({"amount": "900", "paid": "900", "discount": "100,00"}, ("completed", "900.00"), None),
        ({"amount": "900", "paid": "900", "discount": "10%"}, ("completed", "900.00"), None),
        ({"amount": "900", "paid": "0", "discount": "10"}, ("completed", "900.00"), None),
        ({"amount": "бесплатно", "price": "0", "paid": ""}, ("completed", "0.00"), None),
        ({"status": "Отменен пациентом"}, ("cancelled", "0.00"), ["flag:sum_without_visit"]),
        ({"status": "н/я", "amount": "", "paid": ""}, ("no_show", "0.00"), None),
        ({"status": "Неявка", "amount": "0,00", "paid": "0"}, ("no_show", "0.00"), None),
        ({"status": "записан", "date": "10.10.2026", "amount": "", "paid": ""}, ("booked", "0.00"), ["planned:planned"]),
        ({"status": "Подтверждён", "amount": "", "paid": ""}, ("confirmed", "0.00"), ["flag:past_booking"]),
        ({"status": "пришёл"}, ("completed", "1000.00"), None),
        ({"paid": "1 200"}, ("completed", "1000.00"), ["flag:overpaid"]),
        ({"date": "10.06.2019"}, ("completed", "1000.00"), ["flag:before_registration"]),
        ({"date": "10.06.1979"}, None, ["reject:visit_date_too_early"]),
        ({"date": "15.09.2026"}, ("completed", "1000.00"), None),
        ({"status": "записан", "date": "15.09.2026", "amount": "", "paid": ""}, ("booked", "0.00"), ["planned:planned"]),
    ],
)  # fmt: skip
def test_rows_that_come_in(journal, changes, stored, reasons):
    outcome = journal.visits(visit_row(**changes)).bring_in()
    found = [(v.status, str(v.amount)) for v in Visit.objects.all()]
    assert found == ([stored] if stored else [])
    assert said(outcome, FILE).get(3) == reasons
    for visit in Visit.objects.all():
        assert visit.amount == sum((c.amount for c in visit.charges.all()), Decimal(0))


def test_refund_names_the_charge_that_it_returns(journal):
    outcome = journal.visits(
        visit_row(), visit_row(date="10.08.2025", status="Возврат", amount="-400,00", paid="-400,00")
    ).bring_in()
    refund = Payment.objects.get(kind="service_refund")
    assert (refund.refunds_charge, refund.amount, refund.paid_on) == (
        Charge.objects.get(), Decimal("-400.00"), date(2025, 8, 10),
    )  # fmt: skip
    assert (outcome.totals["revenue_kop"], outcome.totals["refunds_kop"]) == (100_000, -40_000)
    assert outcome.totals["visits_done"] == 1
    assert journal.bring_in().totals["changed"] == 0


def test_exact_repeat_is_dropped_and_another_sum_is_a_second_row(journal):
    outcome = journal.visits(
        visit_row(),
        visit_row("101", date="2025-06-10", amount="1000-00"),
        visit_row(amount="1 500,00", price="1500"),
    ).bring_in()
    assert said(outcome, FILE) == {4: ["duplicate:repeat"]}
    assert (outcome.totals["visits_done"], outcome.totals["duplicates"]) == (2, 1)
    assert sorted(key[-2:] for key in Visit.objects.values_list("external_key", flat=True)) == ["|1", "|2"]


def test_repeat_under_the_other_card_of_one_person_is_dropped(export):
    export.patients(patient_row(), patient_row("000102", phone="8 912 000-11-22"))
    outcome = export.visits(visit_row(), visit_row("000102"), visit_row("000102", code="B01")).bring_in()
    assert said(outcome, FILE) == {4: ["duplicate:repeat"]}
    assert (Visit.objects.count(), outcome.totals["visits_done"]) == (2, 2)


@pytest.mark.parametrize("service", ["Возврат: пломба", "Пломба (возврат)"])
def test_negative_sum_with_a_mark_in_the_service_is_a_refund(journal, service):
    outcome = journal.visits(visit_row(service=service, amount="-400", paid="-400")).bring_in()
    assert said(outcome, FILE) == {3: ["refund:refund"]}
    assert (outcome.totals["refunds_kop"], outcome.totals["visits_done"]) == (-40_000, 0)


def test_day_of_a_row_is_not_the_day_of_the_export(journal):
    """«…реакции на аллергены» in the last rows must not read as «на 10.10.2027»."""
    booked = visit_row(
        date="10.10.2027",
        status="записан",
        amount="",
        paid="",
        price="1",
        discount="1",
        service="Пробы на аллергены",
    )
    assert journal.visits(booked).bring_in().as_of == date(2026, 9, 15)


def test_correction_keeps_the_old_version(journal):
    journal.visits(visit_row()).bring_in()
    later = NOW.replace(day=20)
    outcome = journal.visits(visit_row(amount="1 200,00", price="1200")).bring_in(now=later)
    version = VisitVersion.objects.get()
    visit = Visit.objects.get()
    assert (version.amount, version.known_to, visit.amount, visit.known_at) == (
        Decimal(1000), later, Decimal(1200), later,
    )  # fmt: skip
    assert outcome.totals["changed"] == 1


def test_initial_load_takes_the_event_day_as_known_and_later_ones_now(journal):
    journal.visits(visit_row()).bring_in()
    assert Visit.objects.get().known_at.isoformat() == "2025-06-09T21:00:00+00:00"  # midnight in Moscow
    journal.visits(visit_row(), visit_row(date="11.06.2025")).bring_in()
    assert Visit.objects.get(day=date(2025, 6, 11)).known_at == NOW


def test_booking_of_an_initial_load_is_known_from_the_export_on(journal):
    journal.visits(visit_row(status="записан", date="10.10.2026", amount="", paid="")).bring_in()
    visit = Visit.objects.get()
    assert (visit.booked_on, visit.known_at.isoformat()) == (date(2026, 9, 15), "2026-09-14T21:00:00+00:00")


def test_booking_that_came_to_pass_is_one_changed_visit(journal):
    planned = visit_row(status="записан", date="14.09.2026", amount="", paid="")
    journal.visits(planned, visit_row()).bring_in(as_of=date(2026, 9, 1))
    outcome = journal.visits(visit_row(date="14.09.2026"), visit_row()).bring_in()
    assert (outcome.totals["changed"], Visit.objects.count()) == (1, 2)
    assert [(v.status, v.amount) for v in Visit.objects.order_by("day")][1] == ("completed", Decimal(1000))
    assert VisitVersion.objects.count() == 1  # state and sum changed together


def test_prepayment_of_a_booking_is_an_advance_until_it_came_to_pass(journal):
    journal.visits(visit_row(status="записан", date="14.09.2026", amount="", paid="300")).bring_in(
        as_of=date(2026, 9, 1)
    )
    assert [(p.kind, p.amount) for p in Payment.objects.all()] == [("advance", Decimal(300))]
    journal.visits(visit_row(date="14.09.2026", paid="300")).bring_in()
    assert [(p.kind, p.amount) for p in Payment.objects.all()] == [("payment", Decimal(300))]


def test_done_visit_corrected_to_cancelled_has_no_money_left(journal):
    journal.visits(visit_row()).bring_in()
    totals = journal.visits(visit_row(status="отменён", amount="", paid="")).bring_in().totals
    assert (totals["visits_done"], totals["visits_cancelled"], totals["revenue_kop"]) == (0, 1, 0)
    assert Visit.objects.get().amount == 0


def test_ambiguous_name_is_refused(export):
    export.patients(patient_row(), patient_row("000102", birth="05.05.1955", phone="+7 912 555-66-77"))
    outcome = export.visits(visit_row("999")).bring_in()
    assert said(outcome, FILE) == {3: ["reject:name_ambiguous"]}


def test_visits_keyed_by_the_number_of_the_source_may_move_to_another_day(journal):
    journal.write(FILE, PRINTED, f"ID визита;{VISITS}", f"5;{visit_row()}").bring_in()
    journal.write(FILE, PRINTED, f"ID визита;{VISITS}", f"5;{visit_row(date='12.06.2025')}").bring_in()
    assert Visit.objects.get().day == date(2025, 6, 12)
