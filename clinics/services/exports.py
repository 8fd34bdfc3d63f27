"""Exports that need a second person: frozen, approved or declined by another, fetched once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from clinics.enums import ExportState
from clinics.models import ExportRequest, User
from clinics.services.journal import record_action


class NotOpenError(Exception):
    """The request was decided, fetched or has lapsed meanwhile; or it is the person's own."""


@transaction.atomic
def freeze_export(
    ids: Sequence[int], *, obj: str, resource: str, file: str, form: str, path: str, by: User, now: datetime
) -> ExportRequest:
    """Keep exactly these rows for a second person to agree to."""
    row = ExportRequest.objects.create(
        requested_by=by, requested_at=now, obj=obj, resource=resource, file=file, format=form, path=path[:500],
        ids=list(ids),
    )  # fmt: skip
    record_action(by, "export_asked", row, now=now, details={"rows": len(row.ids)})
    return row


@transaction.atomic
def decide_export(row: ExportRequest, *, approve: bool, by: User, now: datetime) -> None:
    """Agree or refuse; never one's own request. Raises NotOpenError."""
    row = ExportRequest.objects.select_for_update().get(pk=row.pk)
    if (
        row.state != ExportState.WAITING
        or row.requested_by_id == by.pk
        or now >= row.requested_at + ExportRequest.LIVES
    ):
        raise NotOpenError
    row.state = ExportState.APPROVED if approve else ExportState.DECLINED
    row.decided_by, row.decided_at = by, now
    row.save(update_fields=["state", "decided_by", "decided_at"])
    verb = "export_approved" if approve else "export_declined"
    record_action(by, verb, row, now=now, details={"rows": len(row.ids)})


@transaction.atomic
def take_export(row: ExportRequest, *, by: User, now: datetime) -> ExportRequest:
    """Spend the approval: whoever asked may fetch the file once. Raises NotOpenError."""
    row = ExportRequest.objects.select_for_update().get(pk=row.pk)
    if (
        row.state != ExportState.APPROVED
        or row.requested_by_id != by.pk
        or now >= row.requested_at + ExportRequest.LIVES
    ):
        raise NotOpenError
    row.state, row.fetched_at = ExportState.FETCHED, now
    row.save(update_fields=["state", "fetched_at"])
    return row
