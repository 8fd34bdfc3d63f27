from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp
from clinics.versioning import Fact, FactVersion, keeps_versions
from patients.enums import PaymentKind

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
                ["branch_id", "kind", "paid_on", "amount"],
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
