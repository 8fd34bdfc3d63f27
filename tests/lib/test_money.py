from decimal import Decimal

import pytest

from clinic_crm.lib.money import kopecks, parse_money, parse_price


@pytest.mark.parametrize(
    ("written", "roubles"),
    [
        ("1 500,00", "1500.00"), ("1\u00a0500,00", "1500.00"), ("12\u202f292,00", "12292.00"),
        ("1500-00", "1500.00"), ("5346-05", "5346.05"), ("1500.50", "1500.50"), ("12292", "12292.00"),
        ("3 500 руб.", "3500.00"), ("12 000 ₽", "12000.00"), ("1 200 р.", "1200.00"), ("0 руб", "0.00"),
        ("5 100,50 руб.", "5100.50"), ("100 р. 5 к.", "100.05"), ("1,500.00", "1500.00"), ("1.500,00", "1500.00"),
        ("1'500.00", "1500.00"), ("1.500", "1500.00"), ("1 234 567,8", "1234567.80"), ("-1 177,00", "-1177.00"),
        ("−500,00", "-500.00"), ("(1 500,00)", "-1500.00"), ("бесплатно", "0.00"), ("По гарантии", "0.00"),
        ("..... 1 200 ₽ |", "1200.00"), ("1500,4999999998", "1500.50"), ("+350,25", "350.25"), ("350,", "350.00"),
        ("-1177-00", "-1177.00"), ("RUB 1500", "1500.00"),
    ],
)  # fmt: skip
def test_sums_written_by_people(written, roubles):
    assert parse_money(written) == Decimal(roubles)


@pytest.mark.parametrize(
    "written",
    ["договорная", "1000-2000", "abc", "12,345,6", "1.2.3", "1500,555", "от 6 500", "1e5", "99999999999"],
)
def test_what_is_no_sum_is_refused(written):
    with pytest.raises(ValueError):
        parse_money(written)


def test_empty_cells_are_no_sum():
    assert [parse_money(text) for text in ("", " ", "-", "\u00a0")] == [None] * 4


def test_lower_bound_of_a_price():
    assert parse_price("от 6 500 руб") == (Decimal("6500.00"), True)
    assert parse_price("600-00") == (Decimal("600.00"), False)
    assert parse_price("") == (None, False)


def test_kopecks():
    assert (kopecks(Decimal("12000.50")), kopecks(None), kopecks(Decimal("-39.51"))) == (1200050, 0, -3951)
