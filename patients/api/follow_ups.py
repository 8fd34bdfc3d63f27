"""Follow-ups of branches without curators. Where curators work, the call list is theirs and no token's."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from clinics.access import reach_of
from clinics.api.fields import Input, Within, identifier
from clinics.api.pages import Filter
from clinics.api.views import CreateApi
from clinics.models import Branch, Employee
from patients.api.common import STAMPS, OfPatient
from patients.enums import FollowUpState
from patients.models import FollowUp
from patients.services.follow_ups import open_follow_up


class FollowUpOut(serializers.ModelSerializer):
    """`note` is not given out: what was said in a call may speak of health."""

    class Meta:
        model = FollowUp
        fields = (
            "id",
            "patient",
            "branch",
            "assignee",
            "due_on",
            "reason",
            "origin",
            "state",
            "outcome",
            "created_at",
            "closed_at",
            *STAMPS,
        )


class FollowUpIn(Input):
    """`origin` names what it is for ("api:recall-2026"): one open follow-up of a patient per origin."""

    patient = Within("patients")
    branch = Within("branches")
    due_on = serializers.DateField()
    reason = serializers.CharField(max_length=200)
    origin = serializers.RegexField(r"\Aapi:[-a-z0-9_.]{1,50}\Z", required=False)
    assignee = Within("assignees", allow_null=True, required=False)


class FollowUpApi(OfPatient, CreateApi):
    """A second open one of the same origin is not made: the first is answered."""

    scope = "follow_ups"
    serializer_class, input_class = FollowUpOut, FollowUpIn
    filters = {
        "patient": Filter(identifier(), "patient"),
        "branch": Filter(identifier(), "branch"),
        "state": Filter(serializers.ChoiceField(FollowUpState.choices), "state"),
        "due_to": Filter(serializers.DateField(), "due_on__lte"),
    }

    def rows(self, right: str = "R") -> QuerySet[FollowUp]:
        return FollowUp.objects.filter(branch__in=self._branches(right))

    def branches(self) -> QuerySet[Branch]:
        return self._branches("C")

    def _branches(self, right: str) -> QuerySet[Branch]:
        reach = reach_of(self.request.user, "branch_follow_ups", right)
        rows = Branch.objects.filter(reach.in_branches("pk"), has_curators=False)
        return rows if reach else rows.none()

    def assignees(self) -> QuerySet[Employee]:
        there = Employee.branches.through.objects.filter(branch__in=self._branches("C")).values("employee")
        return Employee.objects.filter(pk__in=there, is_active=True)

    def make(self, data: dict[str, Any], *, now: datetime) -> FollowUp:
        return open_follow_up(
            data["patient"],
            branch=data["branch"],
            due_on=data["due_on"],
            reason=data["reason"],
            origin=data.get("origin", "api:"),
            assignee=data.get("assignee"),
            by=self.request.user,
            now=now,
        )
