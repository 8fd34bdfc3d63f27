"""A week of closed plans, and what quality makes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from clinics.models import Employee, User
from quality.enums import AnswerValue
from quality.models import Review, Round, Sample, SamplingRule
from quality.services.reviews import Given, save_draft, start_review, submit_review
from quality.services.rounds import commit_round, draw_round
from quality.services.standards import install_default_rule
from tests.factories import make_branch, make_employee, make_patient, make_plan, the_clinic, user_with_role
from treatment_plans.models import TreatmentPlan

if TYPE_CHECKING:
    from tests.sweep_rows import Place

WEEK_BEFORE = date(2026, 9, 4)  # a Friday
MONDAY, SUNDAY, NEXT_MONDAY = date(2026, 9, 7), date(2026, 9, 13), date(2026, 9, 14)
FRIDAY_NOON = datetime(2026, 9, 4, 9, 0, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


def make_rule(**values: object) -> SamplingRule:
    rule = install_default_rule(the_clinic(), now=FRIDAY_NOON)
    for name, value in values.items():
        setattr(rule, name, value)
    rule.save()
    return rule


def close_plans(
    performer: Employee | None, count: int, *, day: date = MONDAY, **values: object
) -> list[TreatmentPlan]:
    branch = values.pop("branch", None) or make_branch()
    patient = make_patient(branch=branch)
    plan = {"practitioner": performer, "state": "completed", "closed_on": day, **values}
    return [make_plan(patient, **plan) for _ in range(count)]


def committed_round(rule: SamplingRule | None = None) -> Round:
    rule = rule or make_rule()
    return commit_round(rule, day=MONDAY, today=WEEK_BEFORE, by=None, now=FRIDAY_NOON)


def drawn_round(rule: SamplingRule | None = None) -> Round:
    return draw_round(committed_round(rule), today=NEXT_MONDAY, by=None, now=MONDAY_NOON)


def a_sample(performer: Employee | None = None, **values: object) -> Sample:
    """The one drawn case of one closed plan."""
    close_plans(performer or make_employee(), 1, **values)
    return drawn_round().samples.get()


def answers_for(sample: Sample, *, no: tuple[int, ...] = (), na: tuple[int, ...] = ()) -> dict[int, Given]:
    """Everything «yes» but the criteria at these positions."""
    given = {}
    for criterion in sample.round.standard.criteria.all():
        if criterion.position in no:
            given[criterion.pk] = Given(AnswerValue.NO, "не так")
        else:
            given[criterion.pk] = Given(AnswerValue.NA if criterion.position in na else AnswerValue.YES)
    return given


def submitted_review(
    sample: Sample, reviewer: User, *, no: tuple[int, ...] = (), na: tuple[int, ...] = ()
) -> Review:
    review = start_review(sample, by=reviewer, now=MONDAY_NOON)
    save_draft(review, answers=answers_for(sample, no=no, na=na), note="", by=reviewer)
    return submit_review(review, by=reviewer, now=MONDAY_NOON)


def reviewed_case(place: Place) -> Sample:
    """A submitted review of a plan of the place's patient, performed by its practitioner."""
    make_plan(
        place.patient,
        practitioner=place.practitioner,
        curator=place.curator,
        state="completed",
        closed_on=MONDAY,
    )
    rule = make_rule()
    sampling_round = Round.objects.filter(rule=rule, starts_on=MONDAY).first()
    if sampling_round is None:
        sampling_round = drawn_round(rule)
    plan = place.patient.treatment_plans.latest("pk")
    sample, _made = Sample.objects.get_or_create(
        round=sampling_round,
        case_id=plan.pk,
        defaults={
            "performer": place.practitioner,
            "branch": place.branch,
            "rank": 1,
            "of_cases": 1,
            "hmac": "0" * 64,
        },
    )
    submitted_review(sample, user_with_role("auditor", place.branch))
    return sample


def some_rule() -> SamplingRule:
    return make_rule()


def some_round() -> Round:
    return Round.objects.first() or drawn_round()
