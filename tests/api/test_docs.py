"""The examples of docs/api.md are run, in their order, against a live server; answers are equal but for what is «…».

`WRITE_EXAMPLES=1 pytest tests/api/test_docs.py` writes the answers anew; read the difference before you commit it.
"""

import http.client
import json
import os
import re
import shlex
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from clinics.models import Change, DayHours, Holiday, LeadTimeLink, ServicePrice, WorkingHours
from patients.enums import VisitStatus
from patients.models import Campaign, CampaignSpend, DuplicatePair, LostReason, MergeRecord
from tests.api.calls import make_token
from tests.factories import (
    NOW,
    make_branch,
    make_chair,
    make_clinic,
    make_consent,
    make_contact,
    make_employee,
    make_membership,
    make_patient,
    make_service,
    make_specialty,
    make_visit,
)

FILE = Path(__file__).resolve().parents[2] / "docs/api.md"
EXAMPLE = re.compile(r"```sh\n(curl .*?)```\n(?:\n```http\n(.*?)```\n)?", re.DOTALL)
VOLATILE = {
    "as_of", "at", "asked_at", "booked_on", "closed_at", "created_at", "created_on", "ended_at", "first_answer_at",
    "joined_at", "merged_at", "next_cursor", "paid_on", "recorded_at", "registered_on", "updated_at",
}  # fmt: skip
SHOWN = ("ETag", "Location", "Upsert-Result", "Idempotency-Replayed", "Retry-After", "WWW-Authenticate")
ANY = "…"


def world() -> str:
    """A clinic small enough to be read; the key of a token that may all of it."""
    clinic = make_clinic(name="Клиника «Кедр»", phone="+74950000001")
    branch = make_branch(clinic=clinic, name="На Лесной", address="Лесная, 5", has_curators=False)
    specialty, other = make_specialty(name="Терапия", return_interval=180), make_specialty(name="Ортопедия")
    service = make_service(code="A16.07.002", name="Пломба", specialty=specialty, price=Decimal(5000))
    doctor = make_employee(branch=branch, name="Ким Д.", specialty=specialty, is_practitioner=True)
    make_chair(branch=branch, name="Кресло 1")
    WorkingHours.objects.create(branch=branch, weekday=0, starts=time(9), ends=time(18))
    DayHours.objects.create(branch=branch, day=date(2026, 12, 31), starts=time(9), ends=time(14))
    Holiday.objects.create(clinic=clinic, day=date(2027, 1, 1), name="Новый год")
    LeadTimeLink.objects.create(before=specialty, after=other, weeks=8)
    ServicePrice.objects.create(service=service, valid_from=date(2027, 1, 1), price=5500, made_at=NOW)
    Change.objects.create(clinic=clinic, day=date(2026, 3, 1), text="Новый скрипт звонка")
    mother = make_patient(
        branch=branch, last_name="Иванова", first_name="Анна", patronymic="Петровна", sex="f"
    )
    make_contact(mother, "+79161234567")
    make_consent(make_contact(mother, "anna@example.org").point, patient=mother, purpose="survey")
    child = make_patient(
        branch=branch, last_name="Иванов", first_name="Пётр", patronymic="", birth_date=date(2018, 5, 1)
    )
    twin = make_patient(branch=branch, last_name="Иванова", first_name="Аня", patronymic="")
    make_visit(
        mother,
        branch=branch,
        practitioner=doctor,
        day=date(2026, 9, 15),
        status=VisitStatus.ARRIVED,
        amount=0,
    )
    make_membership(mother, since=date(2026, 6, 7))
    DuplicatePair.objects.create(first=mother, second=twin, reason="name", score=70)
    MergeRecord.objects.create(clinic=clinic, kept=child, gone_id=99, gone_row={}, tables={}, merged_at=NOW)
    campaign = Campaign.objects.create(clinic=clinic, name="Осень", starts_on=date(2026, 9, 1))
    CampaignSpend.objects.create(campaign=campaign, month=date(2026, 9, 1), amount=30000)
    LostReason.objects.all().delete()
    LostReason.objects.create(name_ru="Дорого", name_en="Too dear")
    return make_token()


def ask(command: str, server: str, key: str) -> tuple[int, str, http.client.HTTPMessage, str]:
    """What `curl` would do with the options that our examples use."""
    words = shlex.split(
        command.replace("\\\n", " ").replace("$TOKEN", key).replace("$API", f"{server}/api/v1")
    )
    method, body, url = "", None, ""
    headers = {"Accept-Language": "en", "Accept": "*/*"}
    rest = iter(words[1:])
    for word in rest:
        if word == "-X":
            method = next(rest)
        elif word == "-H":
            name, _colon, value = next(rest).partition(":")
            headers[name] = value.strip()
        elif word == "--json":
            body, headers["Content-Type"] = next(rest).encode(), "application/json"
        else:
            url = word
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request(method or ("POST" if body else "GET"), path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.reason, answer.headers, text


def marked(value, key=""):
    """The JSON with «…» for what differs from run to run."""
    if isinstance(value, dict):
        return {name: marked(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [marked(each) for each in value]
    return ANY if key in VOLATILE and value is not None else value


def written(value, depth=0) -> str:
    """JSON for readers: the outer object by lines, rows of a list one a line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + depth <= 110 or depth > 2 or not isinstance(value, dict | list) or not value:
        return line
    pad, end = " " * (depth + 2), " " * depth
    if isinstance(value, list):
        rows = [pad + written(each, depth + 2) for each in value]
        return "[\n" + ",\n".join(rows) + f"\n{end}]"
    rows = [f"{pad}{json.dumps(key)}: {written(each, depth + 2)}" for key, each in value.items()]
    return "{\n" + ",\n".join(rows) + f"\n{end}}}"


def shown(status: int, reason: str, headers, text: str) -> str:
    lines = [f"HTTP/1.1 {status} {reason}"]
    lines += [f"{name}: {headers[name]}" for name in SHOWN if headers[name]]
    return "\n".join([*lines, "", written(marked(json.loads(text)))]) + "\n"


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_examples_answer_as_they_are_written(live_server):
    key, text = world(), FILE.read_text()
    answers, wrong = [], []
    for match in EXAMPLE.finditer(text):
        real = shown(*ask(match[1], live_server.url, key))
        answers.append(f"```sh\n{match[1]}```\n\n```http\n{real}```\n")
        if real != match[2]:
            wrong.append((match[1], match[2], real))
    if os.environ.get("WRITE_EXAMPLES"):
        made = iter(answers)
        FILE.write_text(EXAMPLE.sub(lambda _match: next(made), text))
        return
    assert len(answers) > 40
    assert wrong == []


def test_every_resource_has_an_example():
    from clinics.api.registry import RESOURCES

    commands = " ".join(match[1] for match in EXAMPLE.finditer(FILE.read_text()))
    assert [name for name in RESOURCES if f"$API/{name}/" not in commands] == []
