"""The plan's page, offers, their PDF, the settings and the second editor over HTTP."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinics.discounts import discount_limit
from clinics.enums import Role
from tests.factories import make_employee, make_patient, make_service, the_branch, user_with_role
from tests.treatment_plans.plans import plan_of, reason
from treatment_plans.models import Offer, PlanEvent, PlanItem, TreatmentPlan, Variant
from treatment_plans.offer_pdf import offer_pdf
from treatment_plans.rules import rules_of

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def plan(curator):
    return plan_of("identified", "identified", patient=make_patient(curator=curator.me), curator=curator.me)


def post(client, name, *args, **data):
    return client.post(reverse(f"plans:{name}", args=args), data)


def offered(client, plan):
    plan.refresh_from_db()
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    post(client, "offer", plan.pk, valid_until=until, version=plan.version)
    return Offer.objects.latest("version")


def test_search_shows_services_as_buttons_and_one_press_adds_the_line(client, plan):
    service = make_service(code="A16.07", name="Коронка циркониевая", price=Decimal(30_000))
    make_service(name="Пломба")
    hits = client.get(reverse("plans:services", args=[plan.pk]), {"service": "цирк корон"})
    assert list(hits.context["hits"]) == [service]
    answer = post(client, "add-line", plan.pk, pick=service.pk, tooth="16", phase=2, quantity=2)
    assert answer.url.endswith("?phase=2#new-line")
    line = PlanItem.objects.latest("pk")
    assert (line.service, line.tooth, line.phase, line.quantity, line.price) == (service, "16", 2, 2, 60_000)


def test_discount_beyond_the_limit_is_told(client, plan):
    service = make_service(price=Decimal(1000))
    answer = client.post(
        reverse("plans:add-line", args=[plan.pk]), {"pick": service.pk, "discount": "101"}, follow=True
    )
    assert "beyond your limit of 10 %" in answer.content.decode()
    assert plan.planitems.count() == 2


def test_choice_is_begun_filled_and_changed(client, plan):
    first, second = plan.planitems.order_by("pk")
    data = {"variant": "new", "title": "Мост", "other": "Имплантат", "version": plan.version}
    post(client, "alternative", plan.pk, items=[first.pk], **data)
    _bridge, implant = Variant.objects.order_by("letter")
    plan.refresh_from_db()
    post(client, "alternative", plan.pk, items=[second.pk], variant=implant.pk, version=plan.version)
    plan.refresh_from_db()
    assert (plan.lines_total, plan.open_sum) == (1, 5000)
    post(client, "answer", plan.pk, action="agree", items=[first.pk], version=plan.version)
    page = client.get(reverse("plans:detail", args=[plan.pk])).content.decode()
    assert "Choose this one instead" in page
    post(client, "choose", plan.pk, implant.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("declined", "identified")


def test_offer_is_made_answered_and_becomes_the_next_version(client, plan):
    offer = offered(client, plan)
    yes, no = plan.planitems.order_by("pk")
    page = client.get(reverse("plans:offer-page", args=[offer.pk]))
    assert list(page.context["answers"]) == [yes.pk, no.pk]
    data = {f"line-{yes.pk}-answer": "yes", f"line-{yes.pk}-price": "4800", f"line-{no.pk}-answer": "no"}
    assert post(client, "offer-page", offer.pk, **data).status_code == 422
    data[f"line-{no.pk}-no_reason"] = reason().pk
    plan.refresh_from_db()
    answer = post(client, "offer-page", offer.pk, version=plan.version, **data)
    new = Offer.objects.latest("version")
    assert (answer.url, new.version, new.total) == (reverse("plans:offer-page", args=[new.pk]), 2, 4800)
    old = client.get(reverse("plans:offer-page", args=[offer.pk])).content.decode()
    assert "A later offer has replaced this one" in old
    compared = client.get(reverse("plans:offer-difference", args=[offer.pk, new.pk])).content.decode()
    assert "taken out" in compared


def test_expired_offer_says_so(client, plan):
    offer = offered(client, plan)
    Offer.objects.filter(pk=offer.pk)
    later = Offer(
        clinic=plan.clinic, plan=plan, year=2020, ordinal=1, version=2, plan_version=1, made_at=offer.made_at,
        made_on=timezone.localdate() - timedelta(days=40), by=offer.by,
        valid_until=timezone.localdate() - timedelta(days=10), total=0, discount=0,
    )  # fmt: skip
    later.save()
    page = client.get(reverse("plans:offer-page", args=[later.pk])).content.decode()
    assert "This offer has expired" in page


@pytest.mark.parametrize("language", ["ru", "en"])
def test_pdf_is_the_same_every_time(client, plan, language):
    offer = offered(client, plan)
    body = offer_pdf(offer, language=language)
    assert body.startswith(b"%PDF")
    assert body == offer_pdf(offer, language=language)
    answer = client.get(reverse("plans:offer-pdf", args=[offer.pk]))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        f'inline; filename="offer-{offer.number}.pdf"',
    )


def test_pdf_takes_names_as_text_not_as_markup(client, plan):
    plan.planitems.update(service_name='#panic("no") *x* $y$ \\ "')
    assert offer_pdf(offered(client, plan), language="ru").startswith(b"%PDF")


def test_second_editor_sees_fields_and_may_write_all_the_same(client, plan):
    item = plan.planitems.first()
    terms = {
        "act": "terms", "quantity": 1, "price": "4500", "discount": "0", "minutes": 30, "sessions": 1, "phase": 1,
        "priority": "planned", "version": plan.version,
    }  # fmt: skip
    url = reverse("plans:line", args=[item.pk])
    assert client.post(url, terms).status_code == 302
    stale = client.post(url, {**terms, "price": "4000"})
    page = stale.content.decode().replace("\u00a0", " ")
    assert stale.status_code == 409
    assert "₽5,000" in page
    assert "₽4,500" in page
    assert ("price", "4000") in stale.context["kept"]
    plan.refresh_from_db()
    assert client.post(url, {**dict(stale.context["kept"]), "version": plan.version}).status_code == 302
    item.refresh_from_db()
    assert item.price == 4000


def test_line_page_does_a_session_and_says_what_it_waits_for(client, plan):
    first, second = plan.planitems.order_by("pk")
    PlanItem.objects.filter(pk=first.pk).update(
        status="agreed", agreed_on=timezone.localdate(), agreed_price=5000, sessions=2
    )
    url = reverse("plans:line", args=[first.pk])
    post_data = {"act": "prerequisites", "needs": [second.pk]}
    client.post(url, post_data)
    assert "which is not done yet" in client.get(url).content.decode()
    client.post(url, {"act": "session", "on": timezone.localdate().isoformat(), "amount": "2000"})
    first.refresh_from_db()
    assert (first.sessions_done, first.status) == (1, "agreed")
    assert PlanEvent.objects.filter(item=first).count() == 2


def test_settings_switch_rules_and_only_who_may_approve_sets_limits(client, plan, curator):
    assert client.get(reverse("plans:settings")).status_code == 404
    client.force_login(user_with_role(Role.OWNER))
    post(client, "settings", save="rules", **{"rule-charge_realises": "on"})
    assert [rule for rule, is_on in rules_of(plan.clinic_id).items() if is_on] == ["charge_realises"]
    limits = {"limit-owner": "100", "limit-manager": "50", "limit-curator": "15"}
    post(client, "settings", save="limits", **limits)
    assert discount_limit(curator, plan.branch_id) == 15


def test_plan_page_asks_as_much_for_one_offer_as_for_three(client, plan):
    counts = []
    for _ in range(3):
        offered(client, plan)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("plans:detail", args=[plan.pk]))
        counts.append(len(captured))
    assert counts[0] == counts[2]
    assert TreatmentPlan.objects.get().offers.count() == 3
