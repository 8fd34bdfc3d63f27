"""Changing many patients at once: choose in the list, say what, see who would change, confirm, take it back."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clinics.access import can, role_required
from clinics.enums import Role
from clinics.models import Employee
from patients.bulk import ACTIONS, BulkAction, Sorted
from patients.list_form import PatientFilter
from patients.models import Patient, Tag
from patients.selectors.bulk import MOST_AT_ONCE, Reached, changes_visible_to, reached
from patients.selectors.patients import patients_visible_to
from patients.services.bulk import UNDO, BulkError, undo_change
from patients.services.consents import ConsentError

CHANGERS = (Role.ADMINISTRATOR, Role.CURATOR, Role.MANAGER, Role.OWNER)
KNOWN_TAGS = 200


@role_required(*CHANGERS)
def bulk(request: HttpRequest, kind: str) -> HttpResponse:
    """GET asks what; POST previews; POST with the digest of the previewed patients does it, if they are still the same."""
    action = ACTIONS.get(kind)
    if action is None or not can(request.user, action.right, action.obj):
        raise Http404
    whom = reached(request.user, _chosen(request), obj=action.obj, right=action.right)
    form = action.form(request.POST or None)
    sorted_out = action.sort_out(whom.mine, form.cleaned_data) if form.is_bound and form.is_valid() else None
    asked = request.POST.get("confirm", "")
    if sorted_out and sorted_out.ids and asked == _digest(sorted_out) and whom.chosen <= MOST_AT_ONCE:
        return _do(request, action, sorted_out, form.cleaned_data)
    context = _preview(request, action, whom, sorted_out) | {"form": form, "is_stale": bool(asked)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    template = "patients/bulk.html#preview" if request.htmx else "patients/bulk.html"
    return render(request, template, context, status=200 if request.htmx else status)


def _chosen(request: HttpRequest) -> QuerySet[Patient]:
    """The ticked rows, or with `all` the whole filtered list; never more than the person may see there."""
    form = PatientFilter(request.GET, user=request.user, today=timezone.localdate())
    rows = form.narrow(patients_visible_to(request.user))
    if "all" in request.GET:
        return rows
    ticked = [int(pk) for pk in request.GET.getlist("id") if pk.isascii() and pk.isdecimal() and len(pk) < 19]
    return patients_visible_to(request.user).filter(pk__in=ticked)


def _digest(sorted_out: Sorted) -> str:
    return sha256(repr(sorted_out.ids).encode()).hexdigest()[:32]


def _preview(
    request: HttpRequest, action: BulkAction, whom: Reached, sorted_out: Sorted | None
) -> dict[str, Any]:
    first = Patient.objects.filter(pk__in=sorted_out.ids[:5]).order_by("pk") if sorted_out else ()
    return {
        "action": action,
        "whom": whom,
        "too_many": whom.chosen > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
        "sorted_out": sorted_out,
        "first": first,
        "digest": _digest(sorted_out) if sorted_out else "",
        "can_undo": action.kind in UNDO,
        "back": _back(request),
        "known_tags": Tag.objects.values_list("name", flat=True)[:KNOWN_TAGS],
    }


def _back(request: HttpRequest) -> str:
    """The query string of the list one came from."""
    query = request.GET.copy()
    for name in ("id", "all"):
        query.pop(name, None)
    return query.urlencode()


def _do(request: HttpRequest, action: BulkAction, sorted_out: Sorted, data: dict[str, Any]) -> HttpResponse:
    try:
        change = action.apply(sorted_out.ids, data, request.user, timezone.now())
    except ConsentError:
        messages.error(request, _("The date lies in the future."))
    except BulkError as error:
        messages.error(request, str(error))
    else:
        return redirect("patients:bulk-change", change.pk)
    return redirect(request.get_full_path())


@role_required(*CHANGERS)
def bulk_change(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, and the button that takes it back."""
    change = get_object_or_404(changes_visible_to(request.user), pk=pk)
    context = {
        "change": change,
        "action": ACTIONS[change.kind],
        "count": change.rows.count(),
        "tag": Tag.objects.filter(pk=change.details.get("tag")).first(),
        "curator": Employee.objects.filter(pk=change.details.get("curator")).first(),
        "can_undo": change.kind in UNDO and change.undone_at is None,
    }
    return render(request, "patients/bulk_change.html", context)


@require_POST
@role_required(*CHANGERS)
def bulk_undo(request: HttpRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(changes_visible_to(request.user), pk=pk)
    try:
        count = undo_change(change, by=request.user, now=timezone.now())
    except BulkError:
        messages.error(request, _("This cannot be taken back any more."))
        return redirect("patients:bulk-change", pk)
    said = ngettext(
        "Taken back: %(n)d patient is as before.", "Taken back: %(n)d patients are as before.", count
    )
    messages.success(request, said % {"n": count})
    return redirect("patients:bulk-change", pk)
