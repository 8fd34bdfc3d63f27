"""What a service costs on a day, and how far a person may depart from it (matrix row `prices`)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from clinics.access import Person, reach_of
from clinics.models import Branch, Service

LIMIT = Decimal(10)  # percent: the discount of those with the right U; with A there is no limit


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
    """A: any price and discount. U: a discount up to the limit. Else the price list as it is."""
    if reach_of(user, "prices", "A").covers_branch(branch.pk):
        return Freedom(None)
    reach = reach_of(user, "prices", "U")
    if reach.covers_branch(branch.pk) or branch.pk in reach.assigned:
        return Freedom(LIMIT)
    return Freedom(Decimal(0))
