"""The session engine: Django's database sessions in our own table, which knows whose each one is."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from clinics.models import LoginSession


class SessionStore(DatabaseStore):
    """`row` is the stored session as it was read with the request: no further query for its columns."""

    row: LoginSession | None = None

    @classmethod
    def get_model_class(cls) -> type[LoginSession]:
        return LoginSession

    def _get_session_from_db(self) -> LoginSession | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]  # Django's own, not in its stubs
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> LoginSession:
        row = super().create_model_instance(data)
        assert isinstance(row, LoginSession)  # noqa: S101 - the class that get_model_class names
        row.user_id = data.get(SESSION_KEY)
        return row
