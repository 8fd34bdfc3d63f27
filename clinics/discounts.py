"""How far a role may go below the price list: the matrix row `prices`, with the clinic's own limits as data.

A (approve) is without limit and U (change) up to ten percent until the clinic sets other numbers; a role that may only
read prices gives no discount, whatever the table says.
"""

from decimal import Decimal

from clinics.access import Person, assignments_of, reach_of
from clinics.access_matrix import grants
from clinics.enums import Role
from clinics.models import Branch, DiscountLimit

UNLIMITED = Decimal(100)
USUAL = Decimal(10)


def discount_limit(user: Person, branch_id: int) -> Decimal:
    """The largest discount in percent that the person may give in this branch; 0 = none."""
    if not reach_of(user, "prices", "A").covers_branch(branch_id):
        reach = reach_of(user, "prices", "U")
        if not reach.covers_branch(branch_id) and branch_id not in reach.assigned:
            return Decimal(0)
    roles = {Role(row.role) for row in assignments_of(user) if row.branch_id in (None, branch_id)}
    # Only an administrator of a branch without curators may change prices without the matrix naming the role.
    defaults = {role: usual for role in roles if (usual := _default(role))} or {Role.ADMINISTRATOR: USUAL}
    said = dict(DiscountLimit.objects.filter(role__in=defaults).values_list("role", "percent"))
    return max(said.get(role, usual) for role, usual in defaults.items())


def limits_of(clinic_id: int) -> dict[Role, Decimal]:
    """Every role that may change prices with its limit, for the settings page."""
    said = dict(DiscountLimit.objects.filter(clinic=clinic_id).values_list("role", "percent"))
    return {role: said.get(role, _default(role)) for role in Role if _default(role) or role in said}


def who_may_discount(branch: Branch, percent: Decimal) -> str:
    """The roles whose limit reaches `percent`, in words."""
    return ", ".join(
        str(role.label) for role, limit in limits_of(branch.clinic_id).items() if limit >= percent
    )


def _default(role: Role) -> Decimal:
    rights = {right for grant in grants(role, "prices") for right in grant.rights}
    return UNLIMITED if "A" in rights else USUAL if "U" in rights else Decimal(0)
