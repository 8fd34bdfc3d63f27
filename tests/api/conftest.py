"""A token with every scope in every branch, and a client that speaks with it."""

import pytest

from tests.api.calls import Caller, make_token


@pytest.fixture
def api(db) -> Caller:
    return Caller(make_token())
