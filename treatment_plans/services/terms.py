"""The terms of a line, as a person enters them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from clinics.models import Employee
from treatment_plans.enums import Priority
from treatment_plans.models import PlanItem
from treatment_plans.services.errors import PlanError


@dataclass(frozen=True)
class Terms:
    """`price` is that of one, `discount` that of the whole line, both in roubles; `minutes` of all sessions together."""

    price: Decimal
    minutes: int
    tooth: str = ""
    quantity: int = 1
    discount: Decimal = Decimal(0)
    phase: int = 1
    priority: str = Priority.PLANNED
    performer: Employee | None = None
    sessions: int = 1
    promised_on: date | None = None

    def gross(self) -> Decimal:
        return self.price * self.quantity

    def net(self) -> Decimal:
        """PlanError where the numbers make no sense: the discount lies within the price."""
        if self.price < 0 or self.discount < 0 or self.discount > self.gross():
            raise PlanError(_("The discount lies between nothing and the price."))
        if min(self.quantity, self.phase, self.sessions) < 1:
            raise PlanError(_("Quantity, phase and sessions count from one."))
        return self.gross() - self.discount

    def write_to(self, item: PlanItem) -> None:
        """Set the fields; the caller stores the line."""
        item.price, item.discount = self.net(), self.discount
        for name in (
            "minutes",
            "tooth",
            "quantity",
            "phase",
            "priority",
            "performer",
            "sessions",
            "promised_on",
        ):
            setattr(item, name, getattr(self, name))


def terms_of(item: PlanItem) -> Terms:
    """The line's terms as they stand."""
    names = (
        "minutes",
        "tooth",
        "quantity",
        "discount",
        "phase",
        "priority",
        "performer",
        "sessions",
        "promised_on",
    )
    return Terms(price=item.unit_price, **{name: getattr(item, name) for name in names})
