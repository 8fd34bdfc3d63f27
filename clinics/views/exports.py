"""Exports that wait for a second person, and their download."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import right_required
from clinics.enums import ExportState
from clinics.exports import export_rule_of, frozen_file
from clinics.lists import Sort, list_page
from clinics.models import ExportRequest
from clinics.reauth import fresh_login_required
from clinics.selectors.exports import export_requests_visible_to
from clinics.services.exports import NotOpenError, decide_export, take_export

SORTS = {"at": Sort("requested_at")}
TONES = {
    ExportState.WAITING: ("amber", "clock"),
    ExportState.APPROVED: ("blue", "check"),
    ExportState.DECLINED: ("red", "x"),
    ExportState.FETCHED: ("grey", "download"),
}


@right_required("export_approvals")
def exports(request: HttpRequest) -> HttpResponse:
    page = list_page(request.GET, export_requests_visible_to(request.user), sorts=SORTS, default="-at")
    lines = [_line(request, row) for row in page.rows]
    return render(request, "clinics/exports/list.html", {"page": page, "lines": lines})


def _line(request: HttpRequest, row: ExportRequest) -> dict:
    is_over = timezone.now() >= row.requested_at + ExportRequest.LIVES and row.state in (
        ExportState.WAITING,
        ExportState.APPROVED,
    )
    is_own = row.requested_by_id == request.user.pk
    return {
        "row": row,
        "tone": TONES[ExportState(row.state)],
        "is_over": is_over,
        "may_decide": row.state == ExportState.WAITING and not is_own and not is_over,
        "may_fetch": row.state == ExportState.APPROVED and is_own and not is_over,
    }


@require_POST
@right_required("export_approvals", "A")
@fresh_login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(export_requests_visible_to(request.user), pk=pk)
    approve = request.POST.get("answer") == "approve"
    try:
        decide_export(row, approve=approve, by=request.user, now=timezone.now())
    except NotOpenError:
        messages.error(request, _("This request can no longer be decided here."))
    else:
        messages.success(request, _("Approved.") if approve else _("Declined."))
    return redirect("exports")


@require_POST
@right_required("export_approvals")
@fresh_login_required
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """The approved file, once, to who asked for it and may still take such rows away."""
    row = get_object_or_404(export_requests_visible_to(request.user), pk=pk, requested_by=request.user)
    now = timezone.now()
    try:
        if export_rule_of(request.user, row.obj) is None:
            raise NotOpenError
        with transaction.atomic():
            return frozen_file(take_export(row, by=request.user, now=now), now=now)
    except NotOpenError:
        messages.error(
            request, _("This file was fetched already, or its time is over. Ask for it once more.")
        )
        return redirect("exports")
