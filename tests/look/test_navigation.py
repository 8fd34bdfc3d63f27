"""The rail shows what the user may open and marks where he is."""

import pytest
from django.test import RequestFactory

from clinics import navigation
from clinics.context_processors import shell
from clinics.enums import Role
from clinics.models import RoleAssignment, User
from clinics.navigation import Banner, NavItem, RailEntry, banners_for, rail_for


@pytest.fixture
def request_of(gallery, curator):
    def make(path: str, user: User = curator):
        request = RequestFactory().get(path)
        request.user = user
        return request

    return make


def test_current_item_is_the_longest_beginning(request_of):
    rail = rail_for(request_of("/gallery/users/12/"))
    assert [(entry.item.key, entry.is_current, entry.count) for entry in rail] == [
        ("board", False, 217),
        ("users", True, 0),
        ("form", False, 0),
    ]


def test_items_of_other_roles_and_of_missing_pages_are_left_out(request_of, monkeypatch):
    everybody = NavItem("all", "All", "home", "gallery-users", 1)
    managers = NavItem("money", "Money", "coin", "gallery-board", 2, frozenset({Role.MANAGER}))
    missing = NavItem("none", "None", "home", "no:such:page", 3)
    monkeypatch.setattr(navigation, "_items", {item.key: item for item in (missing, managers, everybody)})
    assert rail_for(request_of("/")) == [RailEntry(everybody, "/gallery/users/")]


def test_registration_is_by_key(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    navigation.register(NavItem("a", "Old", "home", "x", 1))
    navigation.register(NavItem("a", "New", "home", "x", 1))
    assert [item.label for item in navigation._items.values()] == ["New"]


def test_banner_that_has_nothing_to_say_is_silent(request_of, monkeypatch):
    monkeypatch.setattr(navigation, "_banners", {})
    navigation.register_banner("quiet", lambda request: None)
    navigation.register_banner("loud", lambda request: Banner("Now"))
    assert banners_for(request_of("/")) == [Banner("Now")]


def test_frame_names_the_roles_and_only_known_themes(request_of, curator):
    RoleAssignment.objects.create(user=curator, role=Role.MANAGER)
    request = request_of("/")
    request.COOKIES["theme"] = '"><script>'
    context = shell(request)
    assert (context["theme"], list(context["role_labels"])) == ("", [Role.MANAGER.label, Role.CURATOR.label])


def test_inner_lines_are_seen_with_their_parent_and_counted_with_it_else(request_of, monkeypatch):
    parent = NavItem("users", "Users", "users", "gallery-users", 1, badge=lambda request: 2)
    inner = NavItem("board", "Board", "home", "gallery-board", 2, badge=lambda request: 3, under="users")
    orphan = NavItem("form", "Form", "home", "gallery-form", 3, under="nobody")
    monkeypatch.setattr(navigation, "_items", {item.key: item for item in (parent, inner, orphan)})
    away, there = rail_for(request_of("/")), rail_for(request_of("/gallery/users/"))
    assert [(e.item.key, e.is_open, e.total) for e in away] == [("users", False, 5), ("form", False, 0)]
    assert [(e.item.key, e.is_open, e.total) for e in there] == [("users", True, 2), ("form", False, 0)]
    assert [e.item.key for e in there[0].inner] == ["board"]
