"""Who may do what to which object: the one table that the code, the help page and the sweep test read.

A cell lists grants, parted by ";": rights, then the scope. Rights: R read, C create, U update, X export, A approve,
V withdraw (revoke). Scopes: `b` own branches, `a` assigned patients within own branches, `s` self, `*` every branch;
`p` only what lies in an own sample, pseudonymised; `g` only aggregates with cells under 5 hidden; `m` masked
contacts. No cell = nothing: deny by default.
"""

from dataclasses import dataclass
from enum import StrEnum

from clinics.enums import Role


class Scope(StrEnum):
    BRANCH = "b"
    ASSIGNED = "a"
    SELF = "s"
    ALL = "*"
    SAMPLE = "p"
    AGGREGATE = "g"
    MASKED = "m"


# Scopes under which whole rows are seen; the others open only their own screens.
ROW_SCOPES = frozenset({Scope.BRANCH, Scope.ASSIGNED, Scope.SELF, Scope.ALL})


@dataclass(frozen=True)
class Grant:
    rights: frozenset[str]
    scope: Scope


COLUMNS = {
    "AR": Role.ADMINISTRATOR,
    "CU": Role.CURATOR,
    "DR": Role.PRACTITIONER,
    "MG": Role.MANAGER,
    "QA": Role.AUDITOR,
    "MK": Role.MARKETER,
    "OW": Role.OWNER,
    "SA": Role.SYSTEM,
}
LETTERS = "RCUXAV"


def _grants(cell: str) -> tuple[Grant, ...]:
    grants = []
    for part in cell.split(";"):
        rights, scope = part.split()
        if not set(rights) <= set(LETTERS):
            raise ValueError(f"unknown right in {cell!r}")
        grants.append(Grant(frozenset(rights), Scope(scope)))
    return tuple(grants)


def _row(**cells: str) -> dict[Role, tuple[Grant, ...]]:
    return {COLUMNS[code]: _grants(cell) for code, cell in cells.items()}


MATRIX: dict[str, dict[Role, tuple[Grant, ...]]] = {
    # the registry
    "patients": _row(AR="RCU b", CU="RU a", DR="R a", MG="R b", QA="R p", OW="R *"),
    "patient_search": _row(AR="R b", CU="R b", DR="R a", MG="R b", OW="R *"),
    "clinical_notes": _row(CU="R a", DR="RCU a", QA="R p"),
    "visits": _row(AR="RCU b", CU="RCU a", DR="R s", MG="R b", QA="R p", OW="R *"),
    "money": _row(AR="RCU b", CU="R a", DR="R s", MG="RU b", QA="R p", MK="R g", OW="R *"),
    "follow_ups": _row(AR="RU b", CU="RCU a", DR="R a", MG="RCU b", QA="R p", OW="R *"),
    "branch_follow_ups": _row(AR="RCU b", DR="RCU a", MG="RCU b", QA="R p", OW="R *"),
    "inquiries": _row(AR="RCU b", CU="R a", MG="RCU b", QA="R p", MK="RCU g", OW="R *"),
    "households": _row(AR="RCU b", CU="RCU a", DR="R a", MG="R b", QA="R p", OW="R *"),
    "consents": _row(AR="RCV b", CU="RCV a", DR="R a", MG="R b", QA="R p", MK="R g", OW="R *"),
    "curator_assignment": _row(AR="R b", CU="R a", DR="R a", MG="RCU b", OW="RU *"),
    "survey_answers": _row(AR="R b", CU="R a", DR="R s", MG="R b", QA="R p", MK="R g", OW="R *"),
    # treatment plans
    "plans": _row(AR="R b", CU="RCU a", DR="RCUA a", MG="R b", QA="R p", OW="R *"),
    "prices": _row(AR="R b", CU="RU a", DR="R a", MG="RUA b", QA="R p", OW="RA *"),
    # messages
    "service_templates": _row(AR="R b", CU="R b", DR="R b", MG="RCU b", QA="R *", MK="R *", OW="RA *"),
    "marketing_templates": _row(MG="RA b", QA="R *", MK="RCU *", OW="RA *"),
    "recipient_lists": _row(MG="RA b", QA="R p", MK="R m", OW="RA *"),
    "manual_messages": _row(AR="C b", CU="C a", DR="C a", MG="C b"),
    "message_log": _row(AR="R b", CU="R a", DR="R a", MG="R b", QA="R p", MK="R g", OW="R *", SA="R *"),
    "message_bodies": _row(AR="R b", CU="R a", DR="R a", QA="R p"),
    "unknown_queue": _row(AR="RU b", CU="RU a", MG="RUA b", QA="R *", OW="R *", SA="R *"),
    "reply_inbox": _row(AR="RU b", CU="RU a", MG="R b", QA="R p"),
    # quality
    "reviews": _row(CU="R s", DR="R s", MG="R b", QA="RCU b", OW="R *"),
    "appeals": _row(CU="C s", DR="C s", MG="A b", QA="U b", OW="A *"),
    "standards": _row(CU="R b", DR="R b", MG="RCU b", QA="RCU *", OW="RA *"),
    "deviations": _row(CU="RU s", DR="RU s", MG="RCUA b", QA="RCU *", OW="RA *"),
    # the clinic
    "staff": _row(CU="R s", DR="R s", MG="R b", QA="R *", MK="R s", OW="RUA *", SA="RCU *"),
    "logins": _row(OW="RUA *", SA="RCU *"),
    "catalogues": _row(AR="R b", CU="R b", DR="R b", MG="RCU b", QA="R *", MK="R *", OW="RCUA *"),
    "dashboards": _row(AR="R b", CU="R a", DR="R s", MG="R b", QA="R *", MK="R *", OW="R *"),
    "imports": _row(AR="RCA b", MG="RCA b", OW="RCA *"),
    "exports": _row(MG="X b", QA="X p", MK="X g", OW="X *"),
    "own_list_export": _row(AR="X b", CU="X a", MG="X b", OW="X *"),
    "export_approvals": _row(MG="RA *", OW="RA *"),
    "break_glass": _row(AR="C b", CU="C b", DR="C b"),
    "subject_requests": _row(AR="C b", CU="C a", MG="RCU b", OW="RA *"),
    "journal": _row(MG="R b", OW="R *"),
    "system_state": _row(
        OW="R *", SA="R *"
    ),  # jobs, engines, whether the journal's chain is whole: not what it says
    "settings": _row(OW="R *", SA="RU *"),
}

# What a token may be given at most (the column "API": by exact scope); what is not here no token reaches.
API_RIGHTS: dict[str, frozenset[str]] = {
    obj: frozenset(rights)
    for obj, rights in {
        "patients": "RCU",
        "patient_search": "R",
        "visits": "RCU",
        "money": "RCU",
        "branch_follow_ups": "RCU",
        "inquiries": "RCU",
        "households": "RCU",
        "consents": "RV",
        "curator_assignment": "RCU",
        "catalogues": "R",
    }.items()
}

# Roles that nobody but an owner gives; the system administrator asks for them, and an owner approves.
GIVEN_BY_OWNER = frozenset({Role.OWNER, Role.MANAGER})


@dataclass(frozen=True)
class ExportRule:
    """How a role may take its rows away: at most `most` rows; `is_fresh`: after a new proof of who it is; over `alone`
    rows only with a second person. None = no such limit."""

    most: int | None = 500
    is_fresh: bool = True
    alone: int | None = None


EXPORT_RULES: dict[Role, ExportRule] = {
    Role.ADMINISTRATOR: ExportRule(is_fresh=False),
    Role.CURATOR: ExportRule(is_fresh=False),
    Role.MANAGER: ExportRule(),
    Role.AUDITOR: ExportRule(),
    Role.MARKETER: ExportRule(),
    Role.OWNER: ExportRule(most=None, alone=500),
}

# In a branch without curators the administrator works the plans and queues of the whole branch.
CURATOR_OBJECTS = frozenset({"plans", "prices", "follow_ups", "visits", "curator_assignment"})


def grants(role: Role, obj: str) -> tuple[Grant, ...]:
    """What `role` may do to `obj`; an unknown object is a programming error (KeyError)."""
    return MATRIX[obj].get(role, ())
