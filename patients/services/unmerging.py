"""Taking two joined cards apart again: every row goes back to where the merge found it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from clinics.models import User
from clinics.services.journal import record_action
from patients.handlers import relinked_models
from patients.models import MergeRecord, Patient
from patients.services.merging import MergeError
from patients.services.relinking import PATIENTS, change_back, insert_row, move_back
from patients.services.segments import mark_dirty


@transaction.atomic
def unmerge_patients(record: MergeRecord, *, by: User | None, now: datetime) -> Patient:
    """Bring the joined patient back with all that was his; returns that patient.

    What was written after the merge stays with the kept patient, and so do columns that a person has changed since.
    Several joinings are taken apart in turn, the newest first. MergeError says why it cannot be done.
    """
    record = _locked(record)
    try:
        with transaction.atomic():
            _put_back(record)
            _check_now()
    except IntegrityError as error:
        raise MergeError(_("Something that belonged to the joined card is gone since.")) from error
    record.undone_at, record.undone_by = now, by
    record.save(update_fields=["undone_at", "undone_by"])
    restored = Patient.objects.get(pk=record.gone_id)
    mark_dirty([record.kept_id, restored.pk], now=now)
    record_action(
        by, "unmerged", record.kept, now=now, patient_id=record.kept_id, branch_id=record.kept.branch_id,
        details={"other": restored.pk},
    )  # fmt: skip
    return restored


def newest_merge_of(patient_id: int) -> MergeRecord | None:
    """The joining that may be taken apart now."""
    return MergeRecord.objects.filter(kept=patient_id, undone_at=None).order_by("-pk").first()


def _locked(record: MergeRecord) -> MergeRecord:
    found = MergeRecord.objects.select_for_update().filter(pk=record.pk, undone_at=None).first()
    if found is None:
        raise MergeError(_("Somebody has taken these cards apart already."))
    found.kept = Patient.objects.select_for_update().get(pk=found.kept_id)
    if newest_merge_of(found.kept_id) != found:
        raise MergeError(_("Another card was joined later: take that one apart first."))
    return found


def _put_back(record: MergeRecord) -> None:
    insert_row(Patient, record.gone_row)
    for model, what in _tables(record):
        for row in what["dropped"]:
            insert_row(model, row)
        for column, keys in what["moved"].items():
            move_back(model, column, keys, to=record.gone_id, now_at=record.kept_id)
        for key, differs in what["changed"]:
            change_back(model, key, differs)


def _tables(record: MergeRecord) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
    by_table = {model._meta.db_table: model for model, _columns in relinked_models()} | {PATIENTS: Patient}
    return ((by_table[table], what) for table, what in record.tables.items() if table in by_table)


def _check_now() -> None:
    """Foreign keys are checked at commit: make it now, where the answer can still be given in words."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
