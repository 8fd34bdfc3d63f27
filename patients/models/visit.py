from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp
from clinics.versioning import Fact, FactVersion, keeps_versions
from patients.enums import LIVE_BOOKING, VisitStatus

FACTS = [
    "branch_id",
    "practitioner_id",
    "specialty_id",
    "chair_id",
    "status",
    "day",
    "starts_at",
    "minutes",
    "amount",
]


class VisitFacts(Fact):
    """`day` is branch-local. `amount` is the sum of the visit's charges before refunds, kept by whoever writes them."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="%(class)ss")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        "clinics.Employee", models.PROTECT, null=True, blank=True, related_name="+"
    )
    specialty = models.ForeignKey(
        "clinics.Specialty", models.PROTECT, null=True, blank=True, related_name="+"
    )
    chair = models.ForeignKey("clinics.Chair", models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=VisitStatus)
    day = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("time"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    booked_on = models.DateField(_("booked on"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, default=0)

    class Meta:
        abstract = True


class Visit(VisitFacts, Stamped):
    """A booking and what became of it. `source` + `external_key` is the natural key of an imported row."""

    source = models.ForeignKey(
        "patients.DataSource", models.PROTECT, null=True, blank=True, related_name="visits"
    )
    external_key = models.CharField(max_length=200, null=True, blank=True)
    flag = models.CharField(
        max_length=60, blank=True, help_text="came in, but a person should look: reason code"
    )

    class Meta:
        verbose_name = _("visit")
        constraints = [
            models.UniqueConstraint(fields=["source", "external_key"], name="visit_once_per_source"),
            models.CheckConstraint(condition=Q(status__in=VisitStatus.values), name="visit_status_known"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="visit_amount_not_negative"),
        ]
        indexes = [
            # segments, LTV: contact days of a patient by an index-only scan
            models.Index(
                fields=["patient", "day"],
                include=["amount", "specialty", "branch"],
                condition=Q(status="completed"),
                name="visit_completed_of_patient",
            ),
            models.Index(fields=["branch", "day"], name="visit_of_branch_day"),  # the calendar
            # guards "future visit booked"; the hold rows
            models.Index(
                fields=["patient", "day"],
                condition=Q(status__in=[s.value for s in LIVE_BOOKING]),
                name="visit_live_booking",
            ),
            changed_index("visit_changed"),  # the API
        ]
        triggers = [
            *keeps_versions("patients_visit", FACTS, ["clinic_id", "patient_id", "booked_on"]),
            *keeps_stamp("patients_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_status_display()}"


class VisitVersion(VisitFacts, FactVersion):
    """A past version of a visit, read only by the as-of selectors."""

    visit_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("past version of a visit")
        indexes = [models.Index(fields=["visit_id", "known_to"], name="visit_versions")]  # as-of selectors

    def __str__(self) -> str:
        return f"{self.visit_id} → {self.known_to:%Y-%m-%d}"
