"""The page behind the link of every letter."""

import pytest
from django.test import Client
from django.urls import reverse

from patients.enums import Channel, Purpose
from patients.models import Consent
from patients.selectors.consents import is_granted
from tests.factories import make_consent, make_contact, make_patient
from triggers.letters import unsubscribe_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def point():
    point = make_contact(make_patient(), "anna@example.org").point
    for purpose in (Purpose.CARE, Purpose.ADVERTISING, Purpose.SERVICE):
        make_consent(point, purpose=purpose)
    return point


def link(point, purpose=Purpose.ADVERTISING) -> str:
    return reverse("triggers:unsubscribe", args=[unsubscribe_token(point.pk, purpose)])


def granted(point) -> list[str]:
    asked = (Purpose.SERVICE, Purpose.CARE, Purpose.ADVERTISING)
    return [p for p in asked if is_granted(point, purpose=p, channel=Channel.EMAIL)]


def test_get_shows_a_button_and_changes_nothing(client, point):
    page = client.get(link(point))
    assert (page.status_code, b"<form" in page.content, Consent.objects.count()) == (200, True, 3)


def test_head_changes_nothing(client, point):
    assert (client.head(link(point)).status_code, Consent.objects.count()) == (200, 3)


def test_post_without_login_cookie_or_csrf_token_ends_all_marketing(point):
    page = Client(enforce_csrf_checks=True).post(link(point), {"List-Unsubscribe": "One-Click"})
    assert (page.status_code, granted(point)) == (200, [Purpose.SERVICE, Purpose.CARE])


def test_letter_of_care_ends_care_too(client, point):
    client.post(link(point, Purpose.CARE))
    assert granted(point) == [Purpose.SERVICE]


def test_repeated_post_is_harmless(client, point):
    pages = [client.post(link(point)).status_code for _ in range(3)]
    acts = Consent.objects.filter(state="withdrawn").values_list("purpose", "method", "evidence")
    assert (pages, sorted(acts)) == (
        [200] * 3,
        [("advertising", "click", "page"), ("survey", "click", "page")],
    )


def test_page_masks_the_address(client, point):
    page = client.get(link(point)).content.decode()
    assert ("a•••@example.org" in page, "anna@" in page) == (True, False)


@pytest.mark.parametrize("token", ["nonsense", "eyJwIjoxLCJnIjoiY2FyZSJ9:1x:y"])
def test_link_that_we_did_not_make_is_absent(client, token):
    assert client.get(reverse("triggers:unsubscribe", args=[token])).status_code == 404


def test_link_altered_to_another_address_is_absent(client, point):
    payload, rest = unsubscribe_token(point.pk, Purpose.ADVERTISING).split(":", 1)
    other = make_contact(make_patient(), "other@example.org").point
    foreign = unsubscribe_token(other.pk, Purpose.ADVERTISING).split(":", 1)[0]
    assert payload != foreign
    assert client.get(reverse("triggers:unsubscribe", args=[f"{foreign}:{rest}"])).status_code == 404
