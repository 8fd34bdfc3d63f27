"""The frame's two registries: items of the rail (or of the settings page) and banners. Apps fill them in `ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.access import roles_of
from clinics.enums import Role

Text = str | Promise
SETTINGS = "settings"  # key of the rail's one item for all that has a section
SECTIONS: dict[str, Text] = {
    "clinic": _("The clinic"),
    "people": _("People"),
    "rules": _("Rules"),
    "system": _("System"),
}


@dataclass(frozen=True)
class NavItem:
    """One line of the rail. `roles` empty means everybody; `badge` counts what waits for this user (None or 0: nothing shown).

    With a `section` (a key of SECTIONS) it stands on the settings page instead, under that heading, with its `note`.
    With `under` (the key of another item) it is an inner line, seen while its parent or a sister is open: twenty lines
    would not fit a desk's screen. Who may not see the parent sees it in the rail itself.
    """

    key: str
    label: Text
    icon: str
    url_name: str
    order: int
    roles: frozenset[str] = frozenset()
    badge: Callable[[HttpRequest], int | None] | None = None
    section: str = ""
    note: Text = ""
    under: str = ""


@dataclass(frozen=True)
class Banner:
    """One line above every page. `tone`: warning, info or danger; `url` is where the reader can act."""

    text: Text
    tone: str = "warning"
    url: str = ""
    url_label: Text = ""


@dataclass(frozen=True)
class RailEntry:
    """A NavItem resolved for one request; `count` is its own, `total` with that of the inner lines it hides."""

    item: NavItem
    url: str
    is_current: bool = False
    count: int = 0
    inner: tuple["RailEntry", ...] = ()

    @property
    def is_open(self) -> bool:
        return self.is_current or any(entry.is_current for entry in self.inner)

    @property
    def total(self) -> int:
        return self.count if self.is_open else self.count + sum(entry.count for entry in self.inner)


_items: dict[str, NavItem] = {}
_banners: dict[str, Callable[[HttpRequest], Banner | None]] = {}


def register(item: NavItem) -> None:
    """Add an item; the last registration of a key wins, so `ready()` may run twice."""
    _items[item.key] = item


def register_banner(key: str, banner: Callable[[HttpRequest], Banner | None]) -> None:
    """`banner(request)` is asked once per page of a signed-in user; None shows nothing."""
    _banners[key] = banner


def rail_for(request: HttpRequest) -> list[RailEntry]:
    """The items that this user may see, in order, the one of the current page marked."""
    entries = [(item, url) for item in _allowed(request.user) if (url := _url(item))]
    current = _current(request.path, entries)
    rail = [
        RailEntry(item, url, item.key == current, _count(item, request))
        for item, url in entries
        if not item.section
    ]
    keys = {entry.item.key for entry in rail}
    return [
        replace(entry, inner=tuple(inner for inner in rail if inner.item.under == entry.item.key))
        for entry in rail
        if entry.item.under not in keys
    ]


def settings_for(request: HttpRequest) -> list[tuple[Text, list[RailEntry]]]:
    """The settings page of this user: each heading with its entries in order; empty headings left out."""
    entries = [
        RailEntry(item, url) for item in _allowed(request.user) if item.section and (url := _url(item))
    ]
    groups = ((title, [e for e in entries if e.item.section == key]) for key, title in SECTIONS.items())
    return [(title, rows) for title, rows in groups if rows]


def banners_for(request: HttpRequest) -> list[Banner]:
    """What must be said on every page now."""
    return [banner for ask in _banners.values() if (banner := ask(request))]


def _allowed(user) -> Iterable[NavItem]:
    held = roles_of(user)
    return (i for i in sorted(_items.values(), key=lambda item: item.order) if not i.roles or i.roles & held)


def role_labels(user) -> list[str]:
    """The user's roles in words, in the order of the access matrix."""
    return [str(role.label) for role in Role if role in roles_of(user)]


def _url(item: NavItem) -> str:
    try:
        return reverse(item.url_name)
    except NoReverseMatch:  # the page is not built into this deployment
        return ""


def _current(path: str, entries: list[tuple[NavItem, str]]) -> str:
    """The key of the item with the longest address that the page's begins with; the root matches only itself."""
    matching = [(url, item) for item, url in entries if path == url or (url != "/" and path.startswith(url))]
    if not matching:
        return ""
    item = max(matching, key=lambda pair: len(pair[0]))[1]
    return SETTINGS if item.section else item.key


def _count(item: NavItem, request: HttpRequest) -> int:
    return (item.badge(request) or 0) if item.badge else 0
