"""What betrays a person in a text, and where: every text and json column of the database, and the files we keep.

A phone is looked for by its digits however they are written, a name as surname and first name in either order. Rows
that are another person's own (a namesake's card) are not residues.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

# Kept by others for their own reasons, and rows about staff: nothing in them comes from a patient.
SKIPPED = (
    "auth_%", "django_%", "clinics_user", "clinics_employee", "clinics_employee%", "account_%", "mfa_%",
)  # fmt: skip
# In these columns everybody has an own row: only the subject's can be residues, and there a single name is one too.
OWNED = {  # table: (columns, the key column, the subject's ids)
    "patients_patient": ({"last_name", "first_name", "patronymic", "name_key"}, "id", "ids"),
    "patients_patientevent": ({"last_name", "first_name", "patronymic"}, "pgh_obj_id", "ids"),
    "patients_inquiry": ({"name"}, "id", "inquiries"),
    "patients_contactpoint": ({"value"}, "id", "own_points"),
}
KEYED = {"patients_importedrow"}  # bookkeeping under a unique text: a new import makes the row anew
GAP = r"[\s().\-]{0,3}"


@dataclass(frozen=True)
class Identifiers:
    """What betrays the person. Phones and e-mails of relatives who share them are not among them."""

    names: tuple[tuple[str, str], ...]  # (surname, first name), now and formerly
    phones: tuple[str, ...]
    emails: tuple[str, ...]

    def pattern(self) -> str:
        """One regular expression, the same for PostgreSQL and for Python; empty when nothing is known."""
        parts = [_name(*pair) for pair in self.names if all(pair)]
        parts += [_phone(value) for value in self.phones]
        parts += [re.escape(value) for value in self.emails]
        return "|".join(parts)

    def parts(self) -> str:
        """Single names: enough to betray the person in the own rows."""
        words = {word for pair in self.names for word in pair if len(word) > 1}
        return "|".join(_word(word) for word in sorted(words))


def _word(text: str) -> str:
    return re.sub("[её]", "[её]", re.escape(text.lower()))


def _name(last: str, first: str) -> str:
    return rf"{_word(last)}[\s,]+{_word(first)}|{_word(first)}[\s,]+({_word_any()}[\s,]+)?{_word(last)}"


def _word_any() -> str:
    return r"[а-яёa-z\-]+"


def _phone(value: str) -> str:
    """The last ten digits with what people write between them."""
    digits = re.sub(r"\D", "", value)[-10:]
    return GAP.join(digits)


@dataclass(frozen=True)
class Residue:
    table: str
    column: str
    rows: int


def columns_to_search() -> list[tuple[str, str, str]]:
    """(table, column, type) of every column that can hold a text."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, a.attname, t.typname FROM pg_attribute a
               JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
               JOIN pg_type t ON t.oid = a.atttypid
               WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
                 AND t.typname IN ('text', 'varchar', 'bpchar', 'json', 'jsonb', '_text', '_varchar')
                 AND NOT (c.relname LIKE ANY(%s))
               ORDER BY 1, 2""",
            [list(SKIPPED)],
        )
        return cursor.fetchall()


def find_residues(identifiers: Identifiers, parameters: dict[str, Any]) -> list[Residue]:
    """Every column in which the person is still named, with the number of rows: one walk over each table."""
    by_table: dict[str, list[str]] = {}
    for table, column, _kind in columns_to_search():
        by_table.setdefault(table, []).append(column)
    if not identifiers.pattern():
        return []
    return [
        residue
        for table, columns in by_table.items()
        for residue in _search(table, columns, identifiers, parameters)
    ]


def _search(
    table: str, columns: list[str], identifiers: Identifiers, parameters: dict[str, Any]
) -> list[Residue]:
    conditions = [_betrays(table, column, identifiers, parameters) for column in columns]
    counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition, _values in conditions)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {counts} FROM "{table}"',  # noqa: S608 - names from the catalogue
            [value for _condition, values in conditions for value in values],
        )
        row = cursor.fetchone()
    return [Residue(table, column, count) for column, count in zip(columns, row, strict=True) if count]


def _pattern_for(table: str, column: str, identifiers: Identifiers) -> str:
    is_owned = table in OWNED and column in OWNED[table][0]
    parts = [identifiers.pattern(), identifiers.parts() if is_owned else ""]
    return "|".join(filter(None, parts))


def _betrays(
    table: str, column: str, identifiers: Identifiers, parameters: dict[str, Any]
) -> tuple[str, list[Any]]:
    """The condition on a row whose column betrays the person, with its parameters."""
    condition = f'lower("{column}"::text) ~ %s'
    values: list[Any] = [_pattern_for(table, column, identifiers)]
    if table in OWNED and column in OWNED[table][0]:
        _columns, key, ids = OWNED[table]
        return f"{condition} AND {key} = ANY(%s)", [*values, parameters[ids]]
    return condition, values


def scrub(residue: Residue, identifiers: Identifiers, parameters: dict[str, Any]) -> int:
    """Strike the person out of a free text: the words around stay. The number of rows.

    Insert-only tables are left alone (they hold ids only); a key that names the person goes with its row.
    """
    if residue.table in settings.INSERT_ONLY_TABLES:
        return 0
    if residue.table in KEYED:
        return _delete_rows(residue, identifiers, parameters)
    kinds = {(table, column): kind for table, column, kind in columns_to_search()}
    cast = {"json": "::json", "jsonb": "::jsonb", "_text": "::text[]", "_varchar": "::varchar[]"}.get(
        kinds[(residue.table, residue.column)], ""
    )
    pattern = _pattern_for(residue.table, residue.column, identifiers)
    condition, values = _betrays(residue.table, residue.column, identifiers, parameters)
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{residue.table}" SET "{residue.column}" ='  # noqa: S608 - names from the catalogue
            f""" regexp_replace("{residue.column}"::text, %s, '…', 'gi'){cast} WHERE {condition}""",
            [pattern, *values],
        )
        return cursor.rowcount


def _delete_rows(residue: Residue, identifiers: Identifiers, parameters: dict[str, Any]) -> int:
    condition, values = _betrays(residue.table, residue.column, identifiers, parameters)
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{residue.table}" WHERE {condition}', values)  # noqa: S608
        return cursor.rowcount


# Stored files that name the person: `find(pattern)` gives paths, which an erasure then deletes after its commit.
FileSearch = Callable[[re.Pattern[str]], Iterable[Any]]
FILE_SEARCHES: dict[str, FileSearch] = {}


def register_files(key: str, search: FileSearch) -> None:
    FILE_SEARCHES[key] = search


def find_files(identifiers: Identifiers) -> list[Any]:
    """Paths of the stored files in which the person is named."""
    if not (text := identifiers.pattern()):
        return []
    pattern = re.compile(text, re.IGNORECASE)
    return [path for search in FILE_SEARCHES.values() for path in search(pattern)]
