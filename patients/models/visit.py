import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp
from clinics.versioning import Fact, FactVersion, keeps_versions
from patients.enums import LIVE_BOOKING, OCCUPYING, CancelReason, VisitStatus

FACTS = [
    "branch_id",
    "practitioner_id",
    "specialty_id",
    "chair_id",
    "service_id",
    "status",
    "cancel_reason",
    "day",
    "starts_at",
    "minutes",
    "amount",
]


def time_taken() -> Func:
    """[begin, end) of a visit. `timestamptz + interval` depends on the session's zone, so the end goes by way of UTC."""

    def utc(moment: Func | F) -> Func:
        return Func(Value("UTC"), moment, function="timezone", output_field=models.DateTimeField())

    minutes = Func(
        F("minutes"),
        template="make_interval(mins => %(expressions)s)",
        output_field=models.DurationField(),
    )
    end = utc(Func(utc(F("starts_at")), minutes, arg_joiner=" + ", template="(%(expressions)s)"))
    return Func(F("starts_at"), end, function="tstzrange", output_field=DateTimeRangeField())


def not_double_booked(what: str) -> ExclusionConstraint:
    """No two visits made here take the same chair, practitioner or patient at one time.

    Imported visits are left out: what another system holds to be true is told, not refused (docs/visits.md).
    """
    return ExclusionConstraint(
        name=f"visit_{what}_not_double_booked",
        expressions=[(what, RangeOperators.EQUAL), (time_taken(), RangeOperators.OVERLAPS)],
        condition=Q(
            source=None,
            starts_at__isnull=False,
            status__in=[s.value for s in OCCUPYING],
            **{f"{what}__isnull": False},
        ),
    )


# One statement for all rows that a statement has written. The visit changes at the moment of its charges. The importer and
# a correction write the sum themselves, so that all changes in one version.
_FOLLOW_CHARGES = """
    IF current_setting('clinic_crm.amounts', true) = 'kept by the writer' THEN RETURN NULL; END IF;
    UPDATE patients_visit v SET amount = s.total, known_at = greatest(v.known_at, s.known_at)
    FROM (SELECT t.visit_id, coalesce(sum(c.amount), 0) AS total, max(t.known_at) AS known_at
          FROM (SELECT visit_id, max(known_at) AS known_at FROM ({touched}) x GROUP BY visit_id) t
          LEFT JOIN patients_charge c ON c.visit_id = t.visit_id GROUP BY t.visit_id) s
    WHERE v.id = s.visit_id AND v.amount <> s.total;
    RETURN NULL;
"""
_OLD, _NEW = "SELECT visit_id, known_at FROM old_rows", "SELECT visit_id, known_at FROM new_rows"


def amount_follows(operation: pgtrigger.Operation, touched: str, **seen: str) -> pgtrigger.Trigger:
    """Visit.amount = Σ charges, kept by the database after every statement that writes charges."""
    return pgtrigger.Trigger(
        name=f"amount_follows_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**seen),
        func=_FOLLOW_CHARGES.format(touched=touched),
    )


AMOUNT_FOLLOWS_CHARGES = [
    amount_follows(pgtrigger.Insert, _NEW, new="new_rows"),
    amount_follows(pgtrigger.Update, f"{_OLD} UNION ALL {_NEW}", old="old_rows", new="new_rows"),
    amount_follows(pgtrigger.Delete, "SELECT visit_id, now() AS known_at FROM old_rows", old="old_rows"),
]


class VisitFacts(Fact):
    """`day` is branch-local. `amount` is the sum of the visit's charges before refunds: database triggers keep it.

    `service` is what the visit was booked for; what was done stands in its charges.
    """

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
    service = models.ForeignKey("clinics.Service", models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=VisitStatus)
    cancel_reason = models.CharField(
        _("why cancelled"), max_length=12, choices=CancelReason, blank=True, default="", db_default=""
    )
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
            models.CheckConstraint(
                condition=Q(cancel_reason="") | Q(status="cancelled"),
                name="visit_cancel_reason_only_if_cancelled",
            ),
            not_double_booked("chair"),
            not_double_booked("practitioner"),
            not_double_booked("patient"),
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
            pgtrigger.Trigger(
                name="amount_is_of_charges",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("amount"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(old__amount__df=pgtrigger.F("new__amount")),
                func="""
                    IF (SELECT v.amount <> coalesce((SELECT sum(c.amount) FROM patients_charge c WHERE c.visit_id = v.id), 0)
                        FROM patients_visit v WHERE v.id = NEW.id) THEN
                        RAISE EXCEPTION 'visit % has an amount that is not the sum of its charges', NEW.id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_amount_is_of_charges';
                    END IF;
                    RETURN NULL;
                """,
            ),
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
