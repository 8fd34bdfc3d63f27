"""The pages of quality control as their people use them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinics.enums import Role
from clinics.models import JournalEntry, User
from quality.models import Deviation, Review, Round, Sample, SamplingRule
from quality.services.rounds import draw_past_period
from quality.services.standards import install_default_rule
from tests.factories import make_branch, make_employee, make_patient, the_clinic, user_with_role
from tests.quality.factories import close_plans, make_rule, submitted_review

pytestmark = pytest.mark.django_db


def signed_in(role: Role, branch=None) -> tuple[Client, User]:
    user = user_with_role(role, branch)
    client = Client()
    client.force_login(user)
    return client, user


def drawn_last_week(*performers, branch=None) -> Round:
    """A retrospective round over the week before the real today, one closed plan per performer."""
    day = timezone.now().date() - timedelta(days=7)
    for performer in performers:
        close_plans(performer, 1, day=day, branch=branch)
    return draw_past_period(make_rule(), day=day, today=timezone.now().date(), by=None, now=timezone.now())


def filled(sample: Sample, *, no: tuple[int, ...] = (), without: tuple[int, ...] = ()) -> dict[str, str]:
    """The checklist as a browser posts it."""
    data = {"note": "Хорошая работа"}
    for criterion in sample.round.standard.criteria.all():
        if criterion.position in without:
            continue
        data[f"value-{criterion.pk}"] = "no" if criterion.position in no else "yes"
        if criterion.position in no:
            data[f"comment-{criterion.pk}"] = "цена не записана"
    return data


def test_reviewer_takes_the_next_case_answers_and_submits() -> None:
    drawn_last_week(make_employee(name="Скрытова А. А."))
    client, auditor = signed_in(Role.AUDITOR)
    sample = Sample.objects.get()
    assert client.post(reverse("quality:next")).url == reverse("quality:case", args=[sample.pk])
    page = client.get(reverse("quality:case", args=[sample.pk])).content.decode()
    assert "Скрытова" not in page
    saved = client.post(
        reverse("quality:save", args=[sample.pk]),
        filled(sample, without=(8,)),
        headers={"HX-Request": "true"},
    )
    assert "7 / 8" in saved.content.decode()
    refused = client.post(reverse("quality:submit", args=[sample.pk]), filled(sample, without=(8,)))
    assert (refused.status_code, Review.objects.get().state) == (422, "draft")
    client.post(reverse("quality:submit", args=[sample.pk]), filled(sample, no=(2,)))
    review = Review.objects.get()
    assert (review.state, review.reviewer, float(review.score)) == ("submitted", auditor, 86.67)
    assert Deviation.objects.get().answer.comment == "цена не записана"
    page = client.get(reverse("quality:case", args=[sample.pk])).content.decode()
    assert "Скрытова" in page
    assert JournalEntry.objects.filter(verb="review_submitted", actor=auditor).count() == 1


def test_case_shows_a_pseudonym_and_no_name() -> None:
    round_ = drawn_last_week(make_employee())
    client, _auditor = signed_in(Role.AUDITOR)
    sample = round_.samples.get()
    patient = make_patient()
    page = client.get(reverse("quality:case", args=[sample.pk])).content.decode()
    plan_patient = type(patient).objects.exclude(pk=patient.pk).get()
    assert plan_patient.last_name not in page
    assert plan_patient.first_name not in page


def test_auditor_never_gets_the_own_case() -> None:
    client, auditor = signed_in(Role.AUDITOR)
    drawn_last_week(make_employee(user=auditor))
    sample = Sample.objects.get()
    assert client.get(reverse("quality:case", args=[sample.pk])).status_code == 404
    assert client.post(reverse("quality:save", args=[sample.pk]), {}).status_code == 404
    assert client.post(reverse("quality:next")).url == reverse("quality:queue")


def test_auditor_of_a_branch_gets_its_cases_only() -> None:
    here, there = make_branch(), make_branch()
    drawn_last_week(make_employee(), branch=there)
    client, _auditor = signed_in(Role.AUDITOR, here)
    assert client.get(reverse("quality:case", args=[Sample.objects.get().pk])).status_code == 404


def test_performer_sees_the_own_review_but_not_that_he_is_drawn() -> None:
    client, doctor = signed_in(Role.PRACTITIONER)
    drawn_last_week(make_employee(user=doctor))
    sample = Sample.objects.get()
    address = reverse("quality:case", args=[sample.pk])
    assert client.get(address).status_code == 404
    reviewer = user_with_role(Role.AUDITOR, first_name="Рецензент", last_name="Тайнов")
    submitted_review(sample, reviewer, no=(2,))
    page = client.get(address).content.decode()
    assert "не так" in page
    assert "Тайнов" not in page
    assert "1 of 1" in client.get(reverse("quality:mine")).content.decode()
    assert client.get(reverse("quality:people")).status_code == 404


def test_taken_case_is_left_to_its_reviewer() -> None:
    drawn_last_week(make_employee())
    sample = Sample.objects.get()
    first, _ = signed_in(Role.AUDITOR)
    second, _ = signed_in(Role.AUDITOR)
    first.post(reverse("quality:next"))
    assert second.post(reverse("quality:next")).url == reverse("quality:queue")
    answer = second.post(
        reverse("quality:save", args=[sample.pk]), filled(sample), headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Redirect"] == reverse("quality:queue")


def test_manager_begins_with_the_ready_standard() -> None:
    the_clinic()
    make_branch()
    client, _manager = signed_in(Role.MANAGER)
    assert "ready standard" in client.get(reverse("quality:rounds")).content.decode()
    client.post(reverse("quality:set-up"))
    waiting = Round.objects.get()
    assert (waiting.is_retrospective, waiting.drawn_at) == (False, None)
    page = client.get(reverse("quality:round", args=[waiting.pk])).content.decode()
    assert waiting.seed_hash in page
    assert waiting.secret.value not in page
    assert client.get(reverse("quality:case-list", args=[waiting.pk])).status_code == 404


def test_manager_draws_a_past_week_and_repeats_the_draw() -> None:
    install_default_rule(the_clinic(), now=timezone.now())
    day = timezone.now().date() - timedelta(days=14)
    close_plans(make_employee(), 11, day=day)
    client, _manager = signed_in(Role.MANAGER)
    drawn_at = client.post(reverse("quality:draw-past"), {"day": day}).url
    page = client.get(f"{drawn_at}?verify=1").content.decode()
    assert "Equal: the seed draws the same 2 cases." in page
    assert "no proof" in page
    cases = client.get(reverse("quality:case-list", args=[Round.objects.get().pk]))
    assert cases.content.decode() == Round.objects.get().case_list


@pytest.mark.parametrize("days_ahead", [0, 7])
def test_running_week_is_not_drawn(days_ahead: int) -> None:
    install_default_rule(the_clinic(), now=timezone.now())
    client, _manager = signed_in(Role.MANAGER)
    day = timezone.now().date() + timedelta(days=days_ahead)
    answer = client.post(reverse("quality:draw-past"), {"day": day})
    assert (answer.status_code, Round.objects.count()) == (422, 0)


def test_rule_is_changed_within_its_limits() -> None:
    rule = install_default_rule(the_clinic(), now=timezone.now())
    client, _manager = signed_in(Role.MANAGER)
    address = reverse("quality:rule", args=[rule.pk])
    assert client.post(address, {"percent": 0, "floor": 1}).status_code == 422
    client.post(address, {"percent": 25, "floor": 2, "is_active": "on"})
    assert SamplingRule.objects.values_list("percent", "floor", "is_active").get() == (25, 2, True)


def lists(sample: Sample) -> list[tuple[Role, str]]:
    return [
        (Role.AUDITOR, reverse("quality:queue")),
        (Role.OWNER, reverse("quality:people")),
        (Role.OWNER, reverse("quality:rounds")),
        (Role.OWNER, reverse("quality:round", args=[sample.round_id])),
        (Role.OWNER, reverse("quality:person", args=[sample.performer_id])),
        (Role.OWNER, reverse("quality:standards")),
    ]


@pytest.mark.parametrize("number", range(6))
def test_lists_ask_as_much_for_one_row_as_for_three(number: int) -> None:
    reviewer = user_with_role(Role.AUDITOR)
    asked = []
    for count in (1, 3):
        day = timezone.now().date() - timedelta(days=7 * count)
        performer = make_employee()
        close_plans(performer, 20 * count, day=day)
        for _ in range(count - 1):
            close_plans(make_employee(), 1, day=day)
        drawn = draw_past_period(
            make_rule(), day=day, today=timezone.now().date(), by=None, now=timezone.now()
        )
        for sample in drawn.samples.all()[: count + 1 if number else 0]:
            submitted_review(sample, reviewer, no=(2, 3))
        role, address = lists(drawn.samples.filter(performer=performer).first())[number]
        client, _user = signed_in(role)
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        asked.append(len(found))
    assert asked[0] == asked[1]
