"""Settings of plans: automatic moves, limits of discounts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clinics.access import can, right_required
from clinics.selectors import the_clinic
from treatment_plans.forms_settings import LimitsForm, RulesForm
from treatment_plans.services.settings import set_discount_limits, switch_rules


@require_http_methods(["GET", "POST"])
@right_required("catalogues", "U")
def settings(request: HttpRequest) -> HttpResponse:
    """Both tables on one page; the limits are the owner's to approve."""
    clinic, now = the_clinic(), timezone.now()
    if clinic is None:
        raise Http404
    saved = request.POST.get("save", "")
    may_limit = can(request.user, "A", "prices")
    rules = RulesForm(request.POST if saved == "rules" else None, clinic=clinic)
    limits = LimitsForm(request.POST if saved == "limits" else None, clinic=clinic)
    if saved == "rules" and rules.is_valid():
        switch_rules(clinic, rules.cleaned_data, by=request.user, now=now)
        messages.success(request, _("Saved."))
        return redirect("plans:settings")
    if saved == "limits" and may_limit and limits.is_valid():
        set_discount_limits(clinic, limits.cleaned_data, by=request.user, now=now)
        messages.success(request, _("Saved."))
        return redirect("plans:settings")
    context = {"title": _("Plans: rules"), "rules": rules, "limits": limits, "may_limit": may_limit}
    status = 422 if rules.is_bound or limits.is_bound else 200
    return render(request, "treatment_plans/settings.html", context, status=status)
