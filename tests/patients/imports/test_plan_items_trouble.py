"""Kinds of trouble among plan lines, on invented rows."""

from datetime import date

import pytest

from tests.patients.imports.exports import patient_row, plan_row, said
from treatment_plans.models import PlanEvent, PlanItem, TreatmentPlan

pytestmark = pytest.mark.django_db
FILE = "plans.csv"
AGREED = {"agreed": "05.03.2026", "agreed_price": "900", "status": "Согласовано"}
REALISED = {**AGREED, "realised": "10.03.2026", "actual": "950", "status": "Выполнено"}


@pytest.fixture
def plans(export):
    return export.patients(patient_row(), patient_row("000102", last="Вяз", phone="", birth=""))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"price": "-5"}, "plan_price_negative"),
        ({"price": ""}, "plan_price_missing"),
        ({"price": "договорная"}, "plan_price_unusable"),
        ({**AGREED, "agreed_price": "-900"}, "plan_price_negative"),
        ({"card": "777"}, "plan_unknown_card"),
        ({"identified": ""}, "identified_missing"),
        ({"identified": "31.02.2026"}, "identified_impossible"),
    ],
)
def test_lines_that_must_not_come_in(plans, changes, reason):
    outcome = plans.plans(plan_row(**changes)).bring_in()
    assert said(outcome, FILE) == {2: [f"reject:{reason}"]}
    assert (PlanItem.objects.count(), outcome.totals["rejected"]) == (0, 1)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({**REALISED, "realised": "10.10.2026"}, "realised_in_future"),
        ({**AGREED, "agreed": "10.10.2026"}, "agreed_in_future"),
        ({"identified": "10.10.2026"}, "identified_in_future"),
        ({**AGREED, "agreed": "01.02.2026"}, "agreed_before_identified"),
        ({**REALISED, "realised": "04.03.2026"}, "realised_before_agreed"),
        ({**REALISED, "agreed": ""}, "realised_without_agreement"),
        ({**REALISED, "realised": ""}, "realised_without_day"),
        ({**AGREED, "agreed": ""}, "agreed_without_day"),
        ({**AGREED, "status": "Выявлено"}, "state_behind_dates"),
        ({**REALISED, "status": "Отказ"}, "declined_but_realised"),
        ({**AGREED, "agreed": "31.02.2026"}, "day_unusable"),
    ],
)
def test_lines_that_contradict_themselves_await_a_person(plans, changes, reason):
    outcome = plans.plans(plan_row(**changes)).bring_in()
    assert said(outcome, FILE) == {2: [f"review:{reason}"]}
    assert (outcome.totals["plan_identified"], outcome.totals["plan_review"]) == (0, 1)
    assert plans.bring_in(as_of=date(2027, 1, 1)).totals["changed"] == 0


def test_funnel_and_state_of_the_plan(plans):
    outcome = plans.plans(
        plan_row(tooth="11", **REALISED),
        plan_row(tooth="12", **{**AGREED, "status": "Отказ"}),
        plan_row("ПЛ-2", "000102", tooth="13"),
        plan_row("ПЛ-3", tooth="14", **REALISED),
    ).bring_in()
    totals = {name: value for name, value in outcome.totals.items() if name.startswith("plan_")}
    assert totals == {"plan_identified": 4, "plan_agreed": 3, "plan_realised": 2, "plan_review": 0}
    assert dict(TreatmentPlan.objects.values_list("number", "state")) == {
        "ПЛ-1": "closed", "ПЛ-2": "active", "ПЛ-3": "completed",
    }  # fmt: skip
    declined = PlanItem.objects.get(status="declined")
    assert declined.ended_on == date(2026, 9, 15)
    moves = PlanEvent.objects.filter(item=declined).values_list("from_status", "to_status")
    assert list(moves) == [("identified", "agreed"), ("agreed", "declined")]


def test_repeat_is_dropped_and_a_later_day_of_export_moves_no_refusal(plans):
    plans.plans(plan_row(status="Отказ"), plan_row(status="отказ", price="1000-00"))
    outcome = plans.bring_in(as_of=date(2026, 9, 1))
    assert (said(outcome, FILE), outcome.totals["duplicates"]) == ({3: ["duplicate:repeat"]}, 1)
    assert plans.bring_in().totals["changed"] == 0
    assert PlanItem.objects.get().ended_on == date(2026, 9, 1)


def test_plan_number_of_another_patient_is_refused(plans):
    outcome = plans.plans(plan_row(), plan_row(card="000102", tooth="12")).bring_in()
    assert said(outcome, FILE) == {3: ["reject:plan_of_another"]}


def test_line_that_moved_on_is_one_changed_record(plans):
    plans.plans(plan_row(**AGREED), plan_row(tooth="12")).bring_in()
    outcome = plans.plans(plan_row(**REALISED), plan_row(tooth="12")).bring_in()
    assert (outcome.totals["changed"], outcome.totals["plan_realised"]) == (1, 1)
    assert PlanEvent.objects.filter(to_status="realised").count() == 1
