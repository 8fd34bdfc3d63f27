"""The invented clinic's catalogues over time: holidays, odd days, leaves, prices of other years, links, notes."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from clinics.models import (
    Change,
    Clinic,
    DayHours,
    Employee,
    LeadTimeLink,
    Service,
    ServicePrice,
    Specialty,
    User,
    WorkingHours,
)
from clinics.models.clinic import Branch
from clinics.services.catalogues import fill_holidays

EARLIER_PRICES = (
    (700, Decimal("0.85")),
    (330, Decimal("0.93")),
    (60, Decimal(1)),
)  # days ago, share of today's
COMING = ("Гигиена", Decimal("1.07"))
COMING_BATCH = UUID("3f0a3a52-7f5b-4a6c-9a53-5d2b6a6f3c11")
LINKS = [("Хирургия", "Ортопедия", 26), ("Терапия", "Гигиена", 26), ("Ортодонтия", "Терапия", 52)]
CHANGES = [
    (620, "Открыта ортодонтия"),
    (330, "Новый прайс-лист"),
    (240, "Новый скрипт первого звонка"),
    (95, "Кураторы ведут планы"),
]

PriceHistory = dict[int, list[tuple[date, Decimal]]]


def price_history(services: Iterable[Service], today: date) -> PriceHistory:
    """Service id → (valid from, price), the oldest first; round sums, the last one is that of the list."""
    return {
        service.pk: [
            (today - timedelta(days=ago), _round((service.price or Decimal(0)) * share))
            for ago, share in EARLIER_PRICES
        ]
        for service in services
    }


def write_prices(services: Iterable[Service], history: PriceHistory, manager: User, now: datetime) -> None:
    """The history instead of the one price that the list began with, and a change that comes on the next 1st."""
    ServicePrice.objects.all().delete()
    rows = [
        ServicePrice(
            service_id=pk, valid_from=day, price=price, made_at=now - (now.date() - day), made_by=manager
        )
        for pk, versions in history.items()
        for day, price in versions
    ]
    first = (now.date().replace(day=1) + timedelta(days=32)).replace(day=1)
    rows += [
        ServicePrice(
            service=service, valid_from=first, price=_round((service.price or Decimal(0)) * COMING[1]),
            batch=COMING_BATCH, made_at=now, made_by=manager,
        )
        for service in services
        if service.specialty and service.specialty.name == COMING[0]
    ]  # fmt: skip
    ServicePrice.objects.bulk_create(rows)


def write_calendar(clinic: Clinic, branches: Iterable[Branch], manager: User, now: datetime) -> None:
    """Holidays of four years; the New Year closed, a short day ahead; the branches work on other holidays."""
    year = now.year
    for each in range(year - 2, year + 2):
        fill_holidays(clinic, each, by=manager, now=now)
    days = [
        DayHours(branch=branch, day=date(year + 1, 1, n), note="Новый год")
        for branch in branches
        for n in (1, 2)
    ]
    short = now.date() + timedelta(days=34)
    days += [
        DayHours(branch=branch, day=short, starts=time(9), ends=time(14), note="Санитарный день")
        for branch in branches
    ]
    DayHours.objects.bulk_create(days)


def write_leaves(curator: Employee, practitioner: Employee, branch: Branch, today: date) -> None:
    """A leave of two weeks ahead, and a practitioner who begins at ten."""
    DayHours.objects.bulk_create(
        DayHours(employee=curator, day=today + timedelta(days=25 + n), note="Отпуск") for n in range(14)
    )
    WorkingHours.objects.bulk_create(
        WorkingHours(branch=branch, employee=practitioner, weekday=weekday, starts=time(9), ends=time(ends))
        for weekday, ends in enumerate((21, 21, 21, 21, 21, 16, 16))
    )


def write_links(specialties: dict[str, Specialty]) -> None:
    LeadTimeLink.objects.bulk_create(
        LeadTimeLink(before=specialties[before], after=specialties[after], weeks=weeks)
        for before, after, weeks in LINKS
    )


def write_changes(clinic: Clinic, manager: User, today: date) -> None:
    Change.objects.bulk_create(
        Change(clinic=clinic, day=today - timedelta(days=ago), text=text, made_by=manager)
        for ago, text in CHANGES
    )


def _round(price: Decimal) -> Decimal:
    return (price / 50).quantize(Decimal(1)) * 50
