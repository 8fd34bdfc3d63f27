import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp, touches
from patients.enums import Channel, ConsentMethod, ConsentState, ContactKind, Purpose


class ContactPoint(models.Model):
    """A phone (E.164) or an e-mail (lower case), once in the clinic however many relatives share it.

    Of an erased person only a keyed hash (`patients.stop_list`) is left.

    Consent, caps and stop-lists belong to the point, not to one of its people.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=ContactKind)
    value = models.CharField(max_length=254)
    is_dead = models.BooleanField(default=False, help_text="hard bounce or wrong person")

    class Meta:
        verbose_name = _("contact")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "kind", "value"], name="contact_point_once_per_clinic"),
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="contact_point_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="phone") | Q(value__regex=r"^(\+[0-9]{7,15}|~[0-9a-f]{32})$"),
                name="contact_point_phone_is_e164",
            ),
        ]
        # search box: any part of a phone or an e-mail
        indexes = [GinIndex(OpClass(F("value"), name="gin_trgm_ops"), name="contact_point_value_trgm")]

    def __str__(self) -> str:
        return self.value


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PatientContact(models.Model):
    """A patient can be reached at a contact point; `rank` 0 is tried first."""

    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="contacts")
    point = models.ForeignKey(ContactPoint, models.PROTECT, related_name="people")
    rank = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("contact of a patient")
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["patient", "point"], name="patient_contact_once")]
        triggers = touches("patients_patient", "patient_id")

    def __str__(self) -> str:
        return f"{self.patient_id}: {self.point_id}"


class Consent(Stamped):
    """One act: granted or withdrawn, for one point, channel and purpose. Append-only; the newest row counts.

    `evidence` tells what proves it: the paper's number, the text version, the page, the address of the click.
    """

    point = models.ForeignKey(ContactPoint, models.PROTECT, related_name="consents")
    channel = models.CharField(max_length=8, choices=Channel)
    purpose = models.CharField(max_length=12, choices=Purpose)
    state = models.CharField(max_length=10, choices=ConsentState)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    patient = models.ForeignKey("patients.Patient", models.PROTECT, null=True, related_name="consents")
    by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=20, choices=ConsentMethod)
    text_version = models.CharField(max_length=40, blank=True)
    evidence = models.CharField(max_length=250, blank=True)

    class Meta:
        verbose_name = _("consent")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ConsentState.values), name="consent_state_known"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="consent_purpose_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="consent_channel_known"),
        ]
        indexes = [
            # the newest act of a point for a purpose: guards of every message
            models.Index(fields=["point", "channel", "purpose", "-at", "-id"], name="consent_newest"),
            changed_index("consent_changed"),  # the API
        ]
        triggers = keeps_stamp("patients_consent")

    def __str__(self) -> str:
        return f"{self.point_id} {self.channel}/{self.purpose}: {self.state}"
