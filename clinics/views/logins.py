"""Logins and their roles: pages of the system administrator and the owner. Nothing about a patient stands here."""

from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clinics.access import can, right_required, role_required, roles_of
from clinics.enums import Role
from clinics.forms_logins import LoginFilter, LoginForm, NewLoginForm, RoleForm, SecondFactorRolesForm
from clinics.lists import Sort, list_page
from clinics.models import RoleAssignment, RoleRequest, User
from clinics.reauth import fresh_login_required
from clinics.selectors.logins import logins_visible_to, roles_asked_for
from clinics.selectors.sign_in import second_factor_roles, sessions_of
from clinics.services.journal import record_action
from clinics.services.second_factor import require_second_factor, switch_off_second_factor
from clinics.services.sign_in import end_sessions
from clinics.services.users import (
    LastOwnerError,
    OwnLoginError,
    RoleNotYoursError,
    change_login,
    check_reach,
    create_login,
    decide_role,
    give_role,
    set_active,
    take_role,
)

SORTS = {"name": Sort("last_name"), "login": Sort("username"), "seen": Sort("last_login", nullable=True)}
REFUSALS = (OwnLoginError, RoleNotYoursError, LastOwnerError)


def _refused(request: HttpRequest, error: Exception) -> None:
    words = {
        OwnLoginError: _(
            "Nobody changes the rights of the own login: ask another owner or system administrator."
        ),
        RoleNotYoursError: _("Only an owner may do this with the login of an owner or manager."),
        LastOwnerError: _("This is the last owner who can sign in: give the role to somebody else first."),
    }
    messages.error(request, words[type(error)])


@right_required("logins")
def logins(request: HttpRequest) -> HttpResponse:
    form = LoginFilter(request.GET)
    page = list_page(
        request.GET, form.narrow(logins_visible_to(request.user)), sorts=SORTS, default="name", form=form
    )
    context = {
        "page": page,
        "asked": roles_asked_for(),
        "may_create": can(request.user, "C", "logins"),
        "is_owner": Role.OWNER in roles_of(request.user),
    }
    return render(request, "clinics/logins/list.html", context)


@right_required("logins")
def login_card(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(logins_visible_to(request.user), pk=pk)
    context = {
        "person": person,
        "is_self": person.pk == request.user.pk,
        "is_owner": Role.OWNER in roles_of(request.user),
        "sessions": sessions_of(person, now=timezone.now()),
        "asked": roles_asked_for(person),
        "role_form": RoleForm(),
        "link": request.session.pop(f"link-{pk}", ""),
        "has_password": person.has_usable_password(),
    }
    return render(request, "clinics/logins/card.html", context)


@right_required("logins", "C")
@fresh_login_required
def login_new(request: HttpRequest) -> HttpResponse:
    form = NewLoginForm(request.POST or None)
    if not form.is_valid():
        return render(
            request, "clinics/logins/form.html", {"form": form}, status=422 if form.is_bound else 200
        )
    person = create_login(**form.cleaned_data, by=request.user, now=timezone.now())
    _make_link(request, person)
    messages.success(request, _("The login is there. Give it a role, and give its person the one-time link."))
    return redirect("login-card", person.pk)


@right_required("logins", "U")
@fresh_login_required
def login_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(logins_visible_to(request.user), pk=pk)
    form = LoginForm(request.POST or None, instance=person)
    if not form.is_valid():
        context = {"form": form, "person": person}
        return render(request, "clinics/logins/form.html", context, status=422 if form.is_bound else 200)
    change_login(person, **form.cleaned_data, by=request.user, now=timezone.now())
    return redirect("login-card", pk)


@require_POST
@right_required("logins", "U")
@fresh_login_required
def login_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One of the acts on somebody else's login: its address names which."""
    person = get_object_or_404(logins_visible_to(request.user), pk=pk)
    now = timezone.now()
    try:
        check_reach(person, by=request.user)
        if act in {"close", "open"}:
            set_active(person, act == "open", by=request.user, now=now)
        elif act == "sessions":
            end_sessions(person)
            record_action(request.user, "sessions_ended", person, now=now)
        elif act == "factor":
            switch_off_second_factor(person, by=request.user, now=now)
        else:
            _make_link(request, person)
    except REFUSALS as error:
        _refused(request, error)
    else:
        messages.success(request, _done(act))
    return redirect("login-card", pk)


def _done(act: str) -> str:
    return {
        "close": _("The login is closed and signed out everywhere."),
        "open": _("The login is open again."),
        "sessions": _("Signed out everywhere."),
        "factor": _("The second factor is off; the person can set up a new one."),
        "link": _("A new one-time link is made."),
    }[act]


def _make_link(request: HttpRequest, person: User) -> None:
    """The link is shown once, on the next page; it opens until a password is set, three days at most."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    path = reverse("first-password", args=[uid, default_token_generator.make_token(person)])
    request.session[f"link-{person.pk}"] = request.build_absolute_uri(path)
    record_action(request.user, "link_made", person, now=timezone.now())


@require_POST
@right_required("logins", "U")
@fresh_login_required
def role_give(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(logins_visible_to(request.user), pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        role, branch = Role(form.cleaned_data["role"]), form.cleaned_data["branch"]
        try:
            row = give_role(person, role, branch, by=request.user, now=timezone.now())
        except REFUSALS as error:
            _refused(request, error)
        else:
            is_asked = isinstance(row, RoleRequest)
            messages.success(
                request, _("An owner must approve this role.") if is_asked else _("The role is given.")
            )
    return redirect("login-card", pk)


@require_POST
@right_required("logins", "U")
@fresh_login_required
def role_take(request: HttpRequest, pk: int, role_pk: int) -> HttpResponse:
    person = get_object_or_404(logins_visible_to(request.user), pk=pk)
    row = get_object_or_404(RoleAssignment, pk=role_pk, user=person)
    try:
        take_role(row, by=request.user, now=timezone.now())
    except REFUSALS as error:
        _refused(request, error)
    else:
        messages.success(
            request, _("The role is taken away; it counts no more from the person's next click.")
        )
    return redirect("login-card", pk)


@require_POST
@right_required("logins", "A")
@fresh_login_required
def role_decide(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(roles_asked_for(), pk=pk)
    give = request.POST.get("answer") == "give"
    try:
        decide_role(asked, give=give, by=request.user, now=timezone.now())
    except REFUSALS as error:
        _refused(request, error)
    else:
        messages.success(request, _("The role is given.") if give else _("Declined."))
    return redirect("logins")


@never_cache
@role_required(Role.OWNER)
@fresh_login_required
def second_factor_policy(request: HttpRequest) -> HttpResponse:
    """Which roles must bring a second factor: the owner's choice."""
    form = SecondFactorRolesForm(request.POST or None, initial={"roles": second_factor_roles()})
    if request.method != "POST" or not form.is_valid():
        return render(request, "clinics/logins/second_factor.html", {"form": form})
    require_second_factor(set(form.cleaned_data["roles"]), by=request.user, now=timezone.now())
    messages.success(request, _("Kept. Whoever lacks a second factor is led to it by the next click."))
    return redirect("logins")
