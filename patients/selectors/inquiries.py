"""Reads of inquiries; each starts from `inquiries_visible_to`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from clinic_crm.lib.text import person_key
from clinics.access import Person, reach_of
from clinics.models import Branch
from clinics.selectors.opening import Opening, opening_of
from patients.enums import InquiryStatus
from patients.models import Inquiry, Patient, PatientContact
from patients.selectors.patients import patients_visible_to
from patients.selectors.scope import rows_within

# Open minutes to the first answer: green up to the norm, amber up to the limit, then red.
ANSWER_NORM = timedelta(minutes=15)
ANSWER_LIMIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=14)  # whoever waits longer is red without counting


def inquiries_visible_to(user: Person, *, right: str = "R") -> QuerySet[Inquiry]:
    """Inquiries of own branches, and those of assigned patients."""
    return Inquiry.objects.filter(rows_within(reach_of(user, "inquiries", right)))


def waiting_inquiries(user: Person) -> QuerySet[Inquiry]:
    return inquiries_visible_to(user).filter(status=InquiryStatus.NEW)


def inquiry_branches(user: Person, right: str = "R") -> QuerySet[Branch]:
    """The branches in which the person may exercise the right on inquiries."""
    reach = reach_of(user, "inquiries", right)
    if reach.everywhere:
        return Branch.objects.order_by("pk")
    return Branch.objects.filter(pk__in=reach.branches | reach.assigned).order_by("pk")


@dataclass(frozen=True)
class AnswerTime:
    """`waited` counts only the time in which the branch is open; None where only the day is known."""

    waited: timedelta | None
    is_over: bool

    @property
    def tone(self) -> str:
        if self.waited is None:
            return "grey"
        if self.waited <= ANSWER_NORM:
            return "green"
        return "amber" if self.waited <= ANSWER_LIMIT else "red"

    @property
    def minutes(self) -> int | None:
        return None if self.waited is None else int(self.waited.total_seconds() // 60)

    @property
    def hours(self) -> int | None:
        return None if self.minutes is None else self.minutes // 60


def answer_times(inquiries: Iterable[Inquiry], *, now: datetime) -> dict[int, AnswerTime]:
    """How long each waited for its first answer, or waits now. Three queries per branch."""
    rows = list(inquiries)
    found: dict[int, AnswerTime] = {}
    for branch in {row.branch_id: row.branch for row in rows}.values():
        ours = [row for row in rows if row.branch_id == branch.pk]
        opening = _opening(branch, ours, now)
        for row in ours:
            found[row.pk] = AnswerTime(
                _waited(row, opening, ZoneInfo(branch.time_zone), now), row.first_answer_at is not None
            )
    return found


def _end(row: Inquiry, now: datetime) -> datetime:
    return row.first_answer_at or (row.closed_at or now)


def _opening(branch: Branch, rows: list[Inquiry], now: datetime) -> Opening | None:
    known = [row for row in rows if row.created_at and _end(row, now) - row.created_at <= LONGEST_WAIT]
    if not known:
        return None
    zone = ZoneInfo(branch.time_zone)
    first = min(row.created_at for row in known if row.created_at)
    last = max(_end(row, now) for row in known)
    return opening_of(branch, first.astimezone(zone).date(), last.astimezone(zone).date())


def _waited(row: Inquiry, opening: Opening | None, zone: ZoneInfo, now: datetime) -> timedelta | None:
    if row.created_at is None:
        return None
    end = _end(row, now)
    if opening is None or not opening.is_known or end - row.created_at > LONGEST_WAIT:
        return end - row.created_at
    total, day = timedelta(0), row.created_at.astimezone(zone).date()
    while day <= end.astimezone(zone).date():
        for starts, ends in opening.branch_on(day):
            total += max(min(ends, end) - max(starts, row.created_at), timedelta(0))
        day += timedelta(days=1)
    return total


@dataclass(frozen=True)
class Known:
    """A patient who may be the one who inquires, and what tells namesakes apart. `is_open`: the card may be opened."""

    patient: Patient
    last_visit: date | None
    is_open: bool
    by_contact: bool


def known_patients(
    user: Person, *, name: str, contacts: Iterable[tuple[str, str]], limit: int = 5
) -> list[Known]:
    """Patients at the same phone or e-mail first, then namesakes by surname and first name."""
    values = [value for _kind, value in contacts]
    at_points = set(PatientContact.objects.filter(point__value__in=values).values_list("patient", flat=True))
    named = _named(name)
    if not at_points and named is None:
        return []
    condition = Q(pk__in=at_points) | (named or Q(pk__in=[]))
    scope = patients_visible_to(user, obj="patient_search").filter(condition)
    found = list(scope.select_related("branch", "curator", "summary").order_by("name_key", "pk")[:50])
    found.sort(key=lambda patient: patient.pk not in at_points)
    open_ids = set(
        patients_visible_to(user).filter(pk__in=[p.pk for p in found]).values_list("pk", flat=True)
    )
    return [
        Known(
            patient=patient,
            last_visit=getattr(getattr(patient, "summary", None), "last_contact_on", None),
            is_open=patient.pk in open_ids,
            by_contact=patient.pk in at_points,
        )
        for patient in found[:limit]
    ]


def _named(name: str) -> Q | None:
    """Surname and first name in either order; a single word is too little to go by."""
    words = person_key(name).split()[:3]
    if len(words) < 2:
        return None
    first, second = words[0], words[1]
    return Q(name_key__startswith=f"{first} {second}") | Q(name_key__startswith=f"{second} {first}")
