"""Campaigns: what each cost and brought, by month. Marketers see aggregates only, small groups hidden."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.access import role_required, roles_of
from clinics.enums import Role
from clinics.selectors import the_clinic
from patients.inquiry_forms import CampaignForm, SpendForm
from patients.models import Campaign
from patients.selectors.campaigns import figures_for, total_of
from patients.services.campaigns import save_campaign, set_spend

READERS = (Role.OWNER, Role.MANAGER, Role.MARKETER, Role.ADMINISTRATOR)
EDITORS = (Role.MANAGER, Role.MARKETER, Role.ADMINISTRATOR)
MONTHS_SHOWN = 12


def _since(today: date) -> date:
    """The first of the month eleven months before this one."""
    first = today.replace(day=1)
    for _month in range(MONTHS_SHOWN - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


@role_required(*READERS)
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Each campaign of the last twelve months in one line."""
    figures, is_hidden = figures_for(request.user, since=_since(timezone.localdate()))
    lines = [
        {"campaign": row, "total": total_of([f for f in figures if f.campaign_id == row.pk], row.pk)}
        for row in Campaign.objects.all()
    ]
    context = {
        "lines": lines,
        "is_hidden": is_hidden,
        "may_edit": bool(roles_of(request.user) & set(EDITORS)),
    }
    return render(request, "patients/campaigns.html", context)


@role_required(*EDITORS)
def campaign_new(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(request.POST or None)
    clinic = the_clinic()
    form.instance.clinic = clinic
    if request.method == "POST" and clinic and form.is_valid():
        row = save_campaign(
            None, clinic=clinic, values=form.cleaned_data, by=request.user, now=timezone.now()
        )
        messages.success(request, _("The campaign is saved."))
        return redirect("patients:campaign", row.pk)
    return render(request, "patients/campaign_new.html", {"form": form}, status=422 if form.errors else 200)


@role_required(*READERS)
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Its months; who may, changes it and writes down what a month cost."""
    row = get_object_or_404(Campaign.objects.select_related("clinic"), pk=pk)
    may_edit = bool(roles_of(request.user) & set(EDITORS))
    act = request.POST.get("do", "") if may_edit else ""
    form = CampaignForm(request.POST if act == "save" else None, instance=row)
    spend = SpendForm(request.POST if act == "spend" else None, initial={"month": timezone.localdate()})
    now = timezone.now()
    if act == "save" and form.is_valid():
        save_campaign(row, clinic=row.clinic, values=form.cleaned_data, by=request.user, now=now)
        messages.success(request, _("The campaign is saved."))
        return redirect("patients:campaign", pk)
    if act == "spend" and spend.is_valid():
        set_spend(row, **spend.cleaned_data, by=request.user, now=now)
        messages.success(request, _("The spend is saved."))
        return redirect("patients:campaign", pk)
    figures, is_hidden = figures_for(request.user)
    months = [figure for figure in figures if figure.campaign_id == pk]
    context = {
        "campaign": row,
        "months": months,
        "total": total_of(months, pk),
        "is_hidden": is_hidden,
        "form": form,
        "spend": spend,
        "may_edit": may_edit,
    }
    return render(
        request, "patients/campaign.html", context, status=422 if form.errors or spend.errors else 200
    )
