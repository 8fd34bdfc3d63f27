"""Which drawn cases and reviews a person may see or work."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from clinics.access import Person, employee_of, reach_of
from clinics.models import Employee
from quality.cases import CASE_KINDS
from quality.enums import ReviewState
from quality.models import Review, Round, Sample


def samples_visible_to(user: Person) -> QuerySet[Sample]:
    """Drawn cases of the branches in reach. The own ones only when reviewed: nobody learns beforehand that he is drawn."""
    reach = reach_of(user, "reviews")
    condition = reach.in_branches("branch")
    own = employee_of(user)
    if own:
        reviewed = Exists(Review.objects.filter(sample=OuterRef("pk"), state=ReviewState.SUBMITTED))
        is_own = Q(performer=own)
        condition = (condition & ~is_own) | (is_own & Q(reviewed) if reach else Q(pk__in=[]))
    return Sample.objects.filter(condition)


def samples_to_review(user: Person) -> QuerySet[Sample]:
    """Cases that this person may review: of the reviewer's branches, never the own work."""
    reach = reach_of(user, "reviews", "C")
    cases = Sample.objects.filter(reach.in_branches("branch"))
    own = employee_of(user)
    return cases.exclude(performer=own) if own else cases


def waiting_for(user: Person) -> QuerySet[Sample]:
    """What is still to review: nobody's yet, or the own drafts. The oldest round first, then in the order of the draw."""
    of_others = Review.objects.filter(sample=OuterRef("pk")).exclude(
        reviewer_id=user.pk, state=ReviewState.DRAFT
    )
    return samples_to_review(user).filter(~Exists(of_others)).order_by("round__starts_on", "hmac", "pk")


def next_case(user: Person) -> Sample | None:
    """The case to take now: the own oldest draft, else the first that waits. Nobody picks."""
    waiting = waiting_for(user)
    return waiting.filter(reviews__reviewer_id=user.pk).first() or waiting.first()


def reviews_visible_to(user: Person) -> QuerySet[Review]:
    """Submitted reviews of the visible cases, and the own drafts."""
    submitted = Q(sample__in=samples_visible_to(user), state=ReviewState.SUBMITTED)
    return Review.objects.filter(submitted | Q(reviewer_id=user.pk))


def performers_visible_to(user: Person) -> QuerySet[Employee]:
    """The people whose drawn cases the person may see, and the own card."""
    seen = samples_visible_to(user).filter(performer=OuterRef("pk"))
    own = employee_of(user)
    return Employee.objects.filter(
        Exists(seen) | Q(pk=own.pk if own and reach_of(user, "reviews").own else 0)
    )


def rounds_visible_to(user: Person) -> QuerySet[Round]:
    """Rounds are of the whole clinic: whoever may read standards and rounds sees all of them."""
    return Round.objects.all() if reach_of(user, "standards") else Round.objects.none()


def label_cases(samples: Iterable[Sample]) -> None:
    """Give each sample its `label` (the plan's number), a query per kind; needs `round__rule` selected."""
    samples = list(samples)
    of_kind: dict[str, list[int]] = defaultdict(list)
    for sample in samples:
        of_kind[sample.round.rule.case_kind].append(sample.case_id)
    labels = {kind: CASE_KINDS[kind].labels(ids) for kind, ids in of_kind.items()}
    for sample in samples:
        sample.label = labels[sample.round.rule.case_kind].get(sample.case_id, "")
