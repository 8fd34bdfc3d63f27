"""Figures, phones and days as people write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from clinic_crm.lib import formatting as f

N = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "russian", "english"),
    [
        (Decimal("12345.50"), f"12{N}345,50{N}₽", "₽12,345.50"),
        (Decimal("12345.00"), f"12{N}345{N}₽", "₽12,345"),
        (Decimal("-980.05"), f"−980,05{N}₽", "−₽980.05"),
        (Decimal("-0.00"), f"0{N}₽", "₽0"),
        (Decimal("0.004"), f"0{N}₽", "₽0"),
        (1_000_000, f"1{N}000{N}000{N}₽", "₽1,000,000"),
        (None, "—", "—"),
    ],
)
def test_money_shows_kopecks_only_where_there_are_some(amount, russian, english):
    assert (f.money(amount, "ru"), f.money(amount, "en")) == (russian, english)


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2))
def test_money_read_back_is_the_same_sum(amount):
    text = f.money(amount, "ru").replace(N, "").replace("₽", "").replace(",", ".").replace("−", "-")
    assert Decimal(text) == amount


@pytest.mark.parametrize(
    ("value", "digits", "russian", "english"),
    [
        (1234.56, 1, f"1{N}234,6", "1,234.6"),
        (-3, 0, "−3", "−3"),
        (-0.04, 1, "0,0", "0.0"),
        (None, 0, "—", "—"),
    ],
)
def test_number_is_grouped_and_signed(value, digits, russian, english):
    assert (f.number(value, digits, "ru"), f.number(value, digits, "en")) == (russian, english)


def test_percent_is_of_a_share_of_one():
    assert (f.percent(0.684, 1, "ru"), f.percent(Decimal("0.5"), 0, "en"), f.percent(None)) == (
        f"68,4{N}%",
        "50%",
        "—",
    )


def test_days_follow_the_plural():
    with translation.override("en"):
        assert [f.days(n) for n in (0, 1, 5, None)] == ["0 days", "1 day", "5 days", "—"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("+79211234567", f"8{N}(921){N}123-45-67"),
        ("89211234567", f"8{N}(921){N}123-45-67"),
        ("+375291234567", f"+375{N}29{N}123-45-67"),
        ("12", "12"),
        ("no phone", "no phone"),
        ("", ""),
        (None, ""),
    ],
)
def test_phone_is_national_at_home_and_international_abroad(value, shown):
    assert f.phone(value) == shown


def test_day_of_an_instant_is_the_day_of_the_active_zone():
    late = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    with timezone.override(ZoneInfo("Asia/Vladivostok")):
        assert (f.day(late, "ru"), f.moment(late, "ru")) == ("22.11.2026", f"22.11.2026{N}08:30")
        assert (f.day(late, "en"), f.moment(late, "en")) == (f"22{N}Nov{N}2026", f"22{N}Nov{N}2026{N}08:30")


def test_day_of_a_date_is_itself():
    assert (f.day(date(2026, 1, 5), "ru"), f.day(date(2026, 1, 5), "en"), f.day(None)) == (
        "05.01.2026",
        f"5{N}Jan{N}2026",
        "—",
    )


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ёлкина Мария Сергеевна", "ЁМ"), ("smirnova", "S"), ("  ", "?"), ("анна-мария петрова", "АП")],
)
def test_initials_are_of_the_first_two_words(name, letters):
    assert f.initials(name) == letters


@pytest.mark.parametrize(
    ("language", "written"), [("ru", ["5 мая", "22 ноя", "1 сен"]), ("en", ["5 May", "22 Nov", "1 Sep"])]
)
def test_short_day_is_written_as_the_language_does(language, written):
    days = [date(2026, 5, 5), date(2026, 11, 22), date(2026, 9, 1)]
    with translation.override(language):
        assert [f.short_day(day) for day in days] == written


def test_within_a_phrase_russian_months_are_small():
    with translation.override("ru"):
        assert f.within_a_phrase("Октябрь 2026") == "октябрь 2026"
    with translation.override("en"):
        assert f.within_a_phrase("October 2026") == "October 2026"


def test_no_text_of_ours_renames_a_month():
    """Django asks the same catalogue for "May", the month; a text «May» of ours once made it «Может»."""
    with translation.override("ru"):
        names = [date_format(date(2026, month, 1), "F") for month in range(1, 13)]
        short = [date_format(date(2026, month, 1), "M") for month in range(1, 13)]
    assert " ".join(names) == (
        "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь"
    )
    assert " ".join(short) == "Янв Фев Мар Апр Май Июн Июл Авг Сен Окт Ноя Дек"
