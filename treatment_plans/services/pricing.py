"""How far a person may go below the price list: the role's limit, as the clinic set it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from clinic_crm.lib import formatting
from clinics.discounts import discount_limit, who_may_discount
from clinics.models import Service
from treatment_plans.services.editing import Edit
from treatment_plans.services.errors import PlanError


def refuse_beyond_limit(
    edit: Edit, service: Service | None, *, quantity: int, gross: Decimal, net: Decimal
) -> None:
    """PlanError where `net` is further below the price list than this person's limit; says who may.

    `gross` counts where the list has no price. Rules and imports (`by` None) are not judged.
    """
    if edit.by is None:
        return
    listed = gross
    if service is not None and service.price is not None:
        listed = max(gross, service.price * quantity)
    given = listed - net
    limit = discount_limit(edit.by, edit.plan.branch_id)
    if given <= 0 or given * 100 <= listed * limit:
        return
    share = given * 100 / listed
    raise PlanError(
        _("A discount of %(given)s (%(share)s %%) is beyond your limit of %(limit)s %%. Ask: %(who)s.")
        % {
            "given": formatting.money(given),
            "share": formatting.number(share, 1),
            "limit": formatting.number(limit, 0),
            "who": who_may_discount(edit.plan.branch, share),
        }
    )
