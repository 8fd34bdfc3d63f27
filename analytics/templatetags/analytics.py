from decimal import Decimal
from functools import reduce
from typing import Any

from django import template

from clinic_crm.lib import formatting
from patients.models import Patient

register = template.Library()


@register.filter
def person_of(row: Any, path: str) -> Patient:
    """The patient of a row of `analytics.rows`, at the path that its list names."""
    return reduce(getattr, path.split("__"), row)


@register.filter
def whole_money(amount: Decimal | None) -> str:
    """Roubles without kopecks: for means, whose kopecks say nothing."""
    return formatting.money(None if amount is None else round(amount))
