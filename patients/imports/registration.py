"""The file kinds that `patients` brings."""

from django.utils.translation import gettext_lazy as _

from patients.imports import contacts_file, patients_file, prices_file, visits_file
from patients.imports.kinds import FileKind, register
from patients.imports.patients_merge import bring_in_patients, patient_totals
from patients.imports.visits_merge import bring_in_visits, visit_totals


def register_kinds() -> None:
    """The order is that of need: visits need their patients, contacts are matched to all of them."""
    prices, patients, visits, contacts = prices_file, patients_file, visits_file, contacts_file
    for kind in (
        FileKind("prices", _("Price list"), 10, prices.COLUMNS, prices.REQUIRED, prices.bring_in_prices,
                 counts_refusals=False),
        FileKind("patients", _("Patients"), 20, patients.COLUMNS, patients.REQUIRED, bring_in_patients,
                 patient_totals, fits=patients.fits),
        FileKind("visits", _("Visits"), 30, visits.COLUMNS, visits.REQUIRED, bring_in_visits, visit_totals,
                 fits=visits.fits),
        FileKind("contacts", _("Contacts of a CRM"), 50, contacts.COLUMNS, contacts.REQUIRED,
                 contacts.bring_in_contacts, counts_refusals=False),
    ):  # fmt: skip
        register(kind)
