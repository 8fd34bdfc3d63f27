"""What services cost on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery

from clinics.models import Clinic, Service, ServicePrice


def prices_on(services: Iterable[int], day: date) -> dict[int, ServicePrice]:
    """Service id → the price in force on `day`; before the first known price, the first one. Two queries at most.

    A service that never had a price is left out; one whose price was taken away has a row with `price` None.
    """
    rows = ServicePrice.objects.filter(service__in=services)
    past = (
        rows.filter(valid_from__lte=day).order_by("service_id", "-valid_from", "-pk").distinct("service_id")
    )
    found = {row.service_id: row for row in past}
    later = (
        rows.exclude(service__in=list(found))
        .order_by("service_id", "valid_from", "-pk")
        .distinct("service_id")
    )
    return {row.service_id: row for row in later} | found


def price_on(service: Service, day: date) -> Decimal | None:
    """What a charge of `day` takes: the price in force then; None where no usable price is known."""
    row = prices_on([service.pk], day).get(service.pk)
    return row.price if row else service.price


def with_next_price(services: QuerySet[Service], today: date) -> QuerySet[Service]:
    """Adds `next_price` and `next_price_on`, the earliest change after today, for the price list."""
    coming = ServicePrice.objects.filter(service=OuterRef("pk"), valid_from__gt=today).order_by(
        "valid_from", "-pk"
    )
    return services.annotate(
        next_price=Subquery(coming.values("price")[:1]),
        next_price_on=Subquery(coming.values("valid_from")[:1]),
    )


def price_history(service: Service) -> list[ServicePrice]:
    """The newest first."""
    return list(service.prices.select_related("made_by").order_by("-valid_from", "-pk"))


@dataclass(frozen=True)
class NewPrice:
    """One line of the preview of a change of many prices."""

    service: Service
    old: Decimal
    new: Decimal


def changed_prices(
    services: QuerySet[Service], *, percent: Decimal, rounding: Decimal, valid_from: date
) -> list[NewPrice]:
    """What a change by `percent` (+7.5, −3) of the prices in force on `valid_from` would make of them.

    Rounded half up to whole `rounding` roubles. Services without a price and prices that stay are left out.
    """
    rows = list(services.order_by("name", "pk"))
    now = prices_on([row.pk for row in rows], valid_from)
    lines = (
        NewPrice(row, old, _raised(old, percent, rounding))
        for row in rows
        if (old := now[row.pk].price if row.pk in now else row.price) is not None
    )
    return [line for line in lines if line.new != line.old]


def _raised(price: Decimal, percent: Decimal, rounding: Decimal) -> Decimal:
    exact = price * (100 + percent) / 100
    return ((exact / rounding).quantize(Decimal(1), ROUND_HALF_UP) * rounding).quantize(Decimal("0.01"))


def coming_batches(clinic: Clinic, today: date) -> list[dict[str, Any]]:
    """Changes of many prices that have not begun before today and so can be taken back, the next first."""
    rows = ServicePrice.objects.filter(service__clinic=clinic, batch__isnull=False, valid_from__gte=today)
    found = rows.values("batch").annotate(
        valid_from=Min("valid_from"), count=Count("pk"), made_at=Max("made_at")
    )
    return [dict(row) for row in found.order_by("valid_from", "made_at")]


def batch_rows(clinic: Clinic, batch: UUID, today: date) -> QuerySet[ServicePrice]:
    """The prices of one such change that may still be taken back."""
    return ServicePrice.objects.filter(service__clinic=clinic, batch=batch, valid_from__gte=today)


def stale_prices(clinic: Clinic, today: date) -> list[Service]:
    """Services whose stored price is not the one in force today, with the right one in `price`."""
    services = {row.pk: row for row in Service.objects.filter(clinic=clinic)}
    in_force = ServicePrice.objects.filter(service__in=services.keys(), valid_from__lte=today)
    stale = []
    for row in in_force.order_by("service_id", "-valid_from", "-pk").distinct("service_id"):
        service = services[row.service_id]
        if (service.price, service.price_is_lower_bound) != (row.price, row.is_lower_bound):
            service.price, service.price_is_lower_bound = row.price, row.is_lower_bound
            stale.append(service)
    return stale
