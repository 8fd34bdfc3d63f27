"""The settings page, the clinic's own data, its legal profile, and the set-up checklist."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics import setup
from clinics.access import can, right_required, role_required, roles_of
from clinics.catalogue_forms import ClinicForm
from clinics.enums import LegalProfile, Role
from clinics.legal import PROFILES, rules_in_words
from clinics.navigation import settings_for
from clinics.selectors.catalogues import may_change_network
from clinics.services.catalogues import save_entry, skip_setup_step
from clinics.services.legal import choose_profile
from clinics.views.entries import answer, clinic_or_404, require_network, saved


@role_required()
def index(request: HttpRequest) -> HttpResponse:
    """Everything that is set up once and changed rarely, as far as this person may see it."""
    return render(
        request, "clinics/catalogues/index.html", {"title": _("Settings"), "groups": settings_for(request)}
    )


@right_required("catalogues")
def clinic_card(request: HttpRequest) -> HttpResponse:
    """The clinic's name, phone and language."""
    clinic = clinic_or_404()
    form = ClinicForm(request.POST or None, instance=clinic)
    if request.method == "POST":
        require_network(request.user)
        if form.is_valid():
            saved(request, save_entry(form.save(commit=False), by=request.user, now=timezone.now()))
            return redirect("catalogues:clinic")
    return answer(
        request,
        "clinics/catalogues/form.html",
        form,
        title=_("Clinic data"),
        lead=_("The name and the phone stand in every letter to a patient."),
        may_change=may_change_network(request.user),
    )


@right_required("catalogues")
def legal(request: HttpRequest) -> HttpResponse:
    """Under which country's rules the clinic writes to people; chosen and confirmed by the owner."""
    clinic = clinic_or_404()
    may_change = can(request.user, "A", "catalogues")
    if request.method == "POST":
        profile = request.POST.get("profile", "")
        if not may_change:
            raise Http404
        if profile in LegalProfile.values:
            choose_profile(clinic, LegalProfile(profile), by=request.user, now=timezone.now())
            messages.success(request, _("The legal profile is confirmed."))
        return redirect("catalogues:legal")
    profiles = [
        {"value": key, "label": LegalProfile(key).label, "note": note, "rules": rules_in_words(clinic, key)}
        for key, note in PROFILES.items()
        if clinic.is_demo or key != LegalProfile.DEMO
    ]
    context = {"title": _("Legal profile"), "clinic": clinic, "profiles": profiles, "may_change": may_change}
    return render(request, "clinics/catalogues/legal.html", context)


@role_required(Role.OWNER, Role.MANAGER, Role.SYSTEM)
def checklist(request: HttpRequest) -> HttpResponse:
    """What is still missing before the clinic is ready, and what comes next."""
    held = roles_of(request.user)
    states = setup.checklist(clinic_or_404())
    rows = [{"state": state, "is_mine": bool(state.step.roles & held)} for state in states]
    done = sum(not state.is_open for state in states)
    context = {
        "title": _("Set-up"),
        "rows": rows,
        "done": done,
        "total": len(states),
        "share": done / len(states) if states else 1,
        "may_skip": bool(held & setup.LEADERS),
    }
    return render(request, "clinics/setup.html", context)


@require_POST
@role_required(Role.OWNER, Role.MANAGER)
def skip_step(request: HttpRequest, key: str) -> HttpResponse:
    """This clinic does without the step (or does need it after all)."""
    if not setup.is_known(key):
        raise Http404
    skip_setup_step(
        clinic_or_404(), key, skipped="restore" not in request.POST, by=request.user, now=timezone.now()
    )
    return redirect("catalogues:setup")
