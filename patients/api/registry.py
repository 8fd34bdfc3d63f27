"""What else is known of patients: segments, possible duplicates, guardians, campaigns and inquiries."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from clinics.access import can, reach_of
from clinics.api.fields import identifier
from clinics.api.pages import Filter
from clinics.api.views import ReadApi
from patients.api.common import STAMPS, OfPatient
from patients.enums import InquiryStatus, Segment
from patients.models import Campaign, CampaignSpend, DuplicatePair, Inquiry, SegmentMembership
from patients.selectors.duplicates import pairs_visible_to
from patients.selectors.patients import patients_visible_to


class SegmentMembershipOut(serializers.ModelSerializer):
    class Meta:
        model = SegmentMembership
        fields = ("id", "patient", "segment", "since", "until", "last_contact_on")


class SegmentMembershipApi(OfPatient, ReadApi):
    """[since, until) in days; `until` empty is now. Rebuilt from facts: rows have no version and are listed by `since`."""

    scope, order = "segments", "since"
    serializer_class = SegmentMembershipOut
    filters = {
        "patient": Filter(identifier(), "patient"),
        "segment": Filter(serializers.ChoiceField(Segment.choices), "segment"),
        "is_current": Filter(serializers.BooleanField(), "until__isnull"),
        "since_from": Filter(serializers.DateField(), "since__gte"),
    }

    def rows(self, right: str = "R") -> QuerySet[SegmentMembership]:
        return SegmentMembership.objects.filter(
            patient__in=patients_visible_to(self.request.user, right=right)
        )


class DuplicateOut(serializers.ModelSerializer):
    class Meta:
        model = DuplicatePair
        fields = ("id", "first", "second", "reason", "decision", "decided_at", *STAMPS)


class DuplicateApi(ReadApi):
    scope = "duplicates"
    serializer_class = DuplicateOut
    filters = {"decision": Filter(serializers.ChoiceField(DuplicatePair.Decision.choices), "decision")}

    def rows(self, right: str = "R") -> QuerySet[DuplicatePair]:
        return pairs_visible_to(self.request.user, right=right)

    def patients_of(self, row: DuplicatePair) -> list[int]:
        return [row.first_id, row.second_id]


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


class InquiryApi(ReadApi):
    scope = "inquiries"
    serializer_class = InquiryOut
    filters = {
        "branch": Filter(identifier(), "branch"),
        "status": Filter(serializers.ChoiceField(InquiryStatus.choices), "status"),
        "campaign": Filter(identifier(), "campaign"),
        "patient": Filter(identifier(), "patient"),
        "created_from": Filter(serializers.DateField(), "created_on__gte"),
        "created_to": Filter(serializers.DateField(), "created_on__lte"),
    }

    def rows(self, right: str = "R") -> QuerySet[Inquiry]:
        reach = reach_of(self.request.user, "inquiries", right)
        rows = Inquiry.objects.filter(reach.in_branches("branch")) if reach else Inquiry.objects.none()
        return rows.select_related("reason").prefetch_related("points")

    def patients_of(self, row: Any) -> list[int]:
        return [row.patient_id] if row.patient_id else []
