from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
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


class RoleRequest(models.Model):
    """A role that opens too much to be given by one person: the system administrator asks, an owner gives or declines."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_requests")
    role = models.CharField(max_length=16, choices=Role)
    branch = models.ForeignKey("clinics.Branch", models.CASCADE, null=True, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    is_given = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("role asked for")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "branch"],
                condition=Q(is_given=None),
                nulls_distinct=False,
                name="role_asked_for_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("user")),
                name="role_approver_is_another",
            ),
            models.CheckConstraint(
                condition=Q(is_given=None, decided_by=None)
                | Q(is_given__isnull=False, decided_by__isnull=False),
                name="role_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
