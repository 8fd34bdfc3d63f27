"""The registry's own quick actions of the card, and what goes along with a hand-over."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics.access import can
from clinics.models import User
from patients import handover, quick_actions
from patients.models import Patient
from patients.quick_actions import QuickAction


def _book(patient: Patient, user: User) -> str | None:
    return reverse("patients:book", args=[patient.pk]) if can(user, "C", "visits") else None


def _follow_up(patient: Patient, user: User) -> str | None:
    return reverse("patients:follow-up-new", args=[patient.pk]) if can(user, "C", "follow_ups") else None


def _consent(patient: Patient, user: User) -> str | None:
    return "#panel-contacts" if can(user, "C", "consents") else None


def _edit(patient: Patient, user: User) -> str | None:
    return reverse("patients:edit", args=[patient.pk]) if can(user, "U", "patients") else None


def _ending(patient: Patient, user: User) -> str | None:
    return reverse("patients:ending", args=[patient.pk]) if can(user, "U", "patients") else None


def register_actions() -> None:
    for order, (name, label, icon, url, key) in enumerate(
        (
            ("book", _("Book a visit"), "calendar-plus", _book, "KeyB"),
            ("follow_up", _("Follow-up"), "phone-call", _follow_up, "KeyF"),
            ("consent", _("Consent"), "shield-check", _consent, "KeyS"),
            ("edit", _("Change"), "edit", _edit, "KeyE"),
            ("ending", _("End or resume"), "ban", _ending, ""),
        )
    ):
        is_quiet = name in ("edit", "ending")
        quick_actions.register(QuickAction(name, label, icon, order * 10, url, key, is_quiet))
    handover.register(handover.Carried("patients.FollowUp", "assignee", Q(state="open")))
