"""What inquiries put on the rail and on Today."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clinics import navigation
from clinics import today as today_page
from clinics.access import can
from clinics.enums import Role
from clinics.models import User
from patients.selectors.inquiries import answer_times, waiting_inquiries

ROWS_ON_TODAY = 6
REQUESTED = frozenset({Role.MANAGER, Role.OWNER})
READERS = frozenset({Role.ADMINISTRATOR, Role.CURATOR, Role.MANAGER, Role.OWNER})
ANSWERERS = frozenset({Role.ADMINISTRATOR, Role.MANAGER})
CAMPAIGNERS = frozenset({Role.OWNER, Role.MANAGER, Role.MARKETER, Role.ADMINISTRATOR})


def unanswered(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    rows = list(
        waiting_inquiries(user).select_related("branch").order_by("created_on", "pk")[: ROWS_ON_TODAY + 1]
    )
    if not rows:
        return None
    times = answer_times(rows[:ROWS_ON_TODAY], now=now)
    lines = [{"row": row, "time": times[row.pk]} for row in rows[:ROWS_ON_TODAY]]
    return {"lines": lines, "has_more": len(rows) > ROWS_ON_TODAY}


def count_unanswered(request: HttpRequest) -> int | None:
    if not can(request.user, "U", "inquiries"):
        return None
    return waiting_inquiries(request.user).count()


def register() -> None:
    """Called once from `AppConfig.ready()`."""
    navigation.register(
        navigation.NavItem(
            "inquiries", _("Inquiries"), "inbox", "patients:inquiries", 12, READERS, count_unanswered
        )
    )
    navigation.register(
        navigation.NavItem(
            "campaigns", _("Campaigns"), "target", "patients:campaigns", 70, CAMPAIGNERS, under="inquiries"
        )
    )
    navigation.register(
        navigation.NavItem(
            "requests", _("Data requests"), "lock", "patients:requests", 85, REQUESTED, under="patients"
        )
    )
    today_page.register(
        today_page.TodayPanel("patients.inquiries", ANSWERERS, 5, "patients/today/inquiries.html", unanswered)
    )
