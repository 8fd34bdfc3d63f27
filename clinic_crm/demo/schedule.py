"""Free places in the invented schedule: no chair is ever booked twice at one time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinics.models import Chair

SLOT = 30
OPENS = time(9)
SLOTS_ON = {5: 14, 6: 14}  # weekends close early; no day is without visits, whichever the demo starts on
USUAL_SLOTS = 24


@dataclass(frozen=True)
class Place:
    chair: Chair
    starts_at: datetime

    @property
    def day(self) -> date:
        return self.starts_at.date()


class Schedule:
    """Gives out places in order; when a day is full, the next day's."""

    def __init__(self, chairs: dict[str, list[Chair]], zone: str) -> None:
        self.chairs = chairs
        self.zone = ZoneInfo(zone)
        self.taken: dict[tuple[int, date], int] = defaultdict(int)

    def place(self, branch: str, day: date, minutes: int) -> Place:
        slots = -(-minutes // SLOT)
        for chair in sorted(self.chairs[branch], key=lambda chair: self.taken[chair.pk, day]):
            begins = self.taken[chair.pk, day]
            if begins + slots <= SLOTS_ON.get(day.weekday(), USUAL_SLOTS):
                self.taken[chair.pk, day] += slots
                opens = datetime.combine(day, OPENS, self.zone)
                return Place(chair, opens + timedelta(minutes=SLOT * begins))
        return self.place(branch, day + timedelta(days=1), minutes)
