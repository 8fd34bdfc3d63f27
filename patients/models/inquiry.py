"""People before their first visit, and what brought them."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clinics.changes import Stamped, changed_index, keeps_stamp, touches
from patients.enums import InquiryChannel, InquiryStatus


class LostReason(Stamped):
    """An entry of the clinic's catalogue: why an inquiry came to nothing. Never deleted, only switched off."""

    name_ru = models.CharField(_("in Russian"), max_length=120, unique=True)
    name_en = models.CharField(_("in English"), max_length=120)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reason of a loss")
        verbose_name_plural = _("reasons of losses")
        ordering = ["pk"]
        indexes = [changed_index("lost_reason_changed")]  # the API
        triggers = keeps_stamp("patients_lostreason")

    def __str__(self) -> str:
        return self.name_ru if (get_language() or "ru").startswith("ru") else self.name_en


class Campaign(Stamped):
    """An advertisement that is paid for: what it brought is counted by the inquiries that name it."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="campaigns")
    name = models.CharField(_("name"), max_length=120)
    acquisition = models.CharField(_("source"), max_length=80, blank=True)
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "name"], name="campaign_name_once_per_clinic"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_start"
            ),
        ]
        indexes = [changed_index("campaign_changed")]  # the API
        triggers = keeps_stamp("patients_campaign")

    def __str__(self) -> str:
        return self.name


class CampaignSpend(models.Model):
    """What a campaign cost in one month; `month` is its first day."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="spends")
    month = models.DateField()
    amount = models.DecimalField(_("spent"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("spend of a campaign")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "month"], name="campaign_spend_once_a_month"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="campaign_spend_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="campaign_spend_month_is_its_first_day"),
        ]
        triggers = touches("patients_campaign", "campaign_id")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.month:%Y-%m}: {self.amount}"


class Inquiry(Stamped):
    """A call, form or chat of somebody before the first visit; ends as booked or lost with a reason.

    `created_at` is empty where only the day is known (imports): such an inquiry has no time to the first answer.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="inquiries")
    branch = models.ForeignKey(
        "clinics.Branch", models.PROTECT, related_name="inquiries", verbose_name=_("branch")
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    points = models.ManyToManyField("patients.ContactPoint", related_name="inquiries", blank=True)
    created_on = models.DateField(_("came on"))
    created_at = models.DateTimeField(_("came at"), null=True)
    created_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(_("by"), max_length=10, choices=InquiryChannel, blank=True, db_default="")
    acquisition = models.CharField(_("how they found us"), max_length=80, blank=True)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("campaign")
    )
    wish = models.TextField(_("wish"), blank=True, db_default="")
    status = models.CharField(_("status"), max_length=8, choices=InquiryStatus, default=InquiryStatus.NEW)
    assignee = models.ForeignKey(
        "clinics.Employee", models.PROTECT, null=True, blank=True, related_name="inquiries"
    )
    first_answer_at = models.DateTimeField(_("answered at"), null=True)
    first_answer_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    call_back_at = models.DateTimeField(_("call back at"), null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("clinics.User", models.PROTECT, null=True, related_name="+")
    reason = models.ForeignKey(
        LostReason, models.PROTECT, null=True, related_name="+", verbose_name=_("why lost")
    )
    lost_reason = models.CharField(_("why lost, in words"), max_length=120, blank=True)
    patient = models.ForeignKey(
        "patients.Patient", models.PROTECT, null=True, blank=True, related_name="inquiries"
    )
    visit = models.ForeignKey("patients.Visit", models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(
        "patients.DataSource", models.PROTECT, null=True, blank=True, related_name="inquiries"
    )
    external_key = models.CharField(max_length=200, null=True, blank=True)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        constraints = [
            models.UniqueConstraint(fields=["source", "external_key"], name="inquiry_once_per_source"),
            models.CheckConstraint(condition=Q(status__in=InquiryStatus.values), name="inquiry_status_known"),
            models.CheckConstraint(
                condition=~Q(status="lost") | Q(reason__isnull=False) | ~Q(lost_reason=""),
                name="inquiry_lost_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status="booked") | Q(patient__isnull=False), name="inquiry_booked_has_patient"
            ),
            models.CheckConstraint(
                condition=Q(first_answer_at=None)
                | Q(created_at=None)
                | Q(first_answer_at__gte=F("created_at")),
                name="inquiry_answered_after_it_came",
            ),
        ]
        indexes = [
            # the queue, its badge, Today
            models.Index(
                fields=["branch", "created_on"],
                condition=Q(status__in=["new", "in_work"]),
                name="inquiry_waiting",
            ),
            models.Index(fields=["created_on", "id"], name="inquiry_newest"),  # the list, keyset
            models.Index(fields=["campaign", "created_on"], name="inquiry_of_campaign"),  # campaign figures
            changed_index("inquiry_changed"),  # the API
        ]
        triggers = keeps_stamp("patients_inquiry")

    def __str__(self) -> str:
        return self.name or "—"

    @property
    def answer_time(self) -> timedelta | None:
        """From the inquiry to its first answer; None while unanswered or where only the day is known."""
        if self.created_at is None or self.first_answer_at is None:
            return None
        return self.first_answer_at - self.created_at
