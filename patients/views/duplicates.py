"""Two cards that may be one person: the list of open questions, and both cards side by side."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.access import right_required
from clinics.lists import Sort, list_page
from clinics.services.journal import record_look
from patients.models import DuplicatePair, Patient
from patients.selectors.card import contacts_of, with_header
from patients.selectors.duplicates import pairs_visible_to
from patients.services.duplicates import keep_separate
from patients.services.merging import MergeError, join_pair

SORTS = {"pk": Sort("pk")}

# Why the pair was put here, in words; a code that is not listed is shown as it is.
REASONS = {
    "maybe_same_no_birth": gettext_lazy("same name and phone, a birth date is missing"),
    "maybe_same_other_birth": gettext_lazy("same name and phone, another birth date"),
    "maybe_same_other_name": gettext_lazy("same birth date and phone, the name differs in one part"),
    "maybe_same_other_phone": gettext_lazy("same name and birth date, another phone"),
    "same_phone": gettext_lazy("same phone"),
}


@right_required("patients", "U")
def pair_list(request: HttpRequest) -> HttpResponse:
    rows = pairs_visible_to(request.user).filter(decision=DuplicatePair.Decision.OPEN)
    page = list_page(request.GET, rows.select_related("first", "second"), sorts=SORTS, default="pk")
    lines = [{"pair": pair, "reason": REASONS.get(pair.reason, pair.reason)} for pair in page.rows]
    return render(request, "patients/duplicates.html", {"page": page, "lines": lines})


@right_required("patients", "U")
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """GET compares the two cards; POST `decision` says what they are."""
    found = get_object_or_404(pairs_visible_to(request.user), pk=pk)
    if request.method == "POST":
        _decide(request, found)
        return _next(request, pk)
    return _compare(request, found)


def _decide(request: HttpRequest, found: DuplicatePair) -> None:
    decision = request.POST.get("decision")
    if decision == "separate":
        keep_separate(found, by=request.user, now=timezone.now())
        messages.success(request, _("They stay two people."))
    elif decision == "joined":
        try:
            join_pair(found, by=request.user, now=timezone.now())
        except MergeError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("They are one patient now."))


def _next(request: HttpRequest, done: int) -> HttpResponse:
    waiting = pairs_visible_to(request.user).filter(decision=DuplicatePair.Decision.OPEN, pk__gt=done)
    following = waiting.order_by("pk").values_list("pk", flat=True).first()
    return redirect("patients:duplicate", following) if following else redirect("patients:duplicates")


@transaction.atomic
def _compare(request: HttpRequest, found: DuplicatePair) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    both = with_header(Patient.objects.filter(pk__in=[found.first_id, found.second_id]), today).order_by("pk")
    cards = []
    for patient in both:
        record_look(request.user, patient, now=now, patient_id=patient.pk)
        cards.append({"patient": patient, "contacts": contacts_of(patient), "age": patient.age_on(today)})
    context = {
        "pair": found,
        "cards": cards,
        "reason": REASONS.get(found.reason, found.reason),
        "today": today,
    }
    return render(request, "patients/duplicate.html", context)
