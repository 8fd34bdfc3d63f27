import pytest
from kombu import Connection

from clinic_crm.embedded import broker

pytestmark = pytest.mark.engines


def test_queued_messages_outlive_the_broker(folder):
    folder = folder / "очередь и K" / "valkey"
    first = broker.start(folder)
    with Connection(first.url) as connection, connection.SimpleQueue("letters") as queue:
        queue.put({"id": 7})
    first.stop()
    assert not broker.is_running(folder)
    second = broker.start(folder)
    try:
        assert broker.start(folder).process is None
        with Connection(second.url) as connection, connection.SimpleQueue("letters") as queue:
            assert queue.get(timeout=5).payload == {"id": 7}
    finally:
        second.stop()
