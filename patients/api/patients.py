"""Patients with their contact points and cards. Notes are never given out: they may speak of health."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from clinic_crm.lib.phones import parse_phone
from clinic_crm.lib.text import clean_name
from clinics.access import branches_of, can, reach_of
from clinics.api.fields import VersionedInput, Within, identifier
from clinics.api.pages import Filter, read_query
from clinics.api.problems import Conflict, InsufficientScope
from clinics.api.views import ChangeApi, CreateApi, MoveApi, ReadApi, UpsertApi
from clinics.models import Branch, Employee
from clinics.selectors import branch_today
from clinics.services.journal import record_look
from patients.api.common import STAMPS
from patients.enums import ContactKind, EndingKind, Sex
from patients.models import Patient, PatientCard, PatientContact, PatientTag, RelationshipEnding, Tag
from patients.selectors.debts import balance_of
from patients.selectors.patients import patients_visible_to
from patients.selectors.search import search_patients
from patients.services.endings import EndingError, end_relationship
from patients.services.external_ids import link_card
from patients.services.patients import create_patient, update_patient
from patients.services.tags import set_tags


class ContactOut(serializers.ModelSerializer):
    kind = serializers.ChoiceField(ContactKind.choices, source="point.kind")
    value = serializers.CharField(source="point.value")
    is_dead = serializers.BooleanField(source="point.is_dead")

    class Meta:
        model = PatientContact
        fields = ("point", "kind", "value", "label", "is_dead")


class ExternalIdOut(serializers.ModelSerializer):
    source = serializers.CharField(source="source.code")
    external_id = serializers.CharField(source="number")

    class Meta:
        model = PatientCard
        fields = ("source", "external_id", "is_main")


@extend_schema_field(OpenApiTypes.STR)
class TagNameOut(serializers.RelatedField):
    """The tag's name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"read_only": True} | kwargs))

    def to_representation(self, value: PatientTag) -> str:
        return value.tag.name


class PatientOut(serializers.ModelSerializer):
    contacts = ContactOut(many=True)
    external_ids = ExternalIdOut(many=True, source="cards")
    tags = TagNameOut(many=True, source="patient_tags")

    class Meta:
        model = Patient
        fields = (
            "id",
            "branch",
            "last_name",
            "first_name",
            "patronymic",
            "sex",
            "birth_date",
            "registered_on",
            "acquisition",
            "curator",
            "do_not_contact",
            "deceased_on",
            "archived_at",
            "contacts",
            "external_ids",
            "tags",
            *STAMPS,
        )


class HitOut(serializers.Serializer):
    """A found patient. Phone and last visit only where the token may read the card (`is_open`)."""

    id = serializers.IntegerField(source="patient.pk")
    last_name = serializers.CharField(source="patient.last_name")
    first_name = serializers.CharField(source="patient.first_name")
    patronymic = serializers.CharField(source="patient.patronymic")
    birth_date = serializers.DateField(source="patient.birth_date", allow_null=True)
    phone = serializers.CharField()
    card = serializers.CharField()
    last_visit = serializers.DateField(allow_null=True)
    is_open = serializers.BooleanField()


class ContactIn(serializers.Serializer):
    """A phone in any usual writing, or an e-mail."""

    kind = serializers.ChoiceField(ContactKind.choices)
    value = serializers.CharField(max_length=254)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        value = attrs["value"]
        if attrs["kind"] == ContactKind.PHONE:
            attrs["value"] = parse_phone(value, "RU")
        else:
            attrs["value"] = serializers.EmailField().run_validation(value).lower()
        if attrs["value"] is None:
            text = _("This does not look like a phone number.")
            raise ValidationError({"value": [ErrorDetail(text, "invalid")]})
        return attrs


class PatientChange(VersionedInput):
    """What a token may change. A field that is left out stays as it is; `contacts` and `tags` replace all."""

    last_name = serializers.CharField(max_length=100)
    first_name = serializers.CharField(max_length=100, allow_blank=True, required=False)
    patronymic = serializers.CharField(max_length=100, allow_blank=True, required=False)
    sex = serializers.ChoiceField(Sex.choices, allow_blank=True, required=False)
    birth_date = serializers.DateField(allow_null=True, required=False)
    acquisition = serializers.CharField(max_length=80, allow_blank=True, required=False)
    curator = Within("curators", allow_null=True, required=False)
    contacts = ContactIn(many=True, required=False, max_length=20)
    tags = serializers.ListField(child=serializers.CharField(max_length=40), required=False, max_length=20)

    def validate_last_name(self, value: str) -> str:
        return clean_name(value)

    validate_first_name = validate_patronymic = validate_last_name

    def validate_birth_date(self, value: date | None) -> date | None:
        if value and not date(1900, 1, 1) <= value <= timezone.localdate():
            raise ValidationError(_("A birth date must lie between 1900 and today."))
        return value


class PatientIn(PatientChange):
    branch = Within("branches")


class EndingIn(VersionedInput):
    """Deceased, not to be contacted, archived. `day` is the day of death; what waits is cancelled."""

    kind = serializers.ChoiceField(EndingKind.choices)
    reason = serializers.CharField(max_length=120)
    day = serializers.DateField(required=False, allow_null=True)
    cancels_bookings = serializers.BooleanField(required=False)


class BalanceOut(serializers.Serializer):
    """`debt` below zero is an advance. Of the whole network."""

    charged = serializers.DecimalField(max_digits=14, decimal_places=2)
    paid = serializers.DecimalField(max_digits=14, decimal_places=2)
    debt = serializers.DecimalField(max_digits=14, decimal_places=2)
    owed_since = serializers.DateField(allow_null=True)


QUERY = serializers.CharField(min_length=3, max_length=100)


class HitsOut(serializers.Serializer):
    results = HitOut(many=True)


class PatientApi(CreateApi, ChangeApi, UpsertApi, MoveApi):
    scope = "patients"
    serializer_class = PatientOut
    input_class = upsert_class = PatientIn
    action_inputs = {"end": EndingIn}
    refusals = (EndingError,)
    filters = {
        "branch": Filter(identifier(), "branch"),
        "curator": Filter(identifier(), "curator"),
    }

    def rows(self, right: str = "R") -> QuerySet[Patient]:
        rows = patients_visible_to(self.request.user, right=right)
        return rows.prefetch_related("contacts__point", "cards__source", "patient_tags__tag")

    def patients_of(self, row: Patient) -> list[int]:
        return [row.pk]

    def read_input(self, **kwargs: Any) -> dict[str, Any]:
        """A curator is assigned under a scope of its own."""
        data = self.request.data
        if isinstance(data, dict) and "curator" in data and "curators:write" not in self.request.auth.scopes:
            raise InsufficientScope("curators:write")
        return super().read_input(**kwargs)

    def scope_of(self, method: str | None) -> str:
        special = {"search": "patients:search", "balance": "money:read"}
        return special.get(self.action) or super().scope_of(method)

    @extend_schema(parameters=[OpenApiParameter("q", required=True)], responses=HitsOut)
    @action(detail=False, methods=["get"], pagination_class=None)
    def search(self, request: Request) -> Response:
        """By surname and initials, any part of a phone, an e-mail, a card number: at most 20, the best first."""
        query = read_query(request, {"q": QUERY}).get("q", "")
        hits = search_patients(request.user, query)
        details = {"letters": len(query), "found": len(hits)}
        record_look(request.user, None, now=timezone.now(), verb="searched", details=details)
        return Response({"results": HitOut(hits, many=True).data})

    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """The relationship ends; a person may resume it on the screen."""
        return self.done(pk, self._end)

    def _end(self, row: Patient, data: dict[str, Any], *, now: datetime) -> RelationshipEnding:
        data.pop("version", None)
        return end_relationship(row, **data, by=self.request.user, now=now)

    @extend_schema(responses=BalanceOut)
    @action(detail=True, methods=["get"])
    def balance(self, request: Request, pk: str) -> Response:
        """What the patient owes."""
        rows = patients_visible_to(request.user, obj="money")
        patient = self.found(rows.filter(pk=pk))
        self.looked_at([patient])
        return Response(BalanceOut(balance_of(patient)).data)

    def branches(self) -> QuerySet[Branch]:
        return branches_of(self.request.user)

    def curators(self) -> QuerySet[Employee]:
        """Curators of the branches where the token may assign them."""
        reach = reach_of(self.request.user, "curator_assignment", "U")
        there = Employee.branches.through.objects.filter(reach.in_branches("branch")).values("employee")
        return Employee.objects.filter(pk__in=there, is_curator=True, is_active=True)

    def make(self, data: dict[str, Any], *, now: datetime) -> Patient:
        branch: Branch = data.pop("branch")
        contacts = _pairs(data.pop("contacts", []))
        data.pop("version", None)
        tags = data.pop("tags", [])
        patient = create_patient(
            branch,
            values=data,
            contacts=contacts or [],
            by=self.request.user,
            today=branch_today(branch, now),
            now=now,
        )
        set_tags(patient, tags, by=self.request.user, now=now)
        return patient

    def change(self, row: Patient, data: dict[str, Any], *, now: datetime) -> None:
        branch = data.pop("branch", row.branch)
        if branch.pk != row.branch_id:
            raise ValidationError(
                {"branch": [ErrorDetail(_("A patient's branch is not changed here."), "fixed")]}
            )
        contacts = _pairs(data.pop("contacts", None))
        if "tags" in data:
            set_tags(row, data.pop("tags"), by=self.request.user, now=now)
        update_patient(row, values=data, contacts=contacts, by=self.request.user, now=now)

    def external(self, rows: QuerySet[Patient], source: str, external_id: str) -> QuerySet[Patient]:
        cards = PatientCard.objects.filter(source__code=source, number=external_id)
        return rows.filter(pk__in=cards.values("patient"))

    def make_external(self, source: str, external_id: str, data: dict[str, Any], *, now: datetime) -> Patient:
        if len(external_id) > 40:
            raise ValidationError({"external_id": [ErrorDetail(_("At most 40 characters."), "max_length")]})
        if PatientCard.objects.filter(source__code=source, number=external_id).exists():
            raise Conflict(_("This external id belongs to an object out of the token's reach."))
        patient = self.make(data, now=now)
        link_card(patient, source=source, number=external_id)
        return patient


def _pairs(contacts: list[dict[str, str]] | None) -> list[tuple[str, str]] | None:
    return None if contacts is None else [(row["kind"], row["value"]) for row in contacts]


class TagOut(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ("id", "name", "tone", *STAMPS)


class TagApi(ReadApi):
    """The clinic's own words on patients. A patient is tagged by `tags` of the patient."""

    scope = "patients"
    serializer_class = TagOut

    def rows(self, right: str = "R") -> QuerySet[Tag]:
        return Tag.objects.all() if can(self.request.user, right, "patients") else Tag.objects.none()
