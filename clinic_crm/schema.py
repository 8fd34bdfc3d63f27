"""All tables as one script, `schema.sql`: an empty database gets them in a second instead of the seven of its migrations.

Django renders the growing graph of models anew for each new table, so the first `migrate` slows with their square. The
script is what `pg_dump` says of a migrated database; it names its migrations, so newer ones simply run after it.
"""

import re
from collections.abc import Iterator

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from clinic_crm.programs import run_program

FILE = settings.BASE_DIR / "clinic_crm/schema.sql"
TITLE = "-- Written by `make schema` from the migrations, with PostgreSQL {major}.\n"
# What `post_migrate` makes, and what this script writes by itself.
MADE_ELSEWHERE = ("django_content_type", "auth_permission", "django_migrations")
NOISE = re.compile(
    r"^(--.*|\\(un)?restrict .*|SET \w+ = .*;|SELECT pg_catalog\.set_config\('search_path'.*;|COMMENT ON (EXTENSION|SCHEMA) .*;|)$\n",
    re.MULTILINE,
)
MIGRATION = re.compile(r"^\('(\w+)', '(\w+)', now\(\)\)", re.MULTILINE)


def load_schema(connection: BaseDatabaseWrapper) -> bool:
    """Make all tables in an empty database of the script's PostgreSQL; False, and nothing done, in any other."""
    script = FILE.read_text()
    major = connection.pg_version // 10_000  # type: ignore[attr-defined]  # django's PostgreSQL wrapper
    if not script.startswith(TITLE.format(major=major)) or connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        # Functions come before the tables they speak of.
        cursor.execute("BEGIN; SET LOCAL check_function_bodies = false")
        cursor.execute(script)
        cursor.execute("COMMIT")
    return True


def recorded_migrations(script: str) -> set[tuple[str, str]]:
    """The migrations (app, name) whose work the script contains."""
    return set(MIGRATION.findall(script))


def schema_script(connection: BaseDatabaseWrapper) -> str:
    """The script of a database that has seen nothing but its migrations."""
    hidden = [f"--exclude-table-data={table}" for table in MADE_ELSEWHERE]
    plain = ("--no-owner", "--no-privileges")
    tables = run_program(connection, "pg_dump", "--schema-only", *plain)
    rows = run_program(connection, "pg_dump", "--data-only", "--column-inserts", *plain, *hidden)
    major = connection.pg_version // 10_000  # type: ignore[attr-defined]  # django's PostgreSQL wrapper
    parts = [TITLE.format(major=major), NOISE.sub("", tables), _of_content(rows), *_migrations(connection)]
    return "".join(parts)


def _of_content(rows: str) -> str:
    """Without the positions of sequences that nothing here has drawn from."""
    elsewhere = "|".join(MADE_ELSEWHERE)
    moment = r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00'"  # of the migration
    unused = rf"^SELECT pg_catalog\.setval\((.*, 1, false|'public\.({elsewhere})_id_seq'.*)\);\n"
    return re.sub(moment, "now()", re.sub(unused, "", NOISE.sub("", rows), flags=re.MULTILINE))


def _migrations(connection: BaseDatabaseWrapper) -> Iterator[str]:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    yield "INSERT INTO public.django_migrations (app, name, applied) VALUES\n"
    yield ",\n".join(f"('{app}', '{name}', now())" for app, name in applied) + ";\n"
