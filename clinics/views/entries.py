"""What the catalogue screens share: who may write, the answer to a form, putting entries away."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.access import Person, reach_of, right_required
from clinics.models import Chair, Clinic, Service, Specialty
from clinics.selectors import the_clinic
from clinics.selectors.catalogues import branches_visible_to, may_change_network
from clinics.services.catalogues import bring_back, put_away


def clinic_or_404() -> Clinic:
    clinic = the_clinic()
    if clinic is None:
        raise Http404
    return clinic


def require_network(user: Person, right: str = "U") -> None:
    """404 for whoever does not answer for every branch."""
    if not may_change_network(user, right):
        raise Http404


def require_branch(user: Person, branch_id: int, right: str = "U") -> None:
    """404 for whoever may not change the catalogue of this branch."""
    if not reach_of(user, "catalogues", right).covers_branch(branch_id):
        raise Http404


def answer(request: HttpRequest, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    """The page with its form; 422 when the form was sent and is wrong."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def saved(request: HttpRequest, changed: bool = True) -> None:
    if changed:
        messages.success(request, _("Saved."))
    else:
        messages.info(request, _("Nothing was changed."))


def _changeable(kind: str, user: Person) -> tuple[QuerySet[Any], str]:
    """The entries of a kind that the person may put away, and the page to return to."""
    if kind == "branch":
        return branches_visible_to(user, right="U"), "catalogues:branches"
    if kind == "chair":
        return Chair.objects.filter(
            reach_of(user, "catalogues", "U").in_branches("branch")
        ), "catalogues:branches"
    tables: dict[str, tuple[type[Model], str]] = {
        "specialty": (Specialty, "catalogues:specialties"),
        "service": (Service, "catalogues:prices"),
    }
    if kind not in tables or not may_change_network(user):
        raise Http404
    model, page = tables[kind]
    return model._default_manager.all(), page


@require_POST
@right_required("catalogues", "U")
def archive(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Put an entry away, or bring it back with `restore`."""
    rows, page = _changeable(kind, request.user)
    entry = get_object_or_404(rows, pk=pk)
    move = bring_back if "restore" in request.POST else put_away
    branch_id = {"branch": entry.pk, "chair": getattr(entry, "branch_id", None)}.get(kind)
    move(entry, by=request.user, now=timezone.now(), branch_id=branch_id)
    said = _("“%(name)s” is back in use.") if entry.is_active else _("“%(name)s” is in the archive now.")
    messages.success(request, said % {"name": entry})
    return redirect("catalogues:branch", pk=entry.branch_id) if kind == "chair" else redirect(page)
