"""Scores of people with their uncertainty: never a bare number, never a rank."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, Q, QuerySet, Sum
from django.db.models.functions import TruncWeek

from clinics.models import Employee
from quality.enums import AnswerValue, ReviewState
from quality.models import Answer, Deviation, Review, Sample
from quality.scoring import wilson

ENOUGH_ANSWERS = 30


@dataclass
class PersonScore:
    """What the submitted reviews of one person say. `passed` of `counted` criteria; n.a. left out."""

    performer: Employee
    cases: int = 0
    drawn: int = 0
    reviewed: int = 0
    mean: Decimal | None = None
    critical_failures: int = 0
    passed: int = 0
    counted: int = 0

    @property
    def share(self) -> float | None:
        return self.passed / self.counted if self.counted else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the share of passed criteria."""
        return wilson(self.passed, self.counted)

    @property
    def says_little(self) -> bool:
        """Too few answers for a verdict on the person."""
        return self.counted < ENOUGH_ANSWERS


def person_scores(samples: QuerySet[Sample]) -> list[PersonScore]:
    """Of everybody who has a drawn case among `samples`, by name. Three queries."""
    done = Q(reviews__state=ReviewState.SUBMITTED)
    rows = samples.values("performer").annotate(
        cases=Sum("of_cases", filter=Q(rank=1)),
        drawn=Count("pk"),
        reviewed=Count("reviews", filter=done),
        mean=Avg("reviews__score", filter=done),
        critical_failures=Count("reviews", filter=done & Q(reviews__failed_critical=True)),
    )
    answered = _answers(samples)
    people = Employee.objects.select_related("specialty").in_bulk([row["performer"] for row in rows])
    scores = [
        PersonScore(
            people[row["performer"]],
            row["cases"] or 0,
            row["drawn"],
            row["reviewed"],
            row["mean"],
            row["critical_failures"],
        )
        for row in rows
    ]
    for score in scores:
        score.passed, score.counted = answered.get(score.performer.pk, (0, 0))
    return sorted(scores, key=lambda score: score.performer.name_key)


def _answers(samples: QuerySet[Sample]) -> dict[int, tuple[int, int]]:
    rows = (
        Answer.objects.filter(review__sample__in=samples, review__state=ReviewState.SUBMITTED)
        .values("review__sample__performer")
        .annotate(
            passed=Count("pk", filter=Q(value=AnswerValue.YES)),
            counted=Count("pk", filter=~Q(value=AnswerValue.NA)),
        )
    )
    return {row["review__sample__performer"]: (row["passed"], row["counted"]) for row in rows}


@dataclass(frozen=True)
class CriterionCount:
    """How often a criterion was met in the reviews of one person."""

    criterion_id: int
    text: str
    is_critical: bool
    deviations: int
    counted: int
    comments: list[Deviation] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.deviations / self.counted


def deviations_by_criterion(samples: QuerySet[Sample]) -> list[CriterionCount]:
    """The criteria with deviations among the reviews of `samples`, the most frequent first. Two queries."""
    answers = Answer.objects.filter(review__sample__in=samples, review__state=ReviewState.SUBMITTED)
    counted = dict(
        answers.exclude(value=AnswerValue.NA).values_list("criterion").annotate(Count("pk")).order_by()
    )
    of_criterion: dict[int, list[Deviation]] = {}
    found = Deviation.objects.filter(answer__review__sample__in=samples).select_related(
        "criterion", "answer__review__sample__round__rule"
    )
    for deviation in found.order_by("-found_at", "-pk"):
        of_criterion.setdefault(deviation.criterion_id, []).append(deviation)
    rows = [
        CriterionCount(
            criterion_id, rows[0].criterion.text, rows[0].is_critical, len(rows), counted[criterion_id], rows
        )
        for criterion_id, rows in of_criterion.items()
    ]
    return sorted(rows, key=lambda row: (-row.deviations, row.criterion_id))


def weekly_means(samples: QuerySet[Sample]) -> list[tuple[date, float, int]]:
    """Mean score and number of reviews by the week of the round, oldest first."""
    rows = (
        Review.objects.filter(sample__in=samples, state=ReviewState.SUBMITTED)
        .annotate(week=TruncWeek("sample__round__starts_on"))
        .values("week")
        .annotate(mean=Avg("score"), count=Count("pk"))
        .order_by("week")
    )
    return [(row["week"], float(row["mean"]), row["count"]) for row in rows]
