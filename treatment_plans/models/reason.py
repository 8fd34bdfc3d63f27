from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from treatment_plans.enums import ReasonKind


class RefusalReason(models.Model):
    """An entry of the clinic's catalogue: why a patient says no or not now, or why a line is not needed.

    Never deleted, only switched off. `code` marks the few that the product itself gives; those stay in use.
    """

    kind = models.CharField(_("for"), max_length=8, choices=ReasonKind)
    name_ru = models.CharField(_("in Russian"), max_length=120)
    name_en = models.CharField(_("in English"), max_length=120)
    is_active = models.BooleanField(_("in use"), default=True)
    code = models.CharField(max_length=20, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("reason of refusal")
        verbose_name_plural = _("reasons of refusal")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name_ru"], name="refusal_reason_once"),
            models.CheckConstraint(condition=Q(kind__in=ReasonKind.values), name="refusal_reason_kind_known"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="refusal_reason_code_once"),
            models.CheckConstraint(
                condition=Q(code="") | Q(is_active=True), name="refusal_reason_of_product_in_use"
            ),
        ]

    def __str__(self) -> str:
        return self.name_ru if (get_language() or "ru").startswith("ru") else self.name_en
