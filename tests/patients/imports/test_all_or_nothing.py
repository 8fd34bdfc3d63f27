"""An import cut off in the middle leaves nothing, and its repetition leaves what one whole import would."""

import pytest
from django.db import InterfaceError, OperationalError, connection

from patients.imports.run import read_folder, read_sheets, run_import
from patients.models import ContactPoint, ImportedRow, Patient, Visit
from tests.factories import NOW
from tests.patients.imports.exports import patient_row, visit_row


@pytest.mark.django_db(transaction=True)
def test_import_killed_between_two_files_leaves_nothing(export):
    export.patients(*[patient_row(f"{n:06}", birth="", phone=f"+7 912 000-00-{n:02}") for n in range(1, 40)])
    export.visits(visit_row())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        victim = cursor.fetchone()[0]

    def kill(percent: int) -> None:
        if percent < 50:
            return
        beside = connection.copy()
        with beside.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [victim])
        beside.close()

    sheets, issues = read_sheets(read_folder(export.folder))
    with pytest.raises((OperationalError, InterfaceError)):
        run_import(sheets, issues, now=NOW, keep=lambda outcome, session: None, progress=kill)
    connection.close()
    assert [m.objects.count() for m in (Patient, ContactPoint, Visit, ImportedRow)] == [0, 0, 0, 0]
    assert export.bring_in().totals["patients"] == 39
    assert export.bring_in().totals["changed"] == 0
