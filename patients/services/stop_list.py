"""Erased people who come in again with a file: nothing is sent to them until a person decides."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from patients.models import Patient, PatientCard, PatientContact, StopEntry
from patients.stop_list import digest


@transaction.atomic
def hold_erased(patient_ids: Collection[int]) -> int:
    """Mark those of these patients «do not contact» whose card, phone or e-mail stands on the stop-list; how many."""
    stopped = set(StopEntry.objects.values_list("digest", flat=True))
    if not stopped:
        return 0
    points = PatientContact.objects.filter(patient__in=patient_ids)
    cards = PatientCard.objects.filter(patient__in=patient_ids)
    held = {
        pk
        for pk, kind, value in [
            *points.values_list("patient", "point__kind", "point__value"),
            *(
                (pk, str(source), number)
                for pk, source, number in cards.values_list("patient", "source", "number")
            ),
        ]
        if digest(kind, value) in stopped
    }
    silent = Patient.objects.filter(pk__in=held, do_not_contact="")
    return silent.update(do_not_contact=_("erased on request, came in again with an import")[:120])
