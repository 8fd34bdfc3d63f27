"""When the clinic works: the week, the days that differ from it, and the public holidays."""

from datetime import time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp

MIDNIGHT = time(0)


class WorkingHours(Stamped):
    """One stretch of one weekday (0 = Monday) in local time; several stretches make a day with a break.

    Of a branch, of one chair, or of one employee in a branch. A chair or an employee without any keeps the
    branch's. An end of 00:00 is the midnight that ends the day.
    """

    branch = models.ForeignKey(
        "clinics.Branch", models.CASCADE, null=True, blank=True, related_name="working_hours"
    )
    employee = models.ForeignKey(
        "clinics.Employee", models.CASCADE, null=True, blank=True, related_name="working_hours"
    )
    chair = models.ForeignKey(
        "clinics.Chair", models.CASCADE, null=True, blank=True, related_name="working_hours"
    )
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        verbose_name = _("working hours")
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="working_hours_weekday_0_to_6"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")) | Q(ends=MIDNIGHT), name="working_hours_end_after_start"
            ),
            models.CheckConstraint(
                condition=Q(chair__isnull=False, branch=None, employee=None)
                | Q(chair=None, branch__isnull=False),
                name="working_hours_of_chair_or_branch",
            ),
        ]
        indexes = [changed_index("working_hours_changed")]  # the API
        triggers = keeps_stamp("clinics_workinghours")

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts}-{self.ends}"


class DayHours(Stamped):
    """A day that differs from the week, of a branch or of one employee: other hours, or none (`starts` empty).

    Several stretches are several rows. An employee's row without a branch counts in every branch: a leave, an illness.
    """

    branch = models.ForeignKey("clinics.Branch", models.CASCADE, null=True, blank=True, related_name="days")
    employee = models.ForeignKey(
        "clinics.Employee", models.CASCADE, null=True, blank=True, related_name="days"
    )
    day = models.DateField(_("day"))
    starts = models.TimeField(_("opens"), null=True, blank=True)
    ends = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("day with other hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(branch__isnull=False) | Q(employee__isnull=False), name="day_hours_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(starts=None, ends=None)
                | Q(starts__isnull=False, ends__isnull=False) & (Q(ends__gt=F("starts")) | Q(ends=MIDNIGHT)),
                name="day_hours_end_after_start",
            ),
            models.UniqueConstraint(
                fields=["branch", "employee", "day", "starts"],
                nulls_distinct=False,
                name="day_hours_once",
            ),
        ]
        indexes = [
            models.Index(fields=["day"], name="day_hours_by_day"),  # opening_of(), a week of one branch
            changed_index("day_hours_changed"),  # the API
        ]
        triggers = keeps_stamp("clinics_dayhours")

    def __str__(self) -> str:
        return f"{self.day}: {self.starts or '-'}"


class Holiday(Stamped):
    """A public holiday of the country, or a weekend day that the government made a working one.

    `works_as` is the weekday whose hours such a working day takes; empty = a day off. A branch may work on holidays.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="holidays")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=120)
    works_as = models.PositiveSmallIntegerField(_("works as"), null=True, blank=True)

    class Meta:
        verbose_name = _("public holiday")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "day"], name="holiday_once_per_day"),
            models.CheckConstraint(
                condition=Q(works_as__lte=6) | Q(works_as=None), name="holiday_works_as_weekday"
            ),
        ]
        indexes = [changed_index("holiday_changed")]  # the API
        triggers = keeps_stamp("clinics_holiday")

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"
