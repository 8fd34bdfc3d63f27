"""Calls to the API as a program makes them."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from clinics.api.scopes import SCOPES
from clinics.enums import Role
from clinics.services.api_tokens import create_token
from tests.factories import make_user, user_with_role


def make_token(scopes=None, *, branches=None, **values) -> str:
    """The key of a new token: every scope and every branch unless said otherwise."""
    now = timezone.now()
    given = {"name": "1С", "source": "mis", "per_minute": 6000, "expires_at": now + timedelta(days=30)}
    _token, key = create_token(
        scopes=sorted(SCOPES) if scopes is None else scopes,
        branches=branches,
        owner=values.pop("owner", None) or make_user(),
        by=user_with_role(Role.SYSTEM),
        now=now,
        **(given | values),
    )
    return key


class Caller:
    """`api.get("patients/")` → the response, its JSON under `.data_`."""

    def __init__(self, key: str = "", **headers: str) -> None:
        self.client = Client()
        self.headers = (
            ({"Authorization": f"Bearer {key}"} if key else {}) | {"Accept-Language": "en"} | headers
        )

    def ask(self, method: str, path: str, body: Any = None, **headers: str):
        content = {} if body is None else {"data": body if isinstance(body, str) else json.dumps(body)}
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            content.get("data", ""),
            content_type="application/json",
            headers=self.headers | {key.replace("_", "-"): value for key, value in headers.items()},
        )

    def get(self, path: str, **headers: str):
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str):
        return self.ask("POST", path, body if body is not None else {}, **headers)

    def patch(self, path: str, body: Any, **headers: str):
        return self.ask("PATCH", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str):
        return self.ask("PUT", path, body, **headers)
