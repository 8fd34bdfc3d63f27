import io
import json
import logging

import pytest
import structlog
from celery import shared_task
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from clinic_crm.lib.logs import logging_config, mask
from tests.factories import make_user

NAME, PHONE, EMAIL = "Канарейкина", "+79261234567", "kanareika@example.org"


def _fail(request: HttpRequest, pk: int) -> HttpResponse:
    logging.getLogger("some.library").warning("mail to %s, call %s", EMAIL, PHONE)
    raise ValueError(f"Key (value)=({NAME} {PHONE} {EMAIL}) already exists")


urlpatterns = [path("fail/<int:pk>/", _fail), path("", include("clinic_crm.urls"))]


@shared_task
def failing_task() -> None:
    raise ValueError(f"{NAME} {PHONE}")


@pytest.fixture
def log():
    """The lines as the product would write them."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    config = logging_config("json")["formatters"]["line"]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=config["processors"],
            foreign_pre_chain=config["foreign_pre_chain"],
            pass_foreign_args=config["pass_foreign_args"],
        )
    )
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def _lines(log) -> list[dict]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_request_lines_hold_ids_and_no_personal_data(log):
    user = make_user()
    client = Client(raise_request_exception=False)
    client.force_login(user)
    client.get("/", {"q": NAME})
    client.get(f"/fail/7/?phone={PHONE}", headers={"user-agent": NAME})
    client.get(f"/no-such-page/{NAME}/")
    text = log.getvalue()
    assert [canary for canary in (NAME, PHONE, PHONE[1:], EMAIL, "phone=") if canary in text] == []
    finished = [line for line in _lines(log) if line["event"] == "request_finished"]
    assert [(line["request"], line["code"], line["user_id"]) for line in finished] == [
        ("GET /", 200, user.pk),
        ("GET", 404, user.pk),
    ]
    assert len({line["request_id"] for line in finished}) == 2
    failed = next(line for line in _lines(log) if line["event"] == "request_failed")
    assert (failed["request"], failed["error_type"]) == ("GET /fail/<int:pk>/ pk=7", "ValueError")
    assert failed["trace"][-1].endswith("_fail")


def test_task_lines_hold_no_personal_data(log):
    from django_structlog.celery.receivers import CeleryReceiver

    CeleryReceiver().connect_worker_signals()
    failing_task.apply()
    text = log.getvalue()
    assert [canary for canary in (NAME, PHONE) if canary in text] == []
    assert "failing_task" in text
    assert "ValueError" in text


def test_mask_keeps_words_and_ids():
    assert mask(f"row 17 of {EMAIL} at {PHONE}") == "row 17 of … at …"
    assert mask("GET /patients/?q=Иванов done") == "GET /patients/ done"
    assert mask("task 3f2504e0-4f89-41d3-9a0c-0305e82c3301") == "task 3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    assert mask("8 926 123-45-67 or 89261234567") == "8 926 123-45-67 or …"
