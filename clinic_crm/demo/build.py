"""The order in which the invented clinic comes to life."""

from collections.abc import Callable
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from clinic_crm.demo.clinic import build_stage
from clinic_crm.demo.families import Families
from clinic_crm.demo.inquiries import Inquiries
from clinic_crm.demo.letters import Letters
from clinic_crm.demo.offers import OfferedPlans
from clinic_crm.demo.people import People
from clinic_crm.demo.plans import Plans
from clinic_crm.demo.reviews import Reviews
from clinic_crm.demo.stories import tell_stories
from clinic_crm.demo.tags import write_tags
from clinic_crm.demo.touches import Touches
from clinic_crm.demo.visits import Visits
from patients.services.balances import refresh_balances
from patients.services.segments import rebuild_all

SEED = 2026
Tell = Callable[[int, int, str], None]


STEPS = 8


@transaction.atomic
def build_demo(*, now: datetime, patients: int, tell: Tell) -> None:
    """All or nothing: a demo that was killed half-way leaves the database empty."""
    chance = Random(SEED)  # noqa: S311 - invented data, the same on every machine
    now = now.astimezone(
        ZoneInfo("Europe/Moscow")
    )  # the invented clinic's own day, also an hour after its midnight
    today = now.date()
    tell(0, STEPS, _("The clinic"))
    stage = build_stage(now)
    tell(1, STEPS, _("Patients"))
    people = People(stage, chance, now)
    for story in tell_stories(chance, today, patients=patients):
        people.settle(story)
    people.write()
    tell(2, STEPS, _("Visits and payments"))
    visits = Visits(stage, people, chance, now)
    visits.play()
    visits.write()
    Inquiries(stage, people, chance, now).write()
    tell(3, STEPS, _("Treatment plans"))
    plans = Plans(stage, visits, chance, now)
    plans.play()
    plans.write()
    tell(4, STEPS, _("Calls"))
    Touches(stage, chance, now).write()
    Families(stage, people, Random(SEED), now).write()  # noqa: S311 - a chance of its own: the rest stays as it was
    OfferedPlans(stage, now).write()
    tell(5, STEPS, _("Segments"))
    rebuild_all(stage.clinic, today=today, now=now)
    refresh_balances([patient.pk for patient in people.patients])
    write_tags(stage, today=today, now=now)
    tell(6, STEPS, _("Letters"))
    Letters(stage, chance, now).write()
    tell(7, STEPS, _("Reviews"))
    Reviews(stage, chance, now).write()
    tell(8, STEPS, _("Done"))
