"""What cannot be known: look-ups at a provider that can be asked, a person's queue for the rest."""

import http.server
import json
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings

from clinics.enums import LegalProfile
from tests.factories import NOW, make_branch, make_user, the_clinic
from tests.triggers.factories import make_box, make_sleeper, packaged, the_message, verdict
from triggers.models import Message, SendingCounter
from triggers.services.delivery import deliver_due
from triggers.services.doubts import close_unknown, expire_overdue, reconcile_unknown, sweep_stuck
from triggers.services.matching import match_triggers

pytestmark = pytest.mark.django_db


class Gateway(http.server.ThreadingHTTPServer):
    """Answers as told: `status` of the next POST; `keeps` whether it accepts in spite of it."""

    def __init__(self) -> None:
        self.accepted: list[str] = []
        self.status, self.keeps = 201, True
        gateway = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if gateway.keeps:
                    gateway.accepted.append(message["client_id"])
                self.reply(gateway.status, {"id": "p1"} if gateway.status == 201 else {})

            def do_GET(self) -> None:
                known = self.path.rpartition("/")[2] in gateway.accepted
                self.reply(200 if known else 404, {"id": "p1"} if known else {})

            def reply(self, status: int, body: dict) -> None:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_args: object) -> None:
                """Quiet."""

        super().__init__(("127.0.0.1", 0), Handler)


@pytest.fixture
def gateway(db) -> Iterator[Gateway]:
    make_branch(time_zone="Europe/Moscow")
    make_box(LegalProfile.OWN)
    packaged("sleeping")
    server = Gateway()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with override_settings(
        MESSAGE_CHANNELS={"email": "triggers.channels.http_gateway.HttpGateway"},
        GATEWAY_URL=f"http://127.0.0.1:{server.server_port}",
        GATEWAY_TIMEOUT=5,
        GATEWAY_SETTLE=60,
        GATEWAY_RETRIES=1,
    ):
        yield server
    server.shutdown()
    server.server_close()


def queue(count: int = 1) -> None:
    for _ in range(count):
        make_sleeper()
    match_triggers(the_clinic(), now=NOW)


LATER = NOW + timedelta(minutes=2)


def test_gateway_accepts(gateway):
    queue()
    assert (deliver_due(now=NOW), the_message().provider_id) == (1, "p1")
    assert gateway.accepted == [str(the_message().client_id)]


def test_answer_that_leaves_it_open_is_settled_by_a_look_up_that_finds_it(gateway):
    gateway.status = 500
    queue()
    deliver_due(now=NOW)
    assert verdict() == ("unknown", "")
    assert reconcile_unknown(now=NOW) == 0  # the gateway's own settle time has not passed
    assert reconcile_unknown(now=LATER) == 1
    assert (verdict(), len(gateway.accepted)) == (("accepted", ""), 1)


def test_look_up_that_finds_nothing_permits_one_more_try(gateway):
    gateway.status, gateway.keeps = 500, False
    queue()
    deliver_due(now=NOW)
    reconcile_unknown(now=LATER)
    gateway.status, gateway.keeps = 201, True
    assert (deliver_due(now=LATER), len(gateway.accepted), the_message().attempts) == (1, 1, 2)


def test_second_doubt_goes_to_a_person(gateway):
    gateway.status, gateway.keeps = 500, False
    queue()
    for hours in range(4):
        moment = NOW + timedelta(hours=hours)
        deliver_due(now=moment)
        reconcile_unknown(now=moment + timedelta(minutes=30))
    assert (verdict(), the_message().attempts, the_message().doubts) == (("unknown", ""), 2, 1)


@pytest.mark.parametrize(
    ("status", "state"), [(429, "scheduled"), (503, "scheduled"), (400, "failed"), (410, "failed")]
)
def test_documented_refusal_is_no_doubt(gateway, status, state):
    gateway.status, gateway.keeps = status, False
    queue()
    deliver_due(now=NOW)
    message = the_message()
    assert (message.state, message.point.is_dead, SendingCounter.objects.get().sent_at) == (
        state,
        status == 410,
        [],
    )


def test_gateway_that_is_down_loses_nothing(gateway):
    with override_settings(GATEWAY_URL="http://127.0.0.1:1"):
        queue()
        deliver_due(now=NOW)
    assert (verdict(), deliver_due(now=LATER), len(gateway.accepted)) == (("scheduled", ""), 1, 1)


def test_late_answer_of_a_given_up_try_is_still_believed(gateway):
    gateway.status = 500
    queue()
    deliver_due(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE triggers_message SET lease_until = NULL")
    assert (sweep_stuck(now=NOW), verdict()) == (0, ("unknown", ""))


@pytest.mark.parametrize(
    ("arrived", "state"), [(True, "accepted"), (False, "failed"), (None, "unknown_closed")]
)
def test_person_ends_a_doubt_once(gateway, arrived, state):
    gateway.status = 500
    queue()
    deliver_due(now=NOW)
    person = make_user()
    message = the_message()
    assert close_unknown(message, arrived=arrived, by=person, now=NOW)
    assert not close_unknown(message, arrived=True, by=person, now=NOW)
    message.refresh_from_db()
    assert (message.state, message.closed_by) == (state, person)


def test_what_waited_too_long_expires_with_its_list(gateway):
    make_box(LegalProfile.RU)
    queue(2)
    expire_overdue(now=NOW + timedelta(days=6))
    assert Message.objects.filter(state="awaiting").count() == 2
    expire_overdue(now=NOW + timedelta(days=7))
    lists = {message.approval_list.state for message in Message.objects.all()}
    assert (set(Message.objects.values_list("state", "reason")), lists) == (
        {("expired", "expired")},
        {"expired"},
    )
