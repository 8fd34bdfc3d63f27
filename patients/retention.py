"""How long what must be kept is kept, by the clinic's legal profile; and how soon a request is answered.

The clinic's lawyer decides; these are safe defaults. RU: medical record 25 years (letter of the Ministry of Health of
07.12.2015 № 13-2/1538), accounting 5 years (402-FZ art. 29), proof of consents 3 years (Civil Code art. 196), the act
of destruction 3 years (RKN order 179); requests 10 working days (152-FZ art. 20), destruction 30 days (art. 21).
"""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from clinics.enums import LegalProfile
from clinics.models import Clinic, Holiday
from patients.enums import Law, RequestKind

YEARS: dict[str, dict[str, int]] = {
    LegalProfile.RU: {Law.MEDICAL: 25, Law.ACCOUNTING: 5, Law.CONSENT: 3},
    LegalProfile.OWN: {Law.MEDICAL: 10, Law.ACCOUNTING: 7, Law.CONSENT: 3},
}
ACT_YEARS = 3
SOURCES: dict[str, dict[str, Any]] = {
    LegalProfile.RU: {
        Law.MEDICAL: _("letter of the Ministry of Health of 07.12.2015 No. 13-2/1538"),
        Law.ACCOUNTING: _("federal law 402-FZ, article 29"),
        Law.CONSENT: _("Civil Code, article 196: the period of limitation"),
    },
    LegalProfile.OWN: {
        Law.MEDICAL: _("the clinic's own rule"),
        Law.ACCOUNTING: _("the clinic's own rule"),
        Law.CONSENT: _("the clinic's own rule"),
    },
}
WORKING_DAYS = 10
CALENDAR_DAYS = 30


def _profile(clinic: Clinic) -> str:
    """The invented clinic lives by the Russian rules here."""
    return LegalProfile.OWN if clinic.legal_profile == LegalProfile.OWN else LegalProfile.RU


def keep_until(clinic: Clinic, law: str, *, since: date) -> date | None:
    """The last day of the keeping: whole years after the year of `since`. None for what identifies nobody."""
    years = YEARS[_profile(clinic)].get(law)
    return date(since.year + years, 12, 31) if years else None


def source_of(clinic: Clinic, law: str) -> str:
    """By which rule it is kept, in words."""
    return str(SOURCES[_profile(clinic)].get(law, ""))


def answer_by(clinic: Clinic, kind: str, *, received_on: date) -> date:
    """The last day to answer: 10 working days in Russia (an erasure: 30 days), else 30 days."""
    if _profile(clinic) != LegalProfile.RU or kind == RequestKind.ERASURE:
        return received_on + timedelta(days=CALENDAR_DAYS)
    last = received_on + timedelta(days=WORKING_DAYS * 4)
    odd = dict(
        Holiday.objects.filter(clinic=clinic, day__range=(received_on, last)).values_list("day", "works_as")
    )
    day, left = received_on, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= _is_working(day, odd)
    return day


def _is_working(day: date, odd: dict[date, int | None]) -> bool:
    return odd[day] is not None if day in odd else day.weekday() < 5
