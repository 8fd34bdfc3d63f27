"""What a token may be given: each scope opens rights on rows of the access matrix, never more than its API column."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ApiScope:
    label: Promise
    rights: dict[str, str]


SCOPES: dict[str, ApiScope] = {
    "catalogues:read": ApiScope(
        _("read branches, chairs, hours, price list, employees, changes"), {"catalogues": "R"}
    ),
    "patients:read": ApiScope(_("read patients and their contacts"), {"patients": "R"}),
    "patients:write": ApiScope(_("create and change patients"), {"patients": "CU"}),
    "patients:search": ApiScope(_("find a patient by name, phone or card"), {"patient_search": "R"}),
    "segments:read": ApiScope(_("read patients' segments"), {"patients": "R"}),
    "duplicates:read": ApiScope(_("read possible duplicates"), {"patients": "R"}),
    "visits:read": ApiScope(_("read visits"), {"visits": "R"}),
    "visits:write": ApiScope(_("book, move and close visits"), {"visits": "CU", "patients": "R"}),
    "money:read": ApiScope(_("read charges and payments"), {"money": "R"}),
    "money:write": ApiScope(_("enter charges and payments"), {"money": "CU", "patients": "R"}),
    "consents:read": ApiScope(_("read consents"), {"consents": "R"}),
    "consents:revoke": ApiScope(_("withdraw consents"), {"consents": "V", "patients": "R"}),
    "curators:write": ApiScope(_("assign curators"), {"curator_assignment": "RCU"}),
    "inquiries:read": ApiScope(_("read inquiries and campaigns"), {"inquiries": "R"}),
    "inquiries:write": ApiScope(_("create and change inquiries"), {"inquiries": "CU", "patients": "R"}),
    "households:read": ApiScope(_("read families and guardians"), {"households": "R"}),
    "households:write": ApiScope(_("change families and guardians"), {"households": "CU"}),
    "follow_ups:read": ApiScope(
        _("read follow-ups of branches without curators"), {"branch_follow_ups": "R"}
    ),
    "follow_ups:write": ApiScope(
        _("create follow-ups in branches without curators"), {"branch_follow_ups": "CU", "patients": "R"}
    ),
}


def rights_of(scopes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Matrix row → rights that these scopes open together; a scope that is no more opens nothing."""
    rights: dict[str, frozenset[str]] = {}
    for name in scopes:
        for obj, letters in SCOPES[name].rights.items() if name in SCOPES else ():
            rights[obj] = rights.get(obj, frozenset()) | frozenset(letters)
    return rights
