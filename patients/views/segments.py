"""The segment policy: its numbers, what other numbers would change, and saving them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.access import can, right_required
from clinics.selectors import clinic_today, the_clinic
from patients.segment_forms import PolicyForm
from patients.selectors.segments import policy_versions, preview_policy, ruling_policy
from patients.services.segments import save_policy


@right_required("catalogues")
def policy(request: HttpRequest) -> HttpResponse:
    """Everybody of the staff may read the numbers; who may change catalogues tries others, sees who moves, and saves."""
    clinic, now = the_clinic(), timezone.now()
    if clinic is None:
        raise Http404
    today = clinic_today(clinic, now)
    form = PolicyForm(request.POST or None, instance=ruling_policy(clinic) or PolicyForm.first(clinic))
    may_change = can(request.user, "U", "catalogues")
    moves = None
    if request.method == "POST":
        if not may_change:
            raise Http404
        if form.is_valid() and "save" in request.POST:
            save_policy(clinic, form.numbers(), by=request.user, today=today, now=now)
            messages.success(request, _("The segments of all patients follow the new numbers."))
            return redirect("patients:segment-policy")
        moves = preview_policy(form.draft(), today=today) if form.is_valid() else None
    return render(
        request,
        "patients/segments/policy.html",
        {"form": form, "may_change": may_change, "moves": moves, "versions": policy_versions(clinic)},
        status=422 if form.errors else 200,
    )
