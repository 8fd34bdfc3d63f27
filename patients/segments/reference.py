"""The segment formulas, one patient and one day at a time: what the SQL must equal, and what explains it.

Everything is integers: the rhythm μ is the fraction `num / den`, never rounded before its borders are taken.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from patients.enums import Segment

LONG_SILENCE = 730  # the border of the lapsed is not later than this...
AFTER_SLEEP = 90  # ...except that a sleeping patient is given this many days


@dataclass(frozen=True)
class Numbers:
    """The numbers of a SegmentPolicy that one patient's segment depends on."""

    default_interval: int = 180
    default_course_gap: int = 30
    regular_after_days: int = 180


@dataclass(frozen=True)
class SpecialtyNumbers:
    """What the clinic has set for a specialty; None = not set."""

    return_interval: int | None = None
    course_gap: int | None = None


@dataclass(frozen=True)
class ContactDay:
    """A day with at least one completed visit, the specialties visited on it, and whether anything was charged."""

    day: date
    specialties: frozenset[int] = frozenset()
    paid: bool = True


@dataclass(frozen=True)
class Held:
    """A booking or dated promise: known on the days [known_from, known_to), it keeps awake until `until` inclusive."""

    until: date
    known_from: date
    known_to: date | None = None

    def counts_on(self, day: date) -> bool:
        known = self.known_from <= day and (self.known_to is None or day < self.known_to)
        return known and self.until >= day


@dataclass(frozen=True)
class Verdict:
    """The segment of a patient on a day, and the numbers that led to it. `best` is decided by the caller's border."""

    segment: Segment
    num: int = 0
    den: int = 1
    sleep: int = 0
    lapse: int = 0
    interval: int = 0
    gaps: tuple[int, ...] = ()
    silence: int | None = None
    next_change_on: date | None = None


def episodes_of(
    days: Sequence[ContactDay], numbers: Numbers, specialties: Mapping[int, SpecialtyNumbers]
) -> list[list[ContactDay]]:
    """Runs of contact days (ascending) whose distance is at most the course gap of the earlier day."""
    episodes: list[list[ContactDay]] = []
    for this in days:
        before = episodes[-1][-1] if episodes else None
        if before and (this.day - before.day).days <= course_gap(before, numbers, specialties):
            episodes[-1].append(this)
        else:
            episodes.append([this])
    return episodes


def course_gap(day: ContactDay, numbers: Numbers, specialties: Mapping[int, SpecialtyNumbers]) -> int:
    """The largest course gap among the specialties visited on the day; one that has none counts the default."""
    gaps = [specialties[s].course_gap or numbers.default_course_gap for s in day.specialties]
    return max(gaps, default=numbers.default_course_gap)


def interval_of(
    episode: Sequence[ContactDay], numbers: Numbers, specialties: Mapping[int, SpecialtyNumbers]
) -> int:
    """The smallest return interval among the specialties of the episode that have one, else the default."""
    known = (specialties[s].return_interval for day in episode for s in day.specialties)
    return min((interval for interval in known if interval), default=numbers.default_interval)


def rhythm(interval: int, gaps: Iterable[int]) -> tuple[int, int]:
    """μ = (2·m + Σ min(gap, 3·m)) / (2 + J) as numerator and divisor, and not less than m/2."""
    gaps = list(gaps)
    num, den = 2 * interval + sum(min(gap, 3 * interval) for gap in gaps), 2 + len(gaps)
    return (interval, 2) if 2 * num < interval * den else (num, den)


def borders(num: int, den: int) -> tuple[int, int]:
    """S = floor(1.5·μ) and L = min(floor(3·μ), max(730, S + 90)), in days of silence."""
    sleep = 3 * num // (2 * den)
    return sleep, min(3 * num // den, max(LONG_SILENCE, sleep + AFTER_SLEEP))


def segment_on(
    day: date,
    contact_days: Iterable[ContactDay],
    numbers: Numbers,
    *,
    specialties: Mapping[int, SpecialtyNumbers] | None = None,
    holds: Iterable[Held] = (),
    is_best: bool = False,
) -> Verdict:
    """The segment on `day` from the contact days up to it. `is_best` = his revenue reaches the border of his branch.

    `next_change_on` is the first later day on which the segment changes if nothing new becomes known.
    """
    specialties = specialties or {}
    past = sorted((d for d in contact_days if d.day <= day), key=lambda d: d.day)
    if not any(d.paid for d in past):
        return Verdict(Segment.PROSPECT)
    episodes = episodes_of(past, numbers, specialties)
    gaps = tuple((later[0].day - earlier[-1].day).days for earlier, later in pairwise(episodes))
    interval = interval_of(episodes[-1], numbers, specialties)
    num, den = rhythm(interval, gaps)
    sleep, lapse = borders(num, den)
    last = past[-1].day
    silence = (day - last).days
    held_until = max((h.until for h in holds if h.counts_on(day)), default=None)
    lasted = (episodes[-1][-1].day - episodes[-1][0].day).days
    is_regular = len(episodes) >= 2 or lasted >= numbers.regular_after_days
    segment, change = _decide(silence, sleep, lapse, held_until, last, is_regular, is_best)
    return Verdict(segment, num, den, sleep, lapse, interval, gaps, silence, change)


def _decide(
    silence: int,
    sleep: int,
    lapse: int,
    held_until: date | None,
    last: date,
    is_regular: bool,
    is_best: bool,
) -> tuple[Segment, date | None]:
    if held_until is None and silence > lapse:
        return Segment.LAPSED, None
    if held_until is None and silence > sleep:
        return Segment.SLEEPING, last + timedelta(days=lapse + 1)
    awake = max(last + timedelta(days=sleep), held_until or last) + timedelta(days=1)
    if not is_regular:
        return Segment.BEGINNING, awake
    return (Segment.BEST if is_best else Segment.REGULAR), awake
