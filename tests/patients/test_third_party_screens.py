"""Names, phones, e-mails and naughty strings of others, entered and found through the real screens."""

import csv
import gzip
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from clinics.enums import Role
from patients.forms import PatientForm
from patients.models import Patient
from patients.selectors.search import search_patients
from tests.factories import make_branch, make_contact, make_patient, user_with_role

pytestmark = [pytest.mark.third_party_data, pytest.mark.django_db]


@pytest.fixture
def desk() -> Client:
    client = Client(raise_request_exception=True)
    client.user = user_with_role(Role.ADMINISTRATOR, make_branch())
    client.force_login(client.user)
    return client


def _form(user, **values) -> PatientForm:
    branch = user.role_assignments.get().branch_id
    data = {"last_name": "Иванов", "first_name": "Иван", "branch": branch, **values}
    return PatientForm(data, user=user, today=timezone.localdate())


def test_phones_are_stored_as_the_vectors_say_or_refused(desk, third_party_data):
    """Valid: exactly this number. Not valid: refused in words, or another number that a person would read."""
    wrong = []
    for row in json.loads((third_party_data / "phones" / "vectors.json").read_text()):
        if row["default_region"] != "RU":
            continue  # a clinic in Russia: numbers without a country are Russian
        form = _form(desk.user, phone=row["input"][:40])
        stored = form.cleaned_data["phone"] if form.is_valid() else None
        is_right = stored == row["e164"] if row["valid"] else stored is None or stored != row["e164"]
        if not is_right:
            wrong.append((row["input"], row["e164"], stored))
    assert wrong == []


def test_emails_are_taken_or_refused_as_the_vectors_say(desk, third_party_data):
    for row in json.loads((third_party_data / "emails" / "vectors.json").read_text()):
        form = _form(desk.user, email=row["input"])
        taken = form.is_valid()
        assert "\n" not in form.cleaned_data.get("email", ""), row["input"]
        if row["expect"] == "reject":
            assert not taken or "@" in form.cleaned_data["email"], row["input"]


def test_every_spelling_with_yo_is_found_by_the_other(third_party_data):
    owner = user_with_role(Role.OWNER)
    with (third_party_data / "names_ru" / "yo_pairs.csv").open(encoding="utf-8") as file:
        pairs = [row for row in csv.DictReader(file) if row["kind"] == "surname"]
    for row in pairs:
        make_patient(last_name=row["with_yo"])
    for row in pairs:
        for typed in (row["with_yo"], row["with_e"]):
            found = [hit.patient.last_name for hit in search_patients(owner, typed, limit=100)]
            assert row["with_yo"] in found, typed
    rows = list(Patient.objects.order_by("name_key").values_list("last_name", flat=True))
    assert rows == sorted(rows, key=lambda name: name.lower().replace("ё", "е"))


def test_every_name_of_the_registers_passes_the_form(desk, third_party_data):
    """No rule of length or alphabet refuses a real name."""
    with gzip.open(third_party_data / "names_ru" / "names.csv.gz", "rt", encoding="utf-8") as file:
        names = [row["text"] for row in csv.DictReader(file)][::40]
    assert len(names) > 300
    assert [name for name in names if not _form(desk.user, last_name=name).is_valid()] == []


def test_naughty_strings_are_stored_unchanged_shown_escaped_and_never_break(desk, third_party_data):
    branch = desk.user.role_assignments.get().branch_id
    for number, text in enumerate(
        json.loads((third_party_data / "naughty_strings" / "blns.json").read_text())
    ):
        assert desk.get(reverse("patients:search"), {"q": text}).status_code == 200, text
        if number % 3:  # every third one goes all the way
            continue
        data = {"last_name": f"Строка{number}", "first_name": "Иван", "branch": branch, "comment": text}
        response = desk.post(reverse("patients:new"), data)
        if response.status_code == 422:
            assert response.context["form"].errors, text
            continue
        patient = Patient.objects.get(last_name=f"Строка{number}")
        assert (
            patient.comment == text.strip().replace("\n", "\r\n").replace("\r\r", "\r")
            or patient.comment == text.strip()
        )
        body = desk.get(reverse("patients:card", args=[patient.pk])).content.decode()
        assert escape(text.strip().split("\n")[0]) in body, text


def test_phones_are_found_by_any_part_in_any_writing(third_party_data):
    owner = user_with_role(Role.OWNER)
    rows = json.loads((third_party_data / "phones" / "vectors.json").read_text())
    russian = [r for r in rows if r["valid"] and r["default_region"] == "RU" and r["e164"].startswith("+7")]
    assert len(russian) > 10
    people = {row["e164"]: None for row in russian}
    for number in people:
        people[number] = make_contact(make_patient(), number).patient
    for number, patient in people.items():
        digits = number[2:]
        for typed in (
            f"8 ({digits[:3]}) {digits[3:6]}",
            f"{digits[3:6]}-{digits[6:8]}",
            f"+7 {digits}",
            digits[-4:],
        ):
            assert patient in [hit.patient for hit in search_patients(owner, typed, limit=100)], typed
