"""Rules in words, for people who decide by them."""

from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_crm.lib import formatting
from clinics.hours_words import week_in_words
from patients.enums import Segment
from triggers.enums import Occasion, Reason
from triggers.models import SendingRule, Trigger
from triggers.windows import Windows


class Because(NamedTuple):
    """How many people one reason holds back."""

    reason: str
    count: int


def windows_in_words(windows: Windows) -> str:
    """`Mon–Sat 10:00–19:00`; days that share their hours stand together, closed ones are left out."""
    open_days = {day: hours for day, hours in enumerate(windows) if hours[1] > hours[0]}
    return week_in_words({day: [(_clock(begins), _clock(ends))] for day, (begins, ends) in open_days.items()})


def _clock(minutes: int) -> time:
    """Minutes of the day as a time; 1440 is the midnight that ends it."""
    return time(minutes // 60 % 24, minutes % 60)


def rule_in_words(rule: SendingRule, trigger: Trigger, *, approval: bool) -> list[str]:
    """What a message of this trigger must obey, one short sentence each."""
    lines = [
        _("Needs consent: %(purpose)s.") % {"purpose": rule.get_purpose_display()},
        _("Leaves only at these hours of the recipient: %(hours)s.")
        % {"hours": windows_in_words(rule.windows)},
    ]
    if rule.cap:
        period = ngettext("%(count)d day", "%(count)d days", rule.cap_days) % {"count": rule.cap_days}
        lines.append(
            ngettext(
                "At most %(count)d letter of this purpose to one address within %(period)s.",
                "At most %(count)d letters of this purpose to one address within %(period)s.",
                rule.cap,
            )
            % {"count": rule.cap, "period": period}
        )
    if trigger.stops_when_booked:
        lines.append(_("Is not sent to anybody who has a visit booked."))
    lines.append(
        _("Waits until a person approves the day's list.")
        if approval
        else _("Leaves by itself, nobody has to approve.")
    )
    return lines


def kind_in_words(rule: SendingRule) -> str:
    """A row of the rules table in one sentence: «Advertising: …»."""
    parts = [
        _("consent: %(purpose)s") % {"purpose": rule.get_purpose_display()},
        windows_in_words(rule.windows) or _("closed every day"),
    ]
    if rule.cap:
        period = ngettext("%(count)d day", "%(count)d days", rule.cap_days) % {"count": rule.cap_days}
        parts.append(_("at most %(cap)d within %(period)s") % {"cap": rule.cap, "period": period})
    parts.append(_("a person approves each list") if rule.needs_approval else _("leaves by itself"))
    if rule.has_warning:
        parts.append(_("with the warning of contraindications"))
    return f"{str(rule.get_kind_display()).capitalize()}: {', '.join(parts)}"


def occurrence_in_words(occurrence: str) -> str:
    """`sleeping:2026-02-24` → sleeping since the visit of 24.02.2026. A joined card's mark `~7` is left out."""
    kind, _colon, since = occurrence.partition("~")[0].partition(":")
    if kind not in Segment.values:
        return str(Occasion(kind).label) if kind in Occasion.values else occurrence
    segment = str(Segment(kind).label)
    try:
        day = formatting.day(date.fromisoformat(since))
    except ValueError:
        return segment
    return _("%(segment)s, last visit %(day)s") % {"segment": segment, "day": day}


def reason_label(reason: str) -> str:
    return str(Reason(reason).label) if reason in Reason.values else reason


def becauses(counts: Sequence[tuple[str, int]]) -> list[Because]:
    """Reasons with their words, the commonest first."""
    return [Because(reason_label(reason), count) for reason, count in counts]
