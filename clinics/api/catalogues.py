"""The clinic's own catalogues: all of them are read here and written on the screens."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from rest_framework import serializers

from clinics.access import reach_of
from clinics.api.fields import identifier
from clinics.api.pages import Filter
from clinics.api.views import ReadApi
from clinics.models import (
    Branch,
    Chair,
    Change,
    Clinic,
    DayHours,
    Employee,
    Holiday,
    LeadTimeLink,
    Service,
    ServicePrice,
    Specialty,
    WorkingHours,
)

STAMPS = ("version", "updated_at")


class CatalogueApi(ReadApi):
    """`branch_paths` lead to the branch of a row; a catalogue of the whole clinic has none."""

    scope = "catalogues"
    model: type[Model]
    branch_paths: tuple[str, ...] = ()

    def rows(self, right: str = "R") -> QuerySet[Any]:
        reach = reach_of(self.request.user, "catalogues", right)
        rows = self.model._default_manager.all()
        if not reach:
            return rows.none()
        if reach.everywhere or not self.branch_paths:
            return rows
        within = Q()
        for path in self.branch_paths:
            within |= reach.in_branches(path)
        return rows.filter(within)


class ClinicOut(serializers.ModelSerializer):
    class Meta:
        model = Clinic
        fields = ("id", "name", "phone", "language", "currency", "legal_profile", *STAMPS)


class ClinicApi(CatalogueApi):
    model, serializer_class = Clinic, ClinicOut


class BranchOut(serializers.ModelSerializer):
    class Meta:
        model = Branch
        fields = ("id", "name", "address", "phone", "time_zone", "has_curators", "mis_is_master", *STAMPS)


class BranchApi(CatalogueApi):
    model, serializer_class, branch_paths = Branch, BranchOut, ("pk",)


class ChairOut(serializers.ModelSerializer):
    class Meta:
        model = Chair
        fields = ("id", "branch", "name", *STAMPS)


class ChairApi(CatalogueApi):
    model, serializer_class, branch_paths = Chair, ChairOut, ("branch",)
    filters = {"branch": Filter(identifier(), "branch")}


class WorkingHoursOut(serializers.ModelSerializer):
    class Meta:
        model = WorkingHours
        fields = ("id", "branch", "employee", "chair", "weekday", "starts", "ends", *STAMPS)


class WorkingHoursApi(CatalogueApi):
    model, serializer_class, branch_paths = WorkingHours, WorkingHoursOut, ("branch", "chair__branch")
    filters = {
        "branch": Filter(identifier(), "branch"),
        "employee": Filter(identifier(), "employee"),
        "chair": Filter(identifier(), "chair"),
    }


class DayHoursOut(serializers.ModelSerializer):
    """`note` stays inside: it may say why somebody is ill."""

    class Meta:
        model = DayHours
        fields = ("id", "branch", "employee", "day", "starts", "ends", *STAMPS)


class DayHoursApi(CatalogueApi):
    model, serializer_class = DayHours, DayHoursOut
    filters = {
        "branch": Filter(identifier(), "branch"),
        "employee": Filter(identifier(), "employee"),
        "day_from": Filter(serializers.DateField(), "day__gte"),
        "day_to": Filter(serializers.DateField(), "day__lte"),
    }

    def rows(self, right: str = "R") -> QuerySet[Any]:
        """Of the branches in reach, and the days off of those who work there."""
        reach = reach_of(self.request.user, "catalogues", right)
        if not reach:
            return DayHours.objects.none()
        colleagues = Employee.branches.through.objects.filter(reach.in_branches("branch")).values("employee")
        return DayHours.objects.filter(reach.in_branches("branch") | Q(branch=None, employee__in=colleagues))


class HolidayOut(serializers.ModelSerializer):
    class Meta:
        model = Holiday
        fields = ("id", "day", "name", "works_as", *STAMPS)


class HolidayApi(CatalogueApi):
    model, serializer_class = Holiday, HolidayOut


class SpecialtyOut(serializers.ModelSerializer):
    class Meta:
        model = Specialty
        fields = ("id", "name", "return_interval", "course_gap", *STAMPS)


class SpecialtyApi(CatalogueApi):
    model, serializer_class = Specialty, SpecialtyOut


class ServiceOut(serializers.ModelSerializer):
    class Meta:
        model = Service
        fields = (
            "id",
            "code",
            "name",
            "specialty",
            "price",
            "price_is_lower_bound",
            "minutes",
            "is_active",
            *STAMPS,
        )


class ServiceApi(CatalogueApi):
    model, serializer_class = Service, ServiceOut
    filters = {
        "code": Filter(serializers.CharField(max_length=40), "code"),
        "specialty": Filter(identifier(), "specialty"),
        "is_active": Filter(serializers.BooleanField(), "is_active"),
    }


class EmployeeOut(serializers.ModelSerializer):
    """What a catalogue of practitioners needs. Login and roles belong to the staff card, which no token reads."""

    class Meta:
        model = Employee
        fields = (
            "id",
            "name",
            "branches",
            "specialty",
            "is_practitioner",
            "is_curator",
            "is_active",
            *STAMPS,
        )


class EmployeeApi(CatalogueApi):
    model, serializer_class = Employee, EmployeeOut
    filters = {
        "is_practitioner": Filter(serializers.BooleanField(), "is_practitioner"),
        "is_active": Filter(serializers.BooleanField(), "is_active"),
    }

    def rows(self, right: str = "R") -> QuerySet[Any]:
        reach = reach_of(self.request.user, "catalogues", right)
        if not reach:
            return Employee.objects.none()
        there = Employee.branches.through.objects.filter(reach.in_branches("branch")).values("employee")
        rows = Employee.objects.all() if reach.everywhere else Employee.objects.filter(pk__in=there)
        return rows.prefetch_related("branches")


class ChangeOut(serializers.ModelSerializer):
    class Meta:
        model = Change
        fields = ("id", "day", "text", *STAMPS)


class ChangeApi(CatalogueApi):
    model, serializer_class = Change, ChangeOut


class ServicePriceOut(serializers.ModelSerializer):
    class Meta:
        model = ServicePrice
        fields = ("id", "service", "valid_from", "price", "is_lower_bound", *STAMPS)


class ServicePriceApi(CatalogueApi):
    """The history of the price list, and what is entered for days to come."""

    model, serializer_class = ServicePrice, ServicePriceOut
    filters = {
        "service": Filter(identifier(), "service"),
        "valid_to": Filter(serializers.DateField(), "valid_from__lte"),
    }


class LeadTimeLinkOut(serializers.ModelSerializer):
    class Meta:
        model = LeadTimeLink
        fields = ("id", "before", "after", "weeks", *STAMPS)


class LeadTimeLinkApi(CatalogueApi):
    model, serializer_class = LeadTimeLink, LeadTimeLinkOut
