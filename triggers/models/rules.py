"""What the law and the clinic's own policy permit: rules, caps, switches."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.enums import LegalProfile
from patients.enums import Channel, Purpose
from triggers.enums import MessageKind


class SendingRule(models.Model):
    """One row of the rules table: what a kind of message needs under a legal profile. The newest version rules.

    `windows` holds, Monday first, [from, to) in minutes of the recipient's local day; [0, 0] = closed that day.
    A point gets at most `cap` messages of the purpose within any `cap_days` days.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    profile = models.CharField(max_length=8, choices=LegalProfile)
    kind = models.CharField(max_length=12, choices=MessageKind)
    version = models.PositiveIntegerField(default=1)
    purpose = models.CharField(_("consent needed"), max_length=12, choices=Purpose)
    channels = ArrayField(models.CharField(max_length=8, choices=Channel))
    windows = ArrayField(ArrayField(models.PositiveSmallIntegerField(), size=2), size=7)
    cap = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    cap_days = models.PositiveSmallIntegerField(_("within days"), default=30)
    once_a_day = models.BooleanField(default=True)
    needs_approval = models.BooleanField(_("a person approves each list"), default=True)
    has_warning = models.BooleanField(_("carries the contraindication warning"), default=False)
    has_opt_out = models.BooleanField(_("carries the opt-out link"), default=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("sending rule")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "profile", "kind", "version"], name="sending_rule_version_once"
            ),
            models.CheckConstraint(condition=Q(cap_days__gte=1), name="sending_rule_period_positive"),
        ]
        triggers = [pgtrigger.Protect(name="never_rewritten", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.profile}/{self.kind} v{self.version}"


class SendingCounter(models.Model):
    """When messages of one purpose were intended for one contact point lately.

    The row is locked while a sender decides, so parallel senders cannot pass the cap between them.
    """

    point = models.ForeignKey("patients.ContactPoint", models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    sent_at = ArrayField(models.DateTimeField())

    class Meta:
        verbose_name = _("sending counter")
        constraints = [
            models.UniqueConstraint(fields=["point", "purpose"], name="sending_counter_per_point_and_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.point_id}/{self.purpose}: {len(self.sent_at)}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class SendingSwitch(models.Model):
    """The emergency stop: of everything (`channel` empty) or of one channel. A trigger has its own pause."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="sending_switches")
    channel = models.CharField(max_length=8, choices=Channel, blank=True)
    is_halted = models.BooleanField(default=False)
    why = models.CharField(_("why"), max_length=200, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("sending switch")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "channel"], name="sending_switch_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.channel or '*'}: {self.is_halted}"
