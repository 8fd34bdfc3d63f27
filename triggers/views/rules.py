"""What may be sent when: the rules of the clinic's legal profile, their versions, and changing them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.access import can, right_required
from clinics.models import Clinic
from clinics.selectors import the_clinic
from triggers.enums import MessageKind
from triggers.models import SendingRule
from triggers.package import RULES
from triggers.rule_forms import RuleForm
from triggers.selectors.rules import rule_of, rule_versions, rules_of_profile
from triggers.services.rules import change_rule
from triggers.wording import kind_in_words


def _clinic() -> Clinic:
    clinic = the_clinic()
    if clinic is None:
        raise Http404
    return clinic


@right_required("service_templates")
def rule_list(request: HttpRequest) -> HttpResponse:
    clinic = _clinic()
    rules = rules_of_profile(clinic, clinic.legal_profile)
    context = {
        "title": _("Sending rules"),
        "clinic": clinic,
        "rows": [{"rule": rule, "words": kind_in_words(rule)} for rule in rules],
    }
    return render(request, "triggers/rules.html", context)


@right_required("service_templates")
def rule_page(request: HttpRequest, kind: str) -> HttpResponse:
    """One rule with its versions; the owner changes it."""
    clinic = _clinic()
    may_change = can(request.user, "A", "service_templates")
    if kind not in MessageKind.values:
        raise Http404
    try:
        rule = rule_of(clinic, clinic.legal_profile, kind)
    except SendingRule.DoesNotExist:
        raise Http404 from None
    box = RULES[clinic.legal_profile].get(MessageKind(kind))
    form = RuleForm(request.POST or None, rule=rule, box=box)
    if request.method == "POST":
        if not may_change:
            raise Http404
        if form.is_valid():
            new = change_rule(
                clinic, clinic.legal_profile, kind, form.values(), by=request.user, now=timezone.now()
            )
            messages.success(request, _("Version %(version)d is in force.") % {"version": new.version})
            return redirect("triggers:rule", kind=kind)
    versions = rule_versions(clinic, clinic.legal_profile, kind)
    context = {
        "title": str(MessageKind(kind).label).capitalize(),
        "form": form,
        "windows": [form[name] for name in form.fields if name.startswith("day")],
        "others": [form[name] for name in form.fields if not name.startswith("day")],
        "purpose": rule.get_purpose_display(),
        "versions": [{"rule": each, "words": kind_in_words(each)} for each in versions],
        "may_change": may_change,
    }
    return render(request, "triggers/rule.html", context, status=422 if form.errors else 200)
