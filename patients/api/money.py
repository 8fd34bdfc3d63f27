"""Charges, payments and balances. Money of a branch whose medical system is the master comes by import alone."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from rest_framework import serializers

from clinics.access import reach_of
from clinics.api.fields import Input, VersionedInput, WholeInput, Within, identifier
from clinics.api.pages import Filter
from clinics.api.views import ChangeApi, CreateApi, ReadApi, UpsertApi
from patients.api.common import STAMPS, OfPatient
from patients.enums import PaymentKind, PaymentMethod, RefundState
from patients.models import Charge, Patient, Payment, RefundRequest, Visit
from patients.selectors.debts import payments_visible_to
from patients.selectors.visits import visits_visible_to
from patients.services.payments import correct_payment, request_refund, take_payment
from patients.services.visits import VisitRefusedError

SUM = {"max_digits": 12, "decimal_places": 2}


class ChargeOut(serializers.ModelSerializer):
    class Meta:
        model = Charge
        fields = (
            "id",
            "visit",
            "service",
            "service_name",
            "quantity",
            "price",
            "discount",
            "amount",
            *STAMPS,
        )


class ChargeApi(ReadApi):
    """Lines of bills. They are written with the visit: `visits/{id}/moves/` and `visits/{id}/bill/`."""

    scope = "money"
    serializer_class = ChargeOut
    filters = {
        "visit": Filter(identifier(), "visit"),
        "patient": Filter(identifier(), "visit__patient"),
        "day_from": Filter(serializers.DateField(), "visit__day__gte"),
        "day_to": Filter(serializers.DateField(), "visit__day__lte"),
    }

    def rows(self, right: str = "R") -> QuerySet[Charge]:
        visits = visits_visible_to(self.request.user, right=right, obj="money")
        return Charge.objects.filter(visit__in=visits).select_related("visit")

    def patients_of(self, row: Charge) -> list[int]:
        return [row.visit.patient_id]


class PaymentOut(serializers.ModelSerializer):
    class Meta:
        model = Payment
        fields = (
            "id",
            "patient",
            "branch",
            "visit",
            "kind",
            "method",
            "paid_on",
            "amount",
            "refunds_charge",
            *STAMPS,
        )


class PaymentIn(VersionedInput):
    """Money from the patient, today. What exceeds the debt becomes a row of its own, an advance."""

    patient = Within("patients")
    branch = Within("branches")
    visit = Within("visits", allow_null=True, required=False)
    amount = serializers.DecimalField(**SUM, min_value=Decimal("0.01"))
    method = serializers.ChoiceField(PaymentMethod.choices)
    note = serializers.CharField(max_length=200, allow_blank=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        visit, patient = attrs.get("visit"), attrs.get("patient")
        if visit and patient and visit.patient_id != patient.pk:
            raise serializers.ValidationError({"visit": _("There is no such object.")}, code="absent")
        return attrs


class PaymentCorrection(WholeInput):
    """0 = the payment never happened."""

    amount = serializers.DecimalField(**SUM, min_value=Decimal(0))
    method = serializers.ChoiceField(PaymentMethod.choices)
    reason = serializers.CharField(max_length=200)


class PaymentApi(OfPatient, CreateApi, ChangeApi, UpsertApi):
    scope = "money"
    serializer_class = PaymentOut
    input_class = upsert_class = PaymentIn
    action_inputs = {"partial_update": PaymentCorrection}
    refusals = (VisitRefusedError,)
    filters = {
        "patient": Filter(identifier(), "patient"),
        "branch": Filter(identifier(), "branch"),
        "visit": Filter(identifier(), "visit"),
        "kind": Filter(serializers.ChoiceField(PaymentKind.choices), "kind"),
        "paid_from": Filter(serializers.DateField(), "paid_on__gte"),
        "paid_to": Filter(serializers.DateField(), "paid_on__lte"),
    }

    def rows(self, right: str = "R") -> QuerySet[Payment]:
        return payments_visible_to(self.request.user, right)

    def visits(self) -> QuerySet[Visit]:
        return visits_visible_to(self.request.user, obj="money")

    def make(self, data: dict[str, Any], *, now: datetime) -> Payment:
        """The payment, or the advance where nothing was owed."""
        rows = take_payment(
            data["patient"],
            branch=data["branch"],
            amount=data["amount"],
            method=data["method"],
            visit=data.get("visit"),
            note=data.get("note", ""),
            by=self.request.user,
            now=now,
        )
        return rows[0]

    def change(self, row: Payment, data: dict[str, Any], *, now: datetime) -> None:
        """A correction by PATCH. Said again under its external id, a payment can only be the same."""
        if self.action == "by_external":
            together = Payment.objects.filter(
                patient=row.patient_id, known_at=row.known_at, taken_by=row.taken_by
            )
            if data.get("amount") == together.aggregate(sum=Sum("amount"))["sum"]:
                del data["amount"]
            data.pop("note", None)
            self.refuse_fixed(row, data, list(data))
            return
        correct_payment(
            row,
            amount=data["amount"],
            method=data["method"],
            reason=data["reason"],
            by=self.request.user,
            now=now,
        )


class RefundOut(serializers.ModelSerializer):
    class Meta:
        model = RefundRequest
        fields = (
            "id",
            "patient",
            "branch",
            "charge",
            "amount",
            "method",
            "reason",
            "state",
            "asked_at",
            "decided_at",
            "payment",
            *STAMPS,
        )


class RefundIn(Input):
    """Of a charge, or of the advance where none is named."""

    patient = Within("patients")
    branch = Within("branches")
    charge = Within("charges", allow_null=True, required=False)
    amount = serializers.DecimalField(**SUM, min_value=Decimal("0.01"))
    method = serializers.ChoiceField(PaymentMethod.choices)
    reason = serializers.CharField(max_length=200)


class RefundApi(OfPatient, CreateApi):
    """A program asks; a person decides, on the screen."""

    scope = "money"
    serializer_class, input_class = RefundOut, RefundIn
    refusals = (VisitRefusedError,)
    filters = {
        "patient": Filter(identifier(), "patient"),
        "branch": Filter(identifier(), "branch"),
        "state": Filter(serializers.ChoiceField(RefundState.choices), "state"),
    }

    def rows(self, right: str = "R") -> QuerySet[RefundRequest]:
        reach = reach_of(self.request.user, "money", right)
        return RefundRequest.objects.filter(reach.in_branches("branch"))

    def charges(self) -> QuerySet[Charge]:
        visits = visits_visible_to(self.request.user, obj="money")
        return Charge.objects.filter(visit__in=visits).select_related("visit")

    def make(self, data: dict[str, Any], *, now: datetime) -> RefundRequest:
        patient: Patient = data.pop("patient")
        return request_refund(patient, **({"charge": None} | data), by=self.request.user, now=now)
