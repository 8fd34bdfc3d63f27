"""The clinic itself: places, people, what they do and when."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp
from clinics.enums import LegalProfile


class Clinic(Stamped):
    """The network. One deployment serves one clinic; every large table carries its id all the same."""

    name = models.CharField(_("name"), max_length=200)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language of letters"), max_length=2, default="ru")
    currency = models.CharField(max_length=3, default="RUB")
    legal_profile = models.CharField(
        _("legal profile"), max_length=8, choices=LegalProfile, default=LegalProfile.RU
    )
    legal_confirmed_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    setup_skipped = ArrayField(models.CharField(max_length=40), default=list, blank=True)

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
    is_active = models.BooleanField(_("in use"), default=True)

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
    is_active = models.BooleanField(_("in use"), default=True)

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
    is_active = models.BooleanField(_("in use"), default=True)

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


class LeadTimeLink(Stamped):
    """Work of one specialty brings work to another after a usual time: surgery feeds orthopaedics in 26 weeks."""

    before = models.ForeignKey(
        Specialty, models.CASCADE, related_name="feeds", verbose_name=_("after this specialty")
    )
    after = models.ForeignKey(
        Specialty, models.CASCADE, related_name="fed_by", verbose_name=_("comes this one")
    )
    weeks = models.PositiveSmallIntegerField(
        _("usually in, weeks"), validators=[MinValueValidator(1), MaxValueValidator(260)]
    )

    class Meta:
        verbose_name = _("lead-time link")
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="lead_time_link_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="lead_time_link_between_two"),
        ]
        indexes = [changed_index("lead_time_link_changed")]  # the API
        triggers = keeps_stamp("clinics_leadtimelink")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


# A price that is written straight into the price list (an import, a form, plain SQL) enters the history too.
_WRITE_PRICE_HISTORY = """
    SELECT (now() AT TIME ZONE coalesce(min(time_zone), 'Europe/Moscow'))::date INTO today FROM (
        SELECT time_zone FROM clinics_branch WHERE clinic_id = NEW.clinic_id ORDER BY id LIMIT 1) first;
    SELECT price, is_lower_bound INTO known FROM clinics_serviceprice
        WHERE service_id = NEW.id AND valid_from <= today ORDER BY valid_from DESC, id DESC LIMIT 1;
    IF (FOUND OR NEW.price IS NOT NULL)
       AND (known.price, known.is_lower_bound) IS DISTINCT FROM (NEW.price, NEW.price_is_lower_bound) THEN
        INSERT INTO clinics_serviceprice (service_id, valid_from, price, is_lower_bound, made_at)
        VALUES (NEW.id, today, NEW.price, NEW.price_is_lower_bound, now());
    END IF;
    RETURN NEW;
"""


class Service(Stamped):
    """A line of the price list. `price` None = no usable price is known (by agreement, or refused at import).

    `price` is today's; what it was and will be on other days stands in ServicePrice (`clinics.selectors.prices`).
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="services")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=300)
    specialty = models.ForeignKey(Specialty, models.PROTECT, null=True, blank=True, related_name="services")
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True, blank=True)
    price_is_lower_bound = models.BooleanField(_("price begins from"), default=False)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("service")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "code"], name="service_code_once_per_clinic"),
            models.CheckConstraint(
                condition=Q(price__gte=0) | Q(price=None), name="service_price_not_negative"
            ),
        ]
        indexes = [changed_index("service_changed")]  # the API
        triggers = [
            *keeps_stamp("clinics_service"),
            pgtrigger.Trigger(
                name="keep_price",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("price", "price_is_lower_bound"),
                declare=[("today", "date"), ("known", "record")],
                func=_WRITE_PRICE_HISTORY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ServicePrice(Stamped):
    """What a service costs from a day on, until the next row's day. Days before the first row take the first price.

    Rows are added, not rewritten: of two that begin on one day the later one counts. `made_by` is empty for prices
    that an import brought; `batch` joins the rows of one change of many prices.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="prices")
    valid_from = models.DateField(_("valid from"))
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True, blank=True)
    is_lower_bound = models.BooleanField(_("price begins from"), default=False)
    batch = models.UUIDField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("price")
        constraints = [
            models.CheckConstraint(
                condition=Q(price__gte=0) | Q(price=None), name="price_version_not_negative"
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "-valid_from", "-id"], name="service_price_in_force"
            ),  # prices_on()
            # coming_batches(), undo_price_change()
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="service_price_by_batch"),
            changed_index("service_price_changed"),  # the API
        ]
        triggers = keeps_stamp("clinics_serviceprice")

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.price}"


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
    is_active = models.BooleanField(_("in use"), default=True)

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
