"""Treatment plans: what was found, what the patient agreed to, what was done, and who answers for the way between."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.versioning import Fact, FactVersion, keeps_versions
from treatment_plans.enums import ItemStatus, PlanState


class TreatmentPlan(models.Model):
    """A numbered plan of one patient. `practitioner` identified it; `curator` answers for its way."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="treatment_plans")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="treatment_plans")
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="treatment_plans")
    number = models.CharField(_("number"), max_length=40)
    source = models.ForeignKey("patients.DataSource", models.PROTECT, null=True, blank=True, related_name="+")
    practitioner = models.ForeignKey(
        "clinics.Employee", models.PROTECT, null=True, blank=True, related_name="identified_plans"
    )
    curator = models.ForeignKey(
        "clinics.Employee", models.PROTECT, null=True, blank=True, related_name="curated_plans"
    )
    identified_on = models.DateField(_("identified on"))
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.ACTIVE)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("treatment plan")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "source", "number"],
                nulls_distinct=False,
                name="plan_number_once_per_source",
            ),
            models.CheckConstraint(
                condition=Q(state="active", closed_on=None)
                | (~Q(state="active") & Q(closed_on__isnull=False)),
                name="plan_closed_iff_closed_on",
            ),
        ]
        indexes = [
            # curator's queues
            models.Index(
                fields=["branch", "curator"], condition=Q(state="active"), name="plan_active_of_curator"
            ),
            models.Index(fields=["patient"], name="plan_of_patient"),  # the card
            models.Index(
                fields=["closed_on"], condition=Q(closed_on__isnull=False), name="plan_closed"
            ),  # sampling
        ]

    def __str__(self) -> str:
        return self.number


class PlanItemFacts(Fact):
    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    plan = models.ForeignKey(TreatmentPlan, models.PROTECT, related_name="%(class)ss")
    service = models.ForeignKey("clinics.Service", models.PROTECT, null=True, blank=True, related_name="+")
    service_name = models.CharField(_("service"), max_length=300)
    tooth = models.CharField(_("tooth"), max_length=20, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    status = models.CharField(_("state"), max_length=10, choices=ItemStatus, default=ItemStatus.IDENTIFIED)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2)
    agreed_price = models.DecimalField(
        _("agreed price"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    actual_price = models.DecimalField(
        _("actual price"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    identified_on = models.DateField(_("identified on"))
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    realised_on = models.DateField(_("realised on"), null=True, blank=True)
    ended_on = models.DateField(_("declined, deferred or cancelled on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        abstract = True


ITEM_FACTS = [
    "service_id", "service_name", "tooth", "minutes", "status", "price", "agreed_price", "actual_price",
    "identified_on", "agreed_on", "promised_on", "realised_on", "ended_on", "reason",
]  # fmt: skip


class PlanItem(PlanItemFacts):
    """One line of a plan. A line that awaits review is kept out of every figure until a person decides."""

    source = models.ForeignKey("patients.DataSource", models.PROTECT, null=True, blank=True, related_name="+")
    external_key = models.CharField(max_length=200, null=True, blank=True)
    awaits_review = models.CharField(max_length=60, blank=True, help_text="reason code; empty = reviewed")

    class Meta:
        verbose_name = _("plan line")
        constraints = [
            models.UniqueConstraint(fields=["source", "external_key"], name="plan_item_once_per_source"),
            models.CheckConstraint(condition=Q(price__gte=0), name="plan_item_price_not_negative"),
            models.CheckConstraint(condition=Q(status__in=ItemStatus.values), name="plan_item_status_known"),
            models.CheckConstraint(
                condition=~Q(status="realised") | Q(realised_on__isnull=False) | ~Q(awaits_review=""),
                name="plan_item_realised_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["agreed", "scheduled"])
                | Q(agreed_on__isnull=False)
                | ~Q(awaits_review=""),
                name="plan_item_agreed_has_day",
            ),
        ]
        triggers = keeps_versions("treatment_plans_planitem", ITEM_FACTS, ["clinic_id", "plan_id"])

    def __str__(self) -> str:
        return self.service_name


class PlanItemVersion(PlanItemFacts, FactVersion):
    """A past version of a line."""

    planitem_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("past version of a plan line")

    def __str__(self) -> str:
        return f"{self.planitem_id} → {self.known_to:%Y-%m-%d}"


class PlanEvent(models.Model):
    """One move of a line: who, when, why, or which rule."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    from_status = models.CharField(max_length=10, choices=ItemStatus)
    to_status = models.CharField(max_length=10, choices=ItemStatus)
    by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=40, blank=True, help_text="the automatic rule that moved it")
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("move of a plan line")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.from_status} → {self.to_status}"
