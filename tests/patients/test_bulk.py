"""Changes of many patients: what they touch, what stays, and taking them back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from clinics.enums import Role
from clinics.models import JournalEntry
from patients.models import BulkChange, Consent, FollowUp, Patient, PatientTag, Tag
from patients.selectors.bulk import reached
from patients.services.bulk import BulkError, hand_over, tag_many, undo_change, untag_many
from tests.factories import (
    NOW,
    make_branch,
    make_contact,
    make_employee,
    make_follow_up,
    make_patient,
    make_plan,
    make_tag,
    make_user,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def _carriers(tag: Tag) -> set[int]:
    return set(PatientTag.objects.filter(tag=tag).values_list("patient", flat=True))


def test_tag_touches_only_those_without_it_and_undo_leaves_the_others():
    tag, user = make_tag(), make_user()
    first, second = make_patient(), make_patient()
    tag_many([first.pk], tag, by=user, now=NOW - timedelta(days=1))
    change = tag_many([first.pk, second.pk], tag, by=user, now=NOW)
    assert _carriers(tag) == {first.pk, second.pk}
    assert list(change.rows.values_list("patient", flat=True)) == [second.pk]
    assert undo_change(change, by=user, now=NOW) == 1
    assert _carriers(tag) == {first.pk}
    with pytest.raises(BulkError):
        undo_change(change, by=user, now=NOW)


def test_untag_comes_back_by_undo():
    tag, user, patient = make_tag(), make_user(), make_patient()
    tag_many([patient.pk], tag, by=user, now=NOW)
    change = untag_many([patient.pk, make_patient().pk], tag, by=user, now=NOW)
    assert _carriers(tag) == set()
    undo_change(change, by=user, now=NOW)
    assert _carriers(tag) == {patient.pk}


def test_hand_over_takes_along_what_the_former_curator_held_and_undo_gives_it_back():
    old, new, other = (make_employee(is_curator=True) for _ in range(3))
    patient, orphan = make_patient(curator=old), make_patient()
    plan, foreign_plan = make_plan(patient, curator=old), make_plan(patient, curator=other)
    task = make_follow_up(patient, assignee=old)
    change = hand_over([patient.pk, orphan.pk], new, by=make_user(), now=NOW)
    assert set(Patient.objects.values_list("curator", flat=True)) == {new.pk}
    for row in (plan, foreign_plan, task):
        row.refresh_from_db()
    assert (plan.curator, foreign_plan.curator, task.assignee) == (new, other, new)
    Patient.objects.filter(pk=orphan.pk).update(curator=other)  # somebody else went on meanwhile
    assert undo_change(change, by=make_user(), now=NOW) == 1
    assert dict(Patient.objects.values_list("pk", "curator")) == {patient.pk: old.pk, orphan.pk: other.pk}
    plan.refresh_from_db()
    assert (plan.curator, FollowUp.objects.get().assignee) == (old, old)


def test_only_patients_of_the_own_branches_are_changed():
    here, there = make_branch(), make_branch()
    manager = user_with_role(Role.MANAGER, here)
    mine, strange = make_patient(branch=here), make_patient(branch=there)
    whom = reached(manager, Patient.objects.all(), obj="curator_assignment", right="U")
    assert (whom.chosen, whom.mine, whom.not_mine) == (2, [mine.pk], 1)
    assert strange.pk not in whom.mine


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.user = user_with_role(Role.ADMINISTRATOR, make_branch())
    client.force_login(client.user)
    return client


def _confirm(desk: Client, url: str, data: dict) -> str:
    """The digest of the previewed patients."""
    response = desk.post(url, data)
    assert response.status_code == 200
    return response.context["digest"]


def test_filtered_list_is_tagged_after_a_preview_and_taken_back(desk):
    people = [make_patient(last_name=name) for name in ("Иванов", "Иванова", "Петров")]
    url = reverse("patients:bulk", args=["tag"]) + "?q=иванов&all=1"
    page = desk.get(url)
    assert (page.status_code, page.context["whom"].chosen, Tag.objects.count()) == (200, 2, 0)
    digest = _confirm(desk, url, {"name": " акция  мая "})
    assert Tag.objects.count() == 0, "a preview changes nothing"
    done = desk.post(url, {"name": "акция мая", "confirm": digest})
    change = BulkChange.objects.get()
    assert done.headers["Location"] == reverse("patients:bulk-change", args=[change.pk])
    assert _carriers(Tag.objects.get(name="акция мая")) == {people[0].pk, people[1].pk}
    assert JournalEntry.objects.get(verb="bulk_tag").details == {"patients": 2}
    assert desk.get(done.headers["Location"]).status_code == 200
    desk.post(reverse("patients:bulk-undo", args=[change.pk]))
    assert PatientTag.objects.count() == 0


def test_list_that_changed_since_the_preview_is_previewed_again(desk):
    make_patient(last_name="Иванов")
    url = reverse("patients:bulk", args=["tag"]) + "?q=иванов&all=1"
    digest = _confirm(desk, url, {"name": "vip"})
    make_patient(last_name="Иванова")
    again = desk.post(url, {"name": "vip", "confirm": digest})
    assert (again.status_code, again.context["is_stale"], PatientTag.objects.count()) == (200, True, 0)


def test_ticked_rows_only_and_nobody_when_none_is_ticked(desk):
    first, second = make_patient(), make_patient()
    url = reverse("patients:bulk", args=["tag"])
    assert desk.get(f"{url}?id={first.pk}&id={second.pk}&id=x&id=99999999999").context["whom"].chosen == 2
    assert desk.get(url).context["whom"].chosen == 0


def test_paper_is_recorded_for_those_who_have_an_address(desk):
    with_mail, without = make_patient(), make_patient()
    point = make_contact(with_mail, "a@example.org").point
    url = reverse("patients:bulk", args=["consent"]) + "?all=1"
    data = {
        "purposes": ["advertising"], "kinds": ["email"], "on": "2026-01-15", "paper": "папка 7", "text_version": "1",
    }  # fmt: skip
    page = desk.post(url, data)
    assert page.context["sorted_out"].ids == [with_mail.pk]
    desk.post(url, data | {"confirm": page.context["digest"]})
    assert Consent.objects.values_list("point", "purpose", "state").get() == (
        point.pk,
        "advertising",
        "granted",
    )
    with pytest.raises(BulkError):
        undo_change(BulkChange.objects.get(), by=desk.user, now=NOW)
    assert without.pk not in page.context["sorted_out"].ids


@pytest.mark.parametrize("name", ["", " ", "я" * 41])
def test_tag_refuses(desk, name):
    make_patient()
    url = reverse("patients:bulk", args=["tag"]) + "?all=1"
    assert (desk.post(url, {"name": name}).status_code, Tag.objects.count()) == (422, 0)


def test_tags_of_the_card_come_and_go(desk):
    patient = make_patient()
    url = reverse("patients:tags", args=[patient.pk])
    desk.post(url, {"name": "Ёлка"})
    desk.post(url, {"name": "елка"})
    tag = Tag.objects.get()
    assert (tag.name, tag.key, list(patient.tags.all())) == ("Ёлка", "елка", [tag])
    desk.post(url, {"remove": tag.pk})
    assert list(patient.tags.all()) == []


def test_the_name_of_another_tag_joins_the_two():
    client = Client()
    client.force_login(user_with_role(Role.OWNER))
    keep, gone, both, one = make_tag(name="vip"), make_tag(name="вип"), make_patient(), make_patient()
    tag_many([both.pk], keep, by=make_user(), now=NOW)
    tag_many([both.pk, one.pk], gone, by=make_user(), now=NOW)
    client.post(reverse("patients:tag", args=[gone.pk]), {"name": "VIP", "tone": "red"})
    assert (list(Tag.objects.all()), _carriers(keep)) == ([keep], {both.pk, one.pk})
    client.post(reverse("patients:tag", args=[keep.pk]), {"delete": "1"})
    assert (Tag.objects.count(), PatientTag.objects.count()) == (0, 0)
