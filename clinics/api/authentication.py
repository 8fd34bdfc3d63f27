"""Who asks: a bearer token and nothing else. A session opens nothing here."""

from typing import Any

import pghistory
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from structlog.contextvars import bind_contextvars

from clinic_crm.lib.browsers import address_of
from clinics.access import act_by_api
from clinics.api.problems import InsufficientScope
from clinics.models import ApiToken, User
from clinics.services.api_tokens import access_of, find_token, note_use


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer crm_…`. The user is the token's own login, with the rights of its scopes."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        kind, _blank, key = request.headers.get("Authorization", "").partition(" ")
        if not kind:
            return None
        address = address_of(request.META, settings.TRUSTED_PROXIES)
        is_bearer = kind.lower() == "bearer"
        token = find_token(key.strip(), address=address, now=timezone.now()) if is_bearer else None
        if token is None:
            raise AuthenticationFailed(_("The token is unknown, has ended or was revoked."))
        user = token.login
        act_by_api(user, access_of(token))
        bind_contextvars(user_id=user.pk)
        pghistory.context(user=user.pk)
        return user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class HasScope(BasePermission):
    """The view says which scope each of its methods needs."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, ApiToken):
            return False
        if (scope := view.scope_of(request.method)) not in request.auth.scopes:
            raise InsufficientScope(scope)
        return True


class TokenThrottle(BaseThrottle):
    """So many requests a minute as the token may; counted in its row."""

    def allow_request(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, ApiToken):
            return True
        self.use = note_use(request.auth, now=timezone.now())
        return self.use.count <= request.auth.per_minute

    def wait(self) -> float:
        return self.use.seconds_left
