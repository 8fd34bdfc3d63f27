"""Requests of people about their own data: the list with deadlines, the export of everything, the erasure and its act."""

import io
import json
import zipfile
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from clinics.lists import Sort, list_page
from clinics.reauth import fresh_login_required
from clinics.services.journal import record_look
from patients.enums import Law, RequestKind, RequestState
from patients.models import Patient, SubjectRequest
from patients.personal_data import HOLDINGS
from patients.request_forms import RequestAnswerForm, RequestFilter, RequestForm
from patients.retention import source_of
from patients.selectors.patients import patients_visible_to
from patients.selectors.subjects import everything_about, requests_visible_to, subject_of
from patients.services.erasure import erase_person
from patients.services.subject_requests import RequestError, fulfil_request, refuse_request, take_request

SORTS = {"due": Sort("due_on"), "received": Sort("received_on")}


@right_required("subject_requests")
def request_list(request: HttpRequest) -> HttpResponse:
    form = RequestFilter(request.GET)
    rows = form.narrow(requests_visible_to(request.user)).select_related("patient", "branch", "requested_by")
    page = list_page(request.GET, rows, sorts=SORTS, default="due", form=form)
    return render(request, "patients/requests/list.html", {"page": page, "today": timezone.localdate()})


@right_required("subject_requests", "C")
def request_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A request of this patient, with the deadline that the law sets."""
    patients = patients_visible_to(request.user, obj="subject_requests", right="C").select_related("clinic")
    patient = get_object_or_404(patients, pk=pk)
    form = RequestForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            row = take_request(patient, **form.cleaned_data, by=request.user, now=timezone.now())
        except RequestError as error:
            form.add_error(None, str(error))
        else:
            text = _("The request is taken. It is to be answered by %(day)s.")
            messages.success(request, text % {"day": row.due_on.strftime("%d.%m.%Y")})
            if can(request.user, "R", "subject_requests"):
                return redirect("patients:request", row.pk)
            return redirect("patients:card", pk)
    context = {"form": form, "patient": patient}
    return render(request, "patients/requests/new.html", context, status=422 if form.errors else 200)


def _request(request: HttpRequest, pk: int, right: str = "R") -> SubjectRequest:
    rows = requests_visible_to(request.user, right=right)
    return get_object_or_404(
        rows.select_related("patient", "patient__branch", "branch", "clinic", "requested_by", "decided_by"),
        pk=pk,
    )


@right_required("subject_requests")
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is asked, by when, and what may be done."""
    row = _request(request, pk)
    may_answer = requests_visible_to(request.user, right="U").filter(pk=pk).exists()
    may_approve = requests_visible_to(request.user, right="A").filter(pk=pk).exists()
    context = {
        "row": row,
        "today": timezone.localdate(),
        "form": RequestAnswerForm(),
        "is_open": row.state == RequestState.OPEN,
        "is_erasure": row.kind == RequestKind.ERASURE,
        "may_answer": may_answer or may_approve,
        "may_approve": may_approve and row.requested_by_id != request.user.pk,
        "act": getattr(row, "act", None),
    }
    return render(request, "patients/requests/detail.html", context)


@require_POST
@right_required("subject_requests", "R")
def request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Done or refused; an erasure is done on its own page."""
    row = _request(request, pk)
    answering = requests_visible_to(request.user, right="U") | requests_visible_to(request.user, right="A")
    if not answering.filter(pk=pk).exists():
        raise Http404
    form = RequestAnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    do = refuse_request if request.POST.get("do") == "refuse" else fulfil_request
    try:
        do(row, answer=answer, by=request.user, now=timezone.now())
    except RequestError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The request is answered."))
    return redirect("patients:request", pk)


def _told(row: SubjectRequest, request: HttpRequest) -> dict[str, Any]:
    """Everything about the person; the look is journalled in the same transaction."""
    now = timezone.now()
    record_look(
        request.user,
        row.patient,
        now=now,
        patient_id=row.patient_id,
        verb="exported",
        details={"request": row.pk},
    )
    return {"made_at": now, "clinic": str(row.clinic), "holdings": everything_about(subject_of(row.patient))}


@transaction.atomic
def _export(request: HttpRequest, pk: int) -> tuple[SubjectRequest, dict[str, Any]]:
    row = _request(request, pk)
    return row, _told(row, request)


@right_required("subject_requests")
@fresh_login_required
def request_print(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is held about the person, to be read and printed."""
    row, told = _export(request, pk)
    return render(request, "patients/requests/print.html", {"row": row, "told": told})


@right_required("subject_requests")
@fresh_login_required
def request_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for machines: a ZIP of data.json and the printable page."""
    row, told = _export(request, pk)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        archive.writestr(
            "data.html", render_to_string("patients/requests/paper.html", {"row": row, "told": told})
        )
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="person-{row.patient_id}.zip"'
    return response


@right_required("subject_requests", "A")
@fresh_login_required
def request_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """What will go and what stays by which law; POST erases. Whoever took the request may not approve it."""
    row = _request(request, pk, right="A")
    if row.kind != RequestKind.ERASURE or row.state != RequestState.OPEN:
        raise Http404
    if request.method == "POST":
        try:
            erase_person(row, by=request.user, now=timezone.now())
        except RequestError as error:
            messages.error(request, str(error))
            return redirect("patients:request", pk)
        messages.success(request, _("Erased. This is the act."))
        return redirect("patients:request-act", pk)
    context = {"row": row, "lines": _plan_of(row.patient), "is_own": row.requested_by_id == request.user.pk}
    return render(request, "patients/requests/erase.html", context)


def _plan_of(patient: Patient) -> list[dict[str, Any]]:
    subject = subject_of(patient)
    rows = []
    for holding in HOLDINGS.values():
        count = sum(len(table.rows(subject)) for table in holding.tables)
        if count:
            law = Law(holding.kept).label if holding.kept else ""
            rows.append(
                {"title": holding.title, "count": count, "law": law, "is_erased": bool(holding.erase)}
            )
    return rows


@right_required("subject_requests")
def request_act(request: HttpRequest, pk: int) -> HttpResponse:
    """The act of erasure, to be printed and signed."""
    row = _request(request, pk)
    act = getattr(row, "act", None)
    if act is None:
        raise Http404
    titles = {key: holding.title for key, holding in HOLDINGS.items()}
    titles |= {"texts": _("Mentions in free texts"), "files": _("Stored files")}
    context = {
        "row": row,
        "act": act,
        "erased": [{"title": titles.get(key, key), "count": count} for key, count in act.erased.items()],
        "kept": [
            line | {"title": titles.get(line["holding"], line["holding"]), "law": Law(line["law"]).label,
                    "source": source_of(row.clinic, line["law"]),
                    "until": date.fromisoformat(line["until"]) if line["until"] else None}
            for line in act.kept
        ],
    }  # fmt: skip
    return render(request, "patients/requests/act.html", context)
