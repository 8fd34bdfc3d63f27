"""The import pages: upload, check, confirm, report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinics.enums import Role
from patients.models import ImportRun, Patient
from patients.services.imports import work_on_run
from tests.factories import NOW, make_branch, the_branch, user_with_role
from tests.patients.imports.exports import PATIENTS, patient_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client):
    client.force_login(user_with_role(Role.ADMINISTRATOR, the_branch()))
    return client


def file(*rows, name="patients.csv"):
    return SimpleUploadedFile(name, "\r\n".join([PATIENTS, *rows]).encode("cp1251"))


def upload(client, *files):
    answer = client.post("/imports/", {"files": list(files), "branch": the_branch().pk})
    assert answer.status_code == 302
    return ImportRun.objects.latest("pk")


def test_files_are_checked_first_and_nothing_changes(desk):
    run = upload(desk, file(patient_row(), patient_row("000102", phone="12", last="Вяз")))
    work_on_run(run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.totals["patients"], Patient.objects.count()) == ("checked", 2, 0)
    page = desk.get(f"/imports/{run.pk}/").content.decode()
    assert f"/imports/{run.pk}/confirm/" in page
    assert "Телефон" in page


def test_confirmed_files_come_in_once(desk):
    run = upload(desk, file(patient_row()))
    work_on_run(run.pk, now=NOW)
    desk.post(f"/imports/{run.pk}/confirm/")
    work_on_run(run.pk, now=NOW)
    work_on_run(run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.totals["changed"], Patient.objects.count()) == ("done", 1, 1)
    assert Patient.objects.get().branch == the_branch()
    desk.post(f"/imports/{run.pk}/confirm/")
    run.refresh_from_db()
    assert run.state == "done"


def test_report_is_a_file_in_the_language_of_the_reader(client):
    client.force_login(user_with_role(Role.ADMINISTRATOR, the_branch(), language="ru"))
    desk = client
    run = upload(desk, file(patient_row(phone="=12")))
    work_on_run(run.pk, now=NOW)
    answer = desk.get(f"/imports/{run.pk}/report/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer["Content-Disposition"] == f'attachment; filename="import-{run.pk}.csv"'
    assert text.splitlines()[0] == "файл;строка;столбец;значение;код;причина;решение"
    reason = '"это не номер телефона; пациент принят без него"'
    assert (
        text.splitlines()[1] == f"patients.csv;2;Телефон;'=12;ok_fix;{reason};принято, поле оставлено пустым"
    )


def test_unknown_files_are_named_and_two_of_one_name_told_apart(desk):
    run = upload(desk, file(patient_row()), file("a;b"), SimpleUploadedFile("notes.txt", b"hello"))
    work_on_run(run.pk, now=NOW)
    assert [f.name for f in run.files.all()] == ["patients.csv", "patients (2).csv", "notes.txt"]
    assert "unknown_file" in run.issues.filter(file="notes.txt").values_list("reason", flat=True)


def test_other_kinds_of_files_are_refused_at_the_door(desk):
    answer = desk.post(
        "/imports/", {"files": [SimpleUploadedFile("x.exe", b"MZ")], "branch": the_branch().pk}
    )
    assert (answer.status_code, ImportRun.objects.count()) == (200, 0)


def test_failed_step_says_so_and_can_be_tried_again(desk, tmp_path):
    run = upload(desk, file(patient_row()))
    stored = tmp_path / run.files.get().path
    content = stored.read_bytes()
    stored.unlink()
    work_on_run(run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "FileNotFoundError")
    assert "FileNotFoundError" in desk.get(f"/imports/{run.pk}/").content.decode()
    stored.write_bytes(content)
    desk.post(f"/imports/{run.pk}/retry/")
    work_on_run(run.pk, now=NOW)
    run.refresh_from_db()
    assert run.state == "checked"


def test_branch_of_another_administrator_cannot_be_chosen(desk):
    answer = desk.post("/imports/", {"files": [file(patient_row())], "branch": make_branch().pk})
    assert (answer.status_code, ImportRun.objects.count()) == (200, 0)


def test_list_costs_the_same_for_one_and_three_runs(desk, django_assert_num_queries):
    upload(desk, file(patient_row()))
    desk.get("/imports/")
    desk.get("/imports/")
    with CaptureQueriesContext(connection) as one:
        desk.get("/imports/")
        queries = len(one)
    upload(desk, file(patient_row()))
    upload(desk, file(patient_row()))
    with django_assert_num_queries(queries):
        desk.get("/imports/")
