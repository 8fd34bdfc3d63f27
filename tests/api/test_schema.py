"""The OpenAPI document: complete, valid, and telling what the resources really do."""

import json

import pytest
from django.core.management import call_command
from django.test import Client

from clinics.access_matrix import API_RIGHTS
from clinics.api.registry import RESOURCES
from clinics.api.scopes import SCOPES, rights_of


def test_schema_is_valid_and_without_a_warning(capsys):
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", "/dev/null")


@pytest.mark.django_db
def test_schema_is_served_to_anybody():
    answer = Client().get("/api/v1/schema/")
    assert answer.status_code == 200
    paths = json.loads(answer.content)["paths"]
    assert {path.split("/")[3] for path in paths} == set(RESOURCES)


def test_no_scope_opens_more_than_the_matrix_gives_to_programs():
    given = rights_of(SCOPES)
    assert {obj: rights for obj, rights in given.items() if not rights <= API_RIGHTS.get(obj, set())} == {}


def test_every_scope_is_used_by_a_resource():
    schema = Client().get("/api/v1/schema/").content.decode()
    special = {"curators:write"}  # a field of patients
    assert [name for name in SCOPES if f"`{name}`" not in schema and name not in special] == []
