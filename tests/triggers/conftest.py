import pytest

from tests.browser import launch_args
from triggers.services import delivery


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return launch_args()


@pytest.fixture(autouse=True)
def _patient_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded test machine is slow, not asleep; the test of the sleeping machine sets its own limit."""
    monkeypatch.setattr(delivery, "STALE_AFTER", 60.0)
