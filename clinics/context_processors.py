"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from clinics.navigation import banners_for, rail_for, role_labels

THEMES = {"light", "dark"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Rail, banners, theme and the search address; computed only when a template asks."""
    theme = request.COOKIES.get("theme", "")
    known = getattr(getattr(request, "user", None), "is_authenticated", False)
    return {
        "rail": SimpleLazyObject(lambda: rail_for(request) if known else []),
        "banners": SimpleLazyObject(lambda: banners_for(request) if known else []),
        "role_labels": SimpleLazyObject(lambda: role_labels(request.user) if known else []),
        "theme": theme if theme in THEMES else "",
        "search_url": _search_url(),
    }


def _search_url() -> str:
    try:
        return reverse("patients:search")
    except NoReverseMatch:
        return ""
