"""The settings page's entries of this app, and the set-up checklist on Today."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from clinics import navigation, setup, today
from clinics.access import roles_of
from clinics.enums import Role
from clinics.models import User
from clinics.navigation import NavItem
from clinics.selectors import the_clinic

READERS = frozenset(Role) - {Role.SYSTEM}
STAFF = frozenset(Role) - {Role.ADMINISTRATOR}
SHOWN = 5  # open steps on Today


def register_screens() -> None:
    navigation.register(NavItem(navigation.SETTINGS, _("Settings"), "settings", "catalogues:index", order=95))
    for item in _ITEMS:
        navigation.register(item)
    watchers = setup.LEADERS | {Role.SYSTEM}
    today.register(today.TodayPanel("setup", watchers, 0, "clinics/today/setup.html", missing))


def missing(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    """The steps of the set-up that wait for this person; None when none does."""
    clinic = the_clinic()
    if clinic is None:
        return None
    states, held = setup.checklist(clinic), roles_of(user)
    mine = [state for state in states if state.is_open and state.step.roles & held]
    if not mine:
        return None
    done = sum(not state.is_open for state in states)
    return {"open": mine[:SHOWN], "more": len(mine[SHOWN:]), "done": done, "total": len(states)}


_ITEMS = [
    NavItem(
        "setup", _("Set-up"), "checklist", "catalogues:setup", 10, setup.LEADERS | {Role.SYSTEM}, section="clinic",
        note=_("What is still missing before the product works for you."),
    ),
    NavItem(
        "clinic", _("Clinic data"), "building-hospital", "catalogues:clinic", 20, READERS, section="clinic",
        note=_("Name, phone, language of letters."),
    ),
    NavItem(
        "branches", _("Branches"), "home", "catalogues:branches", 30, READERS, section="clinic",
        note=_("Addresses, time zones, working hours, chairs."),
    ),
    NavItem(
        "holidays", _("Public holidays"), "calendar-event", "catalogues:holidays", 40, READERS, section="clinic",
        note=_("Days off and working Saturdays of the year."),
    ),
    NavItem(
        "specialties", _("Specialties"), "stethoscope", "catalogues:specialties", 50, READERS, section="clinic",
        note=_("Return interval, course gap, which work brings which."),
    ),
    NavItem(
        "prices", _("Price list"), "list-details", "catalogues:prices", 60, READERS, section="clinic",
        note=_("Services, prices by day, changes by percent."),
    ),
    NavItem(
        "changes", _("Changes"), "note", "catalogues:changes", 70, READERS, section="clinic",
        note=_("Dated notes that stand on every chart."),
    ),
    NavItem(
        "staff-cards", _("Staff"), "users-group", "catalogues:staff", 10, STAFF, section="people",
        note=_("Who works where, in which specialty, at what hours; leaves."),
    ),
    NavItem(
        "journal", _("Journal"), "eye", "journal", 90, setup.LEADERS, section="people",
        note=_("Who looked at whom and did what."),
    ),
    NavItem(
        "legal", _("Legal profile"), "shield-check", "catalogues:legal", 10, READERS, section="rules",
        note=_("Which country's rules hold for messages."),
    ),
    NavItem(
        "words", _("Reasons and other lists"), "tag", "catalogues:words", 40, READERS, section="rules",
        note=_("Reasons of refusal and what else is chosen from a list."),
    ),
]  # fmt: skip
