"""What the pages of quality control share: the tabs of a person."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from clinics.access import can, employee_of, reach_of
from quality.selectors.samples import waiting_for


def tabs_for(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The pages of quality control that this person may open."""
    user, tabs = request.user, []
    if can(user, "C", "reviews"):
        tabs.append(("quality:queue", _("To review"), waiting_for(user).count()))
    if sees_others(user):
        tabs.append(("quality:people", _("People"), None))
    elif employee_of(user):
        tabs.append(("quality:mine", _("My reviews"), None))
    if can(user, "R", "standards"):
        tabs.append(("quality:rounds", _("Rounds"), None))
        tabs.append(("quality:standards", _("Standards"), None))
    return [
        {"url": reverse(name), "label": label, "count": count, "is_current": name == current}
        for name, label, count in tabs
    ]


def sees_others(user: Any) -> bool:
    """May the person see reviews of somebody else?"""
    reach = reach_of(user, "reviews")
    return reach.everywhere or bool(reach.branches)
