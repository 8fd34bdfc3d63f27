"""The price list over time: what a charge of any day takes, whoever wrote the price."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from clinics.models import JournalEntry, Service, ServicePrice
from clinics.selectors import clinic_today
from clinics.selectors.prices import changed_prices, coming_batches, price_on, prices_on, with_next_price
from clinics.services.prices import (
    PriceHasBegunError,
    change_prices,
    refresh_prices,
    remove_price,
    set_price,
    undo_price_change,
)
from tests.factories import make_service, make_user, the_clinic

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def today():
    """The database's own day: prices written straight into the list begin on it."""
    return clinic_today(the_clinic(), timezone.now())


def _history(service):
    rows = service.prices.order_by("valid_from", "pk")
    return [(row.valid_from, row.price, row.is_lower_bound) for row in rows]


def _stored(service):
    return Service.objects.get(pk=service.pk).price


def test_a_price_written_straight_into_the_list_enters_the_history(today):
    service = make_service(price=D(1000))
    Service.objects.filter(pk=service.pk).update(name="Другое название")
    assert _history(service) == [(today, D(1000), False)]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clinics_service SET price = 1200, price_is_lower_bound = true")
    assert _history(service) == [(today, D(1000), False), (today, D(1200), True)]


def test_a_service_without_a_price_has_no_history_until_it_gets_one(today):
    service = make_service(price=None)
    assert _history(service) == []
    Service.objects.filter(pk=service.pk).update(price=D(500))
    Service.objects.filter(pk=service.pk).update(price=None)
    assert _history(service) == [(today, D(500), False), (today, None, False)]
    assert price_on(service, today) is None


def test_a_charge_takes_the_price_of_its_day(today):
    service = make_service(price=D(1000))
    user = make_user()
    ServicePrice.objects.update(valid_from=today - timedelta(days=100))
    set_price(service, price=D(1100), valid_from=today - timedelta(days=10), by=user, now=timezone.now())
    set_price(service, price=D(1300), valid_from=today + timedelta(days=5), by=user, now=timezone.now())
    days = {-200: 1000, -100: 1000, -11: 1000, -10: 1100, 0: 1100, 4: 1100, 5: 1300, 50: 1300}
    assert {n: price_on(service, today + timedelta(days=n)) for n in days} == days
    assert _stored(service) == 1100
    assert len(_history(service)) == 3  # writing today's price into the list adds nothing


def test_a_coming_price_is_in_the_list_from_its_day_on(today):
    service = make_service(price=D(1000))
    monday = today + timedelta(days=3)
    set_price(service, price=D(900), valid_from=monday, by=make_user(), now=timezone.now())
    [row] = with_next_price(Service.objects.all(), today)
    assert (row.price, row.next_price, row.next_price_on) == (1000, 900, monday)
    assert refresh_prices(the_clinic(), today=monday - timedelta(days=1)) == 0
    assert refresh_prices(the_clinic(), today=monday) == 1
    assert _stored(service) == 900


def test_a_price_that_has_begun_is_not_taken_back(today):
    service, user, now = make_service(price=D(1000)), make_user(), timezone.now()
    coming = set_price(service, price=D(900), valid_from=today + timedelta(days=1), by=user, now=now)
    begun = set_price(service, price=D(950), valid_from=today, by=user, now=now)
    remove_price(coming, by=user, now=now)
    with pytest.raises(PriceHasBegunError):
        remove_price(begun, by=user, now=now)
    assert [row[1] for row in _history(service)] == [1000, 950]
    assert list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "price_set", "price_set", "price_removed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("percent", "rounding", "price", "new"),
    [
        ("10", "1", "999", "1099"),
        ("7.5", "50", "6500", "7000"),
        ("-3", "10", "4800", "4660"),
        ("0.4", "100", "900", None),
    ],
)
def test_many_prices_change_by_percent_and_are_rounded(percent, rounding, price, new, today):
    service = make_service(price=D(price))
    make_service(price=None)
    lines = changed_prices(Service.objects.all(), percent=D(percent), rounding=D(rounding), valid_from=today)
    assert [(line.service, line.old, line.new) for line in lines] == (
        [(service, D(price), D(new))] if new else []
    )


def test_a_change_of_many_prices_is_taken_back_whole(today):
    services = [make_service(price=D(price)) for price in (1000, 2000)]
    user, now = make_user(), timezone.now()
    lines = changed_prices(Service.objects.all(), percent=D(10), rounding=D(1), valid_from=today)
    batch = change_prices(the_clinic(), lines, percent=D(10), valid_from=today, by=user, now=now)
    assert [_stored(service) for service in services] == [1100, 2200]
    assert [(row["batch"], row["count"]) for row in coming_batches(the_clinic(), today)] == [(batch, 2)]
    assert coming_batches(the_clinic(), today + timedelta(days=1)) == []
    assert undo_price_change(the_clinic(), batch, by=user, now=now + timedelta(days=2)) == 0
    assert undo_price_change(the_clinic(), batch, by=user, now=now) == 2
    assert [_stored(service) for service in services] == [1000, 2000]


@pytest.mark.parametrize("count", [1, 3])
def test_prices_of_a_day_cost_two_queries(count, today, django_assert_num_queries):
    ids = [make_service().pk for _ in range(count)]
    with django_assert_num_queries(2):
        assert {row.price for row in prices_on(ids, date(2000, 1, 1)).values()} == {D(1000)}


def test_a_negative_price_is_refused(today):
    with pytest.raises(IntegrityError):
        ServicePrice.objects.create(
            service=make_service(), valid_from=today, price=D(-1), made_at=timezone.now()
        )
