"""The price list over time: one price, many at once, and the day on which a price begins."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from clinics.models import Clinic, Service, ServicePrice, User
from clinics.selectors import clinic_today
from clinics.selectors.prices import NewPrice, batch_rows, stale_prices
from clinics.services.journal import record_action


class PriceHasBegunError(Exception):
    """The price is in force already: a new price may follow it, but it is not taken back."""


@transaction.atomic
def set_price(
    service: Service,
    *,
    price: Decimal | None,
    is_lower_bound: bool = False,
    valid_from: date,
    by: User | None,
    now: datetime,
) -> ServicePrice:
    """The price from `valid_from` on. Earlier days keep theirs, and what begins later still begins."""
    row = ServicePrice.objects.create(
        service=service,
        valid_from=valid_from,
        price=price,
        is_lower_bound=is_lower_bound,
        made_at=now,
        made_by=by,
    )
    record_action(by, "price_set", service, now=now, details={"from": valid_from.isoformat()})
    refresh_prices(service.clinic, today=clinic_today(service.clinic, now))
    return row


@transaction.atomic
def remove_price(row: ServicePrice, *, by: User, now: datetime) -> None:
    """Take back a price that has not begun. Raises PriceHasBegunError."""
    clinic = row.service.clinic
    if row.valid_from <= clinic_today(clinic, now):
        raise PriceHasBegunError
    record_action(by, "price_removed", row.service, now=now, details={"from": row.valid_from.isoformat()})
    row.delete()


@transaction.atomic
def change_prices(
    clinic: Clinic, lines: Iterable[NewPrice], *, percent: Decimal, valid_from: date, by: User, now: datetime
) -> UUID:
    """Write the previewed prices as one change, which `undo_price_change` takes back whole. Returns its id."""
    batch = uuid4()
    rows = [
        ServicePrice(
            service=line.service, valid_from=valid_from, price=line.new,
            is_lower_bound=line.service.price_is_lower_bound, batch=batch, made_at=now, made_by=by,
        )
        for line in lines
    ]  # fmt: skip
    ServicePrice.objects.bulk_create(rows)
    details = {"from": valid_from.isoformat(), "services": len(rows), "percent": str(percent)}
    record_action(by, "prices_changed", clinic, now=now, details=details)
    refresh_prices(clinic, today=clinic_today(clinic, now))
    return batch


@transaction.atomic
def undo_price_change(clinic: Clinic, batch: UUID, *, by: User, now: datetime) -> int:
    """Take back a change of many prices that began today or has not begun; returns how many prices."""
    today = clinic_today(clinic, now)
    count = batch_rows(clinic, batch, today).delete()[0]
    if count:
        record_action(by, "prices_restored", clinic, now=now, details={"services": count})
        refresh_prices(clinic, today=today)
    return count


def refresh_prices(clinic: Clinic, *, today: date) -> int:
    """Give the price list the prices in force today; returns how many changed. Called after each change and daily."""
    stale = stale_prices(clinic, today)
    Service.objects.bulk_update(stale, ["price", "price_is_lower_bound"])
    return len(stale)
