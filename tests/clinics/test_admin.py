import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from clinics.admin import system_site
from clinics.enums import Role
from clinics.models import RoleAssignment, User
from tests.factories import make_user, user_with_role

pytestmark = pytest.mark.django_db


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _pages() -> list[str]:
    lists = [f"system:{m._meta.app_label}_{m._meta.model_name}_changelist" for m in system_site._registry]
    return [reverse(name) for name in ("system:index", *lists)]


def test_system_site_holds_no_patient():
    labels = {model._meta.app_label for model in system_site._registry}
    assert labels == {"clinics", "django_celery_beat"}
    assert "admin" not in get_resolver().namespace_dict


@pytest.mark.parametrize("role", Role)
def test_system_site_is_open_to_the_system_role_only(role):
    client = _client(user_with_role(role))
    statuses = {client.get(url).status_code for url in _pages()}
    assert statuses == ({200} if role == Role.SYSTEM else {302})


def test_superuser_flag_opens_nothing():
    client = _client(make_user(is_staff=True, is_superuser=True))
    assert {client.get(url).status_code for url in _pages()} == {302}


def test_system_administrator_gives_roles_to_others_but_not_to_the_own_login():
    admin, other = user_with_role(Role.SYSTEM), make_user()
    client = _client(admin)
    for user in (admin, other):
        kept = list(RoleAssignment.objects.filter(user=user))
        data = {
            "username": user.username,
            "language": "ru",
            "is_active": "on",
            "role_assignments-TOTAL_FORMS": len(kept) + 1,
            "role_assignments-INITIAL_FORMS": len(kept),
            f"role_assignments-{len(kept)}-role": "owner",
        }
        client.post(reverse("system:clinics_user_change", args=[user.pk]), data)
    assert list(RoleAssignment.objects.values_list("user", "role").order_by("user")) == [
        (admin.pk, "system"),
        (other.pk, "owner"),
    ]
