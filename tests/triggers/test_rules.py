"""The rules table on its screen: versions, what the legal profile demands, who may change it."""

import pytest
from django.urls import reverse

from clinics.enums import LegalProfile, Role
from clinics.models import JournalEntry
from tests.factories import NOW, make_clinic, user_with_role
from triggers.models import SendingRule
from triggers.selectors.rules import rule_for
from triggers.services.package import install_package
from triggers.services.rules import change_rule

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/rules/recall/"
WEEK = {f"day{n}": "10–19" for n in range(6)} | {"day6": ""}
STRICT = WEEK | {
    "channels": ["email"], "cap": "1", "cap_days": "60", "once_a_day": "on", "needs_approval": "on",
    "has_warning": "on", "has_opt_out": "on",
}  # fmt: skip


@pytest.fixture
def clinic():
    clinic = make_clinic()
    install_package(clinic, now=NOW)
    return clinic


def test_a_change_is_a_new_version_and_the_old_one_stays(clinic, client):
    owner = user_with_role(Role.OWNER)
    client.force_login(owner)
    assert client.post(ADDRESS, STRICT).status_code == 302
    rules = SendingRule.objects.filter(profile=LegalProfile.RU, kind="recall").order_by("version")
    assert [(r.version, r.cap_days, r.channels, r.changed_by) for r in rules] == [
        (1, 30, ["email", "sms"], None),
        (2, 60, ["email"], owner),
    ]
    assert rules[1].windows == [[600, 1140]] * 6 + [[0, 0]]
    assert (rules[1].purpose, rule_for(clinic, "recall")) == (rules[0].purpose, rules[1])
    assert JournalEntry.objects.filter(verb="sending_rule_changed", actor=owner).count() == 1
    client.post(ADDRESS, STRICT)
    assert rules.all().count() == 2  # nothing differs, nothing is written


@pytest.mark.parametrize("name", ["needs_approval", "has_warning", "has_opt_out"])
def test_what_the_profile_demands_cannot_be_lifted(clinic, client, name):
    client.force_login(user_with_role(Role.OWNER))
    response = client.post(ADDRESS, {key: value for key, value in STRICT.items() if key != name})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [name])
    assert rule_for(clinic, "recall").version == 1


@pytest.mark.parametrize(("hours", "error"), [("10–13, 14–19", "day0"), ("рано", "day0")])
def test_hours_that_make_no_window_are_refused(clinic, client, hours, error):
    client.force_login(user_with_role(Role.OWNER))
    response = client.post(ADDRESS, STRICT | {"day0": hours})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [error])


def test_only_the_owner_changes_a_rule(clinic, client):
    client.force_login(user_with_role(Role.MANAGER))
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS, STRICT).status_code == 404
    assert rule_for(clinic, "recall").version == 1


def test_a_window_until_midnight_survives_the_form(clinic, client):
    change_rule(clinic, "ru", "recall", {"windows": [[0, 1440]] * 7}, by=user_with_role(Role.OWNER), now=NOW)
    client.force_login(user_with_role(Role.OWNER))
    form = client.get(ADDRESS).context["form"]
    assert form["day0"].value() == "0:00–24:00"


@pytest.mark.parametrize("versions", [1, 3])
def test_versions_cost_the_same_queries(clinic, client, versions, django_assert_max_num_queries):
    owner = user_with_role(Role.OWNER)
    for n in range(versions - 1):
        change_rule(clinic, "ru", "recall", {"cap_days": 40 + n}, by=owner, now=NOW)
    client.force_login(owner)
    with django_assert_max_num_queries(14):
        client.get(reverse("triggers:rule", args=["recall"]))
