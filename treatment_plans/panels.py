"""What plans show on pages of the apps to the left: the patient's card and Today."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinics import catalogues, navigation
from clinics import today as today_page
from clinics.access import can, employee_of, roles_of
from clinics.enums import Role
from clinics.models import User
from clinics.navigation import NavItem
from clinics.selectors import clinic_today, the_clinic
from clinics.today import TodayPanel
from patients import panels
from patients.models import Patient
from patients.panels import Panel
from patients.selectors import assignment
from treatment_plans.enums import Queue
from treatment_plans.models import RefusalReason
from treatment_plans.selectors.plans import led_by, plans_visible_to
from treatment_plans.selectors.queues import in_queue, queue_totals
from treatment_plans.selectors.review import lines_to_review
from treatment_plans.selectors.worklist import queue_rows, with_people

FIRST_ROWS = 5
SETTERS = frozenset({Role.MANAGER, Role.OWNER})
CALLERS = frozenset({Role.CURATOR, Role.ADMINISTRATOR, Role.MANAGER})
LOAD_READERS = frozenset({Role.OWNER, Role.MANAGER, Role.ADMINISTRATOR})
READERS = CALLERS | {Role.PRACTITIONER, Role.OWNER}


class ReasonList(catalogues.WordList):
    """The reasons that the clinic may edit: those that the product itself gives are left out."""

    @property
    def entries(self) -> QuerySet[RefusalReason]:
        return RefusalReason.objects.filter(code="")


def register_screens() -> None:
    """Take our places in the rail, on Today, on the patient's card, and among the ways of being assigned."""
    navigation.register(
        NavItem("plan-queue", _("Curator's queue"), "phone-call", "plans:queue", 20, CALLERS, waiting_count)
    )
    navigation.register(NavItem("plans", _("Treatment plans"), "clipboard-list", "plans:list", 30, READERS))
    navigation.register(
        NavItem("load", _("Forward load"), "gauge", "plans:load", 32, LOAD_READERS, under="plans")
    )
    navigation.register(
        NavItem(
            "plan-rules", _("Plans: rules"), "adjustments", "plans:settings", 45, SETTERS, section="rules",
            note=_("Which moves follow from visits by themselves; limits of discounts."),
        )
    )  # fmt: skip
    template = "treatment_plans/card_panel.html"
    panels.register(Panel("plans", _("Treatment plans"), 20, READERS, template, card_panel))
    template = "treatment_plans/today_panel.html"
    today_page.register(TodayPanel("plan-queues", CALLERS, 10, template, today_panel))
    assignment.register("plan", led_by)
    catalogues.register(
        ReasonList(
            "refusal-reasons",
            _("Reasons of refusal and of waiting"),
            _("Asked for when a patient declines a line of a plan or puts it off."),
            RefusalReason,
            fields=("name_ru", "name_en"),
            kind="kind",
        )
    )


def card_panel(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    """The patient's plans that this person sees, open ones first."""
    plans = plans_visible_to(user).filter(patient=patient).select_related("practitioner", "curator")
    rows = list(plans.order_by("closed_on", "-identified_on", "-pk").distinct()[:20])
    may_create = can(user, "C", "plans")
    if not rows and not may_create:
        return None
    return {"plans": rows, "patient": patient, "may_create": may_create}


def today_panel(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    """The queues with their money and the first calls of the main one."""
    plans = plans_visible_to(user)
    totals = queue_totals(plans, today=today)
    waiting = with_people(in_queue(plans, Queue.NOT_BOOKED, today=today)).order_by("-weight", "-pk")
    to_review = lines_to_review(user).count()
    if not to_review and not any(total.plans for total in totals.values()):
        return None
    return {
        "queues": [(queue, totals[queue]) for queue in Queue],
        "money": sum((total.money for total in totals.values()), Decimal(0)),
        "rows": queue_rows(waiting[:FIRST_ROWS], Queue.NOT_BOOKED),
        "to_review": to_review,
    }


def waiting_count(request: HttpRequest) -> int | None:
    """Plans to call about, for the curator's rail; nobody else's is counted on every page."""
    if Role.CURATOR not in roles_of(request.user) or employee_of(request.user) is None:
        return None
    clinic = the_clinic()
    if clinic is None:
        return None
    today = clinic_today(clinic, timezone.now())
    return in_queue(plans_visible_to(request.user), Queue.NOT_BOOKED, today=today).count()
