"""B23: forward load of 100,000 open plans over 26 weeks, and a page of the curator's queue, against a scan of the lines."""

import time
from collections.abc import Callable

from django.db import connection

from benchmarks.generator import TODAY, vacuum
from benchmarks.measure import Row, cpu_of, in_turn
from clinics.models import Branch, Clinic, Employee, Specialty
from treatment_plans.enums import Queue
from treatment_plans.load.curve import measure_curves
from treatment_plans.load.forecast import By, forward_load
from treatment_plans.models import TreatmentPlan
from treatment_plans.selectors.queues import in_queue
from treatment_plans.services.settling import settle_plans

PLANS, PEOPLE, LINES, PAGE = 100_000, 30, 3, 25
LOAD_GOAL, QUEUE_GOAL = 300, 150  # milliseconds


def run(patients: int) -> list[Row]:
    clinic = Clinic.objects.get()
    if not TreatmentPlan.objects.exists():
        _fill(clinic)
    branches = list(Branch.objects.order_by("pk"))
    curves = measure_curves(clinic.pk, today=TODAY)
    curator = Employee.objects.order_by("pk")[0].pk
    load, curve, queue, scan = in_turn(
        lambda: _cost_of(lambda: forward_load(branches, curves, by=By.SPECIALTY, today=TODAY)),
        lambda: _cost_of(lambda: measure_curves(clinic.pk, today=TODAY)),
        lambda: cpu_of(lambda: _queue_page(curator)),
        lambda: cpu_of(_scan_lines),
    )
    return [
        Row("B23 forward load, 26 weeks / scan of the lines", load, scan, None, _goal(load, LOAD_GOAL)),
        Row("B23 realisation curve / scan of the lines", curve, scan, None, f"{curve * 1000:.0f} ms"),
        Row("B23 page of a curator's queue / scan of the lines", queue, scan, None, _goal(queue, QUEUE_GOAL)),
    ]


def _cost_of(work: Callable[[], object]) -> float:
    """CPU seconds of the database and of ourselves: this work is done on both sides."""
    before = time.process_time()
    return cpu_of(work) + time.process_time() - before


def _goal(seconds: float, milliseconds: int) -> str:
    return f"{seconds * 1000:.0f} ms, goal {milliseconds} ms"


def _queue_page(curator: int) -> None:
    plans = TreatmentPlan.objects.filter(curator=curator)
    list(in_queue(plans, Queue.NOT_BOOKED, today=TODAY).order_by("-weight", "pk")[:PAGE])


def _scan_lines() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(minutes) FROM treatment_plans_planitem")


def _fill(clinic: Clinic) -> None:
    """Plans of three lines: agreed at any age up to two years, one in three done and one in nine declined."""
    branches = list(Branch.objects.order_by("pk"))
    specialties = list(Specialty.objects.order_by("pk"))
    people = [
        Employee.objects.create(
            clinic=clinic,
            name=f"E{n}",
            name_key=f"e{n}",
            specialty=specialties[n % len(specialties)],
            is_practitioner=True,
            is_curator=True,
        )
        for n in range(PEOPLE)
    ]
    for n, person in enumerate(people):
        person.branches.add(branches[n % len(branches)])
    values = {
        "clinic": clinic.pk,
        "branch": branches[0].pk,
        "branches": len(branches),
        "person": people[0].pk,
        "people": PEOPLE,
        "plans": PLANS,
        "lines": LINES,
        "today": TODAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PLANS, values)
        cursor.execute(_LINES, values)
    settle_plans(TreatmentPlan.objects.values_list("pk", flat=True))
    for table in ("treatment_plans_planitem", "treatment_plans_treatmentplan"):
        vacuum(table)


_PLANS = """
INSERT INTO treatment_plans_treatmentplan (clinic_id, branch_id, patient_id, number, practitioner_id, curator_id,
    identified_on, offered_on, version, state, lines_total, lines_open, lines_realised, open_sum, open_minutes,
    open_agreed_lines, open_agreed_sum, open_agreed_minutes, lines_deferred, declined_sum)
SELECT %(clinic)s, %(branch)s + n %% %(branches)s, p.id, 'B' || n, %(person)s + n %% %(people)s, %(person)s + n %% %(people)s,
       %(today)s - 10 - n %% 700, %(today)s - 10 - n %% 700, 1, 'active', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
FROM generate_series(0, %(plans)s - 1) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS r, count(*) OVER () AS patients FROM patients_patient) p
     ON p.r = n %% p.patients
"""
_LINES = """
INSERT INTO treatment_plans_planitem (clinic_id, plan_id, service_name, tooth, minutes, status, price, agreed_price,
    identified_on, agreed_on, realised_on, ended_on, known_at, reason, awaits_review)
SELECT p.clinic_id, p.id, 'Service', '', 30 + 15 * (p.id %% 5),
       CASE k WHEN 1 THEN 'agreed' WHEN 2 THEN CASE p.id %% 3 WHEN 0 THEN 'declined' ELSE 'agreed' END ELSE 'realised' END,
       1000 * (1 + p.id %% 40), 1000 * (1 + p.id %% 40), p.identified_on, p.identified_on,
       CASE k WHEN 3 THEN least(%(today)s, p.identified_on + (p.id * 7 %% 300)::int) END,
       CASE WHEN k = 2 AND p.id %% 3 = 0 THEN least(%(today)s, p.identified_on + (p.id %% 90)::int) END,
       now(), '', ''
FROM treatment_plans_treatmentplan p CROSS JOIN generate_series(1, %(lines)s) k
"""
