"""Pages lose nothing and repeat nothing, whoever writes meanwhile."""

import threading
from datetime import UTC, datetime

import pgtrigger
import pytest
from django.db import connections, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from clinics.api.horizon import safe_until
from patients.models import Patient
from tests.api.calls import Caller, make_token
from tests.factories import NOW, make_patient, the_branch


def walk(api: Caller, query: str = "", cursor: str = "") -> tuple[list[dict], str]:
    """All pages from the cursor on, and the cursor to go on with later."""
    rows: list[dict] = []
    while True:
        page = api.get(f"patients/?limit=2{query}" + (f"&cursor={cursor}" if cursor else "")).json()
        rows, cursor = rows + page["results"], page["next_cursor"] or ""
        if not page["has_more"]:
            return rows, cursor


@pytest.mark.django_db
def test_pages_hold_every_row_once_in_order_of_change(api):
    patients = [make_patient() for _ in range(7)]
    Patient.objects.filter(pk=patients[2].pk).update(last_name="Последний")
    rows, _cursor = walk(api)
    order = [0, 1, 3, 4, 5, 6, 2]
    assert [row["id"] for row in rows] == [patients[n].pk for n in order]


@pytest.mark.django_db
def test_cursor_of_the_last_page_brings_what_came_since(api):
    first = make_patient()
    rows, cursor = walk(api)
    assert (len(rows), walk(api, cursor=cursor)) == (1, ([], cursor))
    second = make_patient()
    Patient.objects.filter(pk=first.pk).update(first_name="Новый")
    rows, later = walk(api, cursor=cursor)
    assert [row["id"] for row in rows] == [second.pk, first.pk]
    assert walk(api, cursor=later) == ([], later)


@pytest.mark.django_db
def test_updated_since_begins_with_that_instant(api):
    make_patient()
    second = make_patient()
    second.refresh_from_db()
    since = second.updated_at.isoformat().replace("+00:00", "Z")
    assert [row["id"] for row in walk(api, f"&updated_since={since}")[0]] == [second.pk]


@pytest.mark.django_db
def test_rows_of_one_instant_are_told_apart_by_id(api):
    """An instant that many rows share (a copied table): a page may end amid them."""
    patients = [make_patient() for _ in range(5)]
    with pgtrigger.ignore("patients.Patient:stamp_change"):
        Patient.objects.update(updated_at=NOW)
    assert [row["id"] for row in walk(api)[0]] == [patient.pk for patient in patients]


class Writer:
    """Another connection that holds a transaction open until it is told to end."""

    def __init__(self, work) -> None:
        self.wrote, self.end = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._run, args=(work,))
        self.thread.start()
        assert self.wrote.wait(10)

    def _run(self, work) -> None:
        try:
            with transaction.atomic():
                work()
                self.wrote.set()
                self.end.wait(20)
        finally:
            self.wrote.set()
            connections.close_all()

    def commit(self) -> None:
        self.end.set()
        self.thread.join()


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_not_missed():
    """The trap: written first, committed last, it lies before what was read already."""
    api = Caller(make_token())
    the_branch()
    slow = Writer(lambda: make_patient(last_name="Медленный"))
    quick = make_patient(last_name="Быстрый")
    rows, cursor = walk(api)
    assert rows == []  # the quick one waits for the slow one
    slow.commit()
    rows, cursor = walk(api, cursor=cursor)
    assert [row["last_name"] for row in rows] == ["Медленный", "Быстрый"]
    assert walk(api, cursor=cursor)[0] == []
    assert Patient.objects.filter(pk=quick.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_horizon_waits_for_writers_and_not_for_readers():
    the_branch()
    before = datetime.now(UTC)
    reader = Writer(lambda: Patient.objects.count())
    assert safe_until() >= before
    writer = Writer(make_patient)
    held = safe_until()
    again = safe_until()
    assert held == again <= datetime.now(UTC)
    writer.commit()
    assert safe_until() > again
    reader.commit()


@pytest.mark.django_db(transaction=True)
def test_walk_beside_many_writers_sees_every_version_that_stayed():
    """Four writers make and change; one poller goes on by its cursor; at the end it knows every row as it is."""
    api, branch = Caller(make_token()), the_branch()
    stop = threading.Event()

    def write(number: int) -> None:
        try:
            for turn in range(12):
                with transaction.atomic():
                    made = make_patient(branch=branch, last_name=f"П{number}-{turn}")
                    Patient.objects.filter(pk__lt=made.pk, pk__gte=made.pk - 3).order_by("pk").update(
                        first_name=f"И{number}-{turn}"
                    )
        except Exception:
            pass
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    known: dict[int, int] = {}
    cursor = ""
    while True:
        if not any(writer.is_alive() for writer in writers):
            stop.set()
        rows, cursor = walk(api, cursor=cursor)
        for row in rows:
            assert known.get(row["id"], 0) < row["version"], "a version came twice"
            known[row["id"]] = row["version"]
        if stop.is_set():
            break
    assert known == dict(Patient.objects.values_list("pk", "version"))
    assert len(known) > 10


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(steps=st.lists(st.sampled_from(["make", "change", "change", "read"]), max_size=12), data=st.data())
def test_poller_knows_all_after_any_order_of_writes_and_reads(steps, data):
    with transaction.atomic():
        api = Caller(make_token())
        known: dict[int, int] = {}
        cursor = ""
        for step in [*steps, "read"]:
            ids = list(Patient.objects.order_by("pk").values_list("pk", flat=True))
            if step == "make":
                make_patient()
            elif step == "change" and ids:
                pk = data.draw(st.sampled_from(ids))
                Patient.objects.filter(pk=pk).update(first_name=data.draw(st.sampled_from(["А", "Б"])))
            elif step == "read":
                rows, cursor = walk(api, cursor=cursor)
                ids_read = [row["id"] for row in rows]
                assert len(ids_read) == len(set(ids_read))
                assert all(known.get(row["id"], 0) < row["version"] for row in rows)
                known |= {row["id"]: row["version"] for row in rows}
        assert known == dict(Patient.objects.values_list("pk", "version"))
        transaction.set_rollback(True)
