"""Free places in the invented schedule: no chair and no practitioner is booked twice at one time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinics.models import Chair, Employee

SLOT = 30
OPENS = time(9)
SLOTS_ON = {5: 14, 6: 14}  # weekends close early; no day is without visits, whichever the demo starts on
USUAL_SLOTS = 24
CLOSED = {(1, 1), (1, 2)}


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
        self.taken: dict[tuple[Chair | Employee, date], int] = defaultdict(int)

    def place(self, branch: str, day: date, practitioner: Employee, minutes: int) -> Place:
        if (day.month, day.day) in CLOSED:
            return self.place(branch, day + timedelta(days=1), practitioner, minutes)
        slots = -(-minutes // SLOT)
        chair = min(self.chairs[branch], key=lambda chair: self.taken[chair, day])
        begins = max(self.taken[chair, day], self.taken[practitioner, day])
        if begins + slots > SLOTS_ON.get(day.weekday(), USUAL_SLOTS):
            return self.place(branch, day + timedelta(days=1), practitioner, minutes)
        self.taken[chair, day] = self.taken[practitioner, day] = begins + slots
        opens = datetime.combine(day, OPENS, self.zone)
        return Place(chair, opens + timedelta(minutes=SLOT * begins))
