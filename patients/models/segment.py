"""Segments: the policy, the summary per patient, the intervals, the holds. The formulas are in `patients.segments`."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from patients.enums import HoldKind, Segment


class SegmentPolicy(models.Model):
    """The numbers of the segment formulas, one row per version and clinic; the newest version rules."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="segment_policies")
    version = models.PositiveIntegerField()
    default_interval = models.PositiveSmallIntegerField(_("default return interval, days"), default=180)
    default_course_gap = models.PositiveSmallIntegerField(_("largest gap within a course, days"), default=30)
    best_share = models.DecimalField(_("border of the best"), max_digits=3, decimal_places=2, default="0.80")
    best_minimum = models.PositiveSmallIntegerField(_("fewest regular patients for a border"), default=5)
    regular_after_days = models.PositiveSmallIntegerField(
        _("an episode this long makes regular, days"), default=180
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("segment policy")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "version"], name="segment_policy_version_once"),
            models.CheckConstraint(
                condition=Q(default_interval__gte=1), name="segment_policy_interval_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"


class PatientSummary(models.Model):
    """What the facts of one patient add up to today; rebuilt from facts, never edited by hand.

    Days are branch-local. `rhythm_num / rhythm_den` is μ as an exact fraction; `silence_sleep` and `silence_lapse`
    are S and L. `next_change_on` is the first day on which, without new facts, the segment changes. `hold_until` is
    the latest hold that is not cancelled; it may have passed. `revenue_24m` and `home_branch` are of the 24 months
    before the 1st of the month. `computed_on` is the day on which the row last changed.
    """

    patient = models.OneToOneField(
        "patients.Patient", models.CASCADE, primary_key=True, related_name="summary"
    )
    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    home_branch = models.ForeignKey("clinics.Branch", models.PROTECT, null=True, related_name="+")
    first_contact_on = models.DateField(null=True)
    last_contact_on = models.DateField(null=True)
    first_paid_on = models.DateField(null=True)
    contact_days = models.PositiveIntegerField(default=0)
    paid_days = models.PositiveIntegerField(default=0)
    episodes = models.PositiveIntegerField(default=0)
    episode_began_on = models.DateField(null=True, help_text="first day of the last episode")
    interval_days = models.PositiveIntegerField(default=0)
    rhythm_num = models.PositiveBigIntegerField(default=0)
    rhythm_den = models.PositiveIntegerField(default=1)
    silence_sleep = models.PositiveIntegerField(default=0)
    silence_lapse = models.PositiveIntegerField(default=0)
    revenue = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    revenue_24m = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    hold_until = models.DateField(null=True)
    segment = models.CharField(max_length=10, choices=Segment, default=Segment.PROSPECT)
    segment_since = models.DateField(null=True)
    next_change_on = models.DateField(null=True)
    policy = models.ForeignKey(SegmentPolicy, models.PROTECT, null=True, related_name="+")
    computed_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("summary of a patient")
        indexes = [
            # the daily job reads by this index only those who cross a line
            models.Index(
                fields=["next_change_on"],
                condition=Q(next_change_on__isnull=False),
                name="summary_next_change",
            ),
            models.Index(
                fields=["segment", "-last_contact_on", "-patient"], name="summary_by_segment"
            ),  # lists, keyset
            models.Index(
                fields=["last_contact_on", "patient"], name="summary_by_last_contact"
            ),  # list, sorted
            models.Index(fields=["revenue", "patient"], name="summary_by_revenue"),  # list, sorted
        ]

    def __str__(self) -> str:
        return f"{self.patient_id}: {self.segment}"


class SegmentMembership(models.Model):
    """The patient was in `segment` on the days [since, until); `until` empty = still. No gaps, no overlaps."""

    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="memberships")
    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    segment = models.CharField(max_length=10, choices=Segment)
    since = models.DateField()
    until = models.DateField(null=True)
    last_contact_on = models.DateField(
        null=True, help_text="of the occurrence key «sleeping:<last contact day>»"
    )

    class Meta:
        verbose_name = _("time in a segment")
        constraints = [
            models.UniqueConstraint(fields=["patient", "since"], name="membership_begins_once"),
            models.UniqueConstraint(fields=["patient"], condition=Q(until=None), name="membership_one_open"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="membership_not_empty"
            ),
        ]
        indexes = [
            models.Index(
                fields=["segment", "since"], name="membership_entered"
            ),  # triggers: who entered lately
            models.Index(fields=["clinic", "since", "until"], name="membership_on_day"),  # migration matrix
        ]

    def __str__(self) -> str:
        return f"{self.patient_id} {self.segment} {self.since}"


class BestThreshold(models.Model):
    """The revenue of 24 months from which a regular patient of the branch is «best» in this month; None = nobody is."""

    branch = models.ForeignKey("clinics.Branch", models.CASCADE, related_name="best_thresholds")
    month = models.DateField(help_text="the 1st")
    policy = models.ForeignKey(SegmentPolicy, models.CASCADE, related_name="+")
    revenue = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("border of the best")
        constraints = [
            models.UniqueConstraint(fields=["branch", "month", "policy"], name="best_threshold_once")
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.month}: {self.revenue}"


class Hold(models.Model):
    """What keeps the patient awake: a live booking or a dated promise, known on the days [known_from, known_to).

    On day A it holds when known_from <= A, (known_to empty or > A) and until >= A. `origin` names the row that holds
    ("visit:5", "plan_item:7"); its right-hand owner writes it through `patients.services.holds`.
    """

    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="holds")
    kind = models.CharField(max_length=8, choices=HoldKind)
    origin = models.CharField(max_length=40)
    until = models.DateField()
    known_from = models.DateField()
    known_to = models.DateField(null=True)

    class Meta:
        verbose_name = _("hold")
        constraints = [
            models.UniqueConstraint(
                fields=["origin"], condition=Q(known_to=None), name="hold_one_live_per_origin"
            ),
            models.CheckConstraint(
                condition=Q(known_to=None) | Q(known_to__gte=F("known_from")), name="hold_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["patient", "until"], name="hold_of_patient")]  # segments

    def __str__(self) -> str:
        return f"{self.origin} → {self.until}"


class DirtyPatient(models.Model):
    """The patient's facts changed: the next wake recomputes the summary. Written in the transaction of the change."""

    patient = models.OneToOneField("patients.Patient", models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("patient to recompute")

    def __str__(self) -> str:
        return str(self.patient_id)
