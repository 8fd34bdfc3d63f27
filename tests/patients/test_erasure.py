"""Everything that is held leaves on request, and goes on request: over all apps, histories, texts and files."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from clinics.enums import LegalProfile, Role
from clinics.models import Clinic, Holiday, JournalEntry
from patients.enums import Law
from patients.imports.run import get_source
from patients.models import (
    ContactPoint,
    ErasureAct,
    ImportedRow,
    ImportFile,
    ImportIssue,
    ImportRun,
    Patient,
    StopEntry,
    SubjectRequest,
)
from patients.residues import Identifiers, find_residues
from patients.retention import answer_by, keep_until
from patients.selectors.subjects import everything_about, identifiers_of, subject_of
from patients.services.erasure import erase_person
from patients.services.merging import merge_patients
from patients.services.patients import update_patient
from patients.services.stop_list import hold_erased
from patients.services.subject_requests import RequestError, fulfil_request, refuse_request, take_request
from patients.stop_list import digest
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_card,
    make_charge,
    make_consent,
    make_contact,
    make_follow_up,
    make_guardianship,
    make_inquiry,
    make_patient,
    make_payment,
    make_plan,
    make_plan_item,
    make_subject_request,
    make_user,
    make_visit,
    the_branch,
    the_clinic,
    user_with_role,
)
from tests.triggers.factories import make_box, packaged
from treatment_plans.models import PlanEvent
from triggers.models import DeliveryAttempt, Message

pytestmark = pytest.mark.django_db
LAST, FIRST, FORMER = "Канареев", "Савелий", "Клювиков"
PHONE, EMAIL, SHARED = "+79215550177", "saveliy.k@example.org", "+79215550188"
CANARY = r"канареев|савели|клювиков|921[^0-9a-z]{0,3}555[^0-9a-z]{0,2}01[^0-9a-z]{0,2}77|saveliy"
TEXT = f"Звонил {LAST} {FIRST}, тел. 8 (921) 555-01-77, {EMAIL.upper()}"


@pytest.fixture
def relative():
    return make_patient(
        last_name="Соседова", first_name="Вера", comment=f"Мать: {FIRST} {LAST}, +7 921 555 01 77"
    )


@pytest.fixture
def person(relative, settings, tmp_path):
    """Canaries in every table that can hold one, in histories, in texts of others and in files."""
    settings.MEDIA_ROOT, settings.LETTERS_FOLDER = tmp_path / "uploads", tmp_path / "letters"
    patient = make_patient(last_name=FORMER, first_name=FIRST, patronymic="Саввич", comment=TEXT)
    make_card(patient, number="004711")
    make_contact(patient, PHONE)
    make_contact(patient, EMAIL)
    make_contact(patient, SHARED)
    make_contact(relative, SHARED)
    update_patient(patient, values={"last_name": LAST}, by=None, now=NOW)
    twin = make_patient(last_name=LAST, first_name=FIRST, comment=TEXT)
    merge_patients(patient, twin, by=None, now=NOW)
    make_guardianship(make_patient(), patient)
    _facts(patient)
    _work(patient)
    _messages(patient)
    _imports(tmp_path)
    return patient


def _facts(patient):
    visit = make_visit(patient, external_key=f"{LAST}|1", source=get_source(patient.clinic), flag="odd")
    make_charge(visit)
    make_payment(patient, note=TEXT)
    item = make_plan_item(make_plan(patient), reason=f"{LAST} {FIRST}", price=10)
    type(item).objects.filter(pk=item.pk).update(price=20)  # a past version keeps the words
    PlanEvent.objects.create(plan=item.plan, item=item, at=NOW, rule="x", note=TEXT)
    make_consent(ContactPoint.objects.get(value=EMAIL), patient=patient, evidence=TEXT)


def _work(patient):
    row = make_follow_up(patient, reason=TEXT, note=TEXT)
    type(row).objects.filter(pk=row.pk).update(due_on=TODAY + timedelta(days=1))  # its history
    make_inquiry(name=f"{LAST} {FIRST}", wish=TEXT, note=TEXT, patient=patient)
    asked = make_inquiry(name=f"{FIRST} {LAST}", external_key=TEXT)
    asked.points.add(ContactPoint.objects.get(value=PHONE))


def _messages(patient):
    make_box(LegalProfile.OWN)
    trigger = packaged("sleeping")
    message = Message.objects.create(
        clinic=patient.clinic, trigger=trigger, patient=patient, occurrence="x", template=trigger.templates.get(),
        kind="recall", purpose="advertising", channel="email", point=ContactPoint.objects.get(value=EMAIL),
        state="accepted", queued_at=NOW, due_at=NOW, expires_at=NOW, intent_at=NOW, subject=TEXT, body=TEXT, error=TEXT,
    )  # fmt: skip
    DeliveryAttempt.objects.create(message=message, number=1, at=NOW, outcome="accepted", error=TEXT)


def _imports(folder: Path):
    clinic = the_clinic()
    run = ImportRun.objects.create(
        clinic=clinic, source=get_source(clinic), state="done", created_at=NOW, moved_at=NOW
    )
    ImportIssue.objects.create(
        run=run,
        file="p.csv",
        line=2,
        value=TEXT[:250],
        verdict="flag",
        reason="x",
        params={"name": f"{LAST} {FIRST}"},
    )
    for key in (f"{LAST} {FIRST}", f"{FIRST} {LAST}"):
        ImportedRow.objects.create(source=run.source, kind="contacts", key=key, digest="0" * 32)
    uploads, letters = folder / "uploads" / "imports", folder / "letters"
    uploads.mkdir(parents=True)
    letters.mkdir()
    for name, text, encoding in (
        ("a", f"№;ФИО\n1;{LAST.upper()} {FIRST.upper()}\n", "cp1251"),
        ("b", "1;;8-921-555-01-77\n", "utf-8"),
        ("c", "1;Другой;+7 921 000 00 00\n", "utf-8"),
    ):
        (uploads / name).write_bytes(text.encode(encoding))
        ImportFile.objects.create(run=run, name=f"{name}.csv", path=f"imports/{name}")
    (letters / "1.eml").write_text(f"To: {EMAIL}\n\nДобрый день")
    (letters / "2.eml").write_text("To: other@example.org\n\nДобрый день")


def erase(patient, django_capture_on_commit_callbacks) -> ErasureAct:
    request = make_subject_request(patient, kind="erasure", note=TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        return erase_person(request, by=make_user(), now=NOW)


def rows_with_canaries() -> dict[str, int]:
    """Every table, row by row as text: another way than the product's own search."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE lower(to_jsonb(t)::text) ~ %s', [CANARY])
            if count := cursor.fetchone()[0]:
                found[table] = count
    return found


def test_canaries_stand_everywhere_before(person):
    tables = set(rows_with_canaries())
    assert {
        "patients_patient", "patients_patientevent", "patients_contactpoint", "patients_consent", "patients_visit",
        "patients_payment", "patients_followup", "patients_followupevent", "patients_inquiry", "patients_importissue",
        "patients_importedrow", "patients_mergerecord", "treatment_plans_planitem", "treatment_plans_planitemversion",
        "treatment_plans_planevent", "triggers_message", "triggers_deliveryattempt",
    } <= tables  # fmt: skip
    subject = subject_of(person)
    found = {r.table for r in find_residues(identifiers_of(subject), subject.parameters())}
    assert found >= tables - {"patients_mergerecord", "patients_visit"}  # a surname alone there


def test_nothing_is_left_in_any_table_or_file(person, settings, django_capture_on_commit_callbacks):
    act = erase(person, django_capture_on_commit_callbacks)
    assert (act.residues, rows_with_canaries()) == ([], {})
    assert sorted(p.name for p in (settings.MEDIA_ROOT / "imports").iterdir()) == ["c"]
    assert [p.name for p in settings.LETTERS_FOLDER.iterdir()] == ["2.eml"]


def test_figures_stay_and_the_relative_keeps_the_shared_phone(
    person, relative, django_capture_on_commit_callbacks
):
    visit = person.visits.get()
    act = erase(person, django_capture_on_commit_callbacks)
    person.refresh_from_db()
    visit.refresh_from_db()
    relative.refresh_from_db()
    assert (person.last_name, person.first_name, person.birth_date) == (act.pseudonym, "", date(1980, 1, 1))
    assert person.archived_at == NOW
    assert (visit.amount, visit.patient) == (1000, person)
    assert [c.point.value for c in relative.contacts.all()] == [SHARED]
    assert relative.comment == "Мать: …, +7 …"


def test_erased_contacts_and_cards_stand_on_the_stop_list_as_hashes(
    person, django_capture_on_commit_callbacks
):
    source = person.cards.get().source_id
    erase(person, django_capture_on_commit_callbacks)
    wanted = {digest("phone", PHONE), digest("email", EMAIL), digest(str(source), "004711")}
    assert set(StopEntry.objects.values_list("digest", flat=True)) == wanted
    assert not ContactPoint.objects.filter(value__in=[PHONE, EMAIL]).exists()


def test_erased_person_who_comes_in_again_is_not_written_to(person, django_capture_on_commit_callbacks):
    erase(person, django_capture_on_commit_callbacks)
    again, stranger = make_patient(), make_patient()
    make_contact(again, PHONE)
    make_contact(stranger, SHARED)
    assert hold_erased([again.pk, stranger.pk]) == 1
    again.refresh_from_db()
    assert again.do_not_contact != ""


def test_act_says_what_stays_by_which_law_until_when(person, django_capture_on_commit_callbacks):
    act = erase(person, django_capture_on_commit_callbacks)
    kept = {line["holding"]: (line["law"], line["until"]) for line in act.kept}
    assert kept["visits"] == ("medical", "2036-12-31")  # own rule: 10 years after the year of the last visit
    assert kept["payments"] == ("accounting", "2033-12-31")
    assert act.erased["person"] >= 2 and act.erased["files"] == 3
    assert act.requested_by != act.approved_by
    entry = JournalEntry.objects.get(verb="erased")
    assert (entry.patient_id, entry.details) == (person.pk, {})


def test_whoever_took_the_request_cannot_approve_it(person):
    request = make_subject_request(person, kind="erasure")
    with pytest.raises(RequestError):
        erase_person(request, by=request.requested_by, now=NOW)
    with pytest.raises(IntegrityError, match="erasure_needs_two_persons"), transaction.atomic():
        SubjectRequest.objects.filter(pk=request.pk).update(
            state="done", decided_by=request.requested_by, decided_at=NOW
        )
    assert Patient.objects.get(pk=person.pk).last_name == LAST


def test_erasure_that_breaks_leaves_everything(person, monkeypatch):
    monkeypatch.setattr("patients.services.erasure._strike_out", lambda *_: 1 / 0)
    before = rows_with_canaries()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        erase_person(make_subject_request(person, kind="erasure"), by=make_user(), now=NOW)
    assert rows_with_canaries() == before


def test_namesake_is_left_alone(person, django_capture_on_commit_callbacks):
    namesake = make_patient(last_name="Тёзкин", first_name="Пётр")
    Patient.objects.filter(pk=person.pk).update(last_name="Тёзкин", first_name="Пётр")
    erase(person, django_capture_on_commit_callbacks)
    namesake.refresh_from_db()
    assert namesake.full_name == "Тёзкин Пётр Петрович"


@pytest.mark.parametrize(
    "text",
    [
        "8 (921) 555-01-77",
        "+79215550177",
        "9215550177",
        "Канареев Савелий",
        "савелий саввич КАНАРЕЕВ",
        "Saveliy.K@example.org",
    ],
)
def test_pattern_knows_every_writing(text):
    pattern = Identifiers(((LAST, FIRST),), (PHONE,), (EMAIL,)).pattern()
    assert re.search(pattern, text.lower())


def test_pattern_spares_other_people():
    pattern = Identifiers(((LAST, FIRST), ("", "Иван")), (PHONE,), (EMAIL,)).pattern()
    assert not re.search(pattern, "канареев пётр, иван, 8 921 555-01-78, x@example.org")


def test_everything_about_a_person_is_exported(person):
    text = json.dumps(everything_about(subject_of(person)), default=str, ensure_ascii=False)
    for each in (LAST, FIRST, FORMER, PHONE, EMAIL, "004711", TEXT, "1000.00"):
        assert each in text, each


@pytest.mark.parametrize(
    ("profile", "kind", "due"),
    [
        ("ru", "access", date(2026, 9, 29)),  # ten working days after Tuesday the 15th
        ("ru", "erasure", date(2026, 10, 15)),
        ("own", "access", date(2026, 10, 15)),
    ],
)
def test_deadlines(profile, kind, due):
    clinic = the_clinic()
    Clinic.objects.filter(pk=clinic.pk).update(legal_profile=profile)
    clinic.refresh_from_db()
    assert answer_by(clinic, kind, received_on=date(2026, 9, 15)) == due


def test_holidays_put_the_deadline_off():
    clinic = the_clinic()
    Holiday.objects.create(clinic=clinic, day=date(2026, 9, 16), name="День города")
    Holiday.objects.create(clinic=clinic, day=date(2026, 9, 19), name="Рабочая суббота", works_as=0)
    assert answer_by(clinic, "access", received_on=date(2026, 9, 15)) == date(2026, 9, 29)
    assert keep_until(clinic, Law.MEDICAL, since=date(2026, 9, 15)) == date(2051, 12, 31)
    assert keep_until(clinic, Law.ANONYMOUS, since=TODAY) is None


def test_requests_are_taken_once_and_answered_once():
    patient, user = make_patient(), make_user()
    row = take_request(patient, kind="stop", received_on=TODAY, by=user, now=NOW)
    with pytest.raises(RequestError):
        take_request(patient, kind="stop", received_on=TODAY, by=user, now=NOW)
    fulfil_request(row, by=user, now=NOW)
    patient.refresh_from_db()
    assert patient.do_not_contact
    with pytest.raises(RequestError):
        refuse_request(row, answer="поздно", by=user, now=NOW)
    with pytest.raises(RequestError):
        refuse_request(make_subject_request(), answer=" ", by=user, now=NOW)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("request_kind_known", {"kind": "x"}),
        ("request_decided_iff_closed", {"state": "done"}),
        ("request_refusal_says_why", {"state": "refused", "decided_at": NOW, "answer": ""}),
    ],
)
def test_constraints(name, values):
    extra = {"decided_by": make_user()} if "decided_at" in values else {}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_subject_request(**values, **extra)


def test_request_from_the_desk_to_the_act(client, person):
    """The administrator takes it, the manager reads and exports, the owner erases."""
    branch = the_branch()
    desk, manager, owner = (user_with_role(r, branch) for r in (Role.ADMINISTRATOR, Role.MANAGER, Role.OWNER))
    today = datetime.now(UTC).date().isoformat()
    client.force_login(desk)
    answer = client.post(f"/patients/{person.pk}/request/", {"kind": "erasure", "received_on": today})
    assert answer.url == f"/patients/{person.pk}/"
    row = SubjectRequest.objects.get(kind="erasure")
    assert client.get(f"/requests/{row.pk}/").status_code == 404
    client.force_login(manager)
    assert LAST in client.get(f"/requests/{row.pk}/print/").content.decode()
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"/requests/{row.pk}/export/").content))
    assert LAST in archive.read("data.html").decode() and json.loads(archive.read("data.json"))["holdings"]
    assert client.post(f"/requests/{row.pk}/erase/").status_code == 404
    client.force_login(owner)
    assert client.get(f"/requests/{row.pk}/erase/").status_code == 200
    assert client.post(f"/requests/{row.pk}/erase/").url == f"/requests/{row.pk}/act/"
    page = client.get(f"/requests/{row.pk}/act/").content.decode()
    assert LAST not in page and ErasureAct.objects.get().pseudonym in page


def test_stale_proof_is_asked_for_before_an_erasure(client, person):
    owner = user_with_role(Role.OWNER, the_branch())
    row = make_subject_request(person, kind="erasure")
    with time_machine.travel(datetime.now(UTC) - timedelta(hours=1), tick=True):
        client.force_login(owner)
    client.post(f"/requests/{row.pk}/erase/")
    assert Patient.objects.get(pk=person.pk).last_name == LAST


def test_other_branch_sees_no_request(client):
    manager = user_with_role(Role.MANAGER, the_branch())
    row = make_subject_request(make_patient(branch=make_branch(name="Дальний")))
    client.force_login(manager)
    assert client.get(f"/requests/{row.pk}/").status_code == 404
