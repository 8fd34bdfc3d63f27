import pytest

from tests.browser import launch_args


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return launch_args()
