"""Families and guardians: who belongs together, who answers for whom. Both people must be within the token's reach."""

from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from rest_framework import serializers

from clinics.api.fields import VersionedInput, WholeInput, Within, identifier
from clinics.api.pages import Filter
from clinics.api.views import ChangeApi, CreateApi, ReadApi
from patients.api.common import STAMPS, OfPatient
from patients.enums import GuardianKind
from patients.models import Guardianship, Household, HouseholdMember, Patient
from patients.selectors.patients import patients_visible_to
from patients.services.family import (
    FamilyError,
    end_guardianship,
    join_household,
    set_guardian,
    update_household,
)


class HouseholdOut(serializers.ModelSerializer):
    class Meta:
        model = Household
        fields = ("id", "name", "address", "created_at", *STAMPS)


class HouseholdChange(VersionedInput):
    name = serializers.CharField(max_length=120, allow_blank=True, required=False)
    address = serializers.CharField(max_length=250, allow_blank=True, required=False)


class HouseholdApi(ChangeApi):
    """A family is made by joining two people: POST `household-members/`."""

    scope = "households"
    serializer_class, input_class = HouseholdOut, HouseholdChange

    def rows(self, right: str = "R") -> QuerySet[Household]:
        members = HouseholdMember.objects.filter(patient__in=_people(self, right))
        return Household.objects.filter(pk__in=members.values("household"))

    def change(self, row: Household, data: dict[str, Any], *, now: datetime) -> None:
        update_household(
            row,
            name=data.get("name", row.name),
            address=data.get("address", row.address),
            by=self.request.user,
            now=now,
        )


class MemberOut(serializers.ModelSerializer):
    class Meta:
        model = HouseholdMember
        fields = ("id", "household", "patient", "joined_at", *STAMPS)


class MemberIn(VersionedInput):
    """The two become one family."""

    patient = Within("relatives")
    relative = Within("relatives")


class HouseholdMemberApi(OfPatient, CreateApi):
    scope = "households"
    serializer_class, input_class = MemberOut, MemberIn
    refusals = (FamilyError,)
    filters = {"household": Filter(identifier(), "household"), "patient": Filter(identifier(), "patient")}

    def rows(self, right: str = "R") -> QuerySet[HouseholdMember]:
        return HouseholdMember.objects.filter(patient__in=_people(self, right))

    def relatives(self) -> QuerySet[Patient]:
        return _people(self, "C")

    def make(self, data: dict[str, Any], *, now: datetime) -> Model:
        """The membership of `patient`; that of `relative` stands beside it."""
        join_household(data["patient"], data["relative"], by=self.request.user, now=now)
        return HouseholdMember.objects.get(patient=data["patient"])


class GuardianshipOut(serializers.ModelSerializer):
    class Meta:
        model = Guardianship
        fields = ("id", "ward", "guardian", "kind", "since", "until", *STAMPS)


class GuardianshipIn(VersionedInput):
    """Said again of the same two, kind and dates change."""

    ward = Within("relatives")
    guardian = Within("relatives")
    kind = serializers.ChoiceField(GuardianKind.choices)
    since = serializers.DateField(allow_null=True, required=False)
    until = serializers.DateField(allow_null=True, required=False)


class GuardianshipEnd(WholeInput):
    """From that day on the guardian answers no longer."""

    until = serializers.DateField()


class GuardianshipApi(CreateApi, ChangeApi):
    scope = "households"
    serializer_class, input_class = GuardianshipOut, GuardianshipIn
    action_inputs = {"partial_update": GuardianshipEnd}
    refusals = (FamilyError,)
    filters = {"ward": Filter(identifier(), "ward"), "guardian": Filter(identifier(), "guardian")}

    def rows(self, right: str = "R") -> QuerySet[Guardianship]:
        people = _people(self, right)
        return Guardianship.objects.filter(ward__in=people, guardian__in=people)

    def patients_of(self, row: Guardianship) -> list[int]:
        return [row.ward_id, row.guardian_id]

    def relatives(self) -> QuerySet[Patient]:
        return _people(self, "C")

    def make(self, data: dict[str, Any], *, now: datetime) -> Guardianship:
        today: date = timezone.localdate(now)
        return set_guardian(
            data["ward"],
            data["guardian"],
            kind=data["kind"],
            since=data.get("since"),
            until=data.get("until"),
            by=self.request.user,
            today=today,
            now=now,
        )

    def change(self, row: Guardianship, data: dict[str, Any], *, now: datetime) -> None:
        if row.since and row.since >= data["until"]:
            raise serializers.ValidationError({"until": self.absent()})
        end_guardianship(row, on=data["until"], by=self.request.user, now=now)


def _people(view: ReadApi, right: str) -> QuerySet[Patient]:
    return patients_visible_to(view.request.user, obj="households", right=right)
