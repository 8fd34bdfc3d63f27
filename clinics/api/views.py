"""What every resource of the API does alike. A resource names its scope, its selector, its fields and its services."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from clinics.api.pages import CHANGED, ChangePages, Filter, read_query
from clinics.api.problems import Conflict, KeyReused, StaleVersion, TooLarge, VersionRequired
from clinics.api.schema import ApiSchema
from clinics.services.api_requests import claim_key, digest_of, keep_answer
from clinics.services.external_ids import name_object, objects_of
from clinics.services.journal import record_looks

LARGEST_BODY = 1_048_576
SAFE = ("GET", "HEAD", "OPTIONS")


class ReadApi(GenericViewSet):
    """List and detail. `rows(right)` is the scoping selector that feeds the screens."""

    scope: ClassVar[str]
    write_scope: ClassVar[str] = ""
    filters: ClassVar[dict[str, Filter]] = {}
    order: ClassVar[str] = CHANGED
    pagination_class = ChangePages
    lookup_value_regex = "[0-9]{1,18}"
    schema = ApiSchema()
    http_method_names = ["get", "post", "patch", "put", "head", "options"]

    def rows(self, right: str = "R") -> QuerySet:
        raise NotImplementedError

    def patients_of(self, row: Any) -> Iterable[int]:
        """Whose data the row shows: the journal names them. None for a row of a catalogue."""
        return ()

    def scope_of(self, method: str | None) -> str:
        """The scope that a request of this method needs."""
        return f"{self.scope}:read" if method in SAFE else self.write_scope or f"{self.scope}:write"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            raise TooLarge
        super().initial(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        return self.rows()

    @transaction.atomic
    def list(self, request: Request) -> Response:
        rows = self.paginate_queryset(self.rows())
        self.looked_at(rows or [])
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)

    @transaction.atomic
    def retrieve(self, request: Request, pk: str) -> Response:
        read_query(request, {})
        row = self.found(self.rows().filter(pk=pk))
        self.looked_at([row])
        return self.shown(row)

    def found(self, rows: QuerySet) -> Any:
        row = rows.first()
        if row is None:
            raise Http404
        return row

    def looked_at(self, rows: Sequence[Any]) -> None:
        """One line of the journal for each patient whose data goes out."""
        patients = dict.fromkeys(pk for row in rows for pk in self.patients_of(row))
        record_looks(self.request.user, patients, now=timezone.now(), details={"api": self.basename})

    def shown(self, row: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        etag = {"ETag": f'"{row.version}"'} if hasattr(row, "version") else {}
        return Response(self.get_serializer(row).data, status=status, headers=etag | (headers or {}))


class NoSuchApi(APIView):
    """Any other address below /api/v1/: a problem in JSON, and only for those with a token."""

    schema = None

    def scope_of(self, method: str | None) -> str:
        raise Http404


class WriteApi(ReadApi):
    """What creating, changing and upserting have in common: input in, a service called, the fresh row out."""

    input_class: ClassVar[type[serializers.Serializer]]
    action_inputs: ClassVar[dict[str, type[serializers.Serializer]]] = {}
    refusals: ClassVar[tuple[type[Exception], ...]] = ()

    def make(self, data: dict[str, Any], *, now: datetime) -> Model:
        """Call the service that creates the object."""
        raise NotImplementedError

    def change(self, row: Any, data: dict[str, Any], *, now: datetime) -> None:
        """Call the service that changes it."""
        raise NotImplementedError

    def read_input(
        self, *, partial: bool = False, cls: type[serializers.Serializer] | None = None
    ) -> dict[str, Any]:
        chosen = cls or self.action_inputs.get(self.action, self.input_class)
        serializer = chosen(data=self.request.data, partial=partial, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def fresh(self, pk: Any) -> Any:
        """The row as it is now, for the token that has just written it, may it read others or not."""
        return self.found(self.rows("U").filter(pk=pk))

    def locked(self, rows: QuerySet) -> Any:
        return self.found(rows.select_for_update(of=("self",), no_key=True))

    def demand_version(self, row: Any, data: dict[str, Any], *, needed: bool = True) -> None:
        """409 with the current state unless the caller has seen this version of the (locked) row."""
        told = self._told_version(data)
        if told is None and needed:
            raise VersionRequired
        if told is not None and told != row.version:
            may_read = self.scope_of("GET") in self.request.auth.scopes
            raise StaleVersion(self.get_serializer(self.fresh(row.pk)).data if may_read else None)

    def _told_version(self, data: dict[str, Any]) -> int | None:
        header = self.request.headers.get("If-Match")
        if header is None:
            return data.pop("version", None)
        data.pop("version", None)
        match = re.fullmatch(r'(?:W/)?"([0-9]{1,9})"', header.strip())
        if match is None:
            raise ValidationError({"If-Match": [ErrorDetail(_("Send the ETag that you read."), "invalid")]})
        return int(match[1])

    def refuse_fixed(self, row: Any, data: dict[str, Any], fields: Iterable[str]) -> None:
        """These may be said again (an upsert sends all it has), but not changed."""
        text = ErrorDetail(_("This is not changed here."), "fixed")
        wrong = {name: [text] for name in fields if name in data and data.pop(name) != getattr(row, name)}
        if wrong:
            raise ValidationError(wrong)

    def absent(self) -> list[ErrorDetail]:
        return [ErrorDetail(_("There is no such object."), "absent")]

    def refusable(self, work: Any, *args: Any, **kwargs: Any) -> Any:
        """A refusal of the service is a conflict with the state of things; its text goes to the caller."""
        try:
            with transaction.atomic():
                return work(*args, **kwargs)
        except self.refusals as error:
            raise Conflict(str(error)) from error


class CreateApi(WriteApi):
    """POST. With an `Idempotency-Key` the same request may come again."""

    @transaction.atomic
    def create(self, request: Request) -> Response:
        now, key = timezone.now(), request.headers.get("Idempotency-Key", "")
        if not key:
            return self._made(now)
        if len(key) > 100 or not key.isprintable():
            raise ValidationError({"Idempotency-Key": [ErrorDetail(_("At most 100 characters."), "invalid")]})
        body = request._request.body
        row, is_new = claim_key(request.auth, key, body=body, path=request.path, now=now)
        if row.digest != digest_of(request.path, body):
            raise KeyReused
        if not is_new:
            return self.made(row.object_id, headers={"Idempotency-Replayed": "true"})
        response = self._made(now)
        keep_answer(row, response.data["id"])
        return response

    def _made(self, now: datetime) -> Response:
        return self.made(self.refusable(self.make, self.read_input(), now=now).pk)

    def made(self, pk: Any, headers: dict[str, str] | None = None) -> Response:
        """What a POST answers, the first time and when it comes again."""
        row = self.fresh(pk)
        return self.shown(
            row, status=201, headers={"Location": f"{self.request.path}{row.pk}/"} | (headers or {})
        )


class MoveApi(WriteApi):
    """Something is done to one object: its version is checked, the service called, the fresh row shown."""

    @transaction.atomic
    def done(self, pk: str, work: Any, *, scope_right: str = "U") -> Response:
        """`work(row, data, now=)` calls the service."""
        row = self.locked(self.rows(scope_right).filter(pk=pk))
        data = self.read_input()
        self.demand_version(row, data)
        self.refusable(work, row, data, now=timezone.now())
        return self.shown(self.fresh(row.pk))


class ChangeApi(WriteApi):
    """PATCH, of the version that the caller has seen."""

    @transaction.atomic
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.locked(self.rows("U").filter(pk=pk))
        data = self.read_input(partial=True)
        self.demand_version(row, data)
        self.refusable(self.change, row, data, now=timezone.now())
        return self.shown(self.fresh(row.pk))


class UpsertApi(WriteApi):
    """PUT by the id of another system: made, changed or left as it was, and the answer says which."""

    upsert_class: ClassVar[type[serializers.Serializer]]

    def external(self, rows: QuerySet, source: str, external_id: str) -> QuerySet:
        """Those of `rows` that carry this external id."""
        return rows.filter(pk__in=objects_of(self.basename, source, external_id))

    def make_external(self, source: str, external_id: str, data: dict[str, Any], *, now: datetime) -> Model:
        """Make the object and give it this name. A name of a row that the token cannot reach is a conflict."""
        model = self.rows().model
        if model._base_manager.filter(pk__in=objects_of(self.basename, source, external_id)).exists():
            raise Conflict(_("This external id belongs to an object out of the token's reach."))
        row = self.make(data, now=now)
        name_object(self.basename, source, external_id, object_id=row.pk)
        return row

    @action(
        detail=False,
        methods=["get", "put"],
        url_path=r"by-external/(?P<source>[-a-zA-Z0-9_]{1,40})/(?P<external_id>[^/\x00]{1,200})",
        url_name="by-external",
    )
    def by_external(self, request: Request, source: str, external_id: str) -> Response:
        with transaction.atomic():
            if request.method == "PUT":
                return self._upsert(source, external_id)
            read_query(request, {})
            row = self.found(self.external(self.rows(), source, external_id))
            self.looked_at([row])
            return self.shown(row)

    def _upsert(self, source: str, external_id: str) -> Response:
        now = timezone.now()
        if source != self.request.auth.source:
            raise Http404
        data = self.read_input(partial=True, cls=self.upsert_class)
        self._one_at_a_time(source, external_id)
        row = self.external(
            self.rows("U").select_for_update(of=("self",), no_key=True), source, external_id
        ).first()
        if row is None:
            data = self.read_input(cls=self.upsert_class)  # what a new object cannot do without
            data.pop("version", None)
            made = self.refusable(self.make_external, source, external_id, data, now=now)
            return self.shown(self.fresh(made.pk), status=201, headers={"Upsert-Result": "created"})
        self.demand_version(row, data, needed=False)
        self.refusable(self.change, row, data, now=now)
        after = self.fresh(row.pk)
        result = "unchanged" if after.version == row.version else "changed"
        return self.shown(after, headers={"Upsert-Result": result})

    def _one_at_a_time(self, source: str, external_id: str) -> None:
        """Two first requests for one external id: the second finds what the first has made."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"{self.basename}:{source}:{external_id}"],
            )
