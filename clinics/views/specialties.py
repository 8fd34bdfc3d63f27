"""Specialties: return interval, course gap, and which work brings which."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import right_required
from clinics.catalogue_forms import LinkForm, SpecialtyForm
from clinics.models import LeadTimeLink, Specialty
from clinics.selectors.catalogues import may_change_network
from clinics.services.catalogues import remove_entry, save_entry
from clinics.views.entries import answer, clinic_or_404, require_network, saved


@right_required("catalogues")
def specialty_list(request: HttpRequest) -> HttpResponse:
    return _page(request, LinkForm(clinic=clinic_or_404()))


@right_required("catalogues", "U")
def specialty_new(request: HttpRequest) -> HttpResponse:
    require_network(request.user, "C")
    return _edit(request, Specialty(clinic=clinic_or_404()), _("New specialty"))


@right_required("catalogues", "U")
def specialty_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require_network(request.user)
    specialty = get_object_or_404(Specialty, pk=pk)
    return _edit(request, specialty, specialty.name)


@require_POST
@right_required("catalogues", "U")
def link_new(request: HttpRequest) -> HttpResponse:
    """Which work brings which, after how many weeks; naming the same pair again changes the weeks."""
    require_network(request.user)
    form = LinkForm(request.POST, clinic=clinic_or_404())
    if not form.is_valid():
        return _page(request, form)
    known = LeadTimeLink.objects.filter(before=form.cleaned_data["before"], after=form.cleaned_data["after"])
    link = known.first() or form.save(commit=False)
    link.weeks = form.cleaned_data["weeks"]
    saved(request, save_entry(link, by=request.user, now=timezone.now()))
    return redirect("catalogues:specialties")


@require_POST
@right_required("catalogues", "U")
def link_remove(request: HttpRequest, pk: int) -> HttpResponse:
    require_network(request.user)
    remove_entry(get_object_or_404(LeadTimeLink, pk=pk), by=request.user, now=timezone.now())
    messages.success(request, _("The link is removed."))
    return redirect("catalogues:specialties")


def _page(request: HttpRequest, form: LinkForm) -> HttpResponse:
    clinic = clinic_or_404()
    context = {
        "title": _("Specialties"),
        "specialties": Specialty.objects.filter(clinic=clinic).order_by("-is_active", "name"),
        "links": LeadTimeLink.objects.filter(before__clinic=clinic)
        .select_related("before", "after")
        .order_by("before__name", "after__name"),
        "may_change": may_change_network(request.user),
    }
    return answer(request, "clinics/catalogues/specialties.html", form, **context)


def _edit(request: HttpRequest, specialty: Specialty, title: str) -> HttpResponse:
    form = SpecialtyForm(request.POST or None, instance=specialty)
    if form.is_valid():
        saved(request, save_entry(form.save(commit=False), by=request.user, now=timezone.now()))
        return redirect("catalogues:specialties")
    entry = specialty if specialty.pk else None
    crumbs = [("catalogues:specialties", _("Specialties"))]
    return answer(
        request,
        "clinics/catalogues/form.html",
        form,
        title=title,
        crumbs=crumbs,
        may_change=True,
        entry=entry,
        kind="specialty",
    )
