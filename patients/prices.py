"""What a service costs on a day, and how far a person may depart from it (matrix row `prices`)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from clinics.access import Person
from clinics.discounts import UNLIMITED, discount_limit
from clinics.models import Branch, Service


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
    """The largest discount in percent; None is without limit. Whoever has any may set prices within it too."""

    limit: Decimal | None

    @property
    def may_set_prices(self) -> bool:
        return self.limit is None

    def allows(self, discount: Decimal, *, of: Decimal) -> bool:
        return discount <= 0 or self.limit is None or discount * 100 <= of * self.limit

    def words(self) -> str:
        if self.limit:
            return _("Your limit of a discount is %(limit)s %%.") % {"limit": f"{self.limit:f}"}
        return _("You may not give a discount: ask a manager.")


def price_on(service: Service, day: date) -> Listed:
    """The price of the list as it stood on `day`."""
    return Listed(service.price, service.price_is_lower_bound)


def freedom_of(user: Person, branch: Branch) -> Freedom:
    """The person's limit as the clinic set it (`clinics.discounts`); a hundred percent is any price."""
    limit = discount_limit(user, branch.pk)
    return Freedom(None if limit >= UNLIMITED else limit)
