from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinics.enums import Role


class User(AbstractUser):
    """A login. What it may do follows from its role assignments, read anew on every request."""

    language = models.CharField(_("language"), max_length=2, default="ru")

    class Meta:
        verbose_name = _("user")

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class RoleAssignment(models.Model):
    """A role in one branch, or in every branch of the clinic when `branch` is empty."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=16, choices=Role)
    branch = models.ForeignKey(
        "clinics.Branch", models.CASCADE, null=True, blank=True, related_name="role_assignments"
    )

    class Meta:
        verbose_name = _("role")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "branch"], nulls_distinct=False, name="role_once_per_user_and_branch"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
