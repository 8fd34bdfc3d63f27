from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinics.versioning import Fact, FactVersion, keeps_versions
from treatment_plans.enums import ItemStatus, Priority
from treatment_plans.models.plan import TreatmentPlan
from treatment_plans.models.reason import RefusalReason


class Variant(models.Model):
    """One of the ways (A, B…) to answer one question of a plan; only one way per `choice` counts in any figure."""

    plan = models.ForeignKey(TreatmentPlan, models.CASCADE, related_name="variants")
    choice = models.PositiveSmallIntegerField(help_text="numbers the questions of the plan from 1")
    letter = models.CharField(max_length=1)
    title = models.CharField(_("name"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("alternative")
        ordering = ["plan", "choice", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "choice", "letter"], name="variant_letter_once"),
            models.CheckConstraint(condition=Q(letter__regex="^[A-F]$"), name="variant_letter_known"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} · {self.title}" if self.title else self.letter


class PlanItemFacts(Fact):
    """`price` is that of the whole line: quantity × price of one − `discount`. `minutes` are those of all sessions."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="+")
    plan = models.ForeignKey(TreatmentPlan, models.PROTECT, related_name="%(class)ss")
    variant = models.ForeignKey(
        Variant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("alternative"),
    )
    service = models.ForeignKey("clinics.Service", models.PROTECT, null=True, blank=True, related_name="+")
    service_name = models.CharField(_("service"), max_length=300)
    tooth = models.CharField(_("tooth"), max_length=20, blank=True)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1, db_default=1)
    phase = models.PositiveSmallIntegerField(_("phase"), default=1, db_default=1)
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.PLANNED, db_default=Priority.PLANNED
    )
    identified_by = models.ForeignKey(
        "clinics.Employee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("found by"),
    )
    performer = models.ForeignKey(
        "clinics.Employee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("to be done by"),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    sessions = models.PositiveSmallIntegerField(_("sessions"), default=1, db_default=1)
    sessions_done = models.PositiveSmallIntegerField(_("sessions done"), default=0, db_default=0)
    status = models.CharField(_("state"), max_length=10, choices=ItemStatus, default=ItemStatus.IDENTIFIED)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2)
    discount = models.DecimalField(_("discount"), max_digits=12, decimal_places=2, default=0, db_default=0)
    agreed_price = models.DecimalField(
        _("agreed price"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    actual_price = models.DecimalField(
        _("actual price"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    identified_on = models.DateField(_("identified on"))
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    realised_on = models.DateField(_("realised on"), null=True, blank=True)
    ended_on = models.DateField(_("declined, deferred or cancelled on"), null=True, blank=True)
    deferred_until = models.DateField(_("deferred until"), null=True, blank=True)
    refusal_reason = models.ForeignKey(
        RefusalReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    reason = models.CharField(_("reason in words"), max_length=120, blank=True)

    class Meta:
        abstract = True


ITEM_FACTS = [
    "variant_id", "service_id", "service_name", "tooth", "quantity", "phase", "priority", "identified_by_id",
    "performer_id", "minutes", "sessions", "sessions_done", "status", "price", "discount", "agreed_price",
    "actual_price", "identified_on", "agreed_on", "promised_on", "realised_on", "ended_on", "deferred_until",
    "refusal_reason_id", "reason",
]  # fmt: skip


DISCARDED = "discarded"


class PlanItem(PlanItemFacts):
    """One line of a plan. A line that awaits review is kept out of every figure until a person decides.

    A line found to be an error of the source keeps `awaits_review` = DISCARDED: out of every figure for ever, and
    still known to the next import of the same file. `counts` is False for the lines of the alternatives that are not
    the counted one of their choice: `services.settling` keeps it by the rule written in `treatment_plans.sums`.
    """

    source = models.ForeignKey("patients.DataSource", models.PROTECT, null=True, blank=True, related_name="+")
    external_key = models.CharField(max_length=200, null=True, blank=True)
    booking = models.ForeignKey(
        "patients.Visit", models.SET_NULL, null=True, blank=True, related_name="plan_items"
    )
    awaits_review = models.CharField(max_length=60, blank=True, help_text="reason code; empty = reviewed")
    counts = models.BooleanField(default=True, db_default=True)

    class Meta:
        verbose_name = _("plan line")
        constraints = [
            models.UniqueConstraint(fields=["source", "external_key"], name="plan_item_once_per_source"),
            models.CheckConstraint(condition=Q(price__gte=0), name="plan_item_price_not_negative"),
            # price = gross − discount, so that with the one above no discount goes beyond the gross price
            models.CheckConstraint(condition=Q(discount__gte=0), name="plan_item_discount_within_price"),
            models.CheckConstraint(
                condition=Q(agreed_price=None) | Q(agreed_price__gte=0),
                name="plan_item_agreed_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, phase__gte=1, sessions__gte=1), name="plan_item_counts_from_one"
            ),
            models.CheckConstraint(condition=Q(status__in=ItemStatus.values), name="plan_item_status_known"),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="plan_item_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(sessions_done=0)
                | Q(sessions_done=F("sessions"), status="realised")
                | Q(sessions_done__lt=F("sessions")) & ~Q(status="realised"),
                name="plan_item_realised_iff_all_sessions_done",
            ),
            models.CheckConstraint(
                condition=~Q(status="realised") | Q(realised_on__isnull=False) | ~Q(awaits_review=""),
                name="plan_item_realised_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["agreed", "scheduled"])
                | Q(agreed_on__isnull=False)
                | ~Q(awaits_review=""),
                name="plan_item_agreed_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "deferred", "cancelled"])
                | Q(ended_on__isnull=False)
                | ~Q(awaits_review=""),
                name="plan_item_ended_has_day",
            ),
        ]
        indexes = [
            # the page of lines a person must decide about
            models.Index(fields=["clinic"], condition=~Q(awaits_review=""), name="plan_item_to_review"),
            # bookings that were cancelled under their line
            models.Index(fields=["booking"], condition=Q(status="scheduled"), name="plan_item_scheduled"),
        ]
        triggers = keeps_versions("treatment_plans_planitem", ITEM_FACTS, ["clinic_id", "plan_id"])

    def __str__(self) -> str:
        return self.service_name

    @property
    def why(self) -> str:
        """The reason of a refusal or delay, with what was added to it."""
        return ": ".join(filter(None, [str(self.refusal_reason or ""), self.reason]))

    @property
    def gross(self) -> Decimal:
        """The price before the discount."""
        return self.price + self.discount

    @property
    def unit_price(self) -> Decimal:
        """The price of one, before the discount."""
        return self.gross / self.quantity

    @property
    def is_partly_done(self) -> bool:
        return 0 < self.sessions_done < self.sessions


class PlanItemVersion(PlanItemFacts, FactVersion):
    """A past version of a line."""

    planitem_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("past version of a plan line")

    def __str__(self) -> str:
        return f"{self.planitem_id} → {self.known_to:%Y-%m-%d}"


class Prerequisite(models.Model):
    """`item` waits until `needs` is done (a crown for its implant). Both of one plan, never in a circle."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="waits_for")
    needs = models.ForeignKey(PlanItem, models.CASCADE, related_name="needed_by")

    class Meta:
        verbose_name = _("prerequisite of a line")
        constraints = [
            models.UniqueConstraint(fields=["item", "needs"], name="prerequisite_once"),
            models.CheckConstraint(condition=~Q(item=F("needs")), name="prerequisite_not_of_itself"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_circle",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                func="""
                    IF (SELECT a.plan_id <> b.plan_id FROM treatment_plans_planitem a, treatment_plans_planitem b
                        WHERE a.id = NEW.item_id AND b.id = NEW.needs_id)
                    OR EXISTS (
                        WITH RECURSIVE before (id) AS (
                            SELECT NEW.needs_id
                            UNION SELECT p.needs_id FROM treatment_plans_prerequisite p JOIN before b ON p.item_id = b.id
                        ) SELECT FROM before WHERE id = NEW.item_id
                    ) THEN
                        RAISE EXCEPTION 'line % cannot wait for line %', NEW.item_id, NEW.needs_id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'prerequisite_without_circle';
                    END IF;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} ← {self.needs_id}"


class PlanSession(models.Model):
    """One session of a line that was done here; a line of one session has one. Imported lines have none.

    `charge` is what realised it automatically; `amount` in roubles, `minutes` are this session's share of the line.
    """

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="done_sessions")
    number = models.PositiveSmallIntegerField()
    done_on = models.DateField(_("done on"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    visit = models.ForeignKey("patients.Visit", models.SET_NULL, null=True, blank=True, related_name="+")
    charge = models.ForeignKey("patients.Charge", models.SET_NULL, null=True, blank=True, related_name="+")
    rule = models.CharField(max_length=40, blank=True, help_text="the automatic rule that wrote it")

    class Meta:
        verbose_name = _("session of a plan line")
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="plan_session_number_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, amount__gte=0), name="plan_session_counts_from_one"
            ),
        ]
        # the money done in a period
        indexes = [models.Index(fields=["done_on"], name="plan_session_by_day")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.number}"
