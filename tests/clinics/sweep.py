"""Rows of the access sweep for the catalogues (see `tests/sweep_rows.py`).

What holds for the whole clinic is changed by who answers for every branch: here the owner, as the manager of the sweep
has one branch of two.
"""

from typing import Any

from clinics.enums import Role
from clinics.models import Change, Holiday, LeadTimeLink, ServicePrice
from tests.factories import NOW, TODAY, make_chair, make_service, make_specialty, the_clinic
from tests.sweep_rows import EVERYBODY, Place, Row
from treatment_plans.models import RefusalReason

NETWORK = {Role.OWNER}
OFTEN_ELSEWHERE = {
    Role.CURATOR,
    Role.MARKETER,
}  # see the own card only, and the example is the practitioner's


def _branch(place: Place) -> dict[str, Any]:
    return {"pk": place.branch.pk}


def _chair(place: Place) -> dict[str, Any]:
    return {"pk": make_chair(branch=place.branch, name=place.canary).pk}


def _employee(place: Place) -> dict[str, Any]:
    return {"pk": place.practitioner.pk}


def _specialty(_place: Any) -> dict[str, Any]:
    return {"pk": make_specialty().pk}


def _service(_place: Any) -> dict[str, Any]:
    return {"pk": make_service().pk}


def _link(_place: Any) -> dict[str, Any]:
    return {"pk": LeadTimeLink.objects.create(before=make_specialty(), after=make_specialty(), weeks=26).pk}


def _price(_place: Any) -> dict[str, Any]:
    row = ServicePrice.objects.create(service=make_service(), valid_from=TODAY, price=1, made_at=NOW)
    return {"pk": row.pk}


def _holiday(_place: Any) -> dict[str, Any]:
    return {"pk": Holiday.objects.get_or_create(clinic=the_clinic(), day=TODAY, name="День")[0].pk}


def _change(_place: Any) -> dict[str, Any]:
    return {"pk": Change.objects.create(clinic=the_clinic(), day=TODAY, text="Новый скрипт").pk}


def _word(_place: Any) -> dict[str, Any]:
    return {"key": "refusal-reasons", "pk": RefusalReason.objects.first().pk}


def _batch(_place: Any) -> dict[str, Any]:
    return {"batch": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}


LEADERS = {Role.OWNER, Role.MANAGER}
ROWS = {
    "catalogues:index": Row(roles=EVERYBODY),
    "catalogues:setup": Row(roles={*LEADERS, Role.SYSTEM}),
    "catalogues:setup-skip": Row(roles=LEADERS, make=lambda place: {"key": "hours"}, post={}),
    "catalogues:clinic": Row("catalogues"),
    "catalogues:legal": Row("catalogues"),
    "catalogues:archive": Row(
        "catalogues", "U", make=lambda place: {"kind": "branch", "pk": place.branch.pk}, post={}
    ),
    "catalogues:branches": Row("catalogues"),
    "catalogues:branch-new": Row(roles=NETWORK),
    "catalogues:branch": Row("catalogues", make=_branch),
    "catalogues:branch-hours": Row("catalogues", "U", make=_branch, post={}),
    "catalogues:branch-days": Row("catalogues", "U", make=_branch, post={}),
    "catalogues:chair-new": Row("catalogues", "C", make=_branch, post={}),
    "catalogues:chair": Row("catalogues", make=_chair),
    "catalogues:specialties": Row("catalogues"),
    "catalogues:specialty-new": Row(roles=NETWORK),
    "catalogues:specialty": Row(roles=NETWORK, make=_specialty),
    "catalogues:link-new": Row(roles=NETWORK, post={}),
    "catalogues:link-remove": Row(roles=NETWORK, make=_link, post={}),
    "catalogues:prices": Row("catalogues"),
    "catalogues:price-export": Row("own_list_export", "X", query="?format=csv"),
    "catalogues:service-new": Row(roles=NETWORK),
    "catalogues:price-change": Row(roles=NETWORK),
    "catalogues:price-undo": Row(roles=NETWORK, post={}, make=_batch),
    "catalogues:service": Row(roles=EVERYBODY - {Role.SYSTEM}, make=_service),
    "catalogues:service-price": Row(roles=NETWORK, make=_service, post={}),
    "catalogues:price-remove": Row(roles=NETWORK, make=_price, post={}),
    "catalogues:staff": Row("staff"),
    "catalogues:employee-new": Row("staff", "C"),
    "catalogues:employee": Row("staff", make=_employee, strangers=OFTEN_ELSEWHERE),
    "catalogues:employee-edit": Row("staff", "U", make=_employee),
    "catalogues:employee-archive": Row("staff", "U", make=_employee, post={}),
    "catalogues:employee-hours": Row(
        "catalogues",
        "U",
        make=lambda place: {"pk": place.practitioner.pk, "branch_pk": place.branch.pk},
        post={},
    ),
    "catalogues:employee-days": Row("catalogues", "U", make=_employee, post={}),
    "catalogues:holidays": Row("catalogues"),
    "catalogues:holiday-fill": Row(roles=NETWORK, post={"year": "2026"}),
    "catalogues:holiday-new": Row(roles=NETWORK),
    "catalogues:holiday": Row(roles=NETWORK, make=_holiday),
    "catalogues:holiday-remove": Row(roles=NETWORK, make=_holiday, post={}),
    "catalogues:changes": Row("catalogues"),
    "catalogues:change-new": Row(roles=NETWORK),
    "catalogues:change": Row(roles=NETWORK, make=_change),
    "catalogues:change-remove": Row(roles=NETWORK, make=_change, post={}),
    "catalogues:words": Row("catalogues"),
    "catalogues:word-new": Row(roles=NETWORK, make=lambda place: {"key": "refusal-reasons"}),
    "catalogues:word": Row(roles=NETWORK, make=_word),
    "catalogues:word-archive": Row(roles=NETWORK, make=_word, post={}),
}
