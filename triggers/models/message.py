"""The outbox: one row is queue entry, receipt and history of one text to one contact point."""

import uuid

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.enums import Channel, Purpose, Segment
from triggers.enums import MOVES, AttemptOutcome, ListState, MessageKind, MessageState, Reason


class ApprovalList(models.Model):
    """Recipients frozen by one matching; a person lets them go, or not, with one click. Later matches make a new list."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    trigger = models.ForeignKey("triggers.Trigger", models.PROTECT, related_name="approval_lists")
    day = models.DateField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ListState, default=ListState.OPEN)
    frozen_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("list to approve")
        ordering = ["-day", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["trigger", "day", "number"], name="approval_list_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "expired"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="approval_list_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["clinic", "day"], condition=Q(state="open"), name="approval_list_open")
        ]  # Today

    def __str__(self) -> str:
        return f"{self.trigger_id} {self.day} #{self.number}"


class Enrolment(models.Model):
    """A patient met an occasion of a trigger. The unique key is what makes matching harmless to repeat."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    trigger = models.ForeignKey("triggers.Trigger", models.PROTECT, related_name="enrolments")
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="enrolments")
    occurrence = models.CharField(max_length=60)
    segment = models.CharField(max_length=10, choices=Segment, blank=True)
    from_backlog = models.BooleanField(default=False)
    enrolled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("enrolment")
        constraints = [
            models.UniqueConstraint(
                fields=["trigger", "patient", "occurrence"], name="enrolled_once_per_occurrence"
            )
        ]
        indexes = [models.Index(fields=["patient"], name="enrolment_of_patient")]  # merge of two cards

    def __str__(self) -> str:
        return f"{self.trigger_id}/{self.patient_id}: {self.occurrence}"


class Message(models.Model):
    """States and protocol: see `triggers.enums.MessageState` and `triggers.services.delivery`.

    `client_id` is what the provider is told and can be asked for. `claim` marks whose claim it is; `attempts` numbers
    the intents, so a late answer is written to its own attempt only. Subject and body are what was really sent.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    trigger = models.ForeignKey("triggers.Trigger", models.PROTECT, related_name="messages")
    patient = models.ForeignKey("patients.Patient", models.PROTECT, related_name="messages")
    occurrence = models.CharField(max_length=60, help_text="why now: «sleeping:2026-01-14»")
    step = models.PositiveSmallIntegerField(default=0)
    template = models.ForeignKey("triggers.TriggerTemplate", models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=12, choices=MessageKind)
    purpose = models.CharField(max_length=12, choices=Purpose)
    channel = models.CharField(max_length=8, choices=Channel)
    point = models.ForeignKey("patients.ContactPoint", models.PROTECT, null=True, related_name="messages")
    segment = models.CharField(max_length=10, choices=Segment, blank=True)
    approval_list = models.ForeignKey(ApprovalList, models.PROTECT, null=True, related_name="messages")
    approved_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    client_id = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    state = models.CharField(max_length=14, choices=MessageState, default=MessageState.SCHEDULED)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claim = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    doubts = models.PositiveSmallIntegerField(default=0, help_text="look-ups that found nothing")
    intent_at = models.DateTimeField(null=True)
    doubted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    closed_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("message")
        constraints = [
            models.UniqueConstraint(
                fields=["trigger", "patient", "occurrence", "step"], name="message_once_per_occurrence"
            ),
            models.UniqueConstraint(fields=["client_id"], name="message_client_id_once"),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["suppressed", "expired", "cancelled"]) | ~Q(reason=""),
                name="message_skipped_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["suppressed", "expired", "cancelled"]) | Q(point__isnull=False),
                name="message_has_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "accepted", "delivered", "unknown", "unknown_closed"])
                | Q(intent_at__isnull=False),
                name="message_intent_before_act",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state="scheduled"), name="message_due"
            ),  # claim_due()
            # claim_due(): leases that ran out; sweep_stuck()
            models.Index(
                fields=["lease_until"], condition=Q(state__in=["claimed", "sending"]), name="message_in_hand"
            ),
            models.Index(
                fields=["doubted_at"], condition=Q(state="unknown"), name="message_unknown"
            ),  # reconcile()
            # expire_overdue()
            models.Index(
                fields=["expires_at"],
                condition=Q(state__in=["awaiting", "scheduled"]),
                name="message_expiring",
            ),
            models.Index(fields=["patient", "-id"], name="message_of_patient"),  # the card's panel
            models.Index(fields=["trigger", "-id"], name="message_of_trigger"),  # the trigger's page, keyset
            models.Index(fields=["clinic", "-id"], name="message_newest"),  # the log, keyset
            models.Index(fields=["approval_list"], name="message_of_list"),  # approval
            models.Index(fields=["clinic", "finished_at"], name="message_finished"),  # messages sent, by day
        ]
        triggers = [pgtrigger.FSM(name="moves_along_its_states", field="state", transitions=MOVES)]

    def __str__(self) -> str:
        return f"{self.trigger_id}/{self.patient_id}: {self.state}"


class DeliveryAttempt(models.Model):
    """One intent to call the provider, and what came of it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=AttemptOutcome, default=AttemptOutcome.STARTED)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("attempt")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="attempt_number_once")]

    def __str__(self) -> str:
        return f"{self.message_id} #{self.number}: {self.outcome}"
