"""Help: who may do what, read from the access matrix itself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clinics.access import roles_of
from clinics.enums import Role
from clinics.matrix_words import matrix_of


@login_required
def matrix(request: HttpRequest) -> HttpResponse:
    """One role at a time, first one's own: a table of eight roles is read by nobody."""
    held = [role for role in Role if role in roles_of(request.user)]
    wanted = request.GET.get("role", "")
    role = Role(wanted) if wanted in Role.values else (held or list(Role))[0]
    tabs = [
        {"url": f"?role={each.value}", "label": each.label, "count": None, "is_current": each == role}
        for each in Role
    ]
    context = {"role": role, "tabs": tabs, "groups": matrix_of(role), "is_own": role in held}
    return render(request, "clinics/matrix.html", context)
