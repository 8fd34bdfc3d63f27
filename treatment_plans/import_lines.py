"""The file of plan lines: one row per line of a plan. Reading and judging; `import_merge` writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from clinic_crm.lib.dates import parse_day
from clinic_crm.lib.money import parse_money
from clinic_crm.lib.text import clean, fold, latin_code
from patients.imports import words
from patients.imports.issues import REASONS, Verdict
from patients.imports.patients_file import card_number
from patients.imports.sheet import Row, Sheet
from treatment_plans.enums import ItemStatus
from treatment_plans.import_status import contradiction, item_status

COLUMNS = {
    "plan": ("план n", "n плана", "номер плана", "план", "treatplannum", "plan", "plan no", "treatment plan id"),
    "card": words.CARD,
    "patient": words.FULL_NAME,
    "tooth": ("зуб", "n зуба", "номер зуба", "область", "tooth", "toothnum"),
    "code": words.CODE,
    "service": words.SERVICE,
    "price": ("цена план", "плановая цена", "цена плана", "цена по плану", "стоимость план", "сумма план", *words.PRICE),
    "identified": (
        "дата выявления", "выявлено", "дата выявл", "дата плана", "дата составления", "datetp", "identified",
    ),
    "agreed": ("дата согласования", "согласовано", "дата согл", "agreed", "sigdate", "date agreed"),
    "agreed_price": ("согласованная цена", "цена согласования", "цена согл", "согл цена", "agreed price"),
    "realised": ("дата выполнения", "выполнено", "дата вып", "дата реализации", "realised", "completed", "proc date"),
    "actual_price": ("фактическая цена", "цена факт", "факт цена", "стоимость факт", "actual price"),
    "status": words.STATUS,
    "reason": ("причина отказа", "причина", "reason"),
    "ended": ("дата отказа", "дата отмены", "declined"),
    "curator": words.CURATOR,
    "practitioner": words.PRACTITIONER,
    "branch": words.BRANCH,
}  # fmt: skip
REQUIRED = (("identified",), ("plan", "card"), ("status", "agreed", "realised"), ("service", "code"))

REASONS.update(
    {
        "plan_unknown_card": _("this card is not among the patients"),
        "plan_of_another": _("the plan of this number belongs to another patient (row %(line)s)"),
        "plan_of_another_known": _("the plan of this number belongs to another patient in the database"),
        "plan_no_number": _("no number of the plan; one was made up"),
        "identified_missing": _("no day of identification"),
        "identified_impossible": _("there is no such day of identification"),
        "plan_price_missing": _("no price"),
        "plan_price_unusable": _("the price cannot be read"),
        "plan_price_negative": _("a negative price"),
        "plan_price_left_empty": _("the price cannot be read; left empty"),
        "plan_status_unknown": _("the state is not known here; derived from the dates"),
        "day_unusable": _("a day that cannot be read: a person decides"),
        "identified_in_future": _("identified in the future"),
        "agreed_in_future": _("agreed in the future"),
        "realised_in_future": _("realised in the future"),
        "agreed_before_identified": _("agreed before it was identified"),
        "realised_before_identified": _("realised before it was identified"),
        "realised_before_agreed": _("realised before it was agreed"),
        "realised_without_agreement": _("realised without an agreement"),
        "realised_without_day": _("the state says realised, the day is missing"),
        "agreed_without_day": _("the state says agreed, the day is missing"),
        "state_behind_dates": _("the dates tell of more than the state"),
        "declined_but_realised": _("declined, but realised as well"),
    }
)


@dataclass(slots=True)
class PlanLine:
    """One row, normalised."""

    line: int
    card: str
    number: str
    tooth: str
    code: str
    service: str
    status: str
    price: Decimal
    identified: date
    agreed: date | None = None
    realised: date | None = None
    ended: date | None = None  # as the file says; without a day the export's day is taken
    agreed_price: Decimal | None = None
    actual_price: Decimal | None = None
    reason: str = ""
    curator: str = ""
    practitioner: str = ""
    branch: str = ""
    review: str = ""
    patient_id: int = 0
    key: str = ""

    def base_key(self) -> str:
        """The natural key without its ordinal."""
        what = self.code or fold(self.service)[:60]
        return f"{self.number}|{what}|{fold(self.tooth)}|{self.identified}"[:190]

    def content(self) -> tuple:
        """All that the file says; two rows that share it are one row written twice, and nothing new at the next import."""
        return (
            self.card, self.base_key(), self.status, fold(self.service), self.price, self.agreed, self.realised,
            self.ended, self.agreed_price, self.actual_price, self.reason, fold(self.curator),
            fold(self.practitioner),
        )  # fmt: skip


def fits(row: Row) -> bool:
    """Whether the row's cells stand in their columns, as far as their look tells."""
    state = fold(row.get("status")).strip(". ")
    return any(c.isdigit() for c in row.get("identified")) and (not state or item_status(state) is not None)


def read_lines(sheet: Sheet, as_of: date) -> Iterator[tuple[Row, PlanLine]]:
    """Every row that may come in as far as the row alone tells; refused rows are remarked on and left out."""
    for row in sheet.rows():
        identified = _identified(sheet, row, as_of)
        price = _price(sheet, row)
        if identified is None or price is None:
            continue
        line = PlanLine(
            row.line, card_number(row.get("card"))[1], row.get("plan").upper()[:40], row.get("tooth")[:20],
            latin_code(row.get("code"))[:40], clean(row.get("service"))[:300], "", price, identified,
            reason=row.get("reason")[:120], curator=row.get("curator"), practitioner=row.get("practitioner"),
            branch=row.get("branch"),
        )  # fmt: skip
        if not _read_other_prices(sheet, row, line):
            continue
        _read_days(sheet, row, line, as_of)
        if not line.number:
            line.number = f"~{line.card}-{line.identified:%Y%m%d}"[:40]
            sheet.say(row, Verdict.FLAG, "plan_no_number", "plan")
        yield row, line


def _identified(sheet: Sheet, row: Row, as_of: date) -> date | None:
    try:
        day = parse_day(row.get("identified"), latest=as_of)
    except ValueError:
        sheet.say(row, Verdict.REJECT, "identified_impossible", "identified")
        return None
    if day is None:
        sheet.say(row, Verdict.REJECT, "identified_missing", "identified")
    return day


def _price(sheet: Sheet, row: Row) -> Decimal | None:
    try:
        price = parse_money(row.get("price"))
    except ValueError:
        sheet.say(row, Verdict.REJECT, "plan_price_unusable", "price")
        return None
    if price is None:
        sheet.say(row, Verdict.REJECT, "plan_price_missing", "price")
    elif price < 0:
        sheet.say(row, Verdict.REJECT, "plan_price_negative", "price")
        return None
    return price


def _read_other_prices(sheet: Sheet, row: Row, line: PlanLine) -> bool:
    """False when one of them is negative: then the row is refused."""
    for column in ("agreed_price", "actual_price"):
        try:
            price = parse_money(row.get(column))
        except ValueError:
            sheet.say(row, Verdict.OK_FIX, "plan_price_left_empty", column)
            continue
        if price is not None and price < 0:
            sheet.say(row, Verdict.REJECT, "plan_price_negative", column)
            return False
        setattr(line, column, price)
    return True


def _read_days(sheet: Sheet, row: Row, line: PlanLine, as_of: date) -> None:
    """The other days and the state; what contradicts itself awaits a person."""
    for column in ("agreed", "realised", "ended"):
        try:
            setattr(line, column, parse_day(row.get(column), latest=as_of))
        except ValueError:
            line.review = "day_unusable"
            sheet.say(row, Verdict.REVIEW, "day_unusable", column)
    written = fold(row.get("status")).strip(". ")
    status = item_status(written)
    if status is None and written:
        sheet.say(row, Verdict.FLAG, "plan_status_unknown", "status")
    line.status = status or _status_of_days(line)
    found = contradiction(line.status, line.identified, line.agreed, line.realised, as_of)
    if found and not line.review:
        line.review, column = found
        sheet.say(row, Verdict.REVIEW, line.review, column)


def _status_of_days(line: PlanLine) -> str:
    if line.realised:
        return ItemStatus.REALISED
    return ItemStatus.AGREED if line.agreed else ItemStatus.IDENTIFIED
