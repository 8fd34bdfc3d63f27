"""What the registry itself puts on the timeline: changes of the card, visits, touches, segments."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from clinic_crm.lib import formatting
from clinics.models import User
from patients.enums import ConsentState, FollowUpOutcome, FollowUpState, Segment, VisitStatus
from patients.models import Consent, FollowUp, Patient, PatientContact, PatientTag, SegmentMembership
from patients.selectors.debts import payments_visible_to
from patients.selectors.visits import visits_visible_to
from patients.templatetags.patient_parts import OUTCOMES, SEGMENTS, VISITS
from patients.timeline import Event, Source, register

# Columns of the card whose change is worth a line; the rest is bookkeeping.
SHOWN = (
    "last_name", "first_name", "patronymic", "sex", "birth_date", "curator", "comment", "acquisition",
    "do_not_contact", "deceased_on", "archived_at", "awaits_review", "branch",
)  # fmt: skip


def edits(patient: Patient, user: User, limit: int) -> list[Event]:
    """The history table keeps the row as it was before each change, so a change lies between it and the next one."""
    rows = list(patient.events.select_related("pgh_context").order_by("-pgh_created_at", "-pgh_id")[:limit])
    authors = User.objects.in_bulk([a for a in map(_author, rows) if a])
    found, after = [], patient
    for row in rows:
        fields = [
            str(Patient._meta.get_field(name).verbose_name)
            for name in SHOWN
            if getattr(row, Patient._meta.get_field(name).attname)
            != getattr(after, Patient._meta.get_field(name).attname)
        ]
        after = row
        if fields:
            author = authors.get(_author(row))
            text = ", ".join(fields) + (f" · {author}" if author else "")
            day = timezone.localtime(row.pgh_created_at).date()
            found.append(Event(day, _("Card changed"), text, row.pgh_created_at, icon="edit"))
    return found


def _author(row) -> int | None:
    return (row.pgh_context.metadata or {}).get("user") if row.pgh_context else None


def visits(patient: Patient, user: User, limit: int) -> list[Event]:
    rows = visits_visible_to(user).filter(patient=patient).select_related("practitioner", "branch")
    found = []
    for visit in rows.order_by("-day", "-pk")[:limit]:
        tone, icon = VISITS[VisitStatus(visit.status)]
        who = " · ".join(str(x) for x in (visit.practitioner, visit.branch) if x)
        title = _("Visit: %(status)s") % {"status": visit.get_status_display()}
        found.append(Event(visit.day, title, who, visit.starts_at, icon=icon, tone=tone))
    return found


def touches(patient: Patient, user: User, limit: int) -> list[Event]:
    rows = FollowUp.objects.filter(patient=patient, state=FollowUpState.DONE).select_related("closed_by")
    found = []
    for row in rows.order_by("-closed_at")[:limit]:
        tone, icon = OUTCOMES.get(row.outcome and FollowUpOutcome(row.outcome), ("grey", "phone"))
        text = " · ".join(filter(None, [row.get_outcome_display(), row.note, str(row.closed_by or "")]))
        day = timezone.localtime(row.closed_at).date()
        found.append(Event(day, row.reason, text, row.closed_at, icon=icon, tone=tone))
    return found


def segments(patient: Patient, user: User, limit: int) -> list[Event]:
    rows = SegmentMembership.objects.filter(patient=patient).order_by("-since")[:limit]
    found = []
    for row in rows:
        tone, icon = SEGMENTS[Segment(row.segment)]
        title = _("Segment: %(segment)s") % {"segment": row.get_segment_display()}
        found.append(Event(row.since, title, icon=icon, tone=tone))
    return found


def payments(patient: Patient, user: User, limit: int) -> list[Event]:
    """What was paid and paid back, where the person may see money of this patient."""
    rows = payments_visible_to(user).filter(patient=patient).order_by("-paid_on", "-pk")
    found = []
    for row in rows[:limit]:
        tone, icon = ("amber", "refresh") if row.amount < 0 else ("green", "cash")
        text = " · ".join(filter(None, [formatting.money(row.amount), row.note]))
        found.append(Event(row.paid_on, row.get_kind_display().capitalize(), text, icon=icon, tone=tone))
    return found


def consents(patient: Patient, user: User, limit: int) -> list[Event]:
    """Acts of consent at the patient's contact points, by whichever of the relatives who share them."""
    points = PatientContact.objects.filter(patient=patient).values("point")
    rows = Consent.objects.filter(point__in=points).select_related("point", "by").order_by("-at", "-pk")
    found = []
    for row in rows[:limit]:
        granted = row.state == ConsentState.GRANTED
        tone, icon = ("green", "check") if granted else ("red", "hand-stop")
        title = _("Consent: %(purpose)s, %(state)s") % {
            "purpose": row.get_purpose_display(),
            "state": row.get_state_display(),
        }
        who = [row.get_channel_display(), row.get_method_display(), row.evidence, str(row.by or "")]
        day = timezone.localtime(row.at).date()
        found.append(Event(day, title, " · ".join(filter(None, who)), row.at, icon=icon, tone=tone))
    return found


def tags(patient: Patient, user: User, limit: int) -> list[Event]:
    rows = PatientTag.objects.filter(patient=patient).select_related("tag", "by").order_by("-at", "-pk")
    return [
        Event(
            timezone.localtime(row.at).date(),
            _("Tag: %(tag)s") % {"tag": row.tag},
            str(row.by or ""),
            row.at,
            icon="tag",
            tone=row.tag.tone,
        )
        for row in rows[:limit]
    ]


def register_sources() -> None:
    for order, (label, source) in enumerate(
        [
            (pgettext_lazy("timeline", "Visits"), visits),
            (pgettext_lazy("timeline", "Money"), payments),
            (pgettext_lazy("timeline", "Follow-ups"), touches),
            (pgettext_lazy("timeline", "Consents"), consents),
            (pgettext_lazy("timeline", "Segments"), segments),
            (pgettext_lazy("timeline", "Tags"), tags),
            (pgettext_lazy("timeline", "Card"), edits),
        ]
    ):
        register(Source(source.__name__, label, order * 10, source))
