"""The journal's hash chain: written by the database, and any change of the past shows."""

import threading

import pgtrigger
import pytest
from django.db import connection, connections, transaction

from clinics.models import JournalEntry, JournalSeal
from clinics.selectors.chain import Break, Chain, verify_chain
from clinics.services.journal import record_action
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def _seal() -> None:
    """What a commit does: the deferred triggers fire."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _entries(count: int) -> list[JournalEntry]:
    made = [record_action(None, "created", now=NOW, details={"rows": n}) for n in range(count)]
    _seal()
    return made


def _as_owner(statement: str) -> None:
    """What the owner of the tables can do: step over our triggers."""
    with (
        pgtrigger.ignore("clinics.JournalEntry:insert_only", "clinics.JournalSeal:never_changed"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_chain_is_whole_while_nobody_touches_the_past():
    assert verify_chain() == Chain(0, "")
    _entries(3)
    state = verify_chain()
    assert (state.whole_up_to, len(state.head), state.broken) == (3, 64, None)
    assert list(JournalSeal.objects.order_by("position").values_list("position", "entry_id")) == [
        (n, entry.pk) for n, entry in enumerate(JournalEntry.objects.order_by("pk"), 1)
    ]


def test_entry_changed_by_the_owner_of_the_table_is_found():
    second = _entries(3)[1]
    _as_owner(f"UPDATE clinics_journalentry SET details = '{{}}' WHERE id = {second.pk}")
    state = verify_chain()
    assert (state.whole_up_to, state.broken, state.entry_id) == (1, Break.CHANGED, second.pk)


@pytest.mark.parametrize(
    "change", ["at = at + interval '1 microsecond'", "actor_id = NULL", "verb = 'looked'", "patient_id = 7"]
)
def test_every_column_is_sealed(change, django_user_model):
    user = django_user_model.objects.create_user("someone")
    entry = record_action(user, "created", now=NOW, patient_id=3)
    _seal()
    _as_owner(f"UPDATE clinics_journalentry SET {change}")
    assert verify_chain().entry_id == entry.pk


def test_entry_deleted_by_the_owner_of_the_table_is_found():
    second = _entries(3)[1]
    _as_owner(f"DELETE FROM clinics_journalentry WHERE id = {second.pk}")
    assert (verify_chain().broken, verify_chain().entry_id) == (Break.GONE, second.pk)


def test_entry_deleted_with_its_link_is_found():
    second, third = _entries(3)[1:]
    _as_owner(f"DELETE FROM clinics_journalentry WHERE id = {second.pk}")
    _as_owner("DELETE FROM clinics_journalseal WHERE position = 2")
    assert (verify_chain().whole_up_to, verify_chain().broken, verify_chain().entry_id) == (
        2, Break.GAP, third.pk,
    )  # fmt: skip


def test_entry_written_past_the_chain_is_found():
    _entries(1)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clinics_journalentry DISABLE TRIGGER seal_entry")
    entry = record_action(None, "created", now=NOW)
    assert (verify_chain().broken, verify_chain().entry_id) == (Break.UNSEALED, entry.pk)


def test_journal_cut_at_its_end_shows_only_by_what_was_kept_elsewhere():
    entries = _entries(3)
    kept = (3, verify_chain().head)
    assert verify_chain(kept).broken is None
    _as_owner(f"DELETE FROM clinics_journalentry WHERE id = {entries[2].pk}")
    _as_owner("DELETE FROM clinics_journalseal WHERE position = 3")
    assert verify_chain().broken is None
    assert (verify_chain(kept).broken, verify_chain(kept).whole_up_to) == (Break.CUT, 2)


def test_newest_links_alone_can_be_walked():
    first, _second, third = _entries(3)
    assert verify_chain(newest=2).broken is None
    _as_owner(f"UPDATE clinics_journalentry SET verb = 'x' WHERE id = {first.pk}")
    assert (verify_chain(newest=2).broken, verify_chain().broken) == (None, Break.CHANGED)
    _as_owner(f"UPDATE clinics_journalentry SET verb = 'x' WHERE id = {third.pk}")
    assert verify_chain(newest=1).entry_id == third.pk


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain():
    def write() -> None:
        for _ in range(10):
            with transaction.atomic():
                record_action(None, "created", now=NOW)
                record_action(None, "changed", now=NOW)
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (verify_chain().whole_up_to, verify_chain().broken) == (120, None)


@pytest.mark.django_db(transaction=True)
def test_long_transaction_with_an_early_entry_holds_nobody_up():
    with transaction.atomic():
        record_action(None, "created", now=NOW)
        other = threading.Thread(
            target=lambda: (record_action(None, "changed", now=NOW), connections.close_all())
        )
        other.start()
        other.join(timeout=10)
        assert other.is_alive() is False
    assert (verify_chain().whole_up_to, verify_chain().broken) == (2, None)
