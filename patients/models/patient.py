from datetime import date

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower, Replace
from django.utils.translation import gettext_lazy as _

from clinics.changes import STAMP, Stamped, changed_index, keeps_stamp, touches
from patients.enums import Sex


def folded_name() -> models.Func:
    """Lower case with ё as е: right Russian order and search on every engine, without any database collation."""
    full = Concat(F("last_name"), Value(" "), F("first_name"), Value(" "), F("patronymic"))
    return Replace(Lower(full), Value("ё"), Value("е"))


def bare_number(field: str) -> models.Func:
    """A card number without its leading zeros: 001290 is found by 1290."""
    return models.Func(F(field), Value("0"), function="ltrim", output_field=models.CharField())


class DataSource(models.Model):
    """A system we take rows from (a MIS, a CRM, a file family); part of every natural key."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="data_sources")
    code = models.SlugField(max_length=40)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("data source")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "code"], name="data_source_code_once_per_clinic")
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, condition=pgtrigger.AnyChange(exclude=list(STAMP))),
    pghistory.DeleteEvent(),
    exclude=list(STAMP),
)
class Patient(Stamped):
    """A person. Cards of other systems point here, so two cards of one person are two `PatientCard` rows."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="patients")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="patients")
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    name_key = models.GeneratedField(
        expression=folded_name(), output_field=models.CharField(max_length=310), db_persist=True
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    acquisition = models.CharField(_("how they found us"), max_length=80, blank=True)
    curator = models.ForeignKey(
        "clinics.Employee", models.PROTECT, null=True, blank=True, related_name="curated_patients"
    )
    comment = models.TextField(_("comment"), blank=True)
    opening_balance = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    opening_balance_on = models.DateField(null=True, blank=True)
    call_from = models.PositiveSmallIntegerField(_("call from, hour"), null=True, blank=True)
    call_until = models.PositiveSmallIntegerField(_("call until, hour"), null=True, blank=True)
    do_not_contact = models.CharField(_("do not contact: why"), max_length=120, blank=True)
    deceased_on = models.DateField(_("died on"), null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    awaits_review = models.BooleanField(default=False, help_text="may be somebody we know; a person decides")
    created_at = models.DateTimeField()
    tags = models.ManyToManyField(
        "patients.Tag", through="patients.PatientTag", related_name="patients", verbose_name=_("tags")
    )

    class Meta:
        verbose_name = _("patient")
        verbose_name_plural = _("patients")
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=["", *Sex.values]), name="patient_sex_known"),
            models.CheckConstraint(
                condition=Q(opening_balance=None, opening_balance_on=None)
                | Q(opening_balance__isnull=False, opening_balance_on__isnull=False),
                name="patient_opening_balance_has_date",
            ),
            models.CheckConstraint(
                condition=Q(deceased_on=None) | Q(birth_date=None) | Q(deceased_on__gte=F("birth_date")),
                name="patient_died_after_birth",
            ),
            models.CheckConstraint(
                condition=Q(call_from=None, call_until=None)
                | Q(call_from__gte=0, call_until__gt=F("call_from"), call_until__lte=24),
                name="patient_call_hours_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["name_key", "id"], name="patient_by_name"),  # list page, keyset; search box
            models.Index(fields=["clinic", "birth_date"], name="patient_by_birth"),  # search for duplicates
            models.Index(fields=["acquisition"], name="patient_by_acquisition"),  # choices of a filter
            GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="patient_name_trgm"),  # search box
            changed_index("patient_changed"),  # the API
        ]
        triggers = keeps_stamp("patients_patient", generated=("name_key",))

    def __str__(self) -> str:
        return self.full_name

    def age_on(self, today: date) -> int | None:
        """Full years on that day; None when the birth date is unknown (who then counts as adult)."""
        born = self.birth_date
        if born is None:
            return None
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

    @property
    def first_phone(self) -> str:
        """The phone that is tried first; lists prefetch `contacts__point` for it."""
        return next((c.point.value for c in self.contacts.all() if c.point.kind == "phone"), "")

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic])) or "—"


class PatientCard(models.Model):
    """A card number of a source system. Joined cards of one person stay joined in every later import."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="cards")
    source = models.ForeignKey(DataSource, models.PROTECT, related_name="cards")
    number = models.CharField(_("card"), max_length=40)
    is_main = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("card")
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="card_number_once_per_source")
        ]
        indexes = [models.Index(bare_number("number"), name="card_by_bare_number")]  # search box
        triggers = touches("patients_patient", "patient_id")

    def __str__(self) -> str:
        return self.number
