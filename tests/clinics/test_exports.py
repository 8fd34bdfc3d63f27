import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone, translation
from import_export.fields import Field
from python_calamine import CalamineWorkbook

from clinics.access_matrix import ExportRule
from clinics.enums import ExportState, Role
from clinics.exports import ListResource, export_response, export_rule_of, inert
from clinics.models import ExportRequest, JournalEntry, LoginSession, RoleAssignment, Service, User
from clinics.services.exports import NotOpenError, decide_export, freeze_export, take_export
from clinics.services.journal import record_action
from tests.factories import (
    NOW,
    make_branch,
    make_patient,
    make_service,
    make_user,
    make_visit,
    user_with_role,
)

pytestmark = pytest.mark.django_db


class ServiceResource(ListResource):
    """The price list, for the tests."""

    phone = Field(column_name="phone")

    class Meta:
        model = Service
        fields = export_order = ("code", "name", "price", "minutes", "phone")

    def dehydrate_phone(self, service):
        return "+79211234567"


def _ask(user: User, rows=None, form: str = "csv", method: str = "get", fresh: bool = True):
    """One call of export_response as a view would make it."""
    client = Client()
    client.force_login(user)
    if not fresh:
        LoginSession.objects.filter(user=user).update(proved_at=timezone.now() - timedelta(hours=1))
    request = client.get("/account/").wsgi_request
    made = getattr(RequestFactory(), method)(
        f"/list/?format={form}", headers={"Referer": "http://testserver/list/"}
    )
    made.user, made.session, made._messages = request.user, request.session, request._messages
    rows = Service.objects.order_by("code") if rows is None else rows
    return export_response(made, resource=ServiceResource, rows=rows, file="services")


def _many(count: int) -> None:
    clinic = make_branch().clinic
    Service.objects.bulk_create(Service(clinic=clinic, code=f"{n:04}", name="У") for n in range(count))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_inert_text_begins_with_no_formula_sign(start):
    assert inert(f"{start}1+cmd|' /C calc'!A0") == f"'{start}1+cmd|' /C calc'!A0"


def test_inert_leaves_other_text_alone():
    assert [inert(text) for text in ("", "Иванов", "8 (921) 123-45-67", "a=b")] == [
        "", "Иванов", "8 (921) 123-45-67", "a=b",
    ]  # fmt: skip


def test_csv_in_russian_has_mark_semicolons_commas_and_inert_cells():
    make_service(code="=1+1", name='@SUM(A1); "x"', price=Decimal("1234.50"), minutes=30)
    with translation.override("ru"):
        answer = _ask(user_with_role(Role.ADMINISTRATOR, language="ru"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        ["Код", "Название", "Цена", "Минуты", "Phone"],
        ["'=1+1", '\'@SUM(A1); "x"', "1234,50", "30", "'+79211234567"],
    ]
    assert answer["Content-Disposition"].startswith('attachment; filename="services-')


def test_xlsx_keeps_kinds_and_writes_texts_as_text():
    make_service(code="=1+1", name="+7", price=Decimal("1234.50"), minutes=30)
    answer = _ask(user_with_role(Role.ADMINISTRATOR), form="xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1] == ["=1+1", "+7", 1234.5, 30.0, "+79211234567"]
    assert b"<f>" not in answer.content


def test_export_leaves_a_line_with_its_count():
    make_service(), make_service()
    user = user_with_role(Role.ADMINISTRATOR)
    _ask(user)
    line = JournalEntry.objects.get(verb="exported")
    assert (line.actor, line.object_type, line.details) == (
        user, "clinics.service", {"rows": 2, "file": "services.csv"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "rule"),
    [
        (Role.ADMINISTRATOR, ExportRule(500, False, None)),
        (Role.CURATOR, ExportRule(500, False, None)),
        (Role.MANAGER, ExportRule(500, True, None)),
        (Role.OWNER, ExportRule(None, True, 500)),
        (Role.PRACTITIONER, None),
        (Role.AUDITOR, None),
        (Role.MARKETER, None),
        (Role.SYSTEM, None),
    ],
)
def test_export_rule_is_the_matrix(role, rule):
    assert export_rule_of(user_with_role(role), "own_list_export") == rule


def test_export_rule_of_two_roles_takes_the_wider_limit_and_the_stricter_proof():
    user = user_with_role(Role.ADMINISTRATOR)
    RoleAssignment.objects.create(user=user, role=Role.OWNER)
    assert export_rule_of(user, "own_list_export") == ExportRule(None, True, 500)


def test_export_without_the_right_is_absent():
    with pytest.raises(Http404):
        _ask(user_with_role(Role.PRACTITIONER))
    with pytest.raises(Http404):
        _ask(user_with_role(Role.ADMINISTRATOR), form="pdf")


def test_manager_proves_again_and_administrator_does_not():
    assert _ask(user_with_role(Role.ADMINISTRATOR), fresh=False).status_code == 200
    answer = _ask(user_with_role(Role.MANAGER), fresh=False)
    assert answer["Location"].startswith("/confirm/?next=%2Flist%2F%3Fformat%3Dcsv&file=1&back=")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MANAGER])
def test_more_rows_than_the_limit_are_refused(role):
    _many(501)
    answer = _ask(user_with_role(role))
    assert (answer.status_code, answer["Location"]) == (302, "http://testserver/list/")
    assert JournalEntry.objects.filter(verb="exported").exists() is False
    assert _ask(user_with_role(role), rows=Service.objects.order_by("code")[:500]).status_code == 200


def test_owner_takes_500_rows_alone_and_501_with_a_second_person():
    _many(501)
    owner, other = user_with_role(Role.OWNER), user_with_role(Role.MANAGER)
    assert _ask(owner, rows=Service.objects.order_by("code")[:500])["Content-Type"].startswith("text/csv")
    assert _ask(owner).status_code == 200
    assert ExportRequest.objects.exists() is False
    assert _ask(owner, method="post")["Location"] == "/exports/"
    row = ExportRequest.objects.get()
    assert (row.requested_by, len(row.ids), row.state) == (owner, 501, ExportState.WAITING)

    client = Client()
    client.force_login(owner)
    client.post(f"/exports/{row.pk}/decide/", {"answer": "approve"})
    row.refresh_from_db()
    assert row.state == ExportState.WAITING  # never one's own
    second = Client()
    second.force_login(other)
    second.post(f"/exports/{row.pk}/decide/", {"answer": "approve"})
    Service.objects.filter(code="0000").delete()
    make_service(code="9999")
    answer = client.post(f"/exports/{row.pk}/fetch/")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert (len(lines), lines[1].split(",")[0], lines[-1].split(",")[0]) == (501, "0001", "0500")
    assert client.post(f"/exports/{row.pk}/fetch/")["Location"] == "/exports/"  # once
    assert list(JournalEntry.objects.order_by("pk").values_list("verb", "details__rows")) == [
        ("exported", 500), ("export_asked", 501), ("export_approved", 501), ("exported", 500),
    ]  # fmt: skip


def _frozen(by: User) -> ExportRequest:
    return freeze_export(
        [1], obj="own_list_export", resource="x", file="x", form="csv", path="", by=by, now=NOW
    )


def test_request_lapses_after_three_days():
    owner, other = make_user(), make_user()
    row, late = _frozen(owner), NOW + timedelta(days=3)
    with pytest.raises(NotOpenError):
        decide_export(row, approve=True, by=other, now=late)
    decide_export(row, approve=True, by=other, now=late - timedelta(seconds=1))
    with pytest.raises(NotOpenError):
        take_export(row, by=owner, now=late)


def test_declined_request_yields_no_file():
    owner = make_user()
    row = _frozen(owner)
    decide_export(row, approve=False, by=make_user(), now=NOW)
    with pytest.raises(NotOpenError):
        take_export(row, by=owner, now=NOW)


def test_database_refuses_an_approver_who_is_the_author():
    owner = make_user()
    with pytest.raises(IntegrityError, match="export_approver_is_not_the_author"):
        ExportRequest.objects.filter(pk=_frozen(owner).pk).update(state="approved", decided_by=owner)


def _resources(parent: type = ListResource) -> list[type[ListResource]]:
    found = [each for each in parent.__subclasses__() if not each.__module__.startswith("tests.")]
    return [*found, *(deeper for each in found for deeper in _resources(each))]


def test_every_list_can_be_made_from_frozen_rows_alone():
    """An approved request knows numbers only: what the columns need beyond the row, the resource fetches itself."""
    make_visit(make_patient(), known_at=NOW)
    record_action(None, "created", now=NOW)
    get_resolver().url_patterns  # noqa: B018 - the views bring their resources
    made = {
        resource.__name__: len(
            list(resource().lines(resource._meta.model._default_manager.order_by("pk")[:1]))
        )
        for resource in _resources()
    }
    assert {"JournalResource": 1, "PatientResource": 1}.items() <= made.items()
