"""The rail shows a person only doors that open."""

import re

import pytest
from django.test import Client

from clinics.enums import Role
from tests.factories import make_employee, the_branch, user_with_role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_every_item_of_the_rail_opens(role):
    client = Client()
    user = user_with_role(role, the_branch())
    make_employee(user=user)
    client.force_login(user)
    addresses = doors(client, "/")
    assert "/" in addresses
    addresses |= {inner for address in addresses for inner in doors(client, address)}
    assert [address for address in addresses if client.get(address, follow=True).status_code != 200] == []


def doors(client, address):
    """Where the rail of this page leads; inner lines are seen on the pages of their parent."""
    page = client.get(address, follow=True).content.decode()
    return set(re.findall(r'<a[^>]*href="(/[^"]*)"', re.search(r"<nav\b.*?</nav>", page, re.DOTALL).group()))


@pytest.mark.parametrize("role", Role)
def test_every_card_of_the_settings_opens_and_lights_the_rail(role):
    client = Client()
    user = user_with_role(role, the_branch())
    make_employee(user=user)
    client.force_login(user)
    page = client.get("/settings/").content.decode()
    cards = re.search(r"<main\b.*?</main>", page, re.DOTALL).group()
    addresses = re.findall(r'<a[^>]*href="(/[^"]*)"', cards)
    answers = {address: client.get(address) for address in addresses}
    assert addresses
    assert [address for address, answer in answers.items() if answer.status_code != 200] == []
    lit = re.compile(r'href="/settings/" aria-current="page"')
    assert [address for address, answer in answers.items() if not lit.search(answer.content.decode())] == []
