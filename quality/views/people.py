"""Scores: everybody's for those who lead and review, one's own for those who work."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_crm.lib import formatting
from clinics.access import employee_of, right_required
from clinics.models import Employee
from quality.enums import ReviewState
from quality.models import Review
from quality.pages import sees_others, tabs_for
from quality.pictures import score_chart
from quality.selectors.people import PersonScore, deviations_by_criterion, person_scores, weekly_means
from quality.selectors.samples import label_cases, performers_visible_to, samples_visible_to

HALF_YEAR = timedelta(weeks=26)


def _recent(request: HttpRequest):
    since = timezone.now().date() - HALF_YEAR
    return samples_visible_to(request.user).filter(round__starts_on__gte=since)


@right_required("reviews")
def people(request: HttpRequest) -> HttpResponse:
    if not sees_others(request.user):
        raise Http404
    context = {
        "title": _("Quality by person"),
        "tabs": tabs_for(request, "quality:people"),
        "scores": person_scores(_recent(request)),
    }
    return render(request, "quality/people.html", context)


@right_required("reviews")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _person_page(request, get_object_or_404(performers_visible_to(request.user), pk=pk))


@right_required("reviews")
def mine(request: HttpRequest) -> HttpResponse:
    """The own reviews of whoever is signed in."""
    own = employee_of(request.user)
    if own is None:
        raise Http404
    return _person_page(request, own)


def _person_page(request: HttpRequest, performer: Employee) -> HttpResponse:
    samples = _recent(request).filter(performer=performer)
    scores = person_scores(samples)
    reviews = list(
        Review.objects.filter(sample__in=samples, state=ReviewState.SUBMITTED)
        .select_related("sample__round__rule", "sample__branch")
        .order_by("-submitted_at", "-pk")[:50]
    )
    label_cases([review.sample for review in reviews])
    weeks = weekly_means(samples)
    score = scores[0] if scores else PersonScore(performer)
    return render(
        request,
        "quality/person.html",
        {
            "title": performer.name,
            "tabs": tabs_for(request, "quality:people" if sees_others(request.user) else "quality:mine"),
            "performer": performer,
            "score": score,
            "mean": formatting.percent(score.mean / 100 if score.mean is not None else None),
            "range": _range(score),
            "trend": [mean for _week, mean, _count in weeks],
            "criteria": deviations_by_criterion(samples),
            "reviews": reviews,
            "chart": score_chart(weeks) if len(weeks) > 1 else None,
            "is_own": employee_of(request.user) == performer,
        },
    )


def _range(score: PersonScore) -> str:
    """The interval in words."""
    ends = score.interval
    if ends is None:
        return ""
    low, high = (formatting.percent(end) for end in ends)
    return _("95 %% interval: %(low)s–%(high)s") % {"low": low, "high": high}
