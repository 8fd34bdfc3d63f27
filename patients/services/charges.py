"""The bill of a visit: its lines by the price list, within the rights of whoever writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils.translation import gettext as _

from clinic_crm.lib import formatting
from clinics.models import Service, User
from clinics.services.journal import record_action
from patients.enums import VisitStatus
from patients.models import Charge, Visit
from patients.prices import freedom_of, listed_on
from patients.services.balances import refresh_balances
from patients.services.errors import VisitRefusedError, refuse_if_mis_is_master
from patients.services.segments import mark_dirty
from patients.visit_handlers import visits_changed


@dataclass(frozen=True)
class ChargeLine:
    """A line of the bill as entered: `amount` = quantity × price − discount, rounded to kopecks, never negative."""

    service: Service
    quantity: Decimal
    price: Decimal
    discount: Decimal = Decimal(0)

    @property
    def amount(self) -> Decimal:
        return (self.quantity * self.price - self.discount).quantize(Decimal("0.01"))


def replace_bill(visit: Visit, lines: Sequence[ChargeLine], *, by: User | None, now: datetime) -> None:
    """The bill becomes these lines and the unsaved visit is saved with their sum, all in one version.

    Refused where the lines go beyond the rights of `by`. The caller marks the patient and writes the journal.
    """
    refuse_beyond_rights(visit, lines, by=by)
    visit.amount, visit.known_at = sum((line.amount for line in lines), Decimal(0)), now
    with connection.cursor() as cursor:  # the database still checks the sum at the commit
        cursor.execute("SET LOCAL clinic_crm.amounts = 'kept by the writer'")
        visit.charges.all().delete()
        visit.save()
        Charge.objects.bulk_create(_row(visit, line, now) for line in lines)
        cursor.execute("SET LOCAL clinic_crm.amounts = ''")
    refresh_balances([visit.patient_id])


@transaction.atomic
def correct_bill(visit: Visit, *, lines: Sequence[ChargeLine], by: User | None, now: datetime) -> Visit:
    """The whole bill of a done visit anew; the lines of before stay as past versions.

    What money was paid back for stays on the bill: such a bill is refused (a refund is a payment, never an edited
    charge).
    """
    visit = Visit.objects.select_for_update(of=("self",)).select_related("branch").get(pk=visit.pk)
    refuse_if_mis_is_master(visit.branch)
    if visit.status != VisitStatus.COMPLETED:
        raise VisitRefusedError(_("Only the bill of a visit that is done can be corrected."))
    if visit.charges.filter(refunds__amount__lt=0).exists() or _asked_back(visit):
        raise VisitRefusedError(_("Money of this visit was paid back: its bill stays."))
    was = visit.amount
    replace_bill(visit, lines, by=by, now=now)
    mark_dirty([visit.patient_id], now=now)
    record_action(
        by, "corrected", visit, now=now, patient_id=visit.patient_id, branch_id=visit.branch_id,
        details={"was": str(was), "is": str(visit.amount)},
    )  # fmt: skip
    visits_changed([visit.pk], by=by, now=now)
    return visit


def refuse_beyond_rights(visit: Visit, lines: Sequence[ChargeLine], *, by: User | None) -> None:
    """Price list and discount within the matrix row `prices`; `by` None is the product itself, which may all."""
    if by is None:
        return
    freedom = freedom_of(by, visit.branch)
    prices = listed_on([line.service for line in lines], visit.day)
    for line in lines:
        listed = prices[line.service.pk]
        if listed.is_fixed and line.price != listed.amount and not freedom.may_set_prices:
            raise VisitRefusedError(
                _("You may not change the price of «%(service)s»: the price list says %(price)s.")
                % {"service": line.service.name, "price": formatting.money(listed.amount)}
            )
        if listed.amount is not None and line.price < listed.amount and not freedom.may_set_prices:
            raise VisitRefusedError(
                _("The price of «%(service)s» begins from %(price)s.")
                % {"service": line.service.name, "price": formatting.money(listed.amount)}
            )
        if not freedom.allows(line.discount, of=line.quantity * line.price):
            raise VisitRefusedError(freedom.words())


def _asked_back(visit: Visit) -> bool:
    return visit.charges.filter(refund_requests__isnull=False).exists()


def _row(visit: Visit, line: ChargeLine, now: datetime) -> Charge:
    return Charge(
        clinic_id=visit.clinic_id,
        visit=visit,
        service=line.service,
        service_name=line.service.name,
        quantity=line.quantity,
        price=line.price,
        discount=line.discount,
        amount=line.amount,
        known_at=now,
    )
