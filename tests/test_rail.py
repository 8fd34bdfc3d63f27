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
    rail = re.search(r"<nav\b.*?</nav>", client.get("/").content.decode(), re.DOTALL).group()
    addresses = re.findall(r'<a[^>]*href="(/[^"]*)"', rail)
    assert "/" in addresses
    assert [address for address in addresses if client.get(address, follow=True).status_code != 200] == []
