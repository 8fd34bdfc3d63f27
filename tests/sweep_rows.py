"""Which right guards each URL, and an example object for those that name one: the rows of the access sweep.

Every URL name of the product needs a row, in the `ROWS` of this file or of a `tests/<app>/sweep.py` (which
`tests/test_access_sweep.py` finds by itself); without one the sweep fails. For a new URL:

    ROWS["plans:detail"] = Row("plans", make=lambda place: {"pk": plan_of(place).pk})      # an object page
    ROWS["plans:queue"] = Row("plans")                                                     # a list
    ROWS["plans:agree"] = Row("plans", "U", make=…, post={})                               # an action
    ROWS["analytics:overview"] = Row("dashboards")
    ROWS["triggers:unsubscribe"] = Row(public=True, make=…)                                # open to everybody

`make(place)` builds the object in a `Place` and gives the URL's kwargs. There are three places: ASSIGNED (the
branch of the roles, the patient led and treated by them), UNASSIGNED (the same branch, somebody else's) and FOREIGN
(another branch). `place.patient` is there already, its name and phone hold the place's canary; put `place.canary` into
the texts of your objects. The matrix (`clinics/access_matrix.py`) says who gets 200 and who 404; nobody may meet in a body
the canary of a place out of reach. A page for named roles instead of a matrix row: `Row(roles={Role.OWNER})`; for
everybody signed in: `Row(roles=EVERYBODY)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from clinics.enums import Role
from clinics.models import Branch, Employee, ExportRequest, LoginSession, RoleAssignment, RoleRequest
from clinics.selectors import clinic_today
from patients.imports.run import get_source
from patients.models import ImportFile, ImportRun, Patient
from tests.factories import NOW, make_plan, make_plan_item, make_user, make_visit, the_clinic
from tests.quality.factories import reviewed_case, some_round, some_rule
from treatment_plans.load.forecast import coming_weeks
from treatment_plans.models import PlanItem

EVERYBODY = frozenset(Role)


@dataclass
class Place:
    """Where an example object stands: `practitioner` and `curator` are the staff who work it there."""

    key: str
    branch: Branch
    practitioner: Employee
    curator: Employee
    patient: Patient
    canary: str


@dataclass(frozen=True)
class Row:
    """`post` (a dict, maybe empty) makes it an action. `also`: matrix rows whose objects the page may show besides."""

    obj: str = ""
    right: str = "R"
    make: Callable[[Place], dict[str, Any]] | None = None
    post: dict[str, Any] | None = None
    query: str = ""
    also: tuple[str, ...] = ()
    roles: frozenset[Role] | set[Role] = field(default_factory=frozenset)
    public: bool = False
    within: str = ""  # of a page for named roles: the matrix row that bounds its objects
    # These have scope "s", but the object is not theirs even in the place ASSIGNED.
    strangers: frozenset[Role] | set[Role] = field(default_factory=frozenset)


def _session(place: Place) -> dict[str, Any]:
    """Somebody else's: nobody may end it by this address."""
    row = LoginSession.objects.create(
        session_key=f"of-{place.key}",
        session_data="",
        expire_date=NOW + timedelta(days=9000),
        user=make_user(),
    )
    return {"public_id": row.public_id}


def _login(place: Place) -> dict[str, Any]:
    return {"pk": make_user(last_name="Логинова").pk}


def _role(place: Place) -> dict[str, Any]:
    row = RoleAssignment.objects.create(user=make_user(), role=Role.CURATOR, branch=place.branch)
    return {"pk": row.user_id, "role_pk": row.pk}


def _asked_role(place: Place) -> dict[str, Any]:
    row = RoleRequest.objects.create(user=make_user(), role=Role.MANAGER, asked_by=make_user(), asked_at=NOW)
    return {"pk": row.pk}


def _export(place: Place) -> dict[str, Any]:
    row = ExportRequest.objects.create(
        requested_by=make_user(), requested_at=NOW, obj="own_list_export", resource="nothing", file="list",
        format="csv", ids=[place.patient.pk],
    )  # fmt: skip
    return {"pk": row.pk}


ROWS: dict[str, Row] = {
    "login": Row(public=True),
    "welcome": Row(public=True),  # 404 as soon as anybody can sign in
    "demo-login": Row(public=True, post={}),  # 404 outside the invented clinic
    "set_language": Row(public=True, post={"language": "en"}),
    "logout": Row(roles=EVERYBODY, post={}),
    "today": Row(roles=EVERYBODY, also=("follow_ups", "visits", "patients", "plans")),
    "journal": Row("journal", also=("patients",)),
    "journal-export": Row("exports", "X"),
    "login-code": Row(public=True),  # leads to the sign-in page without a password given before
    "first-password": Row(public=True, make=lambda place: {"uid": "MQ", "token": "no-token"}),
    "confirm": Row(roles=EVERYBODY),
    "account": Row(roles=EVERYBODY),
    "account-password": Row(roles=EVERYBODY),
    "session-end": Row(roles=EVERYBODY, make=_session, post={}, strangers=EVERYBODY),
    "sessions-end-others": Row(roles=EVERYBODY, post={}),
    "second-factor": Row(roles=EVERYBODY),
    "second-factor-codes": Row(roles=EVERYBODY),
    "second-factor-renew": Row(roles=EVERYBODY, post={}),
    "second-factor-off": Row(roles=EVERYBODY, post={}),
    "matrix": Row(roles=EVERYBODY),
    "system": Row("system_state"),
    "logins": Row("logins"),
    "login-new": Row("logins", "C"),
    "login-card": Row("logins", make=_login),
    "login-edit": Row("logins", "U", make=_login),
    "login-act": Row("logins", "U", make=lambda place: _login(place) | {"act": "sessions"}, post={}),
    "role-give": Row("logins", "U", make=_login, post={}),
    "role-take": Row("logins", "U", make=_role, post={}),
    "role-decide": Row("logins", "A", make=_asked_role, post={}),
    "second-factor-policy": Row(roles={Role.OWNER}),
    "exports": Row("export_approvals"),
    "export-decide": Row("export_approvals", "A", make=_export, post={}),
    "export-fetch": Row("export_approvals", make=_export, post={}, strangers=EVERYBODY),
    "patients:segment-policy": Row("catalogues"),
}


def _load_cell(place: Place) -> dict[str, Any]:
    """A booking of the next week, in the row of its practitioner."""
    week = coming_weeks(clinic_today(the_clinic(), timezone.now()))[0]
    visit = {"branch": place.branch, "practitioner": place.practitioner, "day": week, "status": "booked"}
    make_visit(place.patient, **visit)
    return {"by": "practitioner", "key": place.practitioner.pk, "week": week.isoformat()}


def _plan_item(place: Place, **values: Any) -> PlanItem:
    """A line of a plan in this place, made and led by its staff."""
    plan = make_plan(
        place.patient, branch=place.branch, practitioner=place.practitioner, curator=place.curator
    )
    return make_plan_item(plan, service_name=place.canary, **values)


def _plan(place: Place) -> dict[str, Any]:
    return {"pk": _plan_item(place).plan_id}


def _doubtful_line(place: Place) -> dict[str, Any]:
    return {"pk": _plan_item(place, awaits_review="realised_in_future").pk}


ROWS |= {
    "plans:list": Row("plans"),
    "plans:queue": Row("plans", also=("follow_ups",)),
    "plans:load": Row(roles={Role.OWNER, Role.MANAGER, Role.ADMINISTRATOR}),
    "plans:load-cell": Row(
        roles={Role.OWNER, Role.MANAGER, Role.ADMINISTRATOR},
        also=("plans", "visits"),
        within="visits",
        make=_load_cell,
    ),
    "plans:review": Row("prices", "U"),
    "plans:decide": Row("prices", "U", make=_doubtful_line),
    "plans:create": Row("plans", "C", make=lambda place: {"patient_pk": place.patient.pk}),
    "plans:detail": Row("plans", make=_plan),
    "plans:line": Row("plans", "U", make=lambda place: {"pk": _plan_item(place).pk}),
    "plans:add-line": Row("plans", "U", make=_plan, post={}),
    "plans:answer": Row("plans", "U", make=_plan, post={}),
    "plans:offer": Row("plans", "U", make=_plan, post={}),
    "plans:curator": Row("curator_assignment", "U", make=_plan, post={}),
    "plans:touch": Row("follow_ups", "U", make=_plan, post={}),
}

SCORES = {Role.OWNER, Role.MANAGER, Role.AUDITOR}
ROUNDS = {*SCORES, Role.PRACTITIONER, Role.CURATOR}
ROWS |= {
    "quality:home": Row("reviews"),
    "quality:queue": Row("reviews", "C"),
    "quality:next": Row("reviews", "C", post={}),
    "quality:case": Row(
        "reviews", make=lambda place: {"pk": reviewed_case(place).pk}, strangers={Role.CURATOR}
    ),
    "quality:save": Row("reviews", "C", make=lambda place: {"pk": reviewed_case(place).pk}, post={}),
    "quality:submit": Row("reviews", "C", make=lambda place: {"pk": reviewed_case(place).pk}, post={}),
    "quality:people": Row(roles=SCORES),
    "quality:person": Row(
        "reviews", make=lambda place: {"pk": reviewed_case(place).performer_id}, strangers={Role.CURATOR}
    ),
    "quality:mine": Row("reviews"),
    "quality:rounds": Row("standards"),
    "quality:round": Row(roles=ROUNDS, make=lambda place: {"pk": some_round().pk}),
    "quality:case-list": Row(roles=ROUNDS, make=lambda place: {"pk": some_round().pk}),
    "quality:rule": Row(roles={Role.MANAGER, Role.AUDITOR}, make=lambda place: {"pk": some_rule().pk}),
    "quality:draw-past": Row("standards", "C", post={}),
    "quality:set-up": Row("standards", "C", post={}),
    "quality:standards": Row("standards"),
    "analytics:overview": Row(roles={*SCORES, Role.MARKETER, Role.ADMINISTRATOR}),
    "analytics:rows": Row(
        roles={Role.OWNER, Role.MANAGER, Role.ADMINISTRATOR},
        query="?metric=revenue",
        also=("visits", "money"),
    ),
}


def _import(place: Place, **values: Any) -> dict[str, Any]:
    run = ImportRun.objects.create(
        clinic=place.branch.clinic, source=get_source(place.branch.clinic), branch=place.branch, created_at=NOW,
        moved_at=NOW, **values,
    )  # fmt: skip
    ImportFile.objects.create(run=run, name=place.canary)
    return {"pk": run.pk}


ROWS |= {
    "patients:imports": Row("imports"),
    "patients:import": Row("imports", make=_import),
    "patients:import-report": Row("imports", make=_import),
    "patients:import-confirm": Row(
        "imports", "A", make=lambda place: _import(place, state="checked"), post={}
    ),
    "patients:import-retry": Row("imports", "C", make=lambda place: _import(place, state="failed"), post={}),
}
