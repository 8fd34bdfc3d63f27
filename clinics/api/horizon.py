"""How far a poller may read without missing what is being written now."""

from datetime import datetime

from django.db import connection

from clinics.changes import LOCK_CLASS, LOCK_EPOCH


def safe_until() -> datetime:
    """No row with an earlier `updated_at` can appear any more: all their writers have ended.

    Ask this first and read the rows by a later statement. A writer holds the lock of its start before it takes an
    instant from the clock, and lets it go only after its rows can be seen. Our own rows are no danger.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT least(statement_timestamp(), min(to_timestamp(objid::bigint + %s)))
               FROM pg_locks
               WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2 AND pid <> pg_backend_pid()
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""",
            [LOCK_EPOCH, LOCK_CLASS],
        )
        return cursor.fetchone()[0]
