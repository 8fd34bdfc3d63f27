"""Life stories: for each invented patient, the days on which a visit happened, so that every segment is met."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

HISTORY_DAYS = 1090
DEFAULT_SLEEP_AFTER = (
    271  # one visit, no return interval of a specialty: the first sleeping day (docs of segments)
)
CROSSING_DAYS = 15  # somebody crosses the line today and on each of the next fourteen days


@dataclass
class Story:
    kind: str
    days: list[date] = field(default_factory=list)
    specialty: str | None = None

    @property
    def writes_to(self) -> bool:
        """Newcomers to the demo must see a letter leave: these patients always have an address and consent."""
        return self.kind == "crossing"


def tell_stories(chance: Random, today: date, *, patients: int) -> Iterator[Story]:
    """As many stories as patients; the shares are those of a clinic that loses too many."""
    yield from _crossing(today)
    rest = patients - CROSSING_DAYS - 2
    for kind, share in [
        ("prospect", 4),
        ("beginning", 20),
        ("regular", 34),
        ("sleeping", 17),
        ("lapsed", 25),
    ]:
        for _ in range(rest * share // 100):
            yield Story(kind, sorted(_days_of(kind, chance, today)))


def _crossing(today: date) -> Iterator[Story]:
    for ahead in [0, 0, *range(CROSSING_DAYS)]:
        last = today + timedelta(days=ahead - DEFAULT_SLEEP_AFTER)
        yield Story("crossing", [last], specialty="Терапия")


def _days_of(kind: str, chance: Random, today: date) -> Iterator[date]:
    match kind:
        case "prospect":
            return
        case "beginning":
            yield from _episode(chance, today - timedelta(days=chance.randint(1, 240)), today)
        case "regular":
            yield from _rhythm(chance, today, silence=chance.randint(1, 120))
        case "sleeping":
            yield from _rhythm(chance, today, silence=chance.randint(285, 350), most=1)
        case "lapsed":
            silence = chance.choice([chance.randint(560, 800), chance.randint(560, HISTORY_DAYS - 20)])
            yield from _rhythm(chance, today, silence=silence, most=chance.randint(0, 3))


def _rhythm(chance: Random, today: date, *, silence: int, most: int = 12) -> Iterator[date]:
    """Episodes going back from the last one, each a patient's own interval apart."""
    own = chance.randint(95, 200)
    day = today - timedelta(days=silence)
    yield from _episode(chance, day, today)
    for _ in range(most if most < 12 else chance.randint(1, 12)):
        day -= timedelta(days=max(40, round(chance.gauss(own, own / 8))))
        if (today - day).days > HISTORY_DAYS:
            return
        yield from _episode(chance, day, today)


def _episode(chance: Random, first: date, today: date) -> Iterator[date]:
    """One visit, or a short course of weekly ones."""
    for week in range(1 if chance.random() < 0.6 else chance.randint(2, 4)):
        day = first + timedelta(days=7 * week)
        if day < today:
            yield day
