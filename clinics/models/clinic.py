"""The clinic itself: places, people, what they do and when."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp
from clinics.enums import LegalProfile


class Clinic(Stamped):
    """The network. One deployment serves one clinic; every large table carries its id all the same."""

    name = models.CharField(_("name"), max_length=200)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language of letters"), max_length=2, default="ru")
    currency = models.CharField(max_length=3, default="RUB")
    legal_profile = models.CharField(max_length=8, choices=LegalProfile, default=LegalProfile.RU)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("clinic")
        indexes = [changed_index("clinic_changed")]  # the API
        triggers = keeps_stamp("clinics_clinic")

    def __str__(self) -> str:
        return self.name


class Branch(Stamped):
    """A place with an address, a time zone and working hours; the scope of most roles."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="branches")
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Moscow")
    has_curators = models.BooleanField(_("curators lead the plans"), default=True)
    mis_is_master = models.BooleanField(_("the schedule is kept in the medical system"), default=False)
    works_on_holidays = models.BooleanField(_("works on public holidays"), default=False)

    class Meta:
        verbose_name = _("branch")
        constraints = [models.UniqueConstraint(fields=["clinic", "name"], name="branch_name_once_per_clinic")]
        indexes = [changed_index("branch_changed")]  # the API
        triggers = keeps_stamp("clinics_branch")

    def __str__(self) -> str:
        return self.name


class Chair(Stamped):
    """A bookable place; its working hours are the capacity."""

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="chairs")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("chair")
        constraints = [models.UniqueConstraint(fields=["branch", "name"], name="chair_name_once_per_branch")]
        indexes = [changed_index("chair_changed")]  # the API
        triggers = keeps_stamp("clinics_chair")

    def __str__(self) -> str:
        return self.name


class Specialty(Stamped):
    """A direction of work. Without a return interval the clinic's default of the segment policy counts."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="specialties")
    name = models.CharField(_("name"), max_length=120)
    return_interval = models.PositiveSmallIntegerField(
        _("usual return interval, days"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    course_gap = models.PositiveSmallIntegerField(
        _("largest gap within a course, days"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("specialty")
        verbose_name_plural = _("specialties")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "name"], name="specialty_name_once_per_clinic")
        ]
        indexes = [changed_index("specialty_changed")]  # the API
        triggers = keeps_stamp("clinics_specialty")

    def __str__(self) -> str:
        return self.name


class Service(Stamped):
    """A line of the price list. `price` None = no usable price is known (by agreement, or refused at import)."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="services")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=300)
    specialty = models.ForeignKey(Specialty, models.PROTECT, null=True, blank=True, related_name="services")
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True, blank=True)
    price_is_lower_bound = models.BooleanField(_("price begins from"), default=False)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("service")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "code"], name="service_code_once_per_clinic"),
            models.CheckConstraint(
                condition=Q(price__gte=0) | Q(price=None), name="service_price_not_negative"
            ),
        ]
        indexes = [changed_index("service_changed")]  # the API
        triggers = keeps_stamp("clinics_service")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Employee(Stamped):
    """A person who works here: performs visits, leads plans. Has a login only if `user` is set.

    `name_key` is the folded name (`clinic_crm.lib.text.person_key`) by which imports find the same person.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="employees")
    user = models.OneToOneField(
        "clinics.User", models.SET_NULL, null=True, blank=True, related_name="employee"
    )
    name = models.CharField(_("name"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    branches = models.ManyToManyField(Branch, related_name="employees", blank=True)
    specialty = models.ForeignKey(Specialty, models.PROTECT, null=True, blank=True, related_name="employees")
    is_practitioner = models.BooleanField(_("practitioner"), default=False)
    is_curator = models.BooleanField(_("curator"), default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("employee")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "name_key"], name="employee_name_once_per_clinic")
        ]
        indexes = [changed_index("employee_changed")]  # the API
        triggers = keeps_stamp("clinics_employee")

    def __str__(self) -> str:
        return self.name


class Change(Stamped):
    """A dated note about the clinic («с 1 марта новый скрипт»), drawn on every time chart."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="changes")
    day = models.DateField(_("day"))
    text = models.CharField(_("what changed"), max_length=200)
    made_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("change")
        ordering = ["day", "pk"]
        indexes = [changed_index("change_changed")]  # the API
        triggers = keeps_stamp("clinics_change")

    def __str__(self) -> str:
        return f"{self.day}: {self.text}"
