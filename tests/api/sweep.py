"""Rows of the access sweep for the pages about tokens (see `tests/sweep_rows.py`)."""

from clinics.models import ApiToken
from tests.api.calls import make_token
from tests.sweep_rows import Place, Row


def _token(place: Place) -> dict[str, int]:
    make_token(branches=[place.branch])
    return {"pk": ApiToken.objects.latest("pk").pk}


ROWS = {
    "tokens": Row("settings"),
    "token-new": Row("settings", "U"),
    "token-revoke": Row("settings", "U", make=_token, post={}),
    "api-reference": Row("settings"),
}
