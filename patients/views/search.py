"""The search box: a page, and the suggestions below the box while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clinics.access import can, right_required
from patients.selectors.search import search_patients
from patients.selectors.wording import is_too_short
from patients.services.searching import record_search

SUGGESTED = 10


@right_required("patient_search")
def search(request: HttpRequest) -> HttpResponse:
    """The journal learns of each search once, however many letters were typed."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    hits = search_patients(request.user, query, limit=SUGGESTED if request.htmx else 20)
    too_short = is_too_short(query)
    if query and not too_short:
        last = request.session.get("search")
        noted = record_search(request.user, query, found=len(hits), last=last, now=timezone.now())
        if noted != last:
            request.session["search"] = noted
    may_create = can(request.user, "C", "patients")
    context = {"q": query, "hits": hits, "is_short": too_short, "may_create": may_create}
    template = "patients/search.html#suggestions" if request.htmx else "patients/search.html"
    return render(request, template, context)
