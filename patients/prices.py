"""What services cost on a day, and how far a person may depart from it (matrix row `prices`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from clinics.access import Person
from clinics.discounts import UNLIMITED, discount_limit
from clinics.models import Branch, Service
from clinics.selectors.prices import prices_on


@dataclass(frozen=True)
class Listed:
    """The price of the list. `amount` None: by agreement. Only a fixed price binds whoever writes the bill."""

    amount: Decimal | None
    is_lower_bound: bool = False

    @property
    def is_fixed(self) -> bool:
        return self.amount is not None and not self.is_lower_bound


@dataclass(frozen=True)
class Freedom:
    """The largest discount in percent (0 = none). Without a limit prices may be set too."""

    limit: Decimal

    @property
    def may_set_prices(self) -> bool:
        return self.limit >= UNLIMITED

    def allows(self, discount: Decimal, *, of: Decimal) -> bool:
        return discount <= 0 or discount * 100 <= of * self.limit

    def words(self) -> str:
        if self.limit:
            return _("Your limit of a discount is %(limit)s %%.") % {"limit": f"{self.limit.normalize():f}"}
        return _("You may not give a discount: ask a manager.")


def listed_on(services: Iterable[Service], day: date) -> dict[int, Listed]:
    """Service id → the price in force on `day`; before the first known price, the first one."""
    wanted = {service.pk: service for service in services}
    known = prices_on(wanted, day)
    return {
        pk: Listed(known[pk].price, known[pk].is_lower_bound)
        if pk in known
        else Listed(service.price, service.price_is_lower_bound)
        for pk, service in wanted.items()
    }


def price_on(service: Service, day: date) -> Listed:
    """The same for one service."""
    return listed_on([service], day)[service.pk]


def freedom_of(user: Person, branch: Branch) -> Freedom:
    """The limit of the person's roles in the branch, as the clinic has set it."""
    return Freedom(discount_limit(user, branch.pk))
