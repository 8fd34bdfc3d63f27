"""The order in which the invented clinic comes to life."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from clinic_crm.demo.clinic import build_stage
from clinic_crm.demo.people import People
from clinic_crm.demo.plans import Plans
from clinic_crm.demo.stories import tell_stories
from clinic_crm.demo.visits import Visits

SEED = 2026
Tell = Callable[[int, int, str], None]


@transaction.atomic
def build_demo(*, now: datetime, patients: int, tell: Tell) -> None:
    """All or nothing: a demo that was killed half-way leaves the database empty."""
    chance = Random(SEED)  # noqa: S311 - invented data, the same on every machine
    today = now.date()
    tell(0, 6, _("The clinic"))
    stage = build_stage(today)
    tell(1, 6, _("Patients"))
    people = People(stage, chance, now)
    for story in tell_stories(chance, today, patients=patients):
        people.settle(story)
    people.write()
    people.write_inquiries()
    tell(2, 6, _("Visits and payments"))
    visits = Visits(stage, people, chance, now)
    visits.play()
    visits.write()
    tell(3, 6, _("Treatment plans"))
    plans = Plans(stage, visits, chance, now)
    plans.play()
    plans.write()
