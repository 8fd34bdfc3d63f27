"""Why a patient is where he is, in a sentence with the numbers: «usually once in 94 days, last visit 171 days ago, border 141»."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_crm.lib import formatting
from patients.enums import Segment
from patients.models import PatientSummary

AWAKE = (Segment.BEGINNING, Segment.REGULAR, Segment.BEST)


@dataclass(frozen=True)
class Reason:
    """The segment in words. `why` is one sentence; `more` adds what else decided; `ahead` says what comes next."""

    segment: Segment
    since: date | None
    why: str
    more: str
    ahead: str


def reason_of(summary: PatientSummary, *, today: date, border: Decimal | None) -> Reason:
    """The reason behind `summary` on `today`; `border` = from what revenue the home branch calls a patient best."""
    segment = Segment(summary.segment)
    if segment is Segment.PROSPECT:
        return Reason(segment, summary.segment_since, _came_unpaid(summary), "", "")
    return Reason(
        segment,
        summary.segment_since,
        _why(summary, today),
        _more(summary, today, border),
        _ahead(summary, today),
    )


def _came_unpaid(summary: PatientSummary) -> str:
    count = summary.contact_days
    if not count:
        return _("no visit yet")
    return ngettext(
        "came on %(count)s day, nothing was charged yet",
        "came on %(count)s days, nothing was charged yet",
        count,
    ) % {"count": count}


def _why(summary: PatientSummary, today: date) -> str:
    border = summary.silence_lapse if summary.segment == Segment.LAPSED else summary.silence_sleep
    parts = [
        rhythm_words(summary),
        _silence_words((today - summary.last_contact_on).days),
        _("border %(days)s") % {"days": border},
    ]
    return ", ".join(parts)


def rhythm_words(summary: PatientSummary) -> str:
    """The patient's own rhythm; before there is one, what the clinic expects."""
    days = (2 * summary.rhythm_num + summary.rhythm_den) // (2 * summary.rhythm_den)
    if summary.episodes > 1:
        text = ngettext("usually once in %(days)s day", "usually once in %(days)s days", days)
    else:
        text = ngettext("expected once in %(days)s day", "expected once in %(days)s days", days)
    return text % {"days": days}


def _silence_words(silence: int) -> str:
    if silence == 0:
        return _("last visit today")
    return ngettext("last visit %(days)s day ago", "last visit %(days)s days ago", silence) % {
        "days": silence
    }


def _more(summary: PatientSummary, today: date, border: Decimal | None) -> str:
    parts = []
    if _is_held(summary, today):
        parts.append(
            _("Kept awake until %(day)s by a booking or a promise.")
            % {"day": formatting.day(summary.hold_until)}
        )
    if summary.segment == Segment.BEGINNING:
        parts.append(_("There has been one course of visits so far; coming back makes regular."))
    if summary.segment in (Segment.REGULAR, Segment.BEST) and border is not None:
        parts.append(
            _("Brought %(revenue)s in 24 months; the best of the branch begin at %(border)s.")
            % {"revenue": formatting.money(summary.revenue_24m), "border": formatting.money(border)}
        )
    return " ".join(parts)


def _is_held(summary: PatientSummary, today: date) -> bool:
    silent = (today - summary.last_contact_on).days > summary.silence_sleep
    return silent and summary.hold_until is not None and summary.hold_until >= today


def _ahead(summary: PatientSummary, today: date) -> str:
    change = summary.next_change_on
    if change is None:
        return _("Only a visit or a booking brings the patient back.")
    lapses = (change - summary.last_contact_on).days > summary.silence_lapse
    text = (
        _("Without a visit: lapsed from %(day)s.") if lapses else _("Without a visit: asleep from %(day)s.")
    )
    return text % {"day": formatting.day(change)}
