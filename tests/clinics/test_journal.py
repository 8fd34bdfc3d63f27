import ast
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinics.enums import Role
from clinics.journal_words import VERBS
from clinics.models import JournalEntry
from clinics.selectors import journal_visible_to
from clinics.services.journal import record_action, record_look
from tests.factories import NOW, make_branch, make_patient, make_user, user_with_role

pytestmark = pytest.mark.django_db


def test_record_look_holds_ids_only():
    patient, user = make_patient(), make_user()
    entry = record_look(user, patient, now=NOW, patient_id=patient.pk)
    entry.refresh_from_db()
    assert (entry.verb, entry.object_type, entry.object_id, entry.patient_id, entry.actor, entry.details) == (
        "looked", "patients.patient", patient.pk, patient.pk, user, {},
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE clinics_journalentry SET verb = 'x'",
        "DELETE FROM clinics_journalentry",
        "TRUNCATE clinics_journalentry",
    ],
)
def test_journal_refuses_every_change(change):
    record_action(None, "created", now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert JournalEntry.objects.values_list("verb", flat=True).get() == "created"


def test_journal_visible_to_manager_by_branch_and_colleague():
    here, there = make_branch(), make_branch()
    colleague, stranger = user_with_role(Role.CURATOR, here), user_with_role(Role.CURATOR, there)
    mine = record_action(stranger, "looked", now=NOW, branch_id=here.pk)
    own = record_action(colleague, "looked", now=NOW)
    record_action(stranger, "looked", now=NOW)
    assert set(journal_visible_to(user_with_role(Role.MANAGER, here))) == {mine, own}
    assert journal_visible_to(user_with_role(Role.OWNER)).count() == 3
    assert journal_visible_to(user_with_role(Role.CURATOR, here)).count() == 0


def test_journal_page_costs_the_same_for_more_rows():
    client = Client()
    client.force_login(user_with_role(Role.OWNER))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            record_look(make_user(), make_patient(), now=NOW)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("journal")).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_journal_verbs_of_the_code_all_have_words():
    assert sorted({verb for verb in _verbs_in_the_code() if verb not in VERBS}) == []


def _verbs_in_the_code():
    """The literal verbs that services and views hand to the journal."""
    for app in ("clinics", "patients", "treatment_plans", "triggers", "quality", "analytics"):
        for file in (settings.BASE_DIR / app).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text())):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {
                    "record_action",
                    "record_look",
                }:
                    given = [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "verb")]
                    yield from (
                        a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)
                    )


def test_journal_page_says_what_was_done_in_words():
    owner = user_with_role(Role.OWNER, language="ru")
    patient = make_patient()
    record_action(owner, "changed", patient, now=NOW, details={"fields": ["last_name", "contacts"]})
    record_action(owner, "no_such_verb", now=NOW, details={"no_such_key": [1, 2], "is_active": True})
    client = Client()
    client.force_login(owner)
    cells = client.get(reverse("journal"), headers={"Accept-Language": "ru"}).context["lines"]
    assert [(line["verb"], line["object"], line["details"]) for line in cells] == [
        ("no_such_verb", "", "выборка идёт сама: да, no_such_key: 1, 2"),
        ("изменение", f"пациент {patient.pk}", "поля: фамилия, контакты"),
    ]


def test_journal_names_only_patients_whom_the_reader_may_see():
    here, there = make_branch(), make_branch()
    near, far = (
        make_patient(branch=here, last_name="Ближний"),
        make_patient(branch=there, last_name="Дальний"),
    )
    for patient in (near, far):
        record_action(None, "looked", patient, now=NOW, patient_id=patient.pk, branch_id=here.pk)
    client = Client()
    client.force_login(user_with_role(Role.MANAGER, here))
    lines = client.get(reverse("journal")).context["lines"]
    assert {(line["entry"].patient_id, bool(line["person"])) for line in lines} == {
        (near.pk, True),
        (far.pk, False),
    }
    assert "Дальний" not in client.get(reverse("journal")).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verb=created", 1),
        ("patient=7", 1),
        ("since=2026-09-16", 1),
        ("until=2026-09-15", 2),
        ("verb=nonsense", 3),
    ],
)
def test_journal_filters(query, found):
    owner = user_with_role(Role.OWNER)
    record_action(owner, "created", now=NOW)
    record_action(owner, "changed", now=NOW, patient_id=7)
    record_action(owner, "changed", now=NOW + timedelta(days=1))
    client = Client()
    client.force_login(owner)
    assert len(client.get(f"{reverse('journal')}?{query}").context["lines"]) == found


def test_journal_filters_by_who():
    owner, other = user_with_role(Role.OWNER), make_user()
    record_action(owner, "created", now=NOW)
    line = record_action(other, "changed", now=NOW)
    client = Client()
    client.force_login(owner)
    assert [x["entry"] for x in client.get(f"{reverse('journal')}?actor={other.pk}").context["lines"]] == [
        line
    ]


def test_journal_as_a_file_holds_numbers_and_words():
    owner = user_with_role(Role.OWNER)
    patient = make_patient(last_name="Тайный")
    record_action(owner, "changed", patient, now=NOW, patient_id=patient.pk, details={"rows": 3})
    client = Client()
    client.force_login(owner)
    text = client.get(f"{reverse('journal-export')}?format=csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].split(",")[2:] == [
        "changed",
        str(patient.pk),
        f"patient {patient.pk}",
        "rows: 3",
    ]
    assert "Тайный" not in text


def test_card_shows_who_looked_to_those_with_the_journal():
    patient, owner = make_patient(), user_with_role(Role.OWNER)
    seen = {}
    for user in (user_with_role(Role.ADMINISTRATOR), owner):
        client = Client()
        client.force_login(user)
        page = client.get(reverse("patients:card", args=[patient.pk]))
        seen[user] = [p["context"]["lines"] for p in page.context["panels"] if p["key"] == "looks"]
    shown = [[line["entry"].actor.pk for line in lines] for lines in seen[owner]]
    (desk,) = [user for user in seen if user != owner]
    assert (seen[desk], shown) == ([], [[owner.pk, desk.pk]])


def test_look_and_its_line_live_or_fall_together(monkeypatch):
    patient, user = make_patient(), user_with_role(Role.ADMINISTRATOR)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    monkeypatch.setattr("patients.views.card.render", lambda *args, **kwargs: 1 / 0)
    assert client.get(reverse("patients:card", args=[patient.pk])).status_code == 500
    assert JournalEntry.objects.filter(verb="looked").exists() is False
