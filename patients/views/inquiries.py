"""Inquiries: the queue, the entry in seconds, the work on one of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_crm.lib.phones import parse_phone
from clinics.access import can, employee_of, right_required
from clinics.lists import Sort, list_page, replaced
from clinics.services.journal import record_look
from patients.enums import ContactKind, InquiryStatus
from patients.forms import PatientForm
from patients.inquiry_forms import TABS, AnswerForm, InquiryFilter, InquiryForm, LossForm
from patients.models import Inquiry
from patients.selectors.inquiries import answer_times, inquiries_visible_to, known_patients
from patients.selectors.patients import patients_visible_to
from patients.services import inquiries as service
from patients.services.patients import create_patient

SORTS = {"came": Sort("created_on"), "name": Sort("name")}


@right_required("inquiries")
def inquiry_list(request: HttpRequest) -> HttpResponse:
    """By default what waits, the unanswered first."""
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "waiting"
    form = InquiryFilter(request.GET, user=request.user, employee=employee_of(request.user))
    rows = form.narrow(inquiries_visible_to(request.user))
    tabs = [
        {
            "url": replaced(request.GET, tab=key, after=None, before=None),
            "label": label,
            "count": rows.filter(status__in=statuses).count() if key == "waiting" else None,
            "is_current": key == tab,
        }
        for key, (label, statuses) in TABS.items()
    ]
    rows = rows.filter(status__in=TABS[tab][1]).select_related(
        "branch", "campaign", "assignee", "reason", "patient"
    )
    default = "came" if tab == "waiting" else "-came"
    page = list_page(request.GET, rows.prefetch_related("points"), sorts=SORTS, default=default, form=form)
    now = timezone.now()
    times = answer_times(page.rows, now=now)
    context = {
        "page": page,
        "lines": [{"row": row, "time": times[row.pk], "is_late": _is_late(row, now)} for row in page.rows],
        "tabs": tabs,
        "tab": tab,
        "may_create": can(request.user, "C", "inquiries"),
        "acquisitions": _acquisitions(),
    }
    return render(request, "patients/inquiries.html", context)


def _is_late(row: Inquiry, now) -> bool:  # type: ignore[no-untyped-def]
    return row.status in service.WAITING and row.call_back_at is not None and row.call_back_at < now


def _acquisitions() -> list[str]:
    """Sources in use, for suggestions: the commonest spelling is chosen rather than typed anew."""
    rows = (
        Inquiry.objects.exclude(acquisition="").order_by("acquisition").values_list("acquisition", flat=True)
    )
    return list(rows.distinct()[:50])


@right_required("inquiries", "C")
def inquiry_new(request: HttpRequest) -> HttpResponse:
    form = InquiryForm(request.POST or None, user=request.user, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        row = service.take_inquiry(
            form.cleaned_data["branch"],
            values=form.values(),
            contacts=form.contacts(),
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("The inquiry is written down."))
        return redirect("patients:inquiry", row.pk)
    context = {"form": form, "acquisitions": _acquisitions()}
    return render(request, "patients/inquiry_new.html", context, status=422 if form.errors else 200)


@right_required("inquiries", "C")
def known(request: HttpRequest) -> HttpResponse:
    """Whom we know at this phone or by this name: asked by the entry form while it is filled in."""
    phone = parse_phone(request.GET.get("phone", "")[:40], "RU")
    contacts = [(ContactKind.PHONE, phone)] if phone else []
    if email := request.GET.get("email", "").strip().lower()[:254]:
        contacts.append((ContactKind.EMAIL, email))
    found = known_patients(
        request.user, name=request.GET.get("name", "").replace("\0", "")[:200], contacts=contacts
    )
    if found:
        record_look(
            request.user, None, now=timezone.now(), verb="searched",
            details={"letters": len(phone or ""), "found": len(found)},
        )  # fmt: skip
    return render(request, "patients/inquiry_new.html#known", {"known": found})


@right_required("inquiries")
def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One inquiry: what is known, and whatever may be done next. POST `do` names the act."""
    rows = inquiries_visible_to(request.user).select_related(
        "branch", "campaign", "assignee", "reason", "patient", "created_by", "first_answer_by", "visit"
    )
    row = get_object_or_404(rows, pk=pk)
    may_change = inquiries_visible_to(request.user, right="U").filter(pk=pk).exists()
    act = request.POST.get("do", "") if request.method == "POST" and may_change else ""
    answer, loss = (
        AnswerForm(request.POST if act == "answer" else None),
        LossForm(request.POST if act == "lose" else None),
    )
    if act and (done := _act(request, row, act, answer, loss)):
        return done
    contacts = [(point.kind, point.value) for point in row.points.all()]
    waits = row.status in service.WAITING
    context = {
        "inquiry": row,
        "points": row.points.all(),
        "time": answer_times([row], now=timezone.now())[row.pk],
        "answer": answer,
        "loss": loss,
        "waits": waits,
        "may_change": may_change,
        "may_card": can(request.user, "C", "patients"),
        "may_book": can(request.user, "C", "visits"),
        "is_lost": row.status == InquiryStatus.LOST,
        "known": known_patients(request.user, name=row.name, contacts=contacts)
        if waits and row.patient is None and may_change
        else [],
    }
    status = 422 if answer.errors or loss.errors else 200
    return render(request, "patients/inquiry.html", context, status=status)


def _act(
    request: HttpRequest, row: Inquiry, act: str, answer: AnswerForm, loss: LossForm
) -> HttpResponse | None:
    """Do it; None when the form is wrong and the page must be shown again."""
    common: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    try:
        match act:
            case "answer" if answer.is_valid():
                service.answer_inquiry(row, **answer.cleaned_data, **common)
            case "lose" if loss.is_valid():
                service.lose_inquiry(row, **loss.cleaned_data, **common)
            case "link":
                patient = get_object_or_404(
                    patients_visible_to(request.user, right="U"), pk=_number(request.POST.get("patient"))
                )
                service.link_inquiry(row, patient, **common)
            case "booked":
                service.book_inquiry(row, **common)
            case "reopen":
                service.reopen_inquiry(row, **common)
            case _:
                return None
    except service.InquiryError as error:
        messages.error(request, str(error))
        return redirect("patients:inquiry", row.pk)
    messages.success(request, _("Recorded."))
    return redirect(_next(request, act, row))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= 18 else 0


def _next(request: HttpRequest, act: str, done: Inquiry) -> str:
    """After an answer or a loss the next one that waits; else this one."""
    if act in ("answer", "lose"):
        waiting = (
            inquiries_visible_to(request.user, right="U").filter(status=InquiryStatus.NEW).exclude(pk=done.pk)
        )
        following = waiting.order_by("created_on", "pk").values_list("pk", flat=True).first()
        return reverse("patients:inquiry", args=[following]) if following else reverse("patients:inquiries")
    return reverse("patients:inquiry", args=[done.pk])


@right_required("patients", "C")
def inquiry_patient(request: HttpRequest, pk: int) -> HttpResponse:
    """A card for whoever inquired, with what the inquiry knows; then on to the booking."""
    rows = inquiries_visible_to(request.user, right="U").filter(status__in=service.WAITING, patient=None)
    row = get_object_or_404(rows.select_related("branch"), pk=pk)
    today, now = timezone.localdate(), timezone.now()
    form = PatientForm(request.POST or None, user=request.user, today=today)
    if not form.is_bound:
        form.initial |= _from_inquiry(row)
    if request.method == "POST" and form.is_valid():
        patient = create_patient(
            form.cleaned_data["branch"],
            values=form.cleaned_data,
            contacts=form.contacts(),
            by=request.user,
            today=today,
            now=now,
        )
        service.link_inquiry(row, patient, by=request.user, now=now)
        messages.success(request, _("The card is created."))
        if can(request.user, "C", "visits") and not row.branch.mis_is_master:
            return redirect("patients:book", patient.pk)
        return redirect("patients:inquiry", row.pk)
    contacts = [(point.kind, point.value) for point in row.points.all()]
    context = {
        "form": form,
        "inquiry": row,
        "known": known_patients(request.user, name=row.name, contacts=contacts),
    }
    return render(request, "patients/inquiry_patient.html", context, status=422 if form.errors else 200)


def _from_inquiry(row: Inquiry) -> dict[str, Any]:
    """One word is a first name, several are surname, first name, patronymic."""
    words = row.name.split()
    names = dict(zip(("last_name", "first_name", "patronymic"), words, strict=False))
    if len(words) == 1:
        names = {"first_name": words[0]}
    points = {point.kind: point.value for point in row.points.order_by("-pk")}
    return names | {
        "phone": points.get(ContactKind.PHONE, ""),
        "email": points.get(ContactKind.EMAIL, ""),
        "acquisition": row.acquisition,
        "branch": row.branch,
        "comment": row.wish,
    }
