"""Who is checked, how much, and the draw that anybody can repeat (docs/quality-draw.md)."""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quality.enums import SamplingPeriod


class SamplingRule(models.Model):
    """Of each performer's cases of a period: `percent` of them rounded up, and not fewer than `floor`."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="sampling_rules")
    case_kind = models.CharField(_("what is checked"), max_length=40)
    standard = models.ForeignKey(
        "quality.Standard", models.PROTECT, related_name="rules", verbose_name=_("standard")
    )
    percent = models.PositiveSmallIntegerField(
        _("share of each person's cases, %"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    floor = models.PositiveSmallIntegerField(
        _("at least, cases per person"), default=1, validators=[MinValueValidator(1)]
    )
    period = models.CharField(max_length=8, choices=SamplingPeriod, default=SamplingPeriod.WEEK)
    is_active = models.BooleanField(_("draws by itself"), default=True)

    class Meta:
        verbose_name = _("sampling rule")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "case_kind"], condition=Q(is_active=True), name="rule_one_active_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100), name="rule_percent_1_to_100"
            ),
            models.CheckConstraint(condition=Q(floor__gte=1), name="rule_floor_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.case_kind}: {self.percent} %"


class Round(models.Model):
    """One period of one rule. The hash of the seed is public from the commitment on, the seed from the draw on.

    Percent, floor and standard are copied from the rule at the commitment, so a rule changed later changes no
    promise. `case_list` holds the closed case list, byte for byte what was hashed.
    """

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="rounds")
    rule = models.ForeignKey(SamplingRule, models.PROTECT, related_name="rounds")
    standard = models.ForeignKey("quality.Standard", models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()
    floor = models.PositiveSmallIntegerField()
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    seed_hash = models.CharField(max_length=64)
    committed_at = models.DateTimeField()
    is_retrospective = models.BooleanField(default=False)
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    case_list = models.TextField(blank=True)
    case_list_digest = models.CharField(max_length=64, blank=True)
    case_count = models.PositiveIntegerField(default=0)
    unattributed = models.PositiveIntegerField(default=0, help_text="cases without a performer, left out")

    class Meta:
        verbose_name = _("round")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "starts_on"], name="round_one_seed_per_rule_and_period"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="round_ends_after_start"),
            models.CheckConstraint(
                condition=Q(drawn_at=None, seed="", case_list_digest="")
                | (Q(drawn_at__isnull=False) & ~Q(seed="") & ~Q(case_list_digest="")),
                name="round_seed_revealed_iff_drawn",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100, floor__gte=1), name="round_share_sane"
            ),
        ]
        indexes = [
            # draw_due_rounds(): the few that wait
            models.Index(fields=["ends_on"], condition=Q(drawn_at=None), name="round_waiting"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="commitment_kept",
                fields=[
                    "rule", "standard", "percent", "floor", "starts_on", "ends_on",
                    "seed_hash", "committed_at", "is_retrospective",
                ],
            ),
            pgtrigger.Protect(
                name="draw_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__drawn_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.starts_on} … {self.ends_on}"


class RoundSeed(models.Model):
    """The secret between commitment and draw, in a table of its own that no screen reads; gone when revealed."""

    round = models.OneToOneField(Round, models.CASCADE, primary_key=True, related_name="secret")
    value = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seed not yet revealed")

    def __str__(self) -> str:
        return str(self.round_id)


class Sample(models.Model):
    """A drawn case. `rank` counts from 1 within the performer's cases of the round, in the order of `hmac`.

    `label` (the plan's number) is filled by `quality.selectors.samples.label_cases` for pages that show it.
    """

    label: str

    round = models.ForeignKey(Round, models.PROTECT, related_name="samples")
    case_id = models.BigIntegerField()
    performer = models.ForeignKey("clinics.Employee", models.PROTECT, related_name="samples")
    branch = models.ForeignKey("clinics.Branch", models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()
    of_cases = models.PositiveIntegerField(help_text="how many cases the performer had in the round")
    hmac = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("drawn case")
        constraints = [
            models.UniqueConstraint(fields=["round", "case_id"], name="sample_case_once_per_round"),
            models.UniqueConstraint(fields=["round", "performer", "rank"], name="sample_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="sample_rank_from_one"),
        ]
        indexes = [
            models.Index(fields=["performer", "round"], name="sample_of_performer"),  # the person's page
            models.Index(fields=["branch", "round"], name="sample_of_branch"),  # the reviewer's queue
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.case_id}"
