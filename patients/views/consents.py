"""Entering an act of consent on the card. Many at once: the bulk change of the list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clinics.access import right_required
from patients.consent_forms import ConsentForm
from patients.models import ContactPoint
from patients.selectors.patients import patients_visible_to
from patients.services.consents import ConsentError
from patients.services.papers import record_papers


@require_POST
@right_required("consents", "C")
def consent_record(request: HttpRequest, pk: int) -> HttpResponse:
    patient = get_object_or_404(
        patients_visible_to(request.user, obj="consents", right="C").select_related("branch"), pk=pk
    )
    form = ConsentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say for what, from which date and on which paper."))
        return redirect("patients:card", pk=pk)
    data = form.cleaned_data
    point = get_object_or_404(ContactPoint, pk=data["point"], people__patient=patient)
    try:
        made = record_papers(
            [(point, patient)], data, state=data["state"], by=request.user, now=timezone.now()
        )
    except ConsentError:
        messages.error(request, _("The date lies in the future."))
        return redirect("patients:card", pk=pk)
    said = ngettext(
        "%(count)d act of consent is recorded.", "%(count)d acts of consent are recorded.", len(made)
    )
    messages.success(request, said % {"count": len(made)})
    return redirect("patients:card", pk=pk)
