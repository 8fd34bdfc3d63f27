"""Rows of the access sweep for the registry's screens (see `tests/sweep_rows.py`)."""

from datetime import date
from typing import Any

from django.utils import timezone

from clinics.enums import Role
from clinics.models import RoleAssignment
from patients.enums import VisitStatus
from patients.services.bulk import tag_many
from patients.services.erasure import erase_person
from patients.services.merging import merge_patients
from tests.factories import (
    make_campaign,
    make_duplicate_pair,
    make_follow_up,
    make_inquiry,
    make_patient,
    make_payment,
    make_refund_request,
    make_subject_request,
    make_tag,
    make_user,
    make_visit,
)
from tests.sweep_rows import Place, Row


def _patient(place: Place) -> dict[str, Any]:
    return {"pk": place.patient.pk}


def _visit(place: Place) -> dict[str, Any]:
    visit = make_visit(
        place.patient,
        branch=place.branch,
        practitioner=place.practitioner,
        status=VisitStatus.BOOKED,
        day=today(),
    )
    return {"pk": visit.pk}


def _payment(place: Place) -> dict[str, Any]:
    return {"pk": make_payment(place.patient, branch=place.branch, note=place.canary).pk}


def _refund(place: Place) -> dict[str, Any]:
    row = make_refund_request(place.patient, branch=place.branch, reason=place.canary)
    return {"pk": row.pk, "decision": "decline"}


def _follow_up(place: Place) -> dict[str, Any]:
    row = make_follow_up(place.patient, assignee=place.curator, due_on=today(), reason=place.canary)
    return {"pk": row.pk}


def _pair(place: Place) -> dict[str, Any]:
    twin = make_patient(branch=place.branch, last_name=place.canary, curator=place.curator)
    return {"pk": make_duplicate_pair(place.patient, twin).pk}


def _joined(place: Place) -> dict[str, Any]:
    twin = make_patient(branch=place.branch, last_name=place.canary, curator=place.curator)
    merge_patients(place.patient, twin, by=None, now=timezone.now())
    return {"pk": place.patient.pk}


def _bulk_change(place: Place) -> dict[str, Any]:
    """A change that the curator made: nobody else may see or undo it."""
    curator = RoleAssignment.objects.get(role=Role.CURATOR).user
    return {"pk": tag_many([place.patient.pk], make_tag(), by=curator, now=timezone.now()).pk}


def _tag(place: Place) -> dict[str, Any]:
    return {"pk": make_tag().pk}


def today() -> date:
    return timezone.localdate()


CHANGERS = {Role.ADMINISTRATOR, Role.CURATOR, Role.MANAGER, Role.OWNER}

ROWS = {
    "patients:list": Row("patients"),
    "patients:search": Row("patient_search", query="?q=Канар"),
    "patients:new": Row("patients", "C"),
    "patients:card": Row("patients", make=_patient),
    "patients:edit": Row("patients", "U", make=_patient),
    "patients:book": Row("visits", "C", make=_patient),
    "patients:panel": Row("patients", make=lambda place: {"pk": place.patient.pk, "key": "visits"}),
    "patients:export": Row("own_list_export", "X", also=("patients",)),
    "patients:filters": Row("patients"),
    "patients:timeline": Row("patients", make=_patient),
    "patients:tags": Row("patients", "U", make=_patient, post={"name": "метка"}),
    "patients:consent-record": Row("consents", "C", make=_patient, post={}),
    "patients:bulk": Row(roles={Role.MANAGER, Role.OWNER}, make=lambda place: {"kind": "hand_over"}),
    "patients:bulk-change": Row(roles=CHANGERS, strangers=CHANGERS - {Role.CURATOR}, make=_bulk_change),
    "patients:bulk-undo": Row(
        roles=CHANGERS, strangers=CHANGERS - {Role.CURATOR}, make=_bulk_change, post={}
    ),
    "patients:tag-list": Row("catalogues"),
    "patients:tag": Row(roles={Role.MANAGER, Role.OWNER}, make=_tag),
    "patients:visits": Row("visits"),
    "patients:services": Row("catalogues", query="?service=S"),
    "patients:visit-new": Row("visits", "C", query="?q=Канар"),
    "patients:visit-new-patients": Row("visits", "C", query="?q=Канар"),
    "patients:visit": Row("visits", make=_visit),
    "patients:visit-time": Row("visits", "U", make=_visit),
    "patients:visit-complete": Row("money", "C", make=_visit),
    "patients:visit-bill": Row("money", "C", make=_visit),
    "patients:receipt": Row("money", make=_visit),
    "patients:pay": Row("money", "C", make=_patient),
    "patients:refund": Row("money", "C", make=_patient),
    "patients:payment": Row("money", "U", make=_payment),
    "patients:refunds": Row("prices", "A", also=("patients",)),
    "patients:refund-decide": Row("prices", "A", make=_refund, post={}),
    "patients:debts": Row("money"),
    "patients:debts-export": Row("own_list_export", "X", also=("patients",)),
    "patients:visit-move": Row("visits", "U", make=lambda place: _visit(place) | {"move": "cancel"}, post={}),
    "patients:follow-ups": Row("follow_ups"),
    "patients:follow-up": Row("follow_ups", "U", make=_follow_up),
    "patients:family": Row("households", "U", make=_patient),
    "patients:family-add": Row("households", "U", make=_patient, post={}),
    "patients:family-leave": Row("households", "U", make=_patient, post={}),
    "patients:guardian-end": Row("households", "U", make=_patient, post={}),
    "patients:take-apart": Row("patients", "U", make=_joined),
    "patients:duplicates": Row("patients", "U"),
    "patients:duplicate": Row("patients", "U", make=_pair),
}

ROWS |= {
    "patients:ending": Row("patients", "U", make=_patient),
    "patients:resume": Row("patients", "U", make=_patient, post={"kind": "archived", "reason": "да"}),
}


def _inquiry(place: Place) -> dict[str, Any]:
    """Of the place's patient, so that it is assigned where the patient is."""
    row = make_inquiry(branch=place.branch, name=place.canary, patient=place.patient, wish=place.canary)
    return {"pk": row.pk}


def _stranger(place: Place) -> dict[str, Any]:
    return {"pk": make_inquiry(branch=place.branch, name=place.canary).pk}


CAMPAIGN_EDITORS = {Role.MANAGER, Role.MARKETER, Role.ADMINISTRATOR}
ROWS |= {
    "patients:inquiries": Row("inquiries"),
    "patients:inquiry-new": Row("inquiries", "C"),
    "patients:inquiry-known": Row("inquiries", "C", query="?name=Канар"),
    "patients:inquiry": Row("inquiries", make=_inquiry),
    "patients:inquiry-patient": Row("patients", "C", make=_stranger),
    "patients:campaigns": Row(roles={*CAMPAIGN_EDITORS, Role.OWNER}),
    "patients:campaign-new": Row(roles=CAMPAIGN_EDITORS),
    "patients:campaign": Row(
        roles={*CAMPAIGN_EDITORS, Role.OWNER}, make=lambda place: {"pk": make_campaign().pk}
    ),
}

ROWS |= {
    "patients:follow-ups-reassign": Row("follow_ups", "U", post={}),
    "patients:follow-up-new": Row("follow_ups", "C", make=_patient),
}


def _asked(place: Place, **values: Any) -> dict[str, Any]:
    row = make_subject_request(place.patient, **{"note": place.canary, **values})
    return {"pk": row.pk}


def _erased(place: Place) -> dict[str, Any]:
    row = make_subject_request(place.patient, kind="erasure")
    erase_person(row, by=make_user(), now=timezone.now())
    return {"pk": row.pk}


ROWS |= {
    "patients:request-new": Row("subject_requests", "C", make=_patient, also=("patients",)),
    "patients:requests": Row("subject_requests"),
    "patients:request": Row("subject_requests", make=_asked),
    "patients:request-print": Row("subject_requests", make=_asked),
    "patients:request-export": Row("subject_requests", make=_asked),
    "patients:request-erase": Row("subject_requests", "A", make=lambda place: _asked(place, kind="erasure")),
    "patients:request-act": Row("subject_requests", make=_erased),
}
ROWS["patients:request-answer"] = Row("subject_requests", make=_asked, post={"do": "refuse", "answer": "нет"})
