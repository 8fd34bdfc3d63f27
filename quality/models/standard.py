"""What good work looks like: versioned checklists."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from quality.enums import CriterionKind


class InTwoLanguages(models.Model):
    """A text that the clinic itself writes, in both languages; English falls back on the Russian."""

    text_ru = models.CharField(_("text, Russian"), max_length=300)
    text_en = models.CharField(_("text, English"), max_length=300, blank=True)
    hint_ru = models.CharField(_("guidance, Russian"), max_length=400, blank=True)
    hint_en = models.CharField(_("guidance, English"), max_length=400, blank=True)

    class Meta:
        abstract = True

    @property
    def text(self) -> str:
        return (self.text_en or self.text_ru) if _in_english() else self.text_ru

    @property
    def hint(self) -> str:
        return (self.hint_en or self.hint_ru) if _in_english() else self.hint_ru


def _in_english() -> bool:
    return (get_language() or "ru").startswith("en")


class Standard(InTwoLanguages):
    """A version of a checklist for one kind of case. Frozen by the first round that promises it: a new wording is a new version."""

    clinic = models.ForeignKey("clinics.Clinic", models.PROTECT, related_name="standards")
    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    case_kind = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("standard")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "key", "version"], name="standard_version_once"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="standard_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__frozen_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} · {self.version_label}"

    @property
    def version_label(self) -> str:
        return f"v{self.version}"


class Criterion(InTwoLanguages):
    """One line of a checklist. A «no» on a critical one fails the whole review."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=CriterionKind, default=CriterionKind.YES_NO)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    is_critical = models.BooleanField(_("critical"), default=False)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["standard", "position"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "position"], name="criterion_position_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs_something"),
            models.CheckConstraint(condition=Q(kind__in=CriterionKind.values), name="criterion_kind_known"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="criterion_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT FROM quality_standard
                        WHERE id IN (NEW.standard_id, OLD.standard_id) AND frozen_at IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'criterion_frozen: the standard has been used'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN coalesce(NEW, OLD);
                """,
            )
        ]

    def __str__(self) -> str:
        return self.text
