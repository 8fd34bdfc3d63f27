"""The segment on the patient card: where, since when, why in words, what comes next, and the ribbon of the years."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from clinics import navigation
from clinics.enums import Role
from clinics.models import User
from patients import panels
from patients.models import Patient
from patients.selectors.segments import RIBBON_WIDTH, segment_reason, segment_ribbon

READERS = frozenset({Role.ADMINISTRATOR, Role.CURATOR, Role.PRACTITIONER, Role.MANAGER, Role.OWNER})
DECIDERS = frozenset({Role.MANAGER, Role.OWNER})


def segment_context(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    """Nothing until the first computation: a card made a moment ago."""
    summary = getattr(patient, "summary", None)
    if summary is None:
        return None
    return {
        "summary": summary,
        "reason": segment_reason(summary, today=today),
        "ribbon": segment_ribbon(patient, today=today),
        "ribbon_width": RIBBON_WIDTH,
        "today": today,
    }


def register() -> None:
    panels.register(
        panels.Panel(
            "segment",
            _("Segment"),
            50,
            READERS,
            "patients/segments/panel.html",
            segment_context,
            is_late=True,
        )
    )
    navigation.register(
        navigation.NavItem(
            "segment-policy",
            _("Segment policy"),
            "adjustments",
            "patients:segment-policy",
            30,
            DECIDERS,
            section="rules",
            note=_("When a patient counts as sleeping or lapsed, and who is best."),
        )
    )
