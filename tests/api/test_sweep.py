"""Every address of the API × tokens × (own branch, another branch, absent), bodies searched for canaries."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import get_resolver

from clinics.api.registry import RESOURCES
from clinics.api.scopes import SCOPES
from clinics.models import Branch, LeadTimeLink, ServicePrice
from patients.models import (
    Campaign,
    DuplicatePair,
    Household,
    HouseholdMember,
    Inquiry,
    LostReason,
    MergeRecord,
    RefundRequest,
    Tag,
)
from tests.api.calls import Caller, make_token
from tests.factories import (
    NOW,
    TODAY,
    make_branch,
    make_card,
    make_chair,
    make_charge,
    make_consent,
    make_contact,
    make_employee,
    make_follow_up,
    make_guardianship,
    make_membership,
    make_patient,
    make_payment,
    make_service,
    make_source,
    make_specialty,
    make_visit,
    the_clinic,
)

pytestmark = pytest.mark.django_db
ABSENT_ID = 987_654_321
LATIN = str.maketrans("канрздесьтм", "kanrzdes_tm")


@dataclass
class Place:
    """A branch with one object of each resource; `canary` stands in whatever text it has."""

    canary: str
    branch: Branch
    objects: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from clinics.models import Change, DayHours, Holiday, WorkingHours

        number = self.branch.pk
        doctor = make_employee(branch=self.branch, name=f"{self.canary} А.", is_practitioner=True)
        patient = make_patient(branch=self.branch, last_name=self.canary, comment=f"{self.canary} диагноз")
        twin = make_patient(branch=self.branch, last_name=self.canary)
        make_card(patient, source=make_source(code=self.canary.lower().translate(LATIN)), number="A-1")
        contact = make_contact(patient, f"{self.canary}@example.org")
        visit = make_visit(patient, branch=self.branch, practitioner=doctor)
        charge = make_charge(visit, service_name=self.canary)
        self.patient, self.contact = patient, contact
        campaign = Campaign.objects.create(clinic=the_clinic(), name=f"к{number}", starts_on=TODAY)
        inquiry = Inquiry.objects.create(
            clinic=the_clinic(), branch=self.branch, name=self.canary, created_on=TODAY, patient=patient
        )
        family = Household.objects.create(clinic=the_clinic(), name=self.canary, created_at=NOW)
        refund = RefundRequest.objects.create(
            clinic=the_clinic(),
            branch=self.branch,
            patient=patient,
            amount=1,
            reason=self.canary,
            asked_at=NOW,
        )
        service = make_service()
        self.objects = {
            "service-prices": ServicePrice.objects.create(service=service, valid_from=TODAY, made_at=NOW),
            "lead-time-links": LeadTimeLink.objects.create(
                before=make_specialty(), after=make_specialty(), weeks=3
            ),
            "households": family,
            "household-members": HouseholdMember.objects.create(
                household=family, patient=patient, joined_at=NOW
            ),
            "guardianships": make_guardianship(twin, patient),
            "merges": MergeRecord.objects.create(
                clinic=the_clinic(),
                kept=patient,
                gone_id=1,
                gone_row={"n": self.canary},
                tables={},
                merged_at=NOW,
            ),
            "refunds": refund,
            "tags": Tag.objects.create(clinic=the_clinic(), name=f"т{number}"),
            "lost-reasons": LostReason.objects.create(name_ru=f"р{number}", name_en=f"r{number}"),
            "clinics": the_clinic(),
            "branches": self.branch,
            "chairs": make_chair(branch=self.branch, name=self.canary),
            "working-hours": WorkingHours.objects.create(
                branch=self.branch, weekday=1, starts="9:00", ends="18:00"
            ),
            "day-hours": DayHours.objects.create(employee=doctor, day=TODAY, note=self.canary),
            "holidays": Holiday.objects.create(
                clinic=the_clinic(), day=TODAY + timedelta(days=number % 1000), name="праздник"
            ),
            "specialties": make_specialty(),
            "services": service,
            "employees": doctor,
            "changes": Change.objects.create(clinic=the_clinic(), day=TODAY, text="скрипт"),
            "patients": patient,
            "consents": make_consent(contact.point, patient=patient),
            "segment-memberships": make_membership(patient),
            "duplicates": DuplicatePair.objects.create(first=patient, second=twin, reason="phone"),
            "visits": visit,
            "charges": charge,
            "payments": make_payment(patient, branch=self.branch),
            "campaigns": campaign,
            "inquiries": inquiry,
            "follow-ups": make_follow_up(patient, branch=self.branch, reason=self.canary),
        }


# One clinic has them: every token with the scope sees them all.
OF_THE_CLINIC = {
    "clinics", "holidays", "specialties", "services", "service-prices", "lead-time-links", "changes", "campaigns",
    "lost-reasons", "tags",
}  # fmt: skip


@pytest.fixture
def places() -> tuple[Place, Place]:
    here, there = (make_branch(name=name, has_curators=False) for name in ("Канарздесь", "Канартам"))
    return Place("Канарздесь", here), Place("Канартам", there)


def scope_to_read(resource: str) -> str:
    from django.utils.module_loading import import_string

    view = import_string(RESOURCES[resource])
    return f"{view.scope}:read"


def body_of(answer) -> str:
    return answer.content.decode() + str(answer.headers)


def test_every_resource_stands_in_the_sweep(places):
    assert set(places[0].objects) == set(RESOURCES)


@pytest.mark.parametrize("resource", RESOURCES)
def test_reading(resource, places):
    here, there = places
    own = [here.branch]
    reader = Caller(make_token([scope_to_read(resource)], branches=own))
    ids = {"own": here.objects[resource].pk, "other": there.objects[resource].pk, "absent": ABSENT_ID}
    answers = {key: reader.get(f"{resource}/{pk}/") for key, pk in ids.items()}
    expected = 200 if resource in OF_THE_CLINIC else 404
    assert {key: a.status_code for key, a in answers.items()} == {
        "own": 200,
        "other": expected,
        "absent": 404,
    }
    listed = reader.get(f"{resource}/?limit=100")
    shown = {row["id"] for row in listed.json()["results"]}
    assert ids["own"] in shown
    assert (ids["other"] in shown) is (resource in OF_THE_CLINIC)
    seen = "".join(body_of(answer) for answer in [*answers.values(), listed])
    assert there.canary.lower() not in seen.lower()
    assert "диагноз" not in seen
    if expected == 404:
        assert answers["other"].json() == answers["absent"].json()

    everywhere = Caller(make_token([scope_to_read(resource)]))
    assert everywhere.get(f"{resource}/{ids['other']}/").status_code == 200

    others = [name for name in SCOPES if name != scope_to_read(resource)]
    stranger = Caller(make_token(others))
    refused = [stranger.get(f"{resource}/"), stranger.get(f"{resource}/{ids['own']}/")]
    assert [a.status_code for a in refused] == [403, 403]
    assert here.canary not in "".join(map(body_of, refused))


def addresses_that_write() -> set[str]:
    """The names of all URLs of the API that take anything but GET."""
    api = next(p for p in get_resolver().url_patterns if getattr(p, "namespace", "") == "api")
    patterns = [p for outer in api.url_patterns for p in getattr(outer, "url_patterns", [outer])]
    return {p.name for p in patterns if set(getattr(p.callback, "actions", {})) - {"get", "head"}}


def twin_of(place: Place) -> int:
    return place.objects["duplicates"].second_id


def writes(place: Place) -> dict[str, tuple[str, str, dict[str, Any], str]]:
    """URL name → method, path, body, scope; each names only objects of the place."""
    o, branch = place.objects, place.branch.pk
    patient = o["patients"].pk
    booking = {"patient": patient, "branch": branch, "day": "2099-03-02"}
    paid = {"patient": patient, "branch": branch, "amount": "10.00", "method": "cash"}
    withdrawal = {"point": place.contact.point_id, "channel": "email", "purpose": "advertising"}
    call = {"patient": patient, "branch": branch, "due_on": "2099-03-02", "reason": "x"}
    return {
        "patients-list": ("POST", "patients/", {"branch": branch, "last_name": "А"}, "patients:write"),
        "patients-by-external": (
            "PUT",
            "patients/by-external/mis/9/",
            {"branch": branch, "last_name": "А"},
            "patients:write",
        ),
        "visits-by-external": ("PUT", "visits/by-external/mis/9/", booking, "visits:write"),
        "payments-by-external": ("PUT", "payments/by-external/mis/9/", paid, "money:write"),
        "patients-detail": ("PATCH", f"patients/{patient}/", {"last_name": "А"}, "patients:write"),
        "patients-end": (
            "POST",
            f"patients/{patient}/end/",
            {"kind": "archived", "reason": "x"},
            "patients:write",
        ),
        "visits-list": ("POST", "visits/", booking, "visits:write"),
        "visits-detail": ("PATCH", f"visits/{o['visits'].pk}/", {"day": "2099-03-03"}, "visits:write"),
        "visits-moves": ("POST", f"visits/{o['visits'].pk}/moves/", {"move": "confirm"}, "visits:write"),
        "visits-bill": ("PUT", f"visits/{o['visits'].pk}/bill/", {"charges": []}, "money:write"),
        "payments-list": ("POST", "payments/", paid, "money:write"),
        "payments-detail": (
            "PATCH",
            f"payments/{o['payments'].pk}/",
            {"amount": "1.00", "method": "cash", "reason": "x"},
            "money:write",
        ),
        "refunds-list": ("POST", "refunds/", paid | {"reason": "x"}, "money:write"),
        "inquiries-list": ("POST", "inquiries/", {"branch": branch, "channel": "call"}, "inquiries:write"),
        "inquiries-moves": (
            "POST",
            f"inquiries/{o['inquiries'].pk}/moves/",
            {"move": "answer"},
            "inquiries:write",
        ),
        "inquiries-by-external": (
            "PUT",
            "inquiries/by-external/mis/9/",
            {"branch": branch, "channel": "form"},
            "inquiries:write",
        ),
        "households-detail": (
            "PATCH",
            f"households/{o['households'].pk}/",
            {"name": "Б"},
            "households:write",
        ),
        "household-members-list": (
            "POST",
            "household-members/",
            {"patient": patient, "relative": twin_of(place)},
            "households:write",
        ),
        "guardianships-list": (
            "POST",
            "guardianships/",
            {"ward": patient, "guardian": twin_of(place), "kind": "mother"},
            "households:write",
        ),
        "guardianships-detail": (
            "PATCH",
            f"guardianships/{o['guardianships'].pk}/",
            {"until": "2099-01-01"},
            "households:write",
        ),
        "consents-list": ("POST", "consents/", withdrawal, "consents:revoke"),
        "follow-ups-list": ("POST", "follow-ups/", call, "follow_ups:write"),
    }


WRITES = (
    "patients-list", "patients-detail", "patients-by-external", "patients-end", "visits-list", "visits-detail", "visits-moves",
    "visits-bill", "visits-by-external", "payments-list", "payments-detail", "payments-by-external", "consents-list",
    "follow-ups-list", "refunds-list", "inquiries-list", "inquiries-moves", "inquiries-by-external",
    "households-detail", "household-members-list", "guardianships-list", "guardianships-detail",
)  # fmt: skip


def test_every_address_that_writes_stands_in_the_sweep(places):
    assert addresses_that_write() == set(WRITES) == set(writes(places[0]))


@pytest.mark.parametrize("name", WRITES)
def test_writing(name, places):
    here, there = places
    method, path, body, scope = writes(there)[name]
    headers = {} if name.endswith("external") else {"If_Match": '"1"'}
    able = Caller(make_token(list(SCOPES), branches=[here.branch]))
    unable = Caller(make_token([other for other in SCOPES if other != scope]))
    anonymous = Caller()
    for caller, expected in ((able, {400, 404}), (unable, {403}), (anonymous, {401})):
        with transaction.atomic():
            answer = caller.ask(method, path, body, **headers)
            transaction.set_rollback(True)
        assert answer.status_code in expected, (answer.status_code, answer.content.decode())
        assert there.canary.lower() not in body_of(answer).lower()
    method, path, body, scope = writes(here)[name]
    with transaction.atomic():
        answer = able.ask(method, path, body, **headers)
        transaction.set_rollback(True)
    assert answer.status_code not in {401, 403, 404, 500}, answer.content.decode()
