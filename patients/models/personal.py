"""Requests of people about their own data, and what came of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from patients.enums import RequestKind, RequestState


class SubjectRequest(models.Model):
    """What a person asks about the own data; `due_on` follows from the clinic's legal profile."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="subject_requests")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="+")
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="subject_requests")
    kind = models.CharField(_("what is asked"), max_length=12, choices=RequestKind)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.OPEN)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("to be answered by"))
    note = models.CharField(_("how it came, what is meant"), max_length=250, blank=True)
    created_at = models.DateTimeField()
    requested_by = models.ForeignKey("clinics.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("answer"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("request of a person")
        verbose_name_plural = _("requests of people")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "kind"], condition=Q(state="open"), name="request_one_open_per_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=RequestKind.values), name="request_kind_known"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None, decided_by=None)
                | (~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="request_decided_iff_closed",
            ),
            models.CheckConstraint(
                condition=~Q(kind="erasure", state="done") | ~Q(decided_by=F("requested_by")),
                name="erasure_needs_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="request_refusal_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="request_open")
        ]  # the list, Today

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.patient_id}"


class ErasureAct(models.Model):
    """What was erased, when, by whom, and what stays by which law. Holds ids, counts and codes: no personal data.

    `erased`: holding → rows written. `kept`: rows {holding, law, rows, until}. `residues` is what the scan found after.
    """

    request = models.OneToOneField(SubjectRequest, models.PROTECT, related_name="act")
    patient_id_erased = models.BigIntegerField()
    pseudonym = models.CharField(max_length=40)
    erased_at = models.DateTimeField()
    requested_by = models.ForeignKey("clinics.User", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("clinics.User", models.PROTECT, related_name="+")
    erased = models.JSONField(default=dict)
    kept = models.JSONField(default=list)
    residues = models.JSONField(default=list)
    keep_until = models.DateField()

    class Meta:
        verbose_name = _("act of erasure")
        constraints = [
            models.CheckConstraint(
                condition=~Q(requested_by=F("approved_by")), name="erasure_act_two_persons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pseudonym} {self.erased_at:%Y-%m-%d}"


class StopEntry(models.Model):
    """A keyed hash of an erased phone, e-mail or card number (`patients.stop_list`): it is not to come in again."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=40)
    since = models.DateField()

    class Meta:
        verbose_name = _("entry of the stop-list")
        constraints = [models.UniqueConstraint(fields=["clinic", "digest"], name="stop_entry_once")]

    def __str__(self) -> str:
        return self.digest
