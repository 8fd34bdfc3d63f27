"""The clinic's tags: how many carry each, another name, another colour, away with it."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.access import can, right_required
from patients.models import Tag
from patients.services.tags import delete_tag, rename_tag
from patients.tag_forms import TagEditForm


@right_required("catalogues")
def tag_list(request: HttpRequest) -> HttpResponse:
    tags = Tag.objects.annotate(count=Count("patient_tags")).order_by("key")
    context = {"tags": tags, "may_change": can(request.user, "U", "catalogues")}
    return render(request, "patients/tags.html", context)


@right_required("catalogues", "U")
def tag_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or colour; `delete` takes the tag off everybody."""
    tag = get_object_or_404(Tag.objects.annotate(count=Count("patient_tags")), pk=pk)
    if request.method == "POST" and "delete" in request.POST:
        delete_tag(tag, by=request.user, now=timezone.now())
        messages.success(request, _("The tag is gone."))
        return redirect("patients:tag-list")
    form = TagEditForm(request.POST or None, instance=tag)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        rename_tag(tag, name=data["name"], tone=data["tone"], by=request.user, now=timezone.now())
        messages.success(request, _("The tag is saved."))
        return redirect("patients:tag-list")
    status = 422 if request.method == "POST" else 200
    return render(request, "patients/tag.html", {"form": form, "tag": tag}, status=status)
