import os

import pytest

from tests.browser import launch_args


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return launch_args()


@pytest.fixture(scope="session", autouse=True)
def _queries_beside_an_event_loop() -> None:
    """pytest-playwright holds an event loop, which Django takes for an async view."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
