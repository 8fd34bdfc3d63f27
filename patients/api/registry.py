"""What else is known of patients: segments, possible duplicates, cards that were joined."""

from django.db.models import QuerySet
from rest_framework import serializers

from clinics.api.fields import identifier
from clinics.api.pages import Filter
from clinics.api.views import ReadApi
from patients.api.common import STAMPS, OfPatient
from patients.enums import Segment
from patients.models import DuplicatePair, MergeRecord, SegmentMembership
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
        fields = ("id", "first", "second", "reason", "score", "decision", "decided_at", *STAMPS)


class DuplicateApi(ReadApi):
    scope = "duplicates"
    serializer_class = DuplicateOut
    filters = {"decision": Filter(serializers.ChoiceField(DuplicatePair.Decision.choices), "decision")}

    def rows(self, right: str = "R") -> QuerySet[DuplicatePair]:
        return pairs_visible_to(self.request.user, right=right)

    def patients_of(self, row: DuplicatePair) -> list[int]:
        return [row.first_id, row.second_id]


class MergeOut(serializers.ModelSerializer):
    class Meta:
        model = MergeRecord
        fields = ("id", "kept", "gone_id", "merged_at", "undone_at", *STAMPS)


class MergeApi(ReadApi):
    """Patients who turned out to be one: whoever keeps copies points those of `gone_id` at `kept`, until it is undone."""

    scope = "duplicates"
    serializer_class = MergeOut
    filters = {"kept": Filter(identifier(), "kept"), "gone_id": Filter(identifier(), "gone_id")}

    def rows(self, right: str = "R") -> QuerySet[MergeRecord]:
        rows = MergeRecord.objects.filter(kept__in=patients_visible_to(self.request.user, right=right))
        return rows.defer("gone_row", "tables")

    def patients_of(self, row: MergeRecord) -> list[int]:
        return [row.kept_id]
