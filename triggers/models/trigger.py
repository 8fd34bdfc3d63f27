"""Triggers: whom to write to, on what occasion, with which words; and the backlog of those who were there before."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from patients.enums import Channel, Segment
from triggers.enums import BacklogState, MessageKind, Occasion, TriggerState


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Trigger(models.Model):
    """An occasion and a message. Nothing older than `switched_on_at` or than `fresh_days` counts as an occasion."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="triggers")
    key = models.SlugField(max_length=40)
    name_ru = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=MessageKind)
    occasion = models.CharField(max_length=20, choices=Occasion)
    segment = models.CharField(max_length=10, choices=Segment, blank=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.EMAIL)
    fresh_days = models.PositiveSmallIntegerField(_("an occasion counts for days"), default=7)
    valid_days = models.PositiveSmallIntegerField(_("a message waits at most, days"), default=7)
    stops_when_booked = models.BooleanField(_("not sent when a visit is booked"), default=True)
    always_approve = models.BooleanField(_("a person approves each list"), default=False)
    state = models.CharField(max_length=8, choices=TriggerState, default=TriggerState.DRAFT)
    switched_on_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("trigger")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "key"], name="trigger_key_once_per_clinic"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(switched_on_at__isnull=False), name="trigger_on_since"
            ),
            models.CheckConstraint(
                condition=Q(occasion="entered_segment") ^ Q(segment=""), name="trigger_segment_iff_entered"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_ru if (get_language() or "ru").startswith("ru") else self.name_en


class TriggerTemplate(models.Model):
    """The words of one step. A row never changes: an edit adds a version, so what was sent can always be shown."""

    trigger = models.ForeignKey(Trigger, models.PROTECT, related_name="templates")
    step = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    subject_ru = models.CharField(max_length=150)
    body_ru = models.TextField()
    subject_en = models.CharField(max_length=150)
    body_en = models.TextField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("text of a trigger")
        ordering = ["step", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["trigger", "step", "version"], name="template_version_once")
        ]
        triggers = [pgtrigger.Protect(name="never_rewritten", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.trigger_id} v{self.version}"

    def words(self, language: str) -> tuple[str, str]:
        """Subject and body in `language` ("ru", else English)."""
        return (self.subject_ru, self.body_ru) if language == "ru" else (self.subject_en, self.body_en)


class Backlog(models.Model):
    """People who were in the segment before the trigger began: frozen when a person starts it, let out day by day."""

    trigger = models.ForeignKey(Trigger, models.PROTECT, related_name="backlogs")
    quota = models.PositiveIntegerField(_("letters a day"))
    state = models.CharField(max_length=8, choices=BacklogState, default=BacklogState.RUNNING)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("backlog")
        constraints = [
            models.UniqueConstraint(
                fields=["trigger"], condition=Q(state="running"), name="backlog_one_running_per_trigger"
            ),
            models.CheckConstraint(condition=Q(quota__gte=1), name="backlog_quota_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.trigger_id} {self.started_at:%Y-%m-%d}"


class BacklogEntry(models.Model):
    """One person of a backlog. Leaves it on the day its message is queued, and stays while nothing may be sent."""

    backlog = models.ForeignKey(Backlog, models.CASCADE, related_name="entries")
    patient = models.ForeignKey("patients.Patient", models.CASCADE, related_name="+")
    occurrence = models.CharField(max_length=60)
    released_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("person of a backlog")
        constraints = [
            models.UniqueConstraint(fields=["backlog", "patient", "occurrence"], name="backlog_entry_once")
        ]
        indexes = [
            # release_backlogs(): who waits, in order
            models.Index(
                fields=["backlog", "id"], condition=Q(released_on=None), name="backlog_entry_waiting"
            ),
            models.Index(fields=["backlog", "released_on"], name="backlog_entry_by_day"),  # the day's quota
        ]

    def __str__(self) -> str:
        return f"{self.patient_id} {self.occurrence}"
