"""The visit journal: one row per service rendered, booked or returned. Reading and judging; `visits_merge` writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation

from clinic_crm.lib.dates import parse_moment, parse_time
from clinic_crm.lib.money import parse_money
from clinic_crm.lib.text import fold, latin_code, person_key
from patients.enums import LIVE_BOOKING, VisitStatus
from patients.imports import words
from patients.imports.issues import Verdict
from patients.imports.patients_file import card_number
from patients.imports.sheet import Row, Sheet

OLDEST_VISIT = date(1980, 1, 1)
BOOKED_AHEAD = 5  # years that a two-digit year may lie after the export
ZERO = Decimal("0.00")

COLUMNS = {
    "visit_id": words.VISIT_ID,
    "card": words.CARD,
    "patient": words.FULL_NAME,
    "date": words.VISIT_DATE,
    "time": words.VISIT_TIME,
    "specialty": words.SPECIALTY,
    "practitioner": words.PRACTITIONER,
    "code": words.CODE,
    "service": words.SERVICE,
    "quantity": words.QUANTITY,
    "price": words.PRICE,
    "discount": words.DISCOUNT,
    "amount": words.AMOUNT,
    "paid": words.PAID,
    "status": words.STATUS,
    "branch": words.BRANCH,
}
REQUIRED = (("date",), ("card", "patient"), ("status", "amount", "service", "practitioner"))


@dataclass(slots=True)
class Line:
    """One row of the journal, normalised."""

    line: int
    card: str  # the key of the card
    name: str  # folded
    day: date
    status: str
    clock: time | None = None
    visit_id: str = ""
    specialty: str = ""
    practitioner: str = ""
    code: str = ""
    service: str = ""
    quantity: Decimal = Decimal(1)
    price: Decimal | None = None
    discount: Decimal = ZERO
    amount: Decimal = ZERO
    paid: Decimal = ZERO
    branch: str = ""
    flag: str = ""
    patient_id: int = 0
    key: str = ""

    @property
    def is_refund(self) -> bool:
        return self.status == words.REFUND

    def base_key(self) -> str:
        """The natural key without its ordinal: the number of the source, else card, time, service and practitioner."""
        mark = "refund|" if self.is_refund else ""
        if self.visit_id:
            return f"{mark}id:{self.visit_id}|{self.code}"[:190]
        return f"{mark}{self.card or self.name[:60]}|{self.what_key()}"[:190]

    def what_key(self) -> str:
        """When, what and by whom, whoever the patient is."""
        clock = f"{self.clock:%H:%M}" if self.clock else ""
        service = self.code or fold(self.service)[:60]
        who = person_key(self.practitioner)[:40]
        return f"{self.day}|{clock}|{service}|{who}"

    def content(self) -> tuple:
        """All that the row says: two rows that share it are one row written twice."""
        return (
            self.base_key(), self.day, self.clock, self.status, fold(self.specialty), fold(self.service), self.quantity, self.price,
            self.discount, self.amount, self.paid, self.branch,
        )  # fmt: skip


def fits(row: Row) -> bool:
    """Whether the row's cells stand in their columns, as far as their look tells."""
    status = fold(row.get("status")).strip(". ")
    return any(c.isdigit() for c in row.get("date")) and (
        not status or words.visit_status(status) is not None
    )


def read_lines(sheet: Sheet, as_of: date) -> Iterator[tuple[Row, Line]]:
    """Every row that may come in as far as the row alone tells; refused rows are remarked on and left out."""
    for row in sheet.rows():
        moment = _moment(sheet, row, as_of)
        if moment is None:
            continue
        status = _status(sheet, row, moment[0], as_of)
        if status is None:
            continue
        line = Line(
            row.line, card_number(row.get("card"))[1], person_key(row.get("patient")), moment[0], status
        )
        line.clock = _clock(sheet, row) or moment[1]
        line.visit_id, line.specialty, line.practitioner, line.service, line.branch = (
            row.get(c) for c in ("visit_id", "specialty", "practitioner", "service", "branch")
        )
        line.code = latin_code(row.get("code"))[:40]
        if status in LIVE_BOOKING and line.day < as_of:
            _flag(sheet, row, line, "past_booking", "status")
        if _read_money(sheet, row, line):
            yield row, line


def _moment(sheet: Sheet, row: Row, as_of: date) -> tuple[date, time | None] | None:
    latest = date(as_of.year + BOOKED_AHEAD, 12, 31)
    try:
        moment = parse_moment(row.get("date"), latest=latest)
    except ValueError:
        sheet.say(row, Verdict.REJECT, "visit_date_impossible", "date")
        return None
    if moment is None:
        sheet.say(row, Verdict.REJECT, "visit_date_missing", "date")
    elif moment[0] < OLDEST_VISIT:
        sheet.say(row, Verdict.REJECT, "visit_date_too_early", "date")
        return None
    return moment


def _status(sheet: Sheet, row: Row, day: date, as_of: date) -> str | None:
    written = fold(row.get("status")).strip(". ")
    status = words.visit_status(written) if written else _unwritten_status(sheet, row, day, as_of)
    is_negative = row.get("amount").startswith(("-", "−", "–", "("))
    if words.is_refund_service(fold(row.get("service")), anywhere=is_negative):
        status = words.REFUND
    if status == VisitStatus.ARRIVED and day < as_of:
        status = VisitStatus.COMPLETED  # «пришёл» of a day that is over
    if status is None:
        sheet.say(row, Verdict.REJECT, "status_unknown", "status")
        return None
    future = {
        VisitStatus.COMPLETED: "future_done",
        VisitStatus.ARRIVED: "future_done",
        VisitStatus.NO_SHOW: "future_no_show",
        words.REFUND: "future_refund",
    }
    if day > as_of and status in future:
        sheet.say(row, Verdict.REJECT, future[status], "date")
        return None
    if status in LIVE_BOOKING and day >= as_of:
        sheet.say(row, Verdict.PLANNED, "planned", "date")
    return status


def _unwritten_status(sheet: Sheet, row: Row, day: date, as_of: date) -> str:
    if day > as_of:
        return VisitStatus.BOOKED
    sheet.say(row, Verdict.FLAG, "status_missing", "status")
    return VisitStatus.COMPLETED


def _clock(sheet: Sheet, row: Row) -> time | None:
    try:
        return parse_time(row.get("time"))
    except ValueError:
        sheet.say(row, Verdict.OK_FIX, "time_unusable", "time")
        return None


def _read_money(sheet: Sheet, row: Row, line: Line) -> bool:
    """Fill quantity, price, discount, sum and payment; False when the row must be refused."""
    line.quantity = _quantity(sheet, row)
    line.price = _or_none(row.get("price"))
    try:
        amount = parse_money(row.get("amount"))
    except ValueError:
        amount = None
        if line.status == VisitStatus.COMPLETED or line.is_refund:
            sheet.say(row, Verdict.REJECT, "sum_unusable", "amount")
            return False
    try:
        paid = parse_money(row.get("paid"))
    except ValueError:
        paid = None
        sheet.say(row, Verdict.OK_FIX, "paid_unusable", "paid")
    if line.is_refund:
        return _read_refund(sheet, row, line, amount, paid)
    if line.status == VisitStatus.ARRIVED and amount:
        line.status = VisitStatus.COMPLETED
    if line.status == VisitStatus.COMPLETED:
        return _read_done(sheet, row, line, amount, paid)
    line.paid = max(paid or ZERO, ZERO)
    if amount or paid:
        _flag(sheet, row, line, "sum_without_visit", "amount" if amount else "paid")
    return True


def _read_refund(sheet: Sheet, row: Row, line: Line, amount: Decimal | None, paid: Decimal | None) -> bool:
    """The sum that went back, below zero however it is written."""
    line.amount = -abs(amount or paid or ZERO)
    if not line.amount:
        sheet.say(row, Verdict.REJECT, "refund_no_sum", "amount")
        return False
    return True


def _read_done(sheet: Sheet, row: Row, line: Line, amount: Decimal | None, paid: Decimal | None) -> bool:
    if (amount is not None and amount < 0) or (paid is not None and paid < 0):
        sheet.say(row, Verdict.REJECT, "negative_done", "amount" if (amount or ZERO) < 0 else "paid")
        return False
    gross = line.quantity * line.price if line.price is not None else None
    discounts = _discounts(row, gross)
    if amount is None:
        known = gross is not None and gross >= 0 and "amount" in sheet.positions
        line.amount = gross - discounts[0] if gross is not None and known else paid or ZERO
        _flag(sheet, row, line, "sum_computed" if known else "sum_missing", "amount")
    else:
        line.amount = amount
        if gross is not None and all(abs(gross - d - amount) >= Decimal("0.01") for d in discounts):
            _flag(sheet, row, line, "sum_differs", "amount")
    line.amount = max(line.amount, ZERO).quantize(ZERO)
    line.discount = next((d for d in discounts if gross is not None and gross - d == line.amount), ZERO)
    line.paid = paid or ZERO
    if line.paid > line.amount:
        _flag(sheet, row, line, "overpaid", "paid")
    return True


def _discounts(row: Row, gross: Decimal | None) -> list[Decimal]:
    """What the discount may mean: a sum or, with or without the sign, a percentage."""
    written = row.get("discount")
    value = _or_none(written.replace("%", ""))
    if not value:
        return [ZERO]
    share = (gross or ZERO) * value / 100
    return [share.quantize(ZERO)] if "%" in written else [value, share.quantize(ZERO)]


def _quantity(sheet: Sheet, row: Row) -> Decimal:
    try:
        value = Decimal(row.get("quantity").rstrip("шт. ").replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        value = None
    if value is None or not ZERO < value < 100_000:
        if row.get("quantity"):
            sheet.say(row, Verdict.OK_FIX, "quantity_unusable", "quantity")
        return Decimal(1)
    return value


def _or_none(text: str) -> Decimal | None:
    try:
        return parse_money(text)
    except ValueError:
        return None


def _flag(sheet: Sheet, row: Row, line: Line, reason: str, column: str) -> None:
    line.flag = line.flag or reason
    sheet.say(row, Verdict.FLAG, reason, column)
