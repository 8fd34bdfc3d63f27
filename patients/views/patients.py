"""The patient list, its filters and its file."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from clinics.access import can, right_required
from clinics.exports import export_response
from clinics.lists import ListPage, Sort, list_page, replaced
from patients.bulk import actions_for
from patients.list_form import PatientFilter
from patients.resources import PatientResource
from patients.selectors.card import with_header
from patients.selectors.patients import patients_visible_to

SORTS = {
    "name": Sort("name_key"),
    "last_visit": Sort("summary__last_contact_on", nullable=True),
    "revenue": Sort("summary__revenue", nullable=True),
}


@right_required("patients")
def patient_list(request: HttpRequest) -> HttpResponse:
    """The filtered list; for htmx only the part below the filter bar."""
    form = PatientFilter(request.GET, user=request.user, today=timezone.localdate())
    context = {
        "page": _page(request, form),
        "form": form,
        "may_create": can(request.user, "C", "patients"),
        "may_export": can(request.user, "X", "own_list_export"),
        "bulk_actions": actions_for(request.user),
        "kept": _kept(request, form),
    }
    template = (
        "patients/list.html#results" if request.htmx and not request.htmx.boosted else "patients/list.html"
    )
    response = render(request, template, context)
    if request.htmx:
        response["HX-Push-Url"] = replaced(_filled(request.GET))
    return response


def _filled(params: QueryDict) -> QueryDict:
    """Without the fields of the form that say nothing."""
    query = params.copy()
    for name, values in params.lists():
        if not any(values):
            del query[name]
    return query


def _page(request: HttpRequest, form: PatientFilter) -> ListPage:
    rows = with_header(form.narrow(patients_visible_to(request.user)), timezone.localdate())
    return list_page(request.GET, rows, sorts=SORTS, default="name", form=form)


def _kept(request: HttpRequest, form: PatientFilter) -> list[tuple[str, list[str]]]:
    """What the bar does not show and must not lose: the sort and the filters of the dialog that are in use."""
    shown = {field.name for field in form.main_fields}
    known = {*form.fields, "sort"} - shown
    return [(name, values) for name, values in request.GET.lists() if name in known and any(values)]


@right_required("patients")
def patient_filters(request: HttpRequest) -> HttpResponse:
    """Every filter there is: a page of its own, for htmx the inside of the dialog."""
    form = PatientFilter(request.GET, user=request.user, today=timezone.localdate(), whole=True)
    template = "patients/filters.html#fields" if request.htmx else "patients/filters.html"
    return render(request, template, {"form": form, "sort": request.GET.get("sort", "")})


@right_required("own_list_export", "X")
def patient_export(request: HttpRequest) -> HttpResponse:
    """Exactly what is filtered, in the order of the list, as `?format=csv` or `xlsx`."""
    form = PatientFilter(request.GET, user=request.user, today=timezone.localdate())
    rows = form.narrow(patients_visible_to(request.user, obj="own_list_export", right="X"))
    key = request.GET.get("sort", "name")
    sort = SORTS.get(key.removeprefix("-"), SORTS["name"])
    path = F(sort.field).desc(nulls_last=True) if key.startswith("-") else F(sort.field).asc(nulls_last=True)
    return export_response(request, resource=PatientResource, rows=rows.order_by(path, "pk"), file="patients")
