"""What of a patient leaves in a file."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from clinics.exports import ListResource
from patients.models import Patient
from patients.selectors.card import with_header


class PatientResource(ListResource):
    """The columns of the list, and what else a desk asks of a file: birth date, sex, source, branch."""

    card = Field(column_name=_("card"))
    phone = Field(column_name=_("phone"))
    branch = Field(column_name=_("branch"))
    curator = Field(column_name=_("curator"))
    segment = Field(column_name=_("segment"))
    segment_since = Field(column_name=_("in the segment since"))
    last_visit = Field(column_name=_("last visit"))
    next_visit = Field(column_name=_("next visit"))
    revenue = Field(column_name=_("revenue"))
    tags = Field(column_name=_("tags"))

    class Meta:
        model = Patient
        fields = export_order = (
            "card", "last_name", "first_name", "patronymic", "birth_date", "sex", "phone", "branch", "curator",
            "acquisition", "registered_on", "segment", "segment_since", "last_visit", "next_visit", "revenue", "tags",
        )  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        return with_header(queryset, timezone.localdate())

    def dehydrate_card(self, patient: Any) -> str:
        return patient.card_number or ""

    def dehydrate_phone(self, patient: Any) -> str:
        return patient.phone or ""

    def dehydrate_branch(self, patient: Any) -> str:
        return str(patient.branch)

    def dehydrate_curator(self, patient: Any) -> str:
        return str(patient.curator or "")

    def dehydrate_segment(self, patient: Any) -> str:
        return patient.summary.get_segment_display() if hasattr(patient, "summary") else ""

    def dehydrate_segment_since(self, patient: Any) -> date | None:
        return patient.summary.segment_since if hasattr(patient, "summary") else None

    def dehydrate_last_visit(self, patient: Any) -> date | None:
        return patient.summary.last_contact_on if hasattr(patient, "summary") else None

    def dehydrate_next_visit(self, patient: Any) -> date | None:
        return patient.next_visit_on

    def dehydrate_revenue(self, patient: Any) -> Any:
        return patient.summary.revenue if hasattr(patient, "summary") else None

    def dehydrate_tags(self, patient: Any) -> str:
        return ", ".join(tag["name"] for tag in patient.tag_list)


class DebtResource(ListResource):
    """Who owes how much since when."""

    phone = Field(column_name=_("phone"))
    branch = Field(column_name=_("branch"))
    owed_since = Field(attribute="balance__owed_since", column_name=_("Owes since"))
    charged = Field(attribute="balance__charged", column_name=_("Charged"))
    paid = Field(attribute="balance__paid", column_name=_("Paid"))
    debt = Field(attribute="balance__debt", column_name=_("Debt"))

    class Meta:
        model = Patient
        fields = export_order = (
            "last_name", "first_name", "patronymic", "phone", "branch", "owed_since", "charged", "paid", "debt",
        )  # fmt: skip

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        return queryset.select_related("balance", "branch").prefetch_related("contacts__point")

    def dehydrate_phone(self, patient: Patient) -> str:
        return patient.first_phone

    def dehydrate_branch(self, patient: Patient) -> str:
        return str(patient.branch)
