import uuid
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoginSession(AbstractBaseSession):
    """A browser that is signed in. Django keeps its data in it; ours are the columns a person and a guard ask for.

    `proved_at`: when the password or a code was last given here (a new row is made at each sign-in). `second_factor`:
    a code was part of that. They are columns, not session data: the data is rewritten by whichever request ends last.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)  # the key itself is the cookie's secret
    user = models.ForeignKey("clinics.User", models.CASCADE, null=True, related_name="login_sessions")
    signed_in_at = models.DateTimeField(default=timezone.now)
    proved_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    second_factor = models.BooleanField(default=False)
    device = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        verbose_name = _("signed-in device")

    def __str__(self) -> str:
        return f"{self.user} {self.signed_in_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, force_update: bool = False, **kwargs: Any) -> None:
        """Django saves the whole row anew with each change of the data: our columns stay out of that."""
        if force_update:
            kwargs["update_fields"] = ["session_data", "expire_date", "user"]
        super().save(*args, **kwargs)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from clinics.sessions import SessionStore

        return SessionStore


class FailedLogin(models.Model):
    """A password or code that was wrong, or is being looked at. Counted by login and by address; forgotten after a day."""

    at = models.DateTimeField()
    login = models.CharField(max_length=150)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        verbose_name = _("failed sign-in")
        indexes = [
            models.Index(fields=["login", "at"], name="failed_login_of_login"),  # the throttle, by login
            models.Index(
                fields=["address", "at"], name="failed_login_of_address"
            ),  # the throttle, by address
        ]

    def __str__(self) -> str:
        return f"{self.login} {self.at:%Y-%m-%d %H:%M}"


class SecondFactorRole(models.Model):
    """A role that must bring a second factor. No row: the role may do without."""

    role = models.CharField(max_length=16, unique=True)

    class Meta:
        verbose_name = _("role with a second factor")

    def __str__(self) -> str:
        return self.role
