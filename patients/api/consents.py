"""Acts of consent. A token reads them and withdraws; to grant takes a person with a paper or a click of the patient."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from rest_framework import serializers

from clinics.api.fields import Input, Within, identifier
from clinics.api.pages import Filter
from clinics.api.views import CreateApi
from patients.api.common import STAMPS
from patients.enums import Channel, ConsentMethod, ConsentState, Purpose
from patients.models import Consent, ContactPoint, Patient, PatientContact
from patients.selectors.patients import patients_visible_to
from patients.services.consents import ConsentError, record_consent


class ConsentOut(serializers.ModelSerializer):
    """`patient` is who acted, where the token reaches that person: relatives may share a phone across branches."""

    patient = serializers.IntegerField(source="actor", allow_null=True)
    kind = serializers.CharField(source="point.kind")
    value = serializers.CharField(source="point.value")

    class Meta:
        model = Consent
        fields = (
            "id",
            "patient",
            "point",
            "kind",
            "value",
            "channel",
            "purpose",
            "state",
            "at",
            "recorded_at",
            "method",
            "text_version",
            *STAMPS,
        )


class WithdrawalIn(Input):
    """Whoever it was that said it: the point is not written to any more by this channel for this purpose."""

    patient = Within("patients", required=False, allow_null=True)
    point = Within("points")
    channel = serializers.ChoiceField(Channel.choices)
    purpose = serializers.ChoiceField(Purpose.choices)
    at = serializers.DateTimeField(required=False)
    evidence = serializers.CharField(max_length=250, allow_blank=True, required=False)


class ConsentApi(CreateApi):
    """POST is a withdrawal, always."""

    scope, write_scope = "consents", "consents:revoke"
    serializer_class, input_class = ConsentOut, WithdrawalIn
    refusals = (ConsentError,)
    filters = {
        "patient": Filter(identifier(), "actor"),
        "point": Filter(identifier(), "point"),
        "purpose": Filter(serializers.ChoiceField(Purpose.choices), "purpose"),
        "channel": Filter(serializers.ChoiceField(Channel.choices), "channel"),
        "state": Filter(serializers.ChoiceField(ConsentState.choices), "state"),
    }

    def rows(self, right: str = "R") -> QuerySet[Consent]:
        return self._with_actor(Consent.objects.filter(point__in=self._points(right)))

    def _with_actor(self, rows: QuerySet[Consent]) -> QuerySet[Consent]:
        visible = patients_visible_to(self.request.user, obj="consents").filter(pk=OuterRef("patient"))
        return rows.annotate(actor=Subquery(visible.values("pk"))).select_related("point")

    def fresh(self, pk: Any) -> Consent:
        """Also for a token that may withdraw and not read: it is shown what it has done."""
        return self.found(self._with_actor(Consent.objects.filter(pk=pk, by=self.request.user)))

    def patients_of(self, row: Any) -> list[int]:
        return [row.actor] if row.actor else []

    def patients(self) -> QuerySet[Patient]:
        return patients_visible_to(self.request.user, obj="consents", right="V")

    def points(self) -> QuerySet[ContactPoint]:
        return ContactPoint.objects.filter(pk__in=self._points("V"))

    def _points(self, right: str) -> QuerySet:
        """The contact points of patients within reach."""
        patients = patients_visible_to(self.request.user, obj="consents", right=right)
        return PatientContact.objects.filter(patient__in=patients).values("point")

    def make(self, data: dict[str, Any], *, now: datetime) -> Consent:
        return record_consent(
            data["point"],
            channel=data["channel"],
            purpose=data["purpose"],
            state=ConsentState.WITHDRAWN,
            at=data.get("at", now),
            method=ConsentMethod.API,
            evidence=data.get("evidence", ""),
            patient=data.get("patient"),
            by=self.request.user,
            now=now,
        )
