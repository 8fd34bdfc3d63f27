"""The log of messages, one message, and those of which nobody knows whether they left."""

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import can, right_required
from clinics.lists import Sort, list_page
from clinics.services.journal import record_look
from triggers.forms import CloseForm, MessageFilter
from triggers.masks import mask_contact
from triggers.selectors.messages import may_read_bodies, messages_visible_to, unknown_visible_to
from triggers.services.doubts import close_unknown
from triggers.wording import occurrence_in_words

SORTS = {"queued": Sort("queued_at"), "due": Sort("due_at")}
OUTCOMES = {"arrived": True, "failed": False, "closed": None}


@right_required("message_log")
def message_log(request: HttpRequest) -> HttpResponse:
    form = MessageFilter(request.GET)
    rows = form.narrow(messages_visible_to(request.user)).select_related("patient", "trigger", "point")
    page = list_page(request.GET, rows, form=form, sorts=SORTS, default="-queued")
    context = {
        "title": _("Messages"),
        "page": page,
        "names": can(request.user, "R", "patients"),
        "unknown": unknown_visible_to(request.user).count() if can(request.user, "R", "unknown_queue") else 0,
    }
    return render(request, "triggers/messages.html", context)


@right_required("message_log")
def message_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = messages_visible_to(request.user).select_related(
        "patient", "trigger", "point", "approved_by", "closed_by"
    )
    message = get_object_or_404(rows, pk=pk)
    now = timezone.now()
    record_look(request.user, message, patient_id=message.patient_id, now=now)
    context = {
        "title": _("Message %(number)d") % {"number": message.pk},
        "message": message,
        "occasion": occurrence_in_words(message.occurrence),
        "names": can(request.user, "R", "patients"),
        "contact": mask_contact(message.point.value) if message.point else "",
        "body_shown": may_read_bodies(request.user),
        "tries": message.tries.all(),
        "may_close": unknown_visible_to(request.user, right="U").filter(pk=pk).exists(),
    }
    return render(request, "triggers/message.html", context)


@right_required("unknown_queue")
def unknown_queue(request: HttpRequest) -> HttpResponse:
    rows = unknown_visible_to(request.user).select_related("patient", "trigger", "point")[:200]
    context = {
        "title": _("Not known whether sent"),
        "rows": [{"message": row, "contact": mask_contact(row.point.value)} for row in rows],
        "names": can(request.user, "R", "patients"),
        "may_close": can(request.user, "U", "unknown_queue"),
    }
    return render(request, "triggers/unknown.html", context)


@require_POST
@right_required("unknown_queue", "U")
def unknown_close(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(messages_visible_to(request.user, obj="unknown_queue", right="U"), pk=pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        arrived = OUTCOMES[form.cleaned_data["outcome"]]
        if close_unknown(message, arrived=arrived, by=request.user, now=timezone.now()):
            said.success(request, _("Noted."))
    return redirect("triggers:unknown")
