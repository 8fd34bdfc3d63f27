"""What the registry must have before the clinic is ready."""

from django.utils.translation import gettext_lazy as _

from clinics import setup
from clinics.enums import Role
from clinics.models import Clinic
from clinics.setup import SetupStep
from patients.models import Consent, Patient

DESK = setup.LEADERS | {Role.ADMINISTRATOR}


def _patients_known(clinic: Clinic) -> bool:
    return Patient.objects.filter(clinic=clinic).exists()


def _consents_known(clinic: Clinic) -> bool:
    return Consent.objects.filter(point__clinic=clinic).exists()


def register_steps() -> None:
    setup.register(
        SetupStep(
            "import", _("Bring in the patients"), _patients_known, "patients:imports", order=40, roles=DESK,
            why=_("Upload the export of your programme: patients, visits, plans. Nothing is written before you confirm."),
        )
    )  # fmt: skip
    setup.register(
        SetupStep(
            "consents", _("Record the first consents"), _consents_known, "patients:list", order=70, roles=DESK,
            why=_("Without a consent nobody is written to. Paper forms are entered on the card, or for many patients at once in the list."),
        )
    )  # fmt: skip
