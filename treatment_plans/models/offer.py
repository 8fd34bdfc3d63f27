from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from treatment_plans.enums import ItemStatus, OfferState, Priority
from treatment_plans.models.item import PlanItem
from treatment_plans.models.plan import TreatmentPlan

INSERT_ONLY = pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Offer(models.Model):
    """What was shown to the patient: frozen, numbered per clinic and year, with its prices and how long they hold.

    Insert-only; a change of mind makes the next `version`. Holds no name of the patient: the plan knows whose it is.
    `total` and `discount` are sums of the lines that count: of each choice only one alternative.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    plan = models.ForeignKey(TreatmentPlan, models.PROTECT, related_name="offers")
    year = models.PositiveSmallIntegerField()
    ordinal = models.PositiveIntegerField()
    version = models.PositiveSmallIntegerField(help_text="numbers the offers of one plan from 1")
    plan_version = models.PositiveIntegerField(help_text="the plan as it stood with this offer made")
    made_at = models.DateTimeField(_("made at"))
    made_on = models.DateField(_("made on"))
    by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    valid_until = models.DateField(_("valid until"))
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    discount = models.DecimalField(_("discount"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("offer")
        ordering = ["plan", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "year", "ordinal"], name="offer_number_once_per_year"),
            models.UniqueConstraint(fields=["plan", "version"], name="offer_version_once_per_plan"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("made_on")), name="offer_valid_from_its_day"
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, discount__gte=0), name="offer_sums_not_negative"
            ),
        ]
        triggers = [INSERT_ONLY]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.year}-{self.ordinal:05}"

    def state(self, *, today: date, latest_version: int) -> OfferState:
        """Of the offers of one plan only the latest holds, and only until its day."""
        if self.version < latest_version:
            return OfferState.SUPERSEDED
        return OfferState.EXPIRED if self.valid_until < today else OfferState.VALID


class OfferLine(models.Model):
    """A line as it was offered. `status` is where it stood then: agreed lines carry the agreed price."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="lines")
    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="offered")
    position = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=ItemStatus)
    counts = models.BooleanField(help_text="False: of an alternative that the total leaves out")
    choice = models.PositiveSmallIntegerField(null=True)
    letter = models.CharField(max_length=1, blank=True)
    variant_title = models.CharField(max_length=80, blank=True)
    phase = models.PositiveSmallIntegerField()
    priority = models.CharField(max_length=10, choices=Priority)
    service_name = models.CharField(max_length=300)
    tooth = models.CharField(max_length=20, blank=True)
    quantity = models.PositiveSmallIntegerField()
    sessions = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    discount = models.DecimalField(max_digits=12, decimal_places=2)
    price = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("line of an offer")
        ordering = ["offer", "position"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "item"], name="offer_line_once"),
            models.CheckConstraint(
                condition=Q(price__gte=0, discount__gte=0), name="offer_line_sums_not_negative"
            ),
        ]
        triggers = [INSERT_ONLY]

    def __str__(self) -> str:
        return self.service_name
