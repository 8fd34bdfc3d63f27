"""The day's lists: who is going to be written to, and one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clinics.access import right_required
from triggers import tasks
from triggers.enums import ListState
from triggers.forms import DecideForm
from triggers.masks import mask_contact
from triggers.selectors.approval import approval_lists_visible_to, awaiting_messages, recipients_visible_to
from triggers.selectors.triggers import previews
from triggers.services.approval import approve_list, decline_list

SHOWN = 200


@right_required("recipient_lists")
def approval_lists(request: HttpRequest) -> HttpResponse:
    lists = approval_lists_visible_to(request.user).order_by("-day", "-pk")
    context = {
        "title": _("Lists to approve"),
        "open_lists": lists.filter(state=ListState.OPEN),
        "decided": lists.exclude(state=ListState.OPEN)[:30],
    }
    return render(request, "triggers/approvals.html", context)


@right_required("recipient_lists")
def approval_detail(request: HttpRequest, pk: int) -> HttpResponse:
    approval = get_object_or_404(approval_lists_visible_to(request.user), pk=pk)
    rows = (
        recipients_visible_to(request.user).filter(approval_list=approval).select_related("patient", "point")
    )
    template = rows[0].template
    context = {
        "title": approval.trigger.name,
        "approval": approval,
        "waiting": awaiting_messages(approval, request.user).count(),
        "rows": [
            {"message": row, "contact": mask_contact(row.point.value)} for row in rows.order_by("pk")[:SHOWN]
        ],
        "shown": SHOWN,
        "previews": previews(approval.trigger, template),
    }
    return render(request, "triggers/approval.html", context)


@require_POST
@right_required("recipient_lists", "A")
def approval_decide(request: HttpRequest, pk: int) -> HttpResponse:
    approval = get_object_or_404(approval_lists_visible_to(request.user), pk=pk)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return redirect("triggers:approval", pk=pk)
    if form.cleaned_data["action"] == "approve":
        count = approve_list(approval, by=request.user, now=timezone.now())
        said = ngettext("%(count)d letter may go.", "%(count)d letters may go.", count)
        tasks.wake(tasks.deliver_now)
    else:
        count = decline_list(approval, by=request.user, now=timezone.now())
        said = ngettext("%(count)d letter is cancelled.", "%(count)d letters are cancelled.", count)
    messages.success(request, said % {"count": count})
    return redirect("triggers:approvals")
