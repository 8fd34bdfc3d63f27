from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from treatment_plans.enums import AutoRule


class PlanRule(models.Model):
    """The clinic's switch of one automatic move. A rule without a row stands as `treatment_plans.rules` declares it."""

    clinic = models.ForeignKey("clinics.Clinic", models.CASCADE, related_name="+")
    rule = models.CharField(max_length=40, choices=AutoRule)
    is_on = models.BooleanField(_("on"))

    class Meta:
        verbose_name = _("automatic move")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "rule"], name="plan_rule_once_per_clinic"),
            models.CheckConstraint(condition=Q(rule__in=AutoRule.values), name="plan_rule_known"),
        ]

    def __str__(self) -> str:
        return self.get_rule_display()
