"""The price list: services by code. A price that is no price never replaces one that we have."""

import re
from dataclasses import dataclass
from decimal import Decimal

from clinic_crm.lib.money import parse_price
from clinic_crm.lib.text import clean, latin_code
from patients.imports import words
from patients.imports.issues import Verdict
from patients.imports.session import Session, digest, fetch, stage
from patients.imports.sheet import Row, Sheet

KIND = "prices"
# An 804n code, in either alphabet, glued to the title: «В01.065.001 Прием (осмотр, консультация)…»
_GLUED = re.compile(r"^([A-ZА-Яa-zа-я]\d{2}(?:\.\d{2,3}){1,4})[\s.:-]+(.+)$")

COLUMNS = {
    "code": (
        "код",
        "код услуги",
        "артикул",
        "кодноменклатуры",
        "код номенклатуры",
        "код 804н",
        "шифр",
        "code",
    ),
    "name": ("номенклатура", "наименование", "наименование услуги", "услуга", "название", "service", "name"),
    "group": ("группаноменклатуры", "группа номенклатуры", "группа", "категория", "раздел", "group"),
    "price": words.PRICE,
    "minutes": ("длительность", "длительность мин", "минут", "duration", "minutes"),
    "cost": ("себестоимость",),
    "warranty": ("срок гарантии",),
}
REQUIRED = (("name",), ("price",))


@dataclass(slots=True)
class PriceLine:
    """One service of the list."""

    line: int
    code: str
    name: str
    price: Decimal | None
    is_lower_bound: bool
    minutes: int | None


def bring_in_prices(sheet: Sheet, session: Session) -> None:
    """Add services and move prices. A row that says nothing new writes nothing."""
    lines: dict[str, PriceLine] = {}
    for row in sheet.rows():
        line = _read(sheet, row)
        if line is None:
            continue
        if line.code in lines:
            sheet.say(row, Verdict.DUPLICATE, "service_twice", "name", line=lines[line.code].line)
            continue
        lines[line.code] = line
    digests = {code: digest(x.name, x.price, x.is_lower_bound, x.minutes) for code, x in lines.items()}
    before = session.unchanged(KIND, digests)
    fresh = [line for code, line in lines.items() if code not in before]
    if fresh:
        sheet.changed |= _merge(fresh, session)
        session.remember(KIND, {x.code: digests[x.code] for x in fresh})


def _read(sheet: Sheet, row: Row) -> PriceLine | None:
    code, name = split_code(row.get("code"), row.get("name"))
    if not code:
        sheet.say(row, Verdict.REJECT, "no_service")
        return None
    price, is_lower_bound = None, False
    try:
        price, is_lower_bound = parse_price(row.get("price"))
    except ValueError:
        sheet.say(row, Verdict.OK_FIX, "price_unusable", "price")
    else:
        if price is None:
            sheet.say(row, Verdict.OK_FIX, "price_missing", "price")
        elif price < 0:
            price = None
            sheet.say(row, Verdict.OK_FIX, "price_unusable", "price")
        elif is_lower_bound:
            sheet.say(row, Verdict.FLAG, "price_lower_bound", "price")
    minutes = row.get("minutes")
    return PriceLine(
        row.line, code, name, price, is_lower_bound, int(minutes) if minutes.isdecimal() else None
    )


def split_code(code: str, name: str) -> tuple[str, str]:
    """The service's own code: the one glued to the title if there is one, else the column's."""
    if glued := _GLUED.match(name):
        return latin_code(glued[1])[:40], clean(glued[2])[:300]
    return latin_code(code)[:40] or latin_code(name)[:40], name[:300]


def _merge(lines: list[PriceLine], session: Session) -> set[int]:
    table = stage(
        "prices",
        {
            "line": "int",
            "code": "text",
            "name": "text",
            "price": "numeric",
            "bound": "boolean",
            "minutes": "int",
        },
        ((x.line, x.code, x.name, x.price, x.is_lower_bound, x.minutes) for x in lines),
    )
    updated = fetch(
        f"""UPDATE clinics_service v SET name = s.name, price = coalesce(s.price, v.price),
                price_is_lower_bound = CASE WHEN s.price IS NULL THEN v.price_is_lower_bound ELSE s.bound END,
                minutes = coalesce(s.minutes, v.minutes)
            FROM {table} s WHERE v.clinic_id = %s AND v.code = s.code
              AND (v.name, v.price, v.price_is_lower_bound, v.minutes) IS DISTINCT FROM
                  (s.name, coalesce(s.price, v.price),
                   CASE WHEN s.price IS NULL THEN v.price_is_lower_bound ELSE s.bound END,
                   coalesce(s.minutes, v.minutes))
            RETURNING s.line""",
        [session.clinic.pk],
    )
    made = fetch(
        f"""WITH made AS (
                INSERT INTO clinics_service (clinic_id, code, name, price, price_is_lower_bound, minutes, is_active)
                SELECT %(clinic)s, s.code, s.name, s.price, s.bound, coalesce(s.minutes, 30), true FROM {table} s
                WHERE NOT EXISTS (SELECT FROM clinics_service v
                                  WHERE v.clinic_id = %(clinic)s AND v.code = s.code)
                RETURNING code)
            SELECT s.line FROM {table} s JOIN made USING (code)""",
        {"clinic": session.clinic.pk},
    )
    return {line for (line,) in [*updated, *made]}
