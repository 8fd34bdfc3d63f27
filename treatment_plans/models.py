"""Treatment plans: what was found, what the patient agreed to, what was done, and who answers for the way between."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clinics.versioning import Fact, FactVersion, keeps_versions
from treatment_plans.enums import Correction, ItemStatus, PlanState, ReasonKind


class RefusalReason(models.Model):
    """An entry of the clinic's catalogue: why a patient says no, or not now. Never deleted, only switched off."""

    kind = models.CharField(_("for"), max_length=8, choices=ReasonKind)
    name_ru = models.CharField(_("in Russian"), max_length=120)
    name_en = models.CharField(_("in English"), max_length=120)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reason of refusal")
        verbose_name_plural = _("reasons of refusal")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name_ru"], name="refusal_reason_once"),
            models.CheckConstraint(condition=Q(kind__in=ReasonKind.values), name="refusal_reason_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name_ru if (get_language() or "ru").startswith("ru") else self.name_en


class TreatmentPlan(models.Model):
    """A numbered plan of one patient. `practitioner` identified it; `curator` answers for its way.

    From `state` on, the columns are sums of the reviewed lines, kept by `services.settling.settle_plans` alone:
    what the queues sort by is read from one row. `version` grows with every edit (two editors of one plan).
    """

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
    offered_on = models.DateField(_("offered on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.ACTIVE)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    lines_total = models.PositiveIntegerField(default=0, help_text="without the cancelled ones")
    lines_open = models.PositiveIntegerField(default=0)
    lines_realised = models.PositiveIntegerField(default=0)
    open_sum = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    open_minutes = models.PositiveIntegerField(default=0)
    open_agreed_lines = models.PositiveIntegerField(default=0)
    open_agreed_sum = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    open_agreed_minutes = models.PositiveIntegerField(default=0)
    open_agreed_since = models.DateField(null=True)
    lines_deferred = models.PositiveIntegerField(default=0)
    deferred_until = models.DateField(null=True, help_text="the earliest of its deferred lines")
    declined_sum = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    declined_on = models.DateField(null=True, help_text="the latest refusal")

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
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
        ]
        indexes = [
            # curator's queues
            models.Index(
                fields=["branch", "curator"], condition=Q(state="active"), name="plan_active_of_curator"
            ),
            models.Index(fields=["patient"], name="plan_of_patient"),  # the card
            models.Index(fields=["identified_on", "id"], name="plan_newest"),  # the list
            models.Index(
                fields=["closed_on"], condition=Q(closed_on__isnull=False), name="plan_closed"
            ),  # sampling
            # the queue of refusals to settle
            models.Index(
                fields=["branch", "declined_on"],
                condition=Q(declined_on__isnull=False) & ~Q(state="active"),
                name="plan_declined",
            ),
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
    deferred_until = models.DateField(_("deferred until"), null=True, blank=True)
    refusal_reason = models.ForeignKey(
        RefusalReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    reason = models.CharField(_("reason in words"), max_length=120, blank=True)

    class Meta:
        abstract = True


ITEM_FACTS = [
    "service_id", "service_name", "tooth", "minutes", "status", "price", "agreed_price", "actual_price",
    "identified_on", "agreed_on", "promised_on", "realised_on", "ended_on",
    "deferred_until", "refusal_reason_id", "reason",
]  # fmt: skip


DISCARDED = "discarded"


class PlanItem(PlanItemFacts):
    """One line of a plan. A line that awaits review is kept out of every figure until a person decides.

    A line found to be an error of the source keeps `awaits_review` = DISCARDED: out of every figure for ever, and
    still known to the next import of the same file.
    """

    source = models.ForeignKey("patients.DataSource", models.PROTECT, null=True, blank=True, related_name="+")
    external_key = models.CharField(max_length=200, null=True, blank=True)
    booking = models.ForeignKey(
        "patients.Visit", models.SET_NULL, null=True, blank=True, related_name="plan_items"
    )
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
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "deferred", "cancelled"])
                | Q(ended_on__isnull=False)
                | ~Q(awaits_review=""),
                name="plan_item_ended_has_day",
            ),
        ]
        indexes = [
            # the page of lines a person must decide about
            models.Index(fields=["clinic"], condition=~Q(awaits_review=""), name="plan_item_to_review"),
            # bookings that were cancelled under their line
            models.Index(fields=["booking"], condition=Q(status="scheduled"), name="plan_item_scheduled"),
        ]
        triggers = keeps_versions("treatment_plans_planitem", ITEM_FACTS, ["clinic_id", "plan_id"])

    def __str__(self) -> str:
        return self.service_name

    @property
    def why(self) -> str:
        """The reason of a refusal or delay, with what was added to it."""
        return ": ".join(filter(None, [str(self.refusal_reason or ""), self.reason]))


class PlanItemVersion(PlanItemFacts, FactVersion):
    """A past version of a line."""

    planitem_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("past version of a plan line")

    def __str__(self) -> str:
        return f"{self.planitem_id} → {self.known_to:%Y-%m-%d}"


class PlanEvent(models.Model):
    """One move of a line, or a change of the plan itself: who, when, why, or which rule.

    `from_status` is empty for a new line; equal to `to_status` where only the terms changed (told in `note`).
    `plan_version` is the version of the plan that this made: what a second editor has missed are the later ones.
    """

    plan = models.ForeignKey(TreatmentPlan, models.CASCADE, related_name="events")
    item = models.ForeignKey(PlanItem, models.CASCADE, null=True, related_name="events")
    plan_version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    from_status = models.CharField(max_length=10, choices=ItemStatus, blank=True)
    to_status = models.CharField(max_length=10, choices=ItemStatus, blank=True)
    correction = models.CharField(max_length=12, choices=Correction, blank=True)
    by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=40, blank=True, help_text="the automatic rule that moved it")
    refusal_reason = models.ForeignKey(RefusalReason, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("move of a plan line")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | ~Q(rule=""), name="plan_event_by_person_or_rule"
            ),
        ]
        indexes = [models.Index(fields=["plan", "-at"], name="plan_event_of_plan")]  # the plan's page

    def __str__(self) -> str:
        return f"{self.item_id}: {self.from_status} → {self.to_status}"

    @property
    def why(self) -> str:
        """The reason of a refusal or delay, with what was added to it."""
        return ": ".join(filter(None, [str(self.refusal_reason or ""), self.note]))
