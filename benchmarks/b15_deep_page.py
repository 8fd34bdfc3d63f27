"""B15: the last page of the patient list against its first one, by name and by the day of the last visit; and OFFSET."""

from django.http import QueryDict

from benchmarks.b14_search import owner
from benchmarks.generator import TODAY
from benchmarks.measure import Row, in_turn, wall_of
from clinics.lists import PAGE_SIZE, Cursor, list_page
from patients.selectors.card import with_header
from patients.selectors.patients import patients_visible_to
from patients.views.patients import SORTS


def run(patients: int) -> list[Row]:
    return [_row(key, patients) for key in ("name", "-last_visit")]


def _row(key: str, patients: int) -> Row:
    page_number = min(patients // PAGE_SIZE - 2, 2_000)
    path = SORTS[key.removeprefix("-")].field
    rows = with_header(patients_visible_to(owner()), TODAY).filter(archived_at=None)
    order = [path, "pk"] if not key.startswith("-") else [f"-{path}", "-pk"]
    ordered = rows.filter(**{f"{path}__isnull": False}).order_by(*order)
    value, pk = ordered.values_list(path, "pk")[page_number * PAGE_SIZE - 1]
    deep = QueryDict(mutable=True)
    deep.update({"sort": key, "after": Cursor(value, pk, page_number * PAGE_SIZE).encode()})
    first = QueryDict(f"sort={key}")
    at = page_number * PAGE_SIZE
    work, limit, offset = in_turn(
        lambda: wall_of(lambda: list_page(deep, rows, sorts=SORTS, default="name")),
        lambda: wall_of(lambda: list_page(first, rows, sorts=SORTS, default="name")),
        lambda: wall_of(lambda: list(ordered[at : at + PAGE_SIZE])),
        times=7,
    )
    name = f"B15 page {page_number:,} / page 1 by {key.removeprefix('-').replace('_', ' ')}"
    return Row(
        name, work, limit, 1.2, f"{work * 1000:.1f} ms; OFFSET {offset * 1000:.0f} ms without the count"
    )
