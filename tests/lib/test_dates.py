from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_crm.lib.dates import EXCEL_EPOCH, parse_day, parse_moment, parse_time

TODAY = date(2026, 9, 15)


@pytest.mark.parametrize(
    "written",
    ["05.03.2025", "5.3.2025", "2025-03-05", "05.03.25", "05/03/2025", "05-03-2025", "2025/03/05", "2025.03.05",
     "45721", "45721.0", "5 марта 2025 г.", "5 МАРТА 2025", "5 мар. 2025", "5 March 2025", "March 5, 2025",
     "20250305", "05.03.2025 10:00:00", "2025-03-05T10:00:00", "ср, 05.03.2025", "05.03.2025 г.",
     "05.03.2025\u00a0г."],
)  # fmt: skip
def test_one_day_in_many_spellings(written):
    assert parse_day(written, latest=TODAY) == date(2025, 3, 5)


@pytest.mark.parametrize(
    "written",
    ["31.02.2025", "45.13.1990", "29.02.2023", "2025-02-30", "00.00.0000", "1985", "03/25/2025", "5 мюрта 2025",
     "31 апреля 2025", "вчера", "12", "01.02.2025-05.02.2025", "20251340", "99999", "05.03.2025 25:00"],
)  # fmt: skip
def test_what_is_no_day_is_refused(written):
    with pytest.raises(ValueError):
        parse_day(written, latest=TODAY)


def test_empty_and_programs_own_empty_days():
    assert [parse_day(text, latest=TODAY) for text in ("", " ", "-", "0001-01-01", ".  .")] == [None] * 5


def test_two_digit_years_never_pass_the_latest_day():
    assert parse_day("11.05.51", latest=TODAY) == date(1951, 5, 11)
    assert parse_day("11.05.23", latest=TODAY) == date(2023, 5, 11)
    assert parse_day("11.05.27", latest=date(2031, 9, 15)) == date(2027, 5, 11)


def test_times():
    assert parse_time("15:30") == parse_time("15.30") == parse_time("15:30:00") == time(15, 30)
    assert parse_time("0,5") == time(12)
    assert parse_time("3:05 pm") == time(15, 5)
    assert parse_time("") is None
    assert parse_moment("45721,5", latest=TODAY) == (date(2025, 3, 5), time(12))
    with pytest.raises(ValueError):
        parse_time("25:00")


# A loaded machine is slow, not wrong.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(1911, 1, 1), date(2060, 1, 1)))
def test_every_day_comes_back_from_every_spelling(day):
    spellings = [f"{day:%d.%m.%Y}", day.isoformat(), str((day - EXCEL_EPOCH).days), f"{day:%d/%m/%Y}"]
    assert [parse_day(text, latest=TODAY) for text in spellings] == [day] * 4
