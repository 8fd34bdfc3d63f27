"""The registry's own panels of the patient card and of Today, and its items of the rail."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinics import navigation
from clinics import today as today_page
from clinics.access import can, roles_of
from clinics.enums import Role
from clinics.models import User
from patients import panels
from patients.consent_forms import ConsentForm
from patients.models import Patient
from patients.selectors import card
from patients.selectors.curiosity import busy_searchers
from patients.selectors.debts import balance_of, money_rows, refunds_to_decide
from patients.selectors.duplicates import merges_of, open_pairs
from patients.selectors.family import family_of, sharers_of, suggested_relatives
from patients.selectors.follow_ups import follow_ups_visible_to
from patients.selectors.patients import patients_visible_to
from patients.selectors.visits import visits_visible_to
from patients.services.family import is_minor
from patients.timeline import timeline_context

READERS = frozenset({Role.ADMINISTRATOR, Role.CURATOR, Role.PRACTITIONER, Role.MANAGER, Role.OWNER})
DESK = frozenset({Role.ADMINISTRATOR, Role.MANAGER})
APPROVERS = frozenset({Role.MANAGER, Role.OWNER})  # of refunds: the right A on prices
LEADERS = frozenset({Role.MANAGER, Role.OWNER})
JOINERS = frozenset({Role.ADMINISTRATOR})  # who may change both cards of a pair
ROWS_ON_TODAY = 8
PAYMENTS_ON_CARD = 12


def visits_panel(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any]:
    visits = list(card.visits_of(patient, user))
    shows_money = can(user, "R", "money")
    return {
        "patient": patient,
        "visits": visits[: card.VISITS_SHOWN],
        "has_more": len(visits) > card.VISITS_SHOWN,
        "money": card.money_of(patient, user) if shows_money else None,
        "balance": (getattr(patient, "balance", None) or balance_of(patient)) if shows_money else None,
        "rows": money_rows(patient, user, PAYMENTS_ON_CARD) if shows_money else [],
        "shows_money": shows_money,
        "may_pay": can(user, "C", "money"),
        "may_correct": can(user, "U", "money"),
        "may_book": can(user, "C", "visits"),
        "may_change": can(user, "U", "visits"),
        "today": today,
    }


def contacts_panel(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any]:
    """Contact points with what may be sent there, and the form by which a paper is entered."""
    may_record = can(user, "C", "consents") and bool(patient.reachable)
    return {
        "patient": patient,
        "points": [card.purposes_at(each) for each in patient.reachable],
        "form": ConsentForm(initial={"on": today}) if may_record else None,
    }


def follow_ups_panel(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any]:
    may_close = can(user, "U", "follow_ups")
    may_add = patients_visible_to(user, obj="follow_ups", right="C").filter(pk=patient.pk).exists()
    touches = card.touches_of(patient, user)
    return {"patient": patient, "today": today, "may_close": may_close, "may_add": may_add, **touches}


def history_panel(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any]:
    return timeline_context(patient, user, kind="", number=1)


def todays_visits(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    rows = visits_visible_to(user).filter(day=today).select_related("patient", "practitioner", "branch")
    visits = list(rows.order_by("starts_at", "pk")[: ROWS_ON_TODAY + 1])
    return {
        "visits": visits[:ROWS_ON_TODAY],
        "has_more": len(visits) > ROWS_ON_TODAY,
        "now": timezone.localtime(now),
        "is_practitioner": roles_of(user) == {Role.PRACTITIONER},
    }


def due_follow_ups(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    rows = follow_ups_visible_to(user).filter(state="open", due_on__lte=today)
    rows = rows.select_related("patient", "assignee").order_by("due_on", "pk")
    found = list(rows[: ROWS_ON_TODAY + 1])
    return {"follow_ups": found[:ROWS_ON_TODAY], "has_more": len(found) > ROWS_ON_TODAY, "today": today}


def doubtful_pairs(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    pairs = open_pairs(user)
    count = pairs.count()
    return {"count": count, "pairs": pairs[:5]} if count else None


def family_panel(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    if not can(user, "R", "households"):
        return None
    family, may_change = family_of(patient, user, today=today), can(user, "U", "households")
    sharers = sharers_of([each.contact.point_id for each in patient.reachable], user, but=patient)
    points = {each.contact.point_id: each.contact.point for each in patient.reachable}
    return {
        "patient": patient,
        "family": family,
        "shared": [{"point": points[pk], "people": people} for pk, people in sharers.items()],
        "suggested": suggested_relatives(patient, user) if may_change else [],
        "may_change": may_change,
        "is_minor": is_minor(patient, today),
    }


def joined_panel(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    """Cards that were joined to this one, while they can be taken apart by this person."""
    records = merges_of(patient) if can(user, "U", "patients") else []
    return {"patient": patient, "records": records} if records else None


def many_searches(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    busy = busy_searchers(user, now=now)
    return {"busy": busy} if busy else None


def register_rail() -> None:
    """The registry's sections of the navigation rail."""
    for order, key, label, icon, url_name, roles, under in (
        (10, "patients", _("Patients"), "users", "patients:list", READERS, ""),
        (15, "visits", _("Visits"), "calendar", "patients:visits", READERS, ""),
        (20, "follow_ups", _("Follow-ups"), "phone-call", "patients:follow-ups", READERS, ""),
        (22, "debts", _("Debts"), "report-money", "patients:debts", DESK | {Role.OWNER}, "visits"),
        (75, "imports", _("Imports"), "file-import", "patients:imports", DESK | {Role.OWNER}, "patients"),
        (80, "duplicates", _("Duplicates"), "copy", "patients:duplicates", JOINERS, "patients"),
    ):
        navigation.register(navigation.NavItem(key, label, icon, url_name, order, roles, under=under))
    navigation.register(
        navigation.NavItem(
            "refunds",
            _("Refunds"),
            "cash",
            "patients:refunds",
            23,
            APPROVERS,
            badge=_refunds_waiting,
            under="visits",
        )
    )


def _refunds_waiting(request: HttpRequest) -> int:
    return refunds_to_decide(request.user).count()


def register_panels() -> None:
    for order, key, title, context, is_late in (
        (20, "visits", _("Visits and money"), visits_panel, False),
        (30, "contacts", _("Contacts and consents"), contacts_panel, False),
        (40, "follow_ups", _("Follow-ups"), follow_ups_panel, False),
        (45, "family", _("Family"), family_panel, True),
        (85, "joined", _("Joined cards"), joined_panel, True),
        (90, "history", _("History"), history_panel, True),
    ):
        panels.register(
            panels.Panel(key, title, order, READERS, f"patients/panels/{key}.html", context, is_late)
        )
    todays: tuple[tuple[int, str, frozenset[Role], Any], ...] = (
        (10, "visits", DESK | {Role.PRACTITIONER}, todays_visits),
        (20, "follow_ups", READERS - {Role.OWNER}, due_follow_ups),
        (60, "duplicates", JOINERS, doubtful_pairs),
        (70, "searches", LEADERS, many_searches),
    )
    for order, key, roles, fill in todays:
        today_page.register(
            today_page.TodayPanel(f"patients.{key}", roles, order, f"patients/today/{key}.html", fill)
        )
