from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemStatus(TextChoices):
    """The life of a line: identified → agreed → scheduled → realised, or declined, deferred, cancelled."""

    IDENTIFIED = "identified", _("identified")
    AGREED = "agreed", _("agreed")
    SCHEDULED = "scheduled", _("scheduled")
    REALISED = "realised", _("realised")
    DECLINED = "declined", _("declined")
    DEFERRED = "deferred", _("deferred")
    CANCELLED = "cancelled", _("cancelled")


class PlanState(TextChoices):
    """Derived from the lines: active while one is open, completed when all the rest are realised, else closed."""

    ACTIVE = "active", _("active")
    COMPLETED = "completed", _("completed")
    CLOSED = "closed", _("closed")
