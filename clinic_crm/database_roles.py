"""The rights of the app role: web, worker and beat may do their work and cannot rewrite the journal."""

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

ROWS = "SELECT, INSERT, UPDATE, DELETE"


def grant_app_rights(connection: BaseDatabaseWrapper) -> bool:
    """Give the app role rows of every table but the insert-only ones; run by the owner after each migration.

    Returns whether there was such a role to give to (a production database may run under one role only).
    """
    role = settings.DATABASE_APP_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
        if not cursor.fetchone():
            return False
        name = connection.ops.quote_name(role)
        for statement in [*_wide_rights(name, cursor.connection.info.server_version), *_limits(name, cursor)]:
            cursor.execute(statement)
    return True


def _wide_rights(role: str, version: int) -> list[str]:
    statements = [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT {ROWS} ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {ROWS} ON TABLES TO {role}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {role}",
    ]
    if version >= 170000:  # ANALYZE after a big import; before 17 only owners could
        statements.append(f"GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {role}")
    return statements


def _limits(role: str, cursor) -> list[str]:  # type: ignore[no-untyped-def]  # django's CursorWrapper
    """Insert-only tables, the list of migrations, and TRUNCATE for staging tables (the unlogged ones) alone."""
    cursor.execute(
        "SELECT format('%%I', relname), relname = ANY(%s), relname = ANY(%s), relpersistence = 'u' FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
        [
            [*settings.INSERT_ONLY_TABLES, *settings.READ_ONLY_TABLES, "django_migrations"],
            settings.READ_ONLY_TABLES,
        ],
    )
    rows = cursor.fetchall()
    return [
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}" for table, kept, _, _ in rows if kept),
        *(f"REVOKE INSERT ON {table} FROM {role}" for table, _, only_read, _ in rows if only_read),
        *(f"GRANT TRUNCATE ON {table} TO {role}" for table, _, _, staging in rows if staging),
    ]
