"""On, off, and what a restored database may do."""

import pytest

from clinics.enums import LegalProfile
from tests.factories import NOW, make_branch, make_user, the_clinic
from tests.triggers.factories import make_box, make_sleeper, packaged, verdict
from triggers.models import Trigger
from triggers.services.delivery import claim_due
from triggers.services.matching import match_triggers
from triggers.services.package import install_package
from triggers.services.switching import halt_after_restore, set_switch, switch_off, switch_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def box(db):
    make_branch(time_zone="Europe/Moscow")
    make_box(LegalProfile.OWN)
    return packaged("sleeping")


def test_restored_database_sends_nothing_until_a_person_lets_it():
    make_sleeper()
    match_triggers(the_clinic(), now=NOW)
    assert (halt_after_restore(now=NOW), claim_due("email", now=NOW)) == (1, None)
    set_switch(the_clinic(), channel="", halted=False, why="", by=make_user(), now=NOW)
    assert claim_due("email", now=NOW) is not None


def test_switching_off_cancels_what_is_held_and_on_again_begins_anew(box):
    make_sleeper()
    match_triggers(the_clinic(), now=NOW)
    assert (switch_off(box, by=make_user(), now=NOW), verdict()) == (1, ("cancelled", "declined"))
    switch_on(box, by=None, now=NOW)
    assert (box.switched_on_at, match_triggers(the_clinic(), now=NOW)) == (NOW, 0)


def test_package_installs_once_with_everything_off():
    assert install_package(the_clinic(), now=NOW) == 0
    assert sorted(Trigger.objects.values_list("key", "state")) == [
        ("beginning", "draft"),
        ("lapsed", "draft"),
        ("sleeping", "on"),
    ]
