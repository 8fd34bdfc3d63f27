"""Inquiries and the campaigns that brought them. Campaigns belong to the whole clinic."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from clinics.access import can
from clinics.api.fields import VersionedInput, Within, identifier
from clinics.api.pages import Filter
from clinics.api.views import CreateApi, MoveApi, ReadApi, UpsertApi
from clinics.models import Branch
from patients.api.common import STAMPS
from patients.api.patients import ContactIn
from patients.enums import InquiryChannel, InquiryStatus
from patients.models import Campaign, CampaignSpend, Inquiry, LostReason, Patient
from patients.selectors.inquiries import inquiries_visible_to, inquiry_branches
from patients.selectors.patients import patients_visible_to
from patients.services.inquiries import (
    InquiryError,
    answer_inquiry,
    book_inquiry,
    link_inquiry,
    lose_inquiry,
    reopen_inquiry,
    take_inquiry,
)


class SpendOut(serializers.ModelSerializer):
    class Meta:
        model = CampaignSpend
        fields = ("month", "amount")


class CampaignOut(serializers.ModelSerializer):
    spends = SpendOut(many=True)

    class Meta:
        model = Campaign
        fields = ("id", "name", "acquisition", "starts_on", "ends_on", "spends", *STAMPS)


class CampaignApi(ReadApi):
    """Campaigns belong to the whole clinic."""

    scope = "inquiries"
    serializer_class = CampaignOut

    def rows(self, right: str = "R") -> QuerySet[Campaign]:
        rows = Campaign.objects.prefetch_related("spends")
        return rows if can(self.request.user, right, "inquiries") else rows.none()


class InquiryOut(serializers.ModelSerializer):
    contacts = serializers.SlugRelatedField("value", source="points", many=True, read_only=True)
    lost_reason = serializers.SerializerMethodField()

    class Meta:
        model = Inquiry
        fields = (
            "id",
            "branch",
            "name",
            "contacts",
            "created_on",
            "created_at",
            "channel",
            "acquisition",
            "campaign",
            "wish",
            "status",
            "assignee",
            "first_answer_at",
            "call_back_at",
            "closed_at",
            "lost_reason",
            "patient",
            "visit",
            *STAMPS,
        )

    def get_lost_reason(self, row: Inquiry) -> str:
        return row.lost_reason or (str(row.reason) if row.reason else "")


class InquiryIn(VersionedInput):
    branch = Within("branches")
    channel = serializers.ChoiceField(InquiryChannel.choices)
    name = serializers.CharField(max_length=200, allow_blank=True, required=False)
    contacts = ContactIn(many=True, required=False, max_length=10)
    acquisition = serializers.CharField(max_length=80, allow_blank=True, required=False)
    campaign = Within("campaigns", allow_null=True, required=False)
    wish = serializers.CharField(max_length=2000, allow_blank=True, required=False)


MOVES = ("answer", "link", "book", "lose", "reopen")


class InquiryMove(VersionedInput):
    """`patient` only with `link`, `reason` (a lost reason) only with `lose`, `call_back_at` only with `answer`."""

    move = serializers.ChoiceField(MOVES)
    patient = Within("patients", required=False)
    reason = Within("lost_reasons", required=False)
    call_back_at = serializers.DateTimeField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needs = {"link": "patient", "lose": "reason"}.get(attrs["move"])
        if needs and needs not in attrs:
            self.fields[needs].fail("required")
        return attrs


class InquiryApi(CreateApi, UpsertApi, MoveApi):
    """A second PUT of an external id changes nothing: what happens to an inquiry, happens by its moves."""

    scope = "inquiries"
    serializer_class = InquiryOut
    input_class = upsert_class = InquiryIn
    action_inputs = {"moves": InquiryMove}
    refusals = (InquiryError,)
    filters = {
        "branch": Filter(identifier(), "branch"),
        "status": Filter(serializers.ChoiceField(InquiryStatus.choices), "status"),
        "campaign": Filter(identifier(), "campaign"),
        "patient": Filter(identifier(), "patient"),
        "created_from": Filter(serializers.DateField(), "created_on__gte"),
        "created_to": Filter(serializers.DateField(), "created_on__lte"),
    }

    def rows(self, right: str = "R") -> QuerySet[Inquiry]:
        rows = inquiries_visible_to(self.request.user, right=right)
        return rows.select_related("reason").prefetch_related("points")

    def patients_of(self, row: Any) -> list[int]:
        return [row.patient_id] if row.patient_id else []

    def branches(self) -> QuerySet[Branch]:
        return inquiry_branches(self.request.user, "C")

    def campaigns(self) -> QuerySet[Campaign]:
        return Campaign.objects.all()

    def patients(self) -> QuerySet[Patient]:
        return patients_visible_to(self.request.user)

    def lost_reasons(self) -> QuerySet[LostReason]:
        return LostReason.objects.filter(is_active=True)

    def external(self, rows: QuerySet[Inquiry], source: str, external_id: str) -> QuerySet[Inquiry]:
        """Named through the API, or imported under this key."""
        named = super().external(Inquiry.objects.all(), source, external_id).values("pk")
        return rows.filter(Q(pk__in=named) | Q(source__code=source, external_key=external_id))

    def make(self, data: dict[str, Any], *, now: datetime) -> Inquiry:
        branch = data.pop("branch")
        contacts = [(row["kind"], row["value"]) for row in data.pop("contacts", [])]
        data.pop("version", None)
        return take_inquiry(branch, values=data, contacts=contacts, by=self.request.user, now=now)

    def change(self, row: Inquiry, data: dict[str, Any], *, now: datetime) -> None:
        """What was said when it came stays; the contacts may have grown since."""
        data.pop("contacts", None)
        self.refuse_fixed(row, data, list(data))

    @action(detail=True, methods=["post"])
    def moves(self, request: Request, pk: str) -> Response:
        """answer, link (to a patient), book (in the medical system), lose, reopen."""
        return self.done(pk, self._move)

    def _move(self, row: Inquiry, data: dict[str, Any], *, now: datetime) -> None:
        by = self.request.user
        match data["move"]:
            case "answer":
                answer_inquiry(row, call_back_at=data.get("call_back_at"), by=by, now=now)
            case "link":
                link_inquiry(row, data["patient"], by=by, now=now)
            case "book":
                book_inquiry(row, by=by, now=now)
            case "lose":
                lose_inquiry(row, reason=data["reason"], by=by, now=now)
            case "reopen":
                reopen_inquiry(row, by=by, now=now)


class LostReasonOut(serializers.ModelSerializer):
    class Meta:
        model = LostReason
        fields = ("id", "name_ru", "name_en", "is_active", *STAMPS)


class LostReasonApi(ReadApi):
    """Why inquiries come to nothing: the clinic's own list."""

    scope = "inquiries"
    serializer_class = LostReasonOut

    def rows(self, right: str = "R") -> QuerySet[LostReason]:
        rows = LostReason.objects.all()
        return rows if can(self.request.user, right, "inquiries") else rows.none()
