"""Programs that speak to us: their tokens, and the requests that they may repeat."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A key to the API: what it may do, where, until when. Only the hash of the key is kept.

    `login` is the token's own user, who cannot sign in: it stands in the journal and wherever a row says who wrote it.
    `source` is the code of the system that the token writes external ids for; empty = it may not.
    """

    name = models.CharField(_("name"), max_length=80)
    login = models.OneToOneField("clinics.User", models.PROTECT, related_name="api_token")
    owner = models.ForeignKey("clinics.User", models.PROTECT, related_name="api_tokens")
    prefix = models.CharField(max_length=12, unique=True)
    key_hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("is allowed"))
    every_branch = models.BooleanField(_("every branch"), default=False)
    branches = models.ManyToManyField(
        "clinics.Branch", verbose_name=_("branches"), related_name="+", blank=True
    )
    source = models.SlugField(_("writes for the system"), max_length=40, blank=True)
    networks = ArrayField(
        models.CharField(max_length=50),
        verbose_name=_("only from these addresses"),
        default=list,
        blank=True,
        db_default=[],
        help_text=_("Addresses or networks like 10.0.0.0/8; none = from anywhere."),
    )
    per_minute = models.PositiveIntegerField(
        _("requests a minute"), default=60, validators=[MinValueValidator(1), MaxValueValidator(6000)]
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    minute = models.DateTimeField(null=True, help_text="the minute that `used` counts")
    used = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(condition=Q(per_minute__gte=1), name="api_token_rate_positive"),
            models.CheckConstraint(condition=~Q(scopes=[]), name="api_token_has_scopes"),
        ]

    def __str__(self) -> str:
        return self.name


class ApiRequestKey(models.Model):
    """An `Idempotency-Key` that was answered: what it made, and a keyed digest of its body. No content is kept."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    object_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("API request")
        # finds the repeated request; its rows of a token are cleared by age
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="api_request_key_once")]

    def __str__(self) -> str:
        return self.key


class ExternalId(models.Model):
    """How another system names one of our rows. `resource` is its name in the API; a source names a row once."""

    resource = models.CharField(max_length=40)
    source = models.SlugField(max_length=40)
    external_id = models.CharField(max_length=200)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("external id")
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "source", "external_id"], name="external_id_once_per_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.external_id}"
