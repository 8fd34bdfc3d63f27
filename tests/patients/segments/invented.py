"""Random small clinics for the property tests, and the segment of each patient and day by the slow, readable way."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from hypothesis import strategies as st

from patients.enums import PaymentKind, VisitStatus
from patients.models import Patient, SegmentPolicy, Visit
from patients.segments.reference import ContactDay, Held, Numbers, SpecialtyNumbers, segment_on
from patients.segments.scope import months_later
from tests import factories
from tests.patients.segments.clinic import add_visits, noon

FIRST = date(2026, 1, 20)
SPAN = 110  # days: a long enough life for numbers as short as these
NUMBERS = Numbers(default_interval=14, default_course_gap=3, regular_after_days=10)
SETTINGS = [SpecialtyNumbers(), SpecialtyNumbers(6, None), SpecialtyNumbers(None, 8), SpecialtyNumbers(25, 2)]


@dataclass(frozen=True)
class Came:
    patient: int
    offset: int
    amount: int
    specialty: int | None
    branch: int

    @property
    def day(self) -> date:
        return FIRST + timedelta(days=self.offset)


@dataclass(frozen=True)
class Refund:
    patient: int
    offset: int
    amount: int


@dataclass(frozen=True)
class Booking:
    """Made on `offset` for `ahead` days later; cancelled after `cancelled` days unless None."""

    patient: int
    offset: int
    ahead: int
    cancelled: int | None


@dataclass(frozen=True)
class Story:
    """What happens to a clinic of a few patients."""

    visits: list[Came]
    refunds: list[Refund]
    bookings: list[Booking]
    patients: int = 5
    skipped: frozenset[int] = field(default_factory=frozenset)


offsets = st.integers(0, SPAN - 1)
people = st.integers(0, 4)
visits = st.builds(
    Came,
    people,
    offsets,
    st.sampled_from([0, 100, 100, 300, 700]),
    st.sampled_from([None, 0, 0, 1, 2, 3]),
    st.integers(0, 1),
)
refunds = st.builds(Refund, people, offsets, st.sampled_from([50, 300]))
bookings = st.builds(Booking, people, offsets, st.integers(0, 40), st.none() | st.integers(0, 20))
stories = st.builds(
    Story,
    st.lists(visits, min_size=1, max_size=40),
    st.lists(refunds, max_size=3),
    st.lists(bookings, max_size=4, unique_by=lambda b: (b.patient, b.offset)),
    skipped=st.frozensets(offsets, max_size=80),
)


@dataclass
class World:
    """The rows of a story in the database."""

    patients: list[Patient]
    branches: list
    specialties: list
    bookings: dict[Booking, Visit] = field(default_factory=dict)

    def come(self, came: Came, known_on: date | None = None) -> None:
        specialty = None if came.specialty is None else self.specialties[came.specialty]
        add_visits(
            self.patients[came.patient], [came.day], amount=came.amount, specialty=specialty,
            branch_id=self.branches[came.branch].pk, known_at=noon(known_on or came.day),
        )  # fmt: skip

    def refund(self, refund: Refund) -> None:
        day = FIRST + timedelta(days=refund.offset)
        factories.make_payment(
            self.patients[refund.patient], kind=PaymentKind.SERVICE_REFUND, paid_on=day,
            amount=-Decimal(refund.amount), known_at=noon(day),
        )  # fmt: skip

    def book(self, booking: Booking) -> None:
        made = FIRST + timedelta(days=booking.offset)
        self.bookings[booking] = factories.make_visit(
            self.patients[booking.patient], day=made + timedelta(days=booking.ahead), booked_on=made,
            status=VisitStatus.BOOKED, amount=0, known_at=noon(made),
        )  # fmt: skip

    def cancel(self, booking: Booking) -> None:
        day = FIRST + timedelta(days=booking.offset + booking.cancelled)
        Visit.objects.filter(pk=self.bookings[booking].pk).update(
            status=VisitStatus.CANCELLED, known_at=noon(day) + timedelta(hours=1)
        )


@contextmanager
def a_world(story: Story):
    """An empty clinic with short numbers; everything is undone at the end."""
    with transaction.atomic():
        clinic = factories.make_clinic()
        factories.make_segment_policy(
            clinic=clinic, version=1, default_interval=NUMBERS.default_interval, best_minimum=2, best_share="0.50",
            default_course_gap=NUMBERS.default_course_gap, regular_after_days=NUMBERS.regular_after_days,
        )  # fmt: skip
        branches = [factories.make_branch(clinic=clinic), factories.make_branch(clinic=clinic)]
        specialties = [
            factories.make_specialty(
                clinic=clinic, return_interval=s.return_interval, course_gap=s.course_gap
            )
            for s in SETTINGS
        ]
        patients = [
            factories.make_patient(branch=branches[0], registered_on=None, created_at=noon(FIRST))
            for _ in range(story.patients)
        ]
        yield clinic, World(patients, branches, specialties)
        transaction.set_rollback(True)


class Reference:
    """Segments of a story by `reference.segment_on` and a plain reading of the rules for the best."""

    def __init__(self, story: Story, policy: SegmentPolicy) -> None:
        self.story, self.policy = story, policy
        self.borders: dict[tuple[date, int], int | None] = {}

    def contact_days(self, patient: int, until: date) -> list[ContactDay]:
        by_day: dict[date, list[Came]] = {}
        for came in self.story.visits:
            if came.patient == patient and came.day <= until:
                by_day.setdefault(came.day, []).append(came)
        return [
            ContactDay(day, frozenset(c.specialty for c in those) - {None}, any(c.amount for c in those))
            for day, those in by_day.items()
        ]

    def holds(self, patient: int) -> list[Held]:
        found = []
        for b in self.story.bookings:
            made = FIRST + timedelta(days=b.offset)
            ended = None if b.cancelled is None else made + timedelta(days=b.cancelled)
            if b.patient == patient:
                found.append(Held(made + timedelta(days=b.ahead), made, ended))
        return found

    def verdict(self, patient: int, day: date, *, is_best: bool = False):
        return segment_on(
            day, self.contact_days(patient, day), NUMBERS, specialties=dict(enumerate(SETTINGS)),
            holds=self.holds(patient), is_best=is_best,
        )  # fmt: skip

    def revenue(self, patient: int, month: date) -> int:
        start = months_later(month, -24)
        charged = sum(c.amount for c in self.story.visits if c.patient == patient and start <= c.day < month)
        returned = (r for r in self.story.refunds if r.patient == patient)
        return charged - sum(r.amount for r in returned if start <= FIRST + timedelta(days=r.offset) < month)

    def home(self, patient: int, month: date, day: date) -> int | None:
        mine = [c for c in self.story.visits if c.patient == patient and c.day <= day]
        inside = {(c.branch, c.day) for c in mine if months_later(month, -24) <= c.day < month}
        if inside:
            count = Counter(branch for branch, _day in inside)
            return max(count, key=lambda b: (count[b], max(d for branch, d in inside if branch == b), b))
        return max(mine, key=lambda c: (c.day, c.branch)).branch if mine else None

    def border(self, month: date, branch: int) -> int | None:
        if (month, branch) not in self.borders:
            revenues = sorted(
                self.revenue(p, month)
                for p in range(self.story.patients)
                if self.verdict(p, month).segment == "regular" and self.home(p, month, month) == branch
            )
            # percentile_disc(0.5): the first value whose share of the rows reaches a half
            value = revenues[(len(revenues) + 1) // 2 - 1] if len(revenues) >= 2 else 0
            self.borders[month, branch] = value if value > 0 else None
        return self.borders[month, branch]

    def segment(self, patient: int, day: date) -> str:
        month = day.replace(day=1)
        home = self.home(patient, month, day)
        border = None if home is None else self.border(month, home)
        is_best = border is not None and self.revenue(patient, month) >= border
        return self.verdict(patient, day, is_best=is_best).segment
