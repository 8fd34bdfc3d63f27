"""The forward load: weeks to come against the hours there are, and what lies behind each cell."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from clinics.access import Person, reach_of, role_required
from clinics.enums import Role
from clinics.models import Branch
from clinics.selectors import clinic_today, the_clinic
from clinics.services.journal import record_looks
from treatment_plans.forms_load import CellForm, LoadForm
from treatment_plans.load.curve import measure_curves
from treatment_plans.load.forecast import By, coming_weeks, forward_load
from treatment_plans.load_pictures import SHOWN_WEEKS, curve_rows, hours, load_chart, load_tiles, table_rows
from treatment_plans.selectors.load import cell_rows, link_rows, names_of, warnings_of

READERS = (Role.OWNER, Role.MANAGER, Role.ADMINISTRATOR)


def _branches(user: Person) -> QuerySet[Branch]:
    """The branches whose every visit the person may see."""
    return Branch.objects.filter(reach_of(user, "visits").in_branches("pk")).order_by("pk")


@require_GET
@role_required(*READERS)
def load(request: HttpRequest) -> HttpResponse:
    """The next 26 weeks by specialty, practitioner or chair; each cell opens its visits and lines."""
    clinic, now = the_clinic(), timezone.now()
    if clinic is None:
        raise Http404
    today = clinic_today(clinic, now)
    form = LoadForm(request.GET, branches=_branches(request.user))
    branches = form.chosen_branches
    curves = measure_curves(clinic.pk, today=today)
    picture = forward_load(branches, curves, by=form.kind, today=today)
    names = names_of(form.kind, [row.key for row in picture.rows])
    by_specialty = (
        picture if form.kind == By.SPECIALTY else forward_load(branches, curves, by=By.SPECIALTY, today=today)
    )
    links = link_rows(clinic.pk)
    linked = {each.pk: each.name for row in links for each in (row.link.before, row.link.after)}
    context: dict[str, Any] = {
        "title": _("Forward load"),
        "form": form,
        "load": picture,
        "tiles": load_tiles(picture),
        "chart": load_chart(picture),
        "rows": table_rows(picture, names, by=form.kind, branch=form.chosen_branch),
        "links": links,
        "warnings": [
            (warning, linked[warning.before], linked[warning.after])
            for warning in warnings_of(branches, links, by_specialty, today=today)
        ],
        "curves": curve_rows(curves, names_of(By.SPECIALTY, list(curves.specialties))),
        "curve_weeks": SHOWN_WEEKS,
        "queue_url": reverse("plans:queue") + "?queue=not_booked",
    }
    return render(request, "treatment_plans/load.html", context)


@require_GET
@role_required(*READERS)
def load_cell(request: HttpRequest, by: str, key: int, week: str) -> HttpResponse:
    """The visits and lines behind one cell; its sums are the cell's."""
    clinic, now = the_clinic(), timezone.now()
    asked = request.GET.dict() | {"by": by, "key": key, "week": week}
    form = CellForm(asked, branches=_branches(request.user))
    if clinic is None or not form.is_valid():
        raise Http404
    today = clinic_today(clinic, now)
    kind, monday = form.kind, form.cleaned_data["week"]
    if monday not in coming_weeks(today) or not form.chosen_branches:
        raise Http404
    curves = measure_curves(clinic.pk, today=today)
    rows = cell_rows(request.user, form.chosen_branches, curves, by=kind, key=key, week=monday, today=today)
    if rows.is_empty:  # whoever guesses keys learns no name of another branch
        raise Http404
    record_looks(request.user, rows.patient_ids, now=now)
    context = {
        "title": names_of(kind, [key]).get(key, ""),
        "week": monday,
        "cell": rows,
        "hours": (hours(rows.booked), hours(rows.expected)),
        "back": f"{reverse('plans:load')}?{form.query}",
    }
    return render(request, "treatment_plans/load_cell.html", context)
