"""Visits: booked, moved, led through their states. A branch whose medical system is the master refuses all three."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from clinics.access import reach_of
from clinics.api.fields import Input, VersionedInput, Within, identifier
from clinics.api.pages import Filter
from clinics.api.views import ChangeApi, CreateApi, MoveApi, UpsertApi
from clinics.models import Chair, Employee, Service
from patients.api.common import STAMPS, OfPatient
from patients.enums import CancelReason, VisitStatus
from patients.models import Visit
from patients.prices import price_on
from patients.selectors.visits import visits_visible_to
from patients.services.charges import correct_bill
from patients.services.visits import (
    ChargeLine,
    VisitRefusedError,
    book_visit,
    complete_visit,
    move_visit,
    reschedule_visit,
)
from patients.visit_states import MOVES


class VisitOut(serializers.ModelSerializer):
    class Meta:
        model = Visit
        fields = (
            "id",
            "patient",
            "branch",
            "practitioner",
            "specialty",
            "chair",
            "service",
            "status",
            "cancel_reason",
            "day",
            "starts_at",
            "minutes",
            "booked_on",
            "amount",
            *STAMPS,
        )


class VisitTime(VersionedInput):
    """`day` and `time` are local to the branch; without a time the visit stands on its day."""

    practitioner = Within("practitioners", allow_null=True, required=False)
    chair = Within("chairs", allow_null=True, required=False)
    day = serializers.DateField()
    time = serializers.TimeField(allow_null=True, required=False)
    minutes = serializers.IntegerField(min_value=5, max_value=720, required=False)


class VisitIn(VisitTime):
    patient = Within("patients")
    branch = Within("branches")
    service = Within("services", allow_null=True, required=False)


class ChargeIn(Input):
    """A line of the bill; without a price that of the price list counts. `discount` is a sum, not a percentage."""

    service = Within("services")
    quantity = serializers.DecimalField(
        max_digits=8, decimal_places=2, min_value=Decimal("0.01"), required=False
    )
    price = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=Decimal(0), required=False)
    discount = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=Decimal(0), required=False)


class BillIn(VersionedInput):
    charges = ChargeIn(many=True, max_length=100)


class MoveIn(VersionedInput):
    """`charges` only with `complete`, `reason` only with `cancel`."""

    move = serializers.ChoiceField(list(MOVES))
    reason = serializers.ChoiceField(CancelReason.choices, required=False)
    charges = ChargeIn(many=True, max_length=100, required=False)


class VisitApi(OfPatient, CreateApi, ChangeApi, UpsertApi, MoveApi):
    scope = "visits"
    serializer_class = VisitOut
    input_class = upsert_class = VisitIn
    action_inputs = {"moves": MoveIn, "bill": BillIn, "partial_update": VisitTime}
    refusals = (VisitRefusedError,)
    filters = {
        "patient": Filter(identifier(), "patient"),
        "branch": Filter(identifier(), "branch"),
        "practitioner": Filter(identifier(), "practitioner"),
        "status": Filter(serializers.ChoiceField(VisitStatus.choices), "status"),
        "day_from": Filter(serializers.DateField(), "day__gte"),
        "day_to": Filter(serializers.DateField(), "day__lte"),
    }

    def scope_of(self, method: str | None) -> str:
        return "money:write" if self.action == "bill" else super().scope_of(method)

    def rows(self, right: str = "R") -> QuerySet[Visit]:
        return visits_visible_to(self.request.user, right=right).select_related("branch")

    def practitioners(self) -> QuerySet[Employee]:
        reach = reach_of(self.request.user, "visits", "C")
        there = Employee.branches.through.objects.filter(reach.in_branches("branch")).values("employee")
        return Employee.objects.filter(pk__in=there, is_practitioner=True, is_active=True)

    def chairs(self) -> QuerySet[Chair]:
        return Chair.objects.filter(reach_of(self.request.user, "visits", "C").in_branches("branch"))

    def services(self) -> QuerySet[Service]:
        return Service.objects.filter(is_active=True)

    def external(self, rows: QuerySet[Visit], source: str, external_id: str) -> QuerySet[Visit]:
        """Named through the API, or imported under this key."""
        named = super().external(Visit.objects.all(), source, external_id).values("pk")
        return rows.filter(Q(pk__in=named) | Q(source__code=source, external_key=external_id))

    def make(self, data: dict[str, Any], *, now: datetime) -> Model:
        self.refuse_elsewhere(data["branch"].pk, data)
        return book_visit(
            data["patient"],
            branch=data["branch"],
            practitioner=data.get("practitioner"),
            day=data["day"],
            at=data.get("time"),
            minutes=data.get("minutes", 30),
            chair=data.get("chair"),
            service=data.get("service"),
            by=self.request.user,
            now=now,
        )

    def change(self, row: Visit, data: dict[str, Any], *, now: datetime) -> None:
        """Another time, chair or practitioner. The same as before is no move."""
        self.refuse_fixed(row, data, ("patient", "branch", "service"))
        self.refuse_elsewhere(row.branch_id, data)
        local = row.starts_at.astimezone(ZoneInfo(row.branch.time_zone)).time() if row.starts_at else None
        was = {
            "day": row.day,
            "at": local,
            "minutes": row.minutes,
            "chair": row.chair,
            "practitioner": row.practitioner,
        }
        wanted = {("at" if key == "time" else key): value for key, value in data.items()}
        new = was | {key: value for key, value in wanted.items() if key in was}
        if new != was:
            reschedule_visit(row, **new, by=self.request.user, now=now)

    def refuse_elsewhere(self, branch_id: int, data: dict[str, Any]) -> None:
        """Chair and practitioner belong to the branch of the visit."""
        errors = {}
        if (chair := data.get("chair")) and chair.branch_id != branch_id:
            errors["chair"] = self.absent()
        if (who := data.get("practitioner")) and not who.branches.filter(pk=branch_id).exists():
            errors["practitioner"] = self.absent()
        if errors:
            raise serializers.ValidationError(errors)

    @action(detail=True, methods=["post"])
    def moves(self, request: Request, pk: str) -> Response:
        """Lead the visit through a move of the state table: confirm, arrive, complete, no-show, cancel, and corrections."""
        return self.done(pk, self._move)

    @action(detail=True, methods=["put"])
    def bill(self, request: Request, pk: str) -> Response:
        """The whole bill of a done visit anew; the lines of before stay as past versions."""
        return self.done(pk, self._correct)

    def _move(self, row: Visit, data: dict[str, Any], *, now: datetime) -> None:
        user, key = self.request.user, data["move"]
        if "charges" in data and key == "complete":
            complete_visit(row, charges=_lines(data["charges"], row), by=user, now=now)
        else:
            move_visit(row, key, reason=data.get("reason", ""), by=user, now=now)

    def _correct(self, row: Visit, data: dict[str, Any], *, now: datetime) -> None:
        correct_bill(row, lines=_lines(data["charges"], row), by=self.request.user, now=now)


def _lines(charges: list[dict[str, Any]], visit: Visit) -> list[ChargeLine]:
    def listed(service: Service) -> Decimal:
        return price_on(service, visit.day).amount or Decimal(0)

    return [
        ChargeLine(
            service=row["service"],
            quantity=row.get("quantity", Decimal(1)),
            price=row["price"] if "price" in row else listed(row["service"]),
            discount=row.get("discount", Decimal(0)),
        )
        for row in charges
    ]
