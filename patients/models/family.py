from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp
from patients.enums import GuardianKind


class Household(Stamped):
    """People who live or come together. Who belongs to it says `HouseholdMember`; an emptied one is shown nowhere."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="households")
    name = models.CharField(_("name of the family"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("family")
        indexes = [changed_index("household_changed")]  # the API
        triggers = keeps_stamp("patients_household")

    def __str__(self) -> str:
        return self.name or str(self.pk)


class HouseholdMember(Stamped):
    """A patient belongs to one household at most."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    patient = models.OneToOneField("patients.Patient", models.CASCADE, related_name="membership")
    joined_at = models.DateTimeField()

    class Meta:
        verbose_name = _("member of a family")
        indexes = [changed_index("household_member_changed")]  # the API
        triggers = keeps_stamp("patients_householdmember")

    def __str__(self) -> str:
        return f"{self.household_id}: {self.patient_id}"


class Guardianship(Stamped):
    """`guardian` answers for `ward` on the days [since, until); an empty end is open.

    While the ward is a minor, messages about the ward go to the guardian's contact points; at 18 that ends by date.
    """

    ward = models.ForeignKey("patients.Patient", models.CASCADE, related_name="guardianships")
    guardian = models.ForeignKey("patients.Patient", models.PROTECT, related_name="wards")
    kind = models.CharField(_("who"), max_length=8, choices=GuardianKind, default=GuardianKind.OTHER)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("guardianship")
        constraints = [
            models.UniqueConstraint(fields=["ward", "guardian"], name="guardianship_once"),
            models.CheckConstraint(condition=~Q(ward=F("guardian")), name="guardianship_of_another"),
            models.CheckConstraint(condition=Q(kind__in=GuardianKind.values), name="guardianship_kind_known"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="guardianship_ends_after_start",
            ),
        ]
        indexes = [changed_index("guardianship_changed")]  # the API
        triggers = keeps_stamp("patients_guardianship")

    def __str__(self) -> str:
        return f"{self.guardian_id} → {self.ward_id}"

    def holds_on(self, day: date) -> bool:
        """Whether the dates cover the day; the ward's age is another question."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)
