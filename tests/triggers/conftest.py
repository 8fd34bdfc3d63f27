import pytest

from triggers.services import delivery


@pytest.fixture(autouse=True)
def _patient_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded test machine is slow, not asleep; the test of the sleeping machine sets its own limit."""
    monkeypatch.setattr(delivery, "STALE_AFTER", 60.0)
