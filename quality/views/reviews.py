"""The reviewer's home and the checklist."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from clinics.enums import Role
from clinics.lists import Sort, list_page
from quality.cases import CASE_KINDS
from quality.enums import ReviewState
from quality.forms import ReviewForm, checklist_rows, stored_answers
from quality.models import Sample
from quality.pages import sees_others, tabs_for
from quality.scoring import score
from quality.selectors.queue import queue_counts
from quality.selectors.samples import (
    label_cases,
    next_case,
    rounds_visible_to,
    samples_to_review,
    samples_visible_to,
    waiting_for,
)
from quality.services.reviews import (
    IncompleteError,
    OwnCaseError,
    ReviewTakenError,
    save_draft,
    start_review,
    submit_review,
)

READERS = frozenset({Role.OWNER, Role.MANAGER, Role.AUDITOR, Role.PRACTITIONER, Role.CURATOR})
SORTS = {"round": Sort("round__starts_on")}


@right_required("reviews")
def home(request: HttpRequest) -> HttpResponse:
    """Where this person works: the queue of a reviewer, the people of a manager, the own reviews of everybody else."""
    if can(request.user, "C", "reviews"):
        return redirect("quality:queue")
    return redirect("quality:people" if sees_others(request.user) else "quality:mine")


@right_required("reviews", "C")
def queue(request: HttpRequest) -> HttpResponse:
    waiting = waiting_for(request.user).select_related("round__rule", "branch").prefetch_related("reviews")
    page = list_page(request.GET, waiting, sorts=SORTS, default="round")
    label_cases(page.rows)
    return render(
        request,
        "quality/queue.html",
        {
            "title": _("Cases to review"),
            "tabs": tabs_for(request, "quality:queue"),
            "page": page,
            "counts": queue_counts(request.user, now=timezone.now()),
            "has_rounds": rounds_visible_to(request.user).exists(),
        },
    )


@require_POST
@right_required("reviews", "C")
def take_next(request: HttpRequest) -> HttpResponse:
    """Claim the case whose turn it is; the reviewer does not choose."""
    sample = next_case(request.user)
    if sample is None:
        messages.success(request, _("Everything is reviewed."))
        return redirect("quality:queue")
    return _claimed(request, sample)


def _claimed(request: HttpRequest, sample: Sample) -> HttpResponse:
    try:
        start_review(sample, by=request.user, now=timezone.now())
    except (ReviewTakenError, OwnCaseError):
        messages.warning(request, _("Somebody else has just taken this case."))
        return redirect("quality:queue")
    return redirect("quality:case", sample.pk)


@right_required("reviews")
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """A drawn case: the checklist for its reviewer, the result for everybody who may see it."""
    visible = samples_visible_to(request.user) | samples_to_review(request.user)
    rows = visible.select_related("round__rule", "round__standard", "performer", "branch")
    sample = get_object_or_404(rows.distinct(), pk=pk)
    return _case_page(request, sample)


def _case_page(request: HttpRequest, sample: Sample, unclear: list[int] | None = None) -> HttpResponse:
    kind = CASE_KINDS[sample.round.rule.case_kind]
    review = sample.reviews.select_related("reviewer").first()
    may_fill = _may_fill(request, sample, review)
    answers = list(review.answers.all()) if review and (may_fill or review.state != ReviewState.DRAFT) else []
    form = ReviewForm(
        list(sample.round.standard.criteria.all()), initial={"note": review.note if review else ""}
    )
    given = stored_answers(answers)
    label_cases([sample])
    context = {
        "title": f"{kind.name}: {sample.label}",
        "sample": sample,
        "kind": kind,
        "case": kind.context(sample.case_id),
        "review": review,
        "may_fill": may_fill,
        "form": form,
        "rows": checklist_rows(form, given, unclear),
        "score": score(form.criteria, {pk: answer.value for pk, answer in given.items()}),
        "knows_reviewer": can(request.user, "C", "reviews") or sees_others(request.user),
        "waiting": waiting_for(request.user).count() if may_fill else None,
    }
    return render(request, "quality/case.html", context, status=422 if unclear else 200)


def _may_fill(request: HttpRequest, sample: Sample, review) -> bool:
    if not samples_to_review(request.user).filter(pk=sample.pk).exists():
        return False
    return review is None or (review.reviewer_id == request.user.pk and review.state == ReviewState.DRAFT)


@require_POST
@right_required("reviews", "C")
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the draft; by htmx after every answer, so that nothing is lost and the score is live."""
    sample = get_object_or_404(samples_to_review(request.user).select_related("round__standard"), pk=pk)
    form = ReviewForm(list(sample.round.standard.criteria.all()), request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        _keep(request, sample, form)
    except (ReviewTakenError, OwnCaseError):
        return _taken(request)
    if not request.htmx:
        messages.success(request, _("The draft is saved."))
        return redirect("quality:case", pk)
    live = score(form.criteria, {key: answer.value for key, answer in form.given().items()})
    return render(request, "quality/case.html#score", {"score": live, "saved": True})


def _keep(request: HttpRequest, sample: Sample, form: ReviewForm):
    review = start_review(sample, by=request.user, now=timezone.now())
    return save_draft(review, answers=form.given(), note=form.cleaned_data["note"], by=request.user)


def _taken(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("This review is not yours to change: it is submitted or somebody else's."))
    response = redirect("quality:queue")
    if request.htmx:
        response = HttpResponse(headers={"HX-Redirect": response.url})
    return response


@require_POST
@right_required("reviews", "C")
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = samples_to_review(request.user).select_related(
        "round__rule", "round__standard", "performer", "branch"
    )
    sample = get_object_or_404(rows, pk=pk)
    form = ReviewForm(list(sample.round.standard.criteria.all()), request.POST)
    if not form.is_valid():
        return _case_page(request, sample)
    try:
        review = submit_review(_keep(request, sample, form), by=request.user, now=timezone.now())
    except (ReviewTakenError, OwnCaseError):
        return _taken(request)
    except IncompleteError as error:
        messages.error(request, _("Not submitted yet: some criteria are unanswered or lack a comment."))
        return _case_page(request, sample, unclear=error.criteria or [0])
    if review.failed_critical:
        messages.warning(request, _("Submitted. A critical criterion failed, so the score is 0."))
    else:
        messages.success(request, _("Submitted."))
    return redirect("quality:case", pk)
