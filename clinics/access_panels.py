"""The settings page's entries about access: logins, large exports, rights, the state of the system."""

from django.utils.translation import gettext_lazy as _

from clinics import navigation
from clinics.enums import Role
from clinics.navigation import NavItem

KEEPERS = frozenset({Role.OWNER, Role.SYSTEM})
WATCHERS = frozenset({Role.OWNER, Role.MANAGER})


def register_access_screens() -> None:
    for item in _ITEMS:
        navigation.register(item)


_ITEMS = [
    NavItem(
        "logins", _("Logins and roles"), "lock", "logins", 120, KEEPERS, section="people",
        note=_("Who may sign in, as what and where."),
    ),
    NavItem(
        "matrix", _("Who may do what"), "help-circle", "matrix", 130, section="people",
        note=_("The rights of every role, in words."),
    ),
    NavItem(
        "exports", _("Large exports"), "download", "exports", 310, WATCHERS, section="system",
        note=_("Files over 500 rows wait for a second person."),
    ),
    NavItem(
        "system", _("State of the system"), "activity", "system", 320, KEEPERS, section="system",
        note=_("What runs, background jobs, whether the journal is whole."),
    ),
]  # fmt: skip
