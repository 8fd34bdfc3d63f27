"""The plan pages and the queue over HTTP: who does what, and what the screen says."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinics.enums import Role
from clinics.models import JournalEntry
from patients.models import FollowUp
from tests.factories import (
    make_branch,
    make_contact,
    make_employee,
    make_follow_up,
    make_patient,
    make_plan,
    make_service,
    make_summary,
    make_visit,
    the_branch,
    user_with_role,
)
from tests.treatment_plans.plans import line, plan_of, reason, settled
from treatment_plans.models import PlanItem, TreatmentPlan
from treatment_plans.panels import card_panel, today_panel, waiting_count
from treatment_plans.selectors.plans import plans_visible_to

pytestmark = pytest.mark.django_db
QUEUE = "/plans/queue/"


@pytest.fixture
def curator():
    user = user_with_role(Role.CURATOR, the_branch())
    user.me = make_employee(user=user, is_curator=True, name="Ким Д.")
    return user


@pytest.fixture
def client(curator):
    client = Client()
    client.force_login(curator)
    return client


def local_today():
    return timezone.localdate()


def stuck(curator, money, *, status="agreed", patient=None):
    """A plan of the curator with one open line agreed long ago."""
    patient = patient or make_patient()
    plan = make_plan(patient, curator=curator.me, identified_on=local_today() - timedelta(days=90))
    days = {
        "identified_on": plan.identified_on,
        "agreed_on": plan.identified_on,
        "agreed_price": Decimal(money),
    }
    line(
        plan,
        status,
        price=Decimal(money),
        **(days if status == "agreed" else {"ended_on": plan.identified_on}),
    )
    return settled(plan)


def test_queue_is_ordered_and_totalled(client, curator):
    small, big = stuck(curator, 1000), stuck(curator, 20_000)
    response = client.get(QUEUE)
    assert [row.plan for row in response.context["rows"]] == [big, small]
    assert (response.context["totals"].plans, response.context["totals"].money) == (2, 21_000)
    assert "ordered by money × urgency" in response.content.decode()


def test_touch_steps_aside_and_opens_next_row(client, curator):
    first, second = stuck(curator, 20_000), stuck(curator, 1000)
    make_contact(first.patient, "+79211234567")
    opened = client.get(QUEUE, {"open": first.pk})
    assert "tel:+79211234567" in opened.content.decode()
    assert opened.context["next_pk"] == second.pk
    response = client.post(
        reverse("plans:touch", args=[first.pk]),
        {"outcome": "no_answer", "note": "занято", "next": second.pk, "back": "q="},
    )
    assert response.url == f"{QUEUE}?q=&open={second.pk}#sheet"
    done, following = FollowUp.objects.order_by("pk")
    assert (done.outcome, done.note, done.closed_by, done.reason) == (
        "no_answer", "занято", curator, f"Treatment plan {first.number}",
    )  # fmt: skip
    assert (following.state, following.due_on) == ("open", local_today() + timedelta(days=1))
    assert [row.plan for row in client.get(response.url).context["rows"]] == [second]


def test_booked_without_a_day_is_asked_for_it(client, curator):
    plan = stuck(curator, 1000)
    url = reverse("plans:touch", args=[plan.pk])
    response = client.post(url, {"outcome": "booked", "note": "в среду"}, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Push-Url"]) == (422, "false")
    assert "For which day is the patient booked?" in response.content.decode()
    assert 'value="в среду"' in response.content.decode()
    assert FollowUp.objects.count() == 0
    assert client.post(url, {"outcome": "booked"}).url == f"{QUEUE}?open={plan.pk}#sheet"


def test_look_at_opened_row_and_plan_is_journalled(client, curator):
    plan = stuck(curator, 1000)
    client.get(QUEUE)
    assert JournalEntry.objects.filter(patient_id=plan.patient_id).count() == 0
    client.get(QUEUE, {"open": plan.pk})
    client.get(reverse("plans:detail", args=[plan.pk]))
    assert JournalEntry.objects.filter(patient_id=plan.patient_id, actor=curator).count() == 2


@pytest.mark.parametrize("url", [QUEUE, "/plans/"])
def test_lists_ask_as_much_for_one_row_as_for_three(client, curator, url):
    def show(expected):
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(url).context["page"].rows) == expected
        return len(captured)

    counts = []
    for number in (1, 2, 3):
        plan = stuck(curator, 1000)
        make_summary(plan.patient)
        make_follow_up(plan.patient, origin=f"plan:{plan.pk}", due_on=local_today())
        make_follow_up(
            plan.patient,
            origin="hand",
            state="done",
            outcome="reached",
            closed_at=timezone.now(),
            closed_by=curator,
        )
        counts.append(show(number))
    assert counts[0] == counts[2] <= MOST_QUERIES


def test_plan_page_asks_as_much_for_one_line_as_for_three(client, curator):
    counts = []
    plan = stuck(curator, 1000)
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("plans:detail", args=[plan.pk])).status_code == 200
        counts.append(len(captured))
        line(plan, "declined", refusal_reason=reason())
        settled(plan)
    assert counts[0] == counts[2] <= MOST_QUERIES


MOST_QUERIES = 30  # a third of them is the frame's: session, roles, rail and banners


def test_list_filters_by_name_state_and_curator(client, curator):
    other = make_employee(is_curator=True)
    mine = stuck(curator, 1000, patient=make_patient(last_name="Ёлкина", curator=curator.me))
    theirs = make_plan(mine.patient, curator=other)
    line(theirs, "declined")
    settled(theirs)
    found = lambda **params: set(client.get("/plans/", params).context["page"].rows)  # noqa: E731
    assert found() == {mine, theirs}
    assert found(q="елкин") == {mine, theirs}
    assert found(q=theirs.number) == {theirs}
    assert found(state="closed") == {theirs}
    assert found(curator=other.pk) == {theirs}


def answer(client, plan, action, items, **extra):
    data = {"action": action, "items": [item.pk for item in items], "version": plan.version, **extra}
    return client.post(reverse("plans:answer", args=[plan.pk]), data)


def test_answers_move_the_ticked_lines(client, curator):
    plan = plan_of("identified", "identified", "identified", "identified", curator=curator.me)
    agreed, declined, deferred, cancelled = plan.planitems.order_by("pk")
    later = local_today() + timedelta(days=20)
    answer(client, plan, "agree", [agreed], promised_on=later.isoformat())
    plan.refresh_from_db()
    answer(client, plan, "decline", [declined], decline_reason=reason().pk)
    plan.refresh_from_db()
    answer(client, plan, "defer", [deferred], until=later.isoformat(), defer_reason=reason("defer").pk)
    plan.refresh_from_db()
    assert answer(client, plan, "cancel", [cancelled], cancel_note="удалён").status_code == 302
    states = PlanItem.objects.order_by("pk").values_list("status", "promised_on", "deferred_until", "reason")
    assert list(states) == [
        ("agreed", later, None, ""), ("declined", None, None, ""), ("deferred", None, later, ""),
        ("cancelled", None, None, "удалён"),
    ]  # fmt: skip


def test_refusal_without_a_reason_is_422_and_keeps_ticks(client, curator):
    plan = plan_of("identified", curator=curator.me)
    response = answer(client, plan, "decline", plan.planitems.all())
    assert response.status_code == 422
    assert "Needed for this answer." in response.content.decode()
    assert response.context["ticked"] == [plan.planitems.get().pk]


def test_second_editor_gets_the_difference(client, curator):
    plan = plan_of("identified", "identified", curator=curator.me)
    first, second = plan.planitems.order_by("pk")
    answer(client, plan, "agree", [first])
    response = answer(client, plan, "agree", [second])
    assert response.status_code == 409
    assert "identified → agreed" in response.content.decode()
    assert str(curator) in response.content.decode()
    assert PlanItem.objects.get(pk=second.pk).status == "identified"


def test_plan_is_made_with_a_line_of_the_price_list(client, curator):
    patient, doctor = make_patient(curator=curator.me), make_employee(is_practitioner=True)
    service = make_service(code="A16.07.004", name="Коронка", price=Decimal(30_000), minutes=90)
    data = {"branch": patient.branch_id, "practitioner": doctor.pk}
    response = client.post(reverse("plans:create", args=[patient.pk]), data)
    plan = TreatmentPlan.objects.get()
    assert (response.url, plan.curator) == (reverse("plans:detail", args=[plan.pk]), curator.me)
    add = reverse("plans:add-line", args=[plan.pk])
    assert client.post(add, {"service": "A16.07.004 Коронка"}).status_code == 302
    assert client.post(add, {"service": "Ретракция"}).status_code == 422
    assert client.post(add, {"service": "Ретракция", "price": "500"}).status_code == 302
    rows = PlanItem.objects.order_by("pk").values_list("service", "service_name", "price", "minutes")
    assert list(rows) == [(service.pk, "Коронка", 30_000, 90), (None, "Ретракция", 500, 30)]


def test_line_page_does_and_corrects(client, curator):
    item = plan_of("agreed", curator=curator.me).planitems.get()
    url = reverse("plans:line", args=[item.pk])
    client.post(url, {"act": "realise", "on": item.agreed_on.isoformat(), "actual_price": "5500"})
    item.refresh_from_db()
    assert (item.status, item.actual_price) == ("realised", 5500)
    assert list(client.get(url).context["forms"]) == ["not_realised"]
    client.post(url, {"act": "not_realised", "note": "не тот зуб"})
    item.refresh_from_db()
    assert (item.status, item.actual_price) == ("agreed", None)


def test_doubtful_line_is_accepted_or_discarded(client, curator):
    plan = plan_of("identified", curator=curator.me)
    first = line(plan, "agreed", awaits_review="realised_in_future")
    second = line(plan, "agreed", awaits_review="agreed_in_future")
    page = client.get("/plans/review/").content.decode()
    assert "realised in the future" in page
    data = {
        "status": "agreed",
        "price": "5000",
        "agreed_on": first.agreed_on.isoformat(),
        "agreed_price": "4800",
    }
    assert client.post(reverse("plans:decide", args=[first.pk]), data).url == "/plans/review/"
    client.post(reverse("plans:decide", args=[second.pk]), {"discard": "1"})
    plan.refresh_from_db()
    assert (plan.lines_total, plan.open_agreed_sum) == (2, 4800)
    assert list(client.get("/plans/review/").context["page"].rows) == []


def test_curator_sees_assigned_plans_only_and_manager_gives_them(client, curator):
    mine, other = plan_of("identified", curator=curator.me), plan_of("identified")
    far = plan_of("identified", patient=make_patient(branch=make_branch()), curator=curator.me)
    assert set(plans_visible_to(curator)) == {mine}
    manager = user_with_role(Role.MANAGER, the_branch())
    assert set(plans_visible_to(manager)) == {mine, other}
    assert far not in plans_visible_to(manager)
    assert set(plans_visible_to(manager, right="U")) == set()
    client.force_login(manager)
    data = {"curator": curator.me.pk, "version": other.version}
    assert client.post(reverse("plans:curator", args=[other.pk]), data).status_code == 302
    other.refresh_from_db()
    assert other.curator == curator.me


def test_doctor_sees_plans_of_treated_patients(curator):
    user = user_with_role(Role.PRACTITIONER, the_branch())
    doctor = make_employee(user=user, is_practitioner=True)
    own, treated, other = plan_of(practitioner=doctor), plan_of(), plan_of()
    make_visit(treated.patient, practitioner=doctor)
    assert set(plans_visible_to(user)) == {own, treated}
    assert other not in plans_visible_to(user)


def test_administrator_works_plans_where_there_is_no_curator():
    branch = make_branch(has_curators=False)
    plan = plan_of("identified", patient=make_patient(branch=branch))
    assert list(plans_visible_to(user_with_role(Role.ADMINISTRATOR, branch), right="U")) == [plan]
    assert list(plans_visible_to(user_with_role(Role.ADMINISTRATOR, make_branch()), right="U")) == []


def test_panels(curator, rf):
    plan = stuck(curator, 1000)
    now = timezone.now()
    card = card_panel(plan.patient, curator, today=local_today(), now=now)
    assert (card["plans"], card["may_create"]) == ([plan], True)
    today = today_panel(curator, today=local_today(), now=now)
    assert (today["money"], [row.plan for row in today["rows"]]) == (1000, [plan])
    request = rf.get("/")
    request.user = curator
    assert waiting_count(request) == 1
    assert today_panel(user_with_role(Role.MANAGER, make_branch()), today=local_today(), now=now) is None


def test_queue_reads_in_russian(client, curator):
    curator.language = "ru"
    curator.save()
    client.cookies["django_language"] = "ru"
    for money in (20_000, 1000):
        stuck(curator, money)
    page = client.get(QUEUE).content.decode().replace("\u00a0", " ")
    assert "21 000 ₽" in page
    assert "90 дней" in page
    assert "2 плана, 1 ч работы" in page
    assert "Согласовано, не записан" in page
