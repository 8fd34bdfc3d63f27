"""What the calendar's templates need: hours, weekdays, short names, the legend of states."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from clinic_crm.lib import formatting
from clinics.templatetags.ui import badge
from patients.enums import VisitStatus
from patients.looks import VISITS
from patients.models import Patient

register = template.Library()


@register.filter
def hours(minutes: int) -> str:
    """`{{ 90|hours }}` → 1,5 in Russian; a whole hour without a fraction."""
    return formatting.number(minutes / 60, 0 if minutes % 60 == 0 else 1)


@register.filter
def weekday(day: date) -> str:
    """`{{ day|weekday }}` → Mon, 5 Oct."""
    return date_format(day, "D j E" if (get_language() or "").startswith("ru") else "D j M")


@register.filter
def short_name(patient: Patient) -> str:
    """Surname and initials, as the desk calls people in."""
    first = f" {patient.first_name[0]}." if patient.first_name else ""
    second = f" {patient.patronymic[0]}." if patient.patronymic else ""
    return f"{patient.last_name}{first}{second}" if patient.last_name else patient.full_name


@register.simple_tag
def visit_legend() -> SafeString:
    """Colour, icon and word of each state that the calendar shows."""
    rows: list[tuple[Any]] = [
        (badge(VisitStatus(status).label, *VISITS[status]),)
        for status in VISITS
        if status != VisitStatus.CANCELLED
    ]
    return format_html_join(" ", "{}", rows)


@register.filter
def clock(moment: datetime) -> str:
    """The time as the instant itself says it, in its own zone (a branch's), whatever the reader's."""
    return f"{moment:%H:%M}"


@register.filter
def local_day(moment: datetime) -> str:
    """The day likewise, as a form wants it."""
    return f"{moment:%Y-%m-%d}"
