from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.enums import Role


class DiscountLimit(models.Model):
    """The largest discount of a role, in percent of the price list. A role without a row has its matrix default."""

    clinic = models.ForeignKey("clinics.Clinic", models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    percent = models.DecimalField(_("limit, %"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("limit of discounts")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "role"], name="discount_limit_once_per_role"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="discount_limit_is_a_share"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="discount_limit_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.percent} %"
