"""The forward load: weeks to come against the hours there are, and what lies behind each cell."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from clinics.access import branches_of, role_required
from clinics.enums import Role
from clinics.selectors import clinic_today, the_clinic
from clinics.services.journal import record_looks
from treatment_plans.forms_load import CellForm, LoadForm
from treatment_plans.load.curve import measure_curves
from treatment_plans.load.forecast import By, forward_load
from treatment_plans.load_pictures import SHOWN_WEEKS, curve_rows, hours, load_chart, load_tiles, table_rows
from treatment_plans.selectors.load import cell_rows, link_rows, names_of, warnings_of

READERS = (Role.OWNER, Role.MANAGER, Role.ADMINISTRATOR)


@require_GET
@role_required(*READERS)
def load(request: HttpRequest) -> HttpResponse:
    """The next 26 weeks by specialty, practitioner or chair; each cell opens its visits and lines."""
    clinic, now = the_clinic(), timezone.now()
    if clinic is None:
        raise Http404
    today = clinic_today(clinic, now)
    form = LoadForm(request.GET, branches=branches_of(request.user, *READERS))
    branches = form.chosen_branches
    curves = measure_curves(clinic.pk, today=today)
    picture = forward_load(branches, curves, by=form.kind, today=today)
    names = names_of(form.kind, [row.key for row in picture.rows])
    by_specialty = (
        picture if form.kind == By.SPECIALTY else forward_load(branches, curves, by=By.SPECIALTY, today=today)
    )
    links = link_rows(clinic.pk)
    specialties = names_of(By.SPECIALTY, [row.key for row in by_specialty.rows])
    context: dict[str, Any] = {
        "title": _("Forward load"),
        "form": form,
        "load": picture,
        "tiles": load_tiles(picture),
        "chart": load_chart(picture),
        "rows": table_rows(picture, names, by=form.kind, branch=form.chosen_branch),
        "links": links,
        "warnings": [
            (warning, specialties[warning.before], specialties[warning.after])
            for warning in warnings_of(branches, links, by_specialty, today=today)
        ],
        "curves": curve_rows(curves, specialties),
        "curve_weeks": SHOWN_WEEKS,
        "queue_url": reverse("plans:queue") + "?queue=not_booked",
    }
    return render(request, "treatment_plans/load.html", context)


@require_GET
@role_required(*READERS)
def load_cell(request: HttpRequest) -> HttpResponse:
    """The visits and lines behind one cell; its sums are the cell's."""
    clinic, now = the_clinic(), timezone.now()
    form = CellForm(request.GET, branches=branches_of(request.user, *READERS))
    if clinic is None or not form.is_valid():
        raise Http404
    today = clinic_today(clinic, now)
    by, key, week = form.kind, form.cleaned_data["key"], form.cleaned_data["week"]
    curves = measure_curves(clinic.pk, today=today)
    rows = cell_rows(request.user, form.chosen_branches, curves, by=by, key=key, week=week, today=today)
    record_looks(request.user, rows.patient_ids, now=now)
    context = {
        "title": names_of(by, [key]).get(key, ""),
        "week": week,
        "cell": rows,
        "hours": (hours(rows.booked), hours(rows.expected)),
        "back": f"{reverse('plans:load')}?{form.query}",
    }
    return render(request, "treatment_plans/load_cell.html", context)
