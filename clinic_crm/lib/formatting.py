"""How a figure, a phone or a day is written for a person. Pure: the language is an argument, defaulting to the active one."""

from datetime import date, datetime
from decimal import Decimal

import phonenumbers
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

NBSP = "\u00a0"
MINUS = "\u2212"
NOTHING = "—"


def number(value: int | float | Decimal | None, digits: int = 0, language: str | None = None) -> str:
    """`12345.5, 1` → `12 345,5` in Russian (no-break spaces), `12,345.5` in English; None → a dash."""
    if value in (None, ""):  # a template gives "" for what is not there
        return NOTHING
    text = f"{abs(value):,.{digits}f}"
    if _is_russian(language):
        text = text.replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if value < 0 and any(digit in "123456789" for digit in text) else text


def money(amount: Decimal | int | None, language: str | None = None) -> str:
    """Roubles: `12 345,50 ₽` in Russian, `₽12,345.50` in English; kopecks only where there are some."""
    if amount in (None, ""):
        return NOTHING
    amount = Decimal(amount).quantize(Decimal("0.01"))
    text = number(abs(amount), 2 if amount % 1 else 0, language)
    sign = MINUS if amount < 0 else ""
    return f"{sign}{text}{NBSP}₽" if _is_russian(language) else f"{sign}₽{text}"


def percent(share: float | Decimal | None, digits: int = 0, language: str | None = None) -> str:
    """A share of one: `0.684, 1` → `68,4 %` in Russian, `68.4%` in English."""
    if share is None:
        return NOTHING
    text = number(share * 100, digits, language)
    return f"{text}{NBSP}%" if _is_russian(language) else f"{text}%"


def days(count: int | None) -> str:
    """`1 day`, `5 days` in the active language."""
    if count is None:
        return NOTHING
    return ngettext("%(count)s day", "%(count)s days", abs(count)) % {"count": number(count)}


def phone(value: str | None, region: str = "RU") -> str:
    """E.164 → national writing for a number of `region`, international for the others; what cannot be read stays as it is."""
    if not value:
        return ""
    try:
        parsed = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return value
    if not phonenumbers.is_possible_number(parsed):
        return value
    home = phonenumbers.country_code_for_region(region) == parsed.country_code
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style).replace(" ", NBSP)


def day(value: date | datetime | None, language: str | None = None) -> str:
    """A calendar day: `21.11.2026` in Russian, `21 Nov 2026` in English. An instant is first brought into the active zone."""
    if value in (None, ""):  # a template gives "" for what is not there
        return NOTHING
    if isinstance(value, datetime):
        value = _local(value).date()
    if _is_russian(language):
        return f"{value:%d.%m.%Y}"
    with translation.override("en"):
        return date_format(value, "j M Y").replace(" ", NBSP)


def moment(value: datetime | None, language: str | None = None) -> str:
    """An instant in the active zone: `21.11.2026 14:05`, `21 Nov 2026 14:05`."""
    return NOTHING if value in (None, "") else f"{day(value, language)}{NBSP}{_local(value):%H:%M}"


def initials(name: str) -> str:
    """The first letters of the first two words: `Ёлкина Мария Сергеевна` → `ЁМ`."""
    return "".join(word[0] for word in name.split()[:2]).upper() or "?"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def short_day(value: date, language: str | None = None) -> str:
    """A day on the axis of a chart: `5 мая` in Russian, `5 May` in English."""
    if not _is_russian(language):
        return date_format(value, "j M")
    number_of_day, month = date_format(value, "j E").split()
    return f"{number_of_day} {month[:3]}"


def within_a_phrase(name: str) -> str:
    """`Октябрь 2026` → `октябрь 2026`: Russian writes months small, English does not."""
    return name.lower() if _is_russian(None) else name


def _is_russian(language: str | None) -> bool:
    return (language or translation.get_language() or "").startswith("ru")
