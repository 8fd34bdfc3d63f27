from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from treatment_plans.enums import PlanState


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
