from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp
from clinics.versioning import Fact, FactVersion, keeps_versions
from patients.enums import PaymentKind, PaymentMethod, RefundState
from patients.models.visit import AMOUNT_FOLLOWS_CHARGES

REFUNDS = (PaymentKind.SERVICE_REFUND, PaymentKind.ADVANCE_REFUND)


class ChargeFacts(Fact):
    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    visit = models.ForeignKey("patients.Visit", models.CASCADE, related_name="%(class)ss")
    service = models.ForeignKey("clinics.Service", models.PROTECT, null=True, blank=True, related_name="+")
    service_name = models.CharField(_("service"), max_length=300, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=8, decimal_places=2, default=1)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, default=0)
    discount = models.DecimalField(_("discount"), max_digits=12, decimal_places=2, default=0)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    class Meta:
        abstract = True


class Charge(ChargeFacts, Stamped):
    """A line of a visit's bill; never negative: what is returned is a payment with a minus."""

    class Meta:
        verbose_name = _("charge")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="charge_not_negative")]
        indexes = [changed_index("charge_changed")]  # the API
        triggers = [
            *keeps_versions(
                "patients_charge",
                ["service_id", "service_name", "quantity", "price", "discount", "amount"],
                ["clinic_id", "visit_id"],
            ),
            *keeps_stamp("patients_charge"),
            *AMOUNT_FOLLOWS_CHARGES,
        ]

    def __str__(self) -> str:
        return f"{self.service_name}: {self.amount}"


class ChargeVersion(ChargeFacts, FactVersion):
    """A past version of a charge."""

    charge_id = models.BigIntegerField()
    visit = models.ForeignKey("patients.Visit", models.DO_NOTHING, db_constraint=False, related_name="+")

    class Meta:
        verbose_name = _("past version of a charge")

    def __str__(self) -> str:
        return f"{self.charge_id} → {self.known_to:%Y-%m-%d}"


class PaymentFacts(Fact):
    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="%(class)ss")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        "patients.Visit", models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=PaymentKind, default=PaymentKind.PAYMENT)
    method = models.CharField(
        _("how"), max_length=8, choices=PaymentMethod, blank=True, default="", db_default=""
    )
    paid_on = models.DateField(_("day"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    class Meta:
        abstract = True


class Payment(PaymentFacts, Stamped):
    """Money in, or out with a minus. A refund names what it returns: `refunds_charge`, or an advance by its kind."""

    refunds_charge = models.ForeignKey(Charge, models.PROTECT, null=True, blank=True, related_name="refunds")
    source = models.ForeignKey(
        "patients.DataSource", models.PROTECT, null=True, blank=True, related_name="payments"
    )
    external_key = models.CharField(max_length=200, null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    taken_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("payment")
        constraints = [
            models.UniqueConstraint(fields=["source", "external_key"], name="payment_once_per_source"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in REFUNDS], amount__lte=0)
                | Q(kind__in=["payment", "advance"], amount__gte=0),
                name="payment_sign_fits_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["patient", "paid_on"], name="payment_of_patient"),  # card, debt
            # revenue: service refunds by day
            models.Index(
                fields=["paid_on"],
                include=["patient", "amount", "branch"],
                condition=Q(kind="service_refund"),
                name="payment_service_refund",
            ),
            changed_index("payment_changed"),  # the API
        ]
        triggers = [
            *keeps_versions(
                "patients_payment",
                ["branch_id", "kind", "method", "paid_on", "amount"],
                ["clinic_id", "patient_id", "visit_id"],
            ),
            *keeps_stamp("patients_payment"),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on}: {self.amount}"


class PaymentVersion(PaymentFacts, FactVersion):
    """A past version of a payment."""

    payment_id = models.BigIntegerField()
    visit = models.ForeignKey(
        "patients.Visit", models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )

    class Meta:
        verbose_name = _("past version of a payment")

    def __str__(self) -> str:
        return f"{self.payment_id} → {self.known_to:%Y-%m-%d}"


class RefundRequest(Stamped):
    """Money that a patient asks back: of a charge, or of the advance when `charge` is empty. `amount` is positive.

    Who asks does not decide. The payment with a minus is written in the transaction of the approval.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="+")
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="refund_requests")
    charge = models.ForeignKey(Charge, models.PROTECT, null=True, blank=True, related_name="refund_requests")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    method = models.CharField(_("how"), max_length=8, choices=PaymentMethod, default=PaymentMethod.CASH)
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(max_length=8, choices=RefundState, default=RefundState.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, blank=True, related_name="+")
    payment = models.OneToOneField(
        Payment, models.PROTECT, null=True, blank=True, related_name="refund_request"
    )

    class Meta:
        verbose_name = _("refund")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_request_positive"),
            models.CheckConstraint(
                condition=Q(state="approved", payment__isnull=False) | ~Q(state="approved") & Q(payment=None),
                name="refund_request_paid_iff_approved",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") ^ Q(decided_at__isnull=False), name="refund_request_decided_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="refund_request_not_decided_by_asker",
            ),
        ]
        indexes = [
            # the list of those who decide
            models.Index(
                fields=["branch", "asked_at"], condition=Q(state="waiting"), name="refund_request_waiting"
            ),
            changed_index("refund_request_changed"),  # the API
        ]
        triggers = keeps_stamp("patients_refundrequest")

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}: {self.amount}"


class PatientBalance(models.Model):
    """What a patient owes (1-domain, "Facts"): `debt` = charges − service refunds − cash; below zero it is an advance.

    Derived from the facts of the whole network, kept by whoever writes them; never edited by hand.
    """

    patient = models.OneToOneField(
        "patients.Patient", models.CASCADE, primary_key=True, related_name="balance"
    )
    charged = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    paid = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    debt = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    owed_since = models.DateField(null=True, help_text="day of the first visit that is not wholly paid")

    class Meta:
        verbose_name = _("balance of a patient")
        indexes = [
            # the list of debts, sorted by sum and by age
            models.Index(fields=["debt", "patient"], condition=Q(debt__gt=0), name="balance_debt"),
            models.Index(
                fields=["owed_since", "patient"], condition=Q(debt__gt=0), name="balance_owed_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patient_id}: {self.debt}"

    @property
    def advance(self) -> Decimal:
        """What was paid beyond the charges."""
        return max(-self.debt, Decimal(0))
