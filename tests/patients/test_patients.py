from datetime import date

import pytest
from django.utils import translation

from clinics.enums import Role
from clinics.models import JournalEntry
from patients.models import ContactPoint, DuplicatePair, Patient, PatientContact
from patients.services.duplicates import keep_separate
from patients.services.patients import create_patient, update_patient
from patients.timeline import events_of
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_contact,
    make_duplicate_pair,
    make_follow_up,
    make_membership,
    make_patient,
    make_user,
    make_visit,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def test_create_patient_shares_a_known_phone():
    relative = make_contact(make_patient(), "+79211234567")
    patient = create_patient(
        make_branch(),
        values={"last_name": "Новый", "first_name": "Пётр", "archived_at": NOW},
        contacts=[("phone", "+79211234567"), ("email", "new@example.org")],
        by=None,
        today=TODAY,
        now=NOW,
    )
    assert (patient.registered_on, patient.archived_at) == (TODAY, None)
    assert list(patient.contacts.values_list("point__value", "rank")) == [
        ("+79211234567", 0),
        ("new@example.org", 1),
    ]
    assert relative.point.people.count() == 2


def test_update_patient_writes_only_what_differs():
    patient = make_patient(last_name="Старый")
    make_contact(patient, "+79210000001")
    user = make_user()
    same = [("phone", "+79210000001")]
    update_patient(patient, values={"last_name": "Старый"}, contacts=same, by=user, now=NOW)
    assert (JournalEntry.objects.count(), patient.events.count()) == (0, 0)
    update_patient(patient, values={"last_name": "Новый"}, contacts=[], by=user, now=NOW)
    assert JournalEntry.objects.get().details == {"fields": ["last_name", "contacts"]}
    assert [event.last_name for event in patient.events.all()] == ["Старый"]
    assert (PatientContact.objects.count(), ContactPoint.objects.count()) == (0, 1)


def test_keep_separate_ends_the_review_when_nothing_else_is_open():
    first, second, third = make_patient(), make_patient(awaits_review=True), make_patient(awaits_review=True)
    pair = make_duplicate_pair(first, second)
    make_duplicate_pair(second, third)
    user = make_user()
    decided = keep_separate(pair, by=user, now=NOW)
    assert (decided.decision, decided.decided_by, decided.decided_at) == ("separate", user, NOW)
    assert Patient.objects.get(pk=second.pk).awaits_review is True
    keep_separate(DuplicatePair.objects.get(decision="open"), by=user, now=NOW)
    assert Patient.objects.filter(awaits_review=True).count() == 0


@translation.override("en")
def test_timeline_merges_its_sources_newest_first():
    patient = make_patient(last_name="До")
    make_visit(patient, day=date(2026, 9, 1))
    make_membership(patient, since=date(2026, 8, 1))
    make_follow_up(patient, state="done", outcome="reached", closed_at=NOW, reason="Спросить о самочувствии")
    patient.last_name = "После"
    patient.save()
    events = events_of(patient, user_with_role(Role.OWNER), limit=10)
    # the change of the card is of the wall clock's day, later than all the others
    assert (str(events[0].title), str(events[0].text)) == ("Card changed", "last name")
    assert [e.day for e in events[1:]] == [TODAY, date(2026, 9, 1), date(2026, 8, 1)]


def test_age_on_counts_full_years():
    patient = Patient(birth_date=date(2008, 2, 29))
    assert [patient.age_on(d) for d in (date(2026, 2, 28), date(2026, 3, 1))] == [17, 18]
    assert Patient(birth_date=None).age_on(TODAY) is None
