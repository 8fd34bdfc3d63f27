"""What triggers add to the patient card, to Today, to the rail and above every page."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clinics import navigation, today
from clinics.access import can
from clinics.enums import LegalProfile, Role
from clinics.models import Clinic, User
from clinics.navigation import Banner, NavItem
from clinics.today import TodayPanel
from patients import panels, timeline
from patients.models import Patient
from patients.panels import Panel
from triggers.enums import MessageState
from triggers.models import SendingSwitch
from triggers.selectors.approval import count_waiting_lists
from triggers.selectors.messages import messages_visible_to, unknown_visible_to

WORKERS = frozenset({Role.ADMINISTRATOR, Role.CURATOR, Role.PRACTITIONER, Role.MANAGER, Role.OWNER})
DECIDERS = frozenset({Role.OWNER, Role.MANAGER})
NEWEST = 10
TONES = {"accepted": "green", "delivered": "green", "failed": "red", "unknown": "amber"}


def register() -> None:
    """Called once from `AppConfig.ready()`."""
    panels.register(
        Panel(
            "messages",
            _("Messages"),
            60,
            WORKERS,
            "triggers/panels/messages.html",
            messages_context,
            is_late=True,
        )
    )
    today.register(
        TodayPanel("sending", WORKERS | {Role.SYSTEM}, 40, "triggers/panels/today.html", today_context)
    )
    readers = DECIDERS | {Role.AUDITOR, Role.MARKETER}
    log_readers = WORKERS | {Role.SYSTEM}
    navigation.register(NavItem("triggers", _("Triggers"), "send", "triggers:list", 50, readers))
    navigation.register(
        NavItem(
            "approvals",
            _("Lists to approve"),
            "checklist",
            "triggers:approvals",
            51,
            DECIDERS,
            badge_of_lists,
            under="triggers",
        )
    )
    navigation.register(
        NavItem("messages", _("Messages"), "messages", "triggers:messages", 52, log_readers, under="triggers")
    )
    if settings.LETTERS_ARE_CAUGHT:
        navigation.register(
            NavItem(
                "letters",
                pgettext_lazy("navigation", "Letters"),
                "mail",
                "triggers:letters",
                54,
                DECIDERS,
                under="triggers",
            )
        )
    navigation.register(
        NavItem(
            "sending-rules", _("Sending rules"), "send", "triggers:rules", 20, frozenset(Role) - {Role.SYSTEM},
            section="rules", note=_("Consent, hours, limits and approval of each kind of message."),
        )
    )  # fmt: skip
    navigation.register_banner("sending", banner)
    timeline.register(timeline.Source("messages", pgettext_lazy("timeline", "Messages"), 25, message_events))


def messages_context(patient: Patient, user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    rows = messages_visible_to(user).filter(patient=patient).select_related("trigger").order_by("-pk")
    return {"rows": rows[:NEWEST]}


def message_events(patient: Patient, user: User, limit: int) -> list[timeline.Event]:
    """Messages that left or were to leave; what waits for its day is not yet an event."""
    rows = messages_visible_to(user).filter(patient=patient).exclude(state=MessageState.SCHEDULED)
    found = []
    for row in rows.select_related("trigger").order_by("-queued_at", "-pk")[:limit]:
        text = " · ".join(
            filter(None, [row.get_state_display(), row.get_reason_display(), row.get_channel_display()])
        )
        at = row.intent_at or row.queued_at
        day = timezone.localtime(at).date()
        found.append(
            timeline.Event(day, row.trigger.name, text, at, icon="send", tone=TONES.get(row.state, "grey"))
        )
    return found


def today_context(user: User, *, today: date, now: datetime) -> dict[str, Any] | None:
    lists = count_waiting_lists(user) if can(user, "A", "recipient_lists") else 0
    unknown = unknown_visible_to(user).count() if can(user, "R", "unknown_queue") else 0
    return {"lists": lists, "unknown": unknown} if lists or unknown else None


def badge_of_lists(request: HttpRequest) -> int:
    return count_waiting_lists(request.user)


def banner(request: HttpRequest) -> Banner | None:
    """Sending that is stopped is said first; then that the demo's rules are not the law's."""
    halted = SendingSwitch.objects.filter(clinic=OuterRef("pk"), channel="", is_halted=True)
    clinic = (
        Clinic.objects.annotate(is_halted=Exists(halted)).order_by("pk").first()
    )  # one query on every page
    if clinic is None:
        return None
    if clinic.is_halted:
        url = reverse("triggers:list") if can(request.user, "A", "marketing_templates") else ""
        return Banner(_("All sending is stopped."), "danger", url, _("Triggers") if url else "")
    if clinic.legal_profile == LegalProfile.DEMO:
        return Banner(_("Demonstration: letters leave by themselves at any hour, into a built-in catcher."))
    return None
