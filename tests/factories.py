"""One plain function per model: sensible values, everything can be said otherwise by keyword.

One deployment is one clinic, so `the_clinic()` and `the_branch()` find or make the first one. Other apps append theirs.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from clinics.enums import Role
from clinics.models import Branch, Chair, Clinic, Employee, RoleAssignment, Service, Specialty, User
from patients.enums import Channel, ConsentState, ContactKind, HoldKind, Purpose, Segment, VisitStatus
from patients.models import (
    Campaign,
    Charge,
    Consent,
    ContactPoint,
    DataSource,
    DuplicatePair,
    FollowUp,
    Guardianship,
    Hold,
    Inquiry,
    Patient,
    PatientCard,
    PatientContact,
    PatientSummary,
    Payment,
    RefundRequest,
    SegmentMembership,
    SegmentPolicy,
    SubjectRequest,
    Tag,
    Visit,
)
from treatment_plans.models import PlanItem, TreatmentPlan

NOW = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)  # 12:00 in Moscow, a Tuesday
TODAY = date(2026, 9, 15)
PASSWORD = "correct horse battery"
_number = count(1)


def the_clinic() -> Clinic:
    return Clinic.objects.first() or make_clinic()


def the_branch() -> Branch:
    return Branch.objects.order_by("pk").first() or make_branch()


def make_clinic(**values: Any) -> Clinic:
    return Clinic.objects.create(**{"name": "Клиника", "phone": "+74950000000", **values})


def make_branch(**values: Any) -> Branch:
    defaults = {"clinic": values.get("clinic") or the_clinic(), "name": f"Филиал {next(_number)}"}
    return Branch.objects.create(**{**defaults, **values})


def make_chair(**values: Any) -> Chair:
    defaults = {"branch": values.get("branch") or the_branch(), "name": f"Кресло {next(_number)}"}
    return Chair.objects.create(**{**defaults, **values})


def make_specialty(**values: Any) -> Specialty:
    defaults = {"clinic": the_clinic(), "name": f"Направление {next(_number)}"}
    return Specialty.objects.create(**{**defaults, **values})


def make_service(**values: Any) -> Service:
    number = next(_number)
    defaults = {
        "clinic": the_clinic(),
        "code": f"S{number}",
        "name": f"Услуга {number}",
        "price": Decimal(1000),
    }
    return Service.objects.create(**{**defaults, **values})


def make_user(**values: Any) -> User:
    return User.objects.create_user(
        **{"username": f"user{next(_number)}", "password": PASSWORD, "language": "en", **values}
    )


def user_with_role(role: Role | str, branch: Branch | None = None, **values: Any) -> User:
    """A login holding `role` in `branch` (in every branch when None)."""
    user = make_user(**values)
    RoleAssignment.objects.create(user=user, role=role, branch=branch)
    return user


def make_employee(*, branch: Branch | None = None, **values: Any) -> Employee:
    name = values.pop("name", None) or f"Сотрудникова {next(_number)} А."
    key = " ".join(name.lower().replace("ё", "е").replace(".", " ").replace(",", " ").split())
    employee = Employee.objects.create(**{"clinic": the_clinic(), "name": name, "name_key": key, **values})
    employee.branches.add(branch or the_branch())
    return employee


def make_source(**values: Any) -> DataSource:
    code = f"source{next(_number)}"
    return DataSource.objects.create(**{"clinic": the_clinic(), "code": code, "name": code, **values})


def make_patient(**values: Any) -> Patient:
    branch = values.get("branch") or the_branch()
    defaults = {
        "clinic": branch.clinic,
        "branch": branch,
        "last_name": f"Пациентов{next(_number)}",
        "first_name": "Иван",
        "patronymic": "Петрович",
        "birth_date": date(1980, 5, 1),
        "registered_on": TODAY - timedelta(days=400),
        "created_at": NOW - timedelta(days=400),
    }
    return Patient.objects.create(**{**defaults, **values})


def make_card(patient: Patient, **values: Any) -> PatientCard:
    source = values.get("source") or DataSource.objects.first() or make_source()
    return PatientCard.objects.create(
        **{"patient": patient, "source": source, "number": f"{next(_number):06}", **values}
    )


def make_tag(**values: Any) -> Tag:
    return Tag.objects.create(**{"clinic": the_clinic(), "name": f"Метка {next(_number)}", **values})


def make_contact(patient: Patient, value: str = "", **values: Any) -> PatientContact:
    """A phone or, with an @, an e-mail of the patient; an existing point is shared, not made twice."""
    value = value or f"+7900{next(_number):07}"
    kind = ContactKind.EMAIL if "@" in value else ContactKind.PHONE
    point, _made = ContactPoint.objects.get_or_create(clinic=patient.clinic, kind=kind, value=value)
    return PatientContact.objects.create(**{"patient": patient, "point": point, **values})


def make_consent(point: ContactPoint, **values: Any) -> Consent:
    defaults = {
        "channel": Channel.EMAIL if point.kind == ContactKind.EMAIL else Channel.SMS,
        "purpose": Purpose.ADVERTISING,
        "state": ConsentState.GRANTED,
        "at": NOW - timedelta(days=30),
        "recorded_at": NOW - timedelta(days=30),
        "method": "paper",
    }
    return Consent.objects.create(**{"point": point, **defaults, **values})


def make_visit(patient: Patient | None = None, **values: Any) -> Visit:
    patient = patient or make_patient()
    day = values.get("day") or TODAY - timedelta(days=30)
    defaults = {
        "clinic": patient.clinic,
        "patient": patient,
        "branch": patient.branch,
        "status": VisitStatus.COMPLETED,
        "day": day,
        "booked_on": day - timedelta(days=3),
        "amount": Decimal(1000),
        "known_at": NOW - timedelta(days=400),
    }
    return Visit.objects.create(**{**defaults, **values})


def make_charge(visit: Visit, **values: Any) -> Charge:
    """A line of the bill. `visit.amount` is the caller's to keep."""
    amount = values.get("amount", Decimal(1000))
    defaults = {
        "clinic": visit.clinic,
        "visit": visit,
        "service_name": "Осмотр",
        "price": amount,
        "amount": amount,
        "known_at": visit.known_at,
    }
    return Charge.objects.create(**{**defaults, **values})


def make_payment(patient: Patient, **values: Any) -> Payment:
    defaults = {
        "clinic": patient.clinic,
        "patient": patient,
        "branch": patient.branch,
        "paid_on": TODAY - timedelta(days=30),
        "amount": Decimal(1000),
        "known_at": NOW - timedelta(days=30),
    }
    return Payment.objects.create(**{**defaults, **values})


def make_refund_request(patient: Patient, **values: Any) -> RefundRequest:
    defaults = {
        "clinic": patient.clinic,
        "branch": patient.branch,
        "patient": patient,
        "amount": Decimal(300),
        "reason": "Вернуть",
        "asked_at": NOW - timedelta(hours=1),
    }
    return RefundRequest.objects.create(**{**defaults, **values})


def make_follow_up(patient: Patient | None = None, **values: Any) -> FollowUp:
    patient = patient or make_patient()
    defaults = {
        "clinic": patient.clinic,
        "branch": patient.branch,
        "patient": patient,
        "due_on": TODAY,
        "reason": "Перезвонить",
        "created_at": NOW - timedelta(days=1),
    }
    return FollowUp.objects.create(**{**defaults, **values})


def make_duplicate_pair(
    first: Patient | None = None, second: Patient | None = None, **values: Any
) -> DuplicatePair:
    first, second = first or make_patient(), second or make_patient()
    return DuplicatePair.objects.create(
        **{"first": first, "second": second, "reason": "same_phone", **values}
    )


def make_guardianship(ward: Patient, guardian: Patient) -> Guardianship:
    return Guardianship.objects.create(ward=ward, guardian=guardian)


def make_inquiry(**values: Any) -> Inquiry:
    branch = values.get("branch") or the_branch()
    defaults = {"clinic": branch.clinic, "branch": branch, "name": "Обратившийся", "created_on": TODAY}
    return Inquiry.objects.create(**{**defaults, **values})


def make_subject_request(patient: Patient | None = None, **values: Any) -> SubjectRequest:
    patient = patient or make_patient()
    defaults = {
        "clinic": patient.clinic,
        "branch": patient.branch,
        "patient": patient,
        "kind": "access",
        "received_on": TODAY,
        "due_on": TODAY + timedelta(days=14),
        "created_at": NOW,
        "requested_by": values.get("requested_by") or make_user(),
    }
    return SubjectRequest.objects.create(**{**defaults, **values})


def make_campaign(**values: Any) -> Campaign:
    defaults = {
        "clinic": the_clinic(),
        "name": f"Кампания {next(_number)}",
        "starts_on": TODAY - timedelta(days=200),
    }
    return Campaign.objects.create(**{**defaults, **values})


def make_segment_policy(**values: Any) -> SegmentPolicy:
    defaults = {"clinic": the_clinic(), "version": next(_number), "created_at": NOW - timedelta(days=1000)}
    return SegmentPolicy.objects.create(**{**defaults, **values})


def make_summary(patient: Patient, **values: Any) -> PatientSummary:
    defaults = {
        "patient": patient,
        "clinic": patient.clinic,
        "home_branch": patient.branch,
        "segment": Segment.REGULAR,
        "segment_since": TODAY - timedelta(days=100),
        "last_contact_on": TODAY - timedelta(days=30),
    }
    return PatientSummary.objects.create(**{**defaults, **values})


def make_membership(patient: Patient, **values: Any) -> SegmentMembership:
    defaults = {"segment": Segment.REGULAR, "since": TODAY - timedelta(days=100)}
    return SegmentMembership.objects.create(
        **{"patient": patient, "clinic": patient.clinic, **defaults, **values}
    )


def make_hold(patient: Patient, **values: Any) -> Hold:
    defaults = {
        "kind": HoldKind.BOOKING,
        "origin": f"visit:{next(_number)}",
        "until": TODAY + timedelta(days=7),
        "known_from": TODAY,
    }
    return Hold.objects.create(**{"patient": patient, **defaults, **values})


def make_plan(patient: Patient | None = None, **values: Any) -> TreatmentPlan:
    patient = patient or make_patient()
    defaults = {
        "clinic": patient.clinic,
        "branch": patient.branch,
        "patient": patient,
        "number": f"P-{next(_number)}",
        "identified_on": TODAY - timedelta(days=60),
    }
    return TreatmentPlan.objects.create(**{**defaults, **values})


def make_plan_item(plan: TreatmentPlan | None = None, **values: Any) -> PlanItem:
    plan = plan or make_plan()
    defaults = {
        "clinic": plan.clinic,
        "plan": plan,
        "service_name": "Пломба",
        "price": Decimal(5000),
        "identified_on": plan.identified_on,
        "known_at": NOW - timedelta(days=60),
    }
    return PlanItem.objects.create(**{**defaults, **values})
