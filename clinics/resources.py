"""What of the catalogues leaves as a file."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from clinics.exports import ListResource
from clinics.models import Service


class ServiceResource(ListResource):
    """The price list, in columns that its import reads back."""

    specialty = Field(attribute="specialty__name", column_name=_("specialty"))

    class Meta:
        model = Service
        fields = export_order = ("code", "name", "specialty", "price", "minutes")

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        return queryset.select_related("specialty")
