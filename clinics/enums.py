from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Who a person is to the clinic; the codes of the access matrix."""

    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")
    CURATOR = "curator", _("Curator")
    PRACTITIONER = "practitioner", _("Practitioner")
    AUDITOR = "auditor", _("Quality auditor")
    MARKETER = "marketer", _("Marketer")
    SYSTEM = "system", _("System administrator")


class LegalProfile(TextChoices):
    """Which set of sending rules the clinic lives under (rows of `triggers.SendingRule`)."""

    RU = "ru", _("Russia")
    OWN = "own", _("Own responsibility")
    DEMO = "demo", _("Demonstration")


class ExportState(TextChoices):
    """Where an export stands that needs a second person."""

    WAITING = "waiting", _("waits for a second person")
    APPROVED = "approved", _("approved, not fetched yet")
    DECLINED = "declined", _("declined")
    FETCHED = "fetched", _("fetched")
