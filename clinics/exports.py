"""Lists as files. Everybody's export goes through `export_response`, which keeps the rules of the access matrix.

    class PatientResource(ListResource):
        phone = Field(column_name=_("phone"))

        class Meta:
            model = Patient
            fields = export_order = ("last_name", "first_name", "phone")

        def dehydrate_phone(self, patient): …

    @right_required("own_list_export", "X")
    def patient_export(request):
        rows = PatientFilter(request.GET, …).narrow(patients_visible_to(request.user, obj="own_list_export", right="X"))
        return export_response(request, resource=PatientResource, rows=rows, file="patients")

Exactly `rows` leave, in their order. A cell that a spreadsheet would run as a formula is only text.
"""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from import_export.fields import Field
from import_export.resources import ModelResource
from xlsxwriter import Workbook

from clinic_crm.lib import formatting
from clinics.access import Person, assignments_of
from clinics.access_matrix import EXPORT_RULES, MATRIX, ROW_SCOPES, ExportRule
from clinics.enums import Role
from clinics.models import ExportRequest
from clinics.reauth import ask_before, back_of, is_fresh
from clinics.selectors.exports import approvers_beside
from clinics.services.exports import freeze_export
from clinics.services.journal import record_action

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ListResource(ModelResource):
    """A list as columns: values keep their kind (a day, a sum), choices read as words, headings in the person's language."""

    def export_field(self, field: Field, instance: Any, **kwargs: Any) -> Any:
        """Unlike the library's, not yet text: the file's format decides how a value is written."""
        method = getattr(self, field.get_dehydrate_method(self.get_field_name(field)), None)
        if method is not None:
            return method(instance)
        shown = getattr(instance, f"get_{field.attribute}_display", None)
        return shown() if shown else field.get_value(instance)

    def headings(self) -> list[str]:
        """The column names: as declared, else the model's own name of the field."""
        return [capfirst(str(self._heading(field))) for field in self.get_export_fields()]

    def _heading(self, field: Field) -> Any:
        name = self.get_field_name(field)
        try:
            own = self._meta.model._meta.get_field(name).verbose_name
        except FieldDoesNotExist:
            return field.column_name
        return own if field.column_name == name else field.column_name

    def lines(self, rows: QuerySet) -> Iterator[list[Any]]:
        """The cells of each row. `filter_export` may annotate and prefetch what the columns need."""
        fields = self.get_export_fields()
        for row in self.filter_export(rows):
            yield [self.export_field(field, row) for field in fields]


def export_rule_of(user: Person, obj: str) -> ExportRule | None:
    """What the person's roles allow together: the widest limit, the strictest proof. None = no export of `obj` at all."""
    rules = [
        EXPORT_RULES[Role(row.role)]
        for row in assignments_of(user)
        if any("X" in g.rights and g.scope in ROW_SCOPES for g in MATRIX[obj].get(Role(row.role), ()))
    ]
    if not rules:
        return None
    widest = next((rule for rule in rules if rule.most is None), rules[0])
    return ExportRule(widest.most, any(rule.is_fresh for rule in rules), widest.alone)


def export_response(
    request: HttpRequest,
    *,
    resource: type[ListResource],
    rows: QuerySet,
    file: str,
    obj: str = "own_list_export",
) -> HttpResponse:
    """`rows` (already scoped and filtered) as a download in `?format=csv|xlsx`; `file` is its name without an ending.

    Asks the person again, refuses or asks for a second person where the matrix says so; each file leaves a line in the
    journal, in the transaction that read the rows. Raises Http404 for who may not export `obj`.
    """
    rule = export_rule_of(request.user, obj)
    form = request.GET.get("format", "csv")
    if rule is None or form not in TYPES:
        raise Http404
    if rule.is_fresh and not is_fresh(request, timezone.now()):
        return ask_before(request, request.get_full_path(), is_download=True)
    count = rows.count()
    if rule.most is not None and count > rule.most:
        return _refuse(request, count, rule.most)
    if rule.alone is not None and count > rule.alone:
        return _ask_second_person(request, resource, rows, file=file, form=form, obj=obj, alone=rule.alone)
    with transaction.atomic():
        return make_file(request.user, resource, rows, file=file, form=form, now=timezone.now())


def make_file(
    user: Person, resource: type[ListResource], rows: QuerySet, *, file: str, form: str, now: datetime
) -> HttpResponse:
    """The file itself and its line in the journal. Call it in a transaction."""
    source = resource()
    body, count = WRITERS[form](source, rows)
    record_action(
        user, "exported", resource._meta.model(), now=now, details={"rows": count, "file": f"{file}.{form}"}
    )
    name = f"{file}-{timezone.localtime(now):%Y-%m-%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type=TYPES[form], headers=headers)


def frozen_file(row: ExportRequest, *, now: datetime) -> HttpResponse:
    """The file of an approved request: its frozen rows that are still there, by their number."""
    resource = import_string(row.resource)
    rows = resource._meta.model._default_manager.filter(pk__in=row.ids).order_by("pk")
    return make_file(row.requested_by, resource, rows, file=row.file, form=row.format, now=now)


def _refuse(request: HttpRequest, count: int, most: int) -> HttpResponse:
    text = ngettext(
        "%(count)s row is too much for one file of yours: at most %(most)s. Narrow the filter, or ask the owner.",
        "%(count)s rows are too many for one file of yours: at most %(most)s. Narrow the filter, or ask the owner.",
        count,
    )
    messages.error(request, text % {"count": formatting.number(count), "most": formatting.number(most)})
    return redirect(back_of(request))


def _ask_second_person(
    request: HttpRequest,
    resource: type[ListResource],
    rows: QuerySet,
    *,
    file: str,
    form: str,
    obj: str,
    alone: int,
) -> HttpResponse:
    """GET says what happens and who could approve; POST freezes the rows and hands them over for approval."""
    if request.method != "POST":
        context = {
            "count": rows.count(),
            "alone": alone,
            "approvers": approvers_beside(request.user),
            "action": request.get_full_path(),
            "back": back_of(request),
        }
        return render(request, "clinics/exports/ask.html", context)
    freeze_export(
        list(rows.values_list("pk", flat=True)),
        obj=obj,
        resource=f"{resource.__module__}.{resource.__qualname__}",
        file=file,
        form=form,
        path=request.get_full_path(),
        by=request.user,  # type: ignore[arg-type]  # signed in: the rule above let the person in
        now=timezone.now(),
    )
    messages.success(request, _("The rows are frozen and wait for a second person."))
    return redirect("exports")


def inert(text: str) -> str:
    """Text that a spreadsheet shows and never runs; also keeps `+7…` from being read as a number."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _csv_cell(value: Any) -> str:
    if isinstance(value, datetime):
        return formatting.moment(value)
    if isinstance(value, date):
        return formatting.day(value)
    if isinstance(value, Decimal | float) and not isinstance(value, bool):
        return str(value).replace(".", "," if translation.get_language() == "ru" else ".")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else inert(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def _write_csv(source: ListResource, rows: QuerySet) -> tuple[bytes, int]:
    """With a byte order mark, and a semicolon in Russian: what the Excel of that country opens by a double click."""
    out, count = io.StringIO(newline=""), 0
    writer = csv.writer(out, delimiter=";" if translation.get_language() == "ru" else ",")
    writer.writerow(source.headings())
    for line in source.lines(rows):
        writer.writerow([_csv_cell(value) for value in line])
        count += 1
    return out.getvalue().encode("utf-8-sig"), count


def _write_xlsx(source: ListResource, rows: QuerySet) -> tuple[bytes, int]:
    """Texts are text cells, which no spreadsheet runs; days and sums keep their kind."""
    out, count = io.BytesIO(), 0
    book = Workbook(out, {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet()
    day, moment = (book.add_format({"num_format": form}) for form in ("dd.mm.yyyy", "dd.mm.yyyy hh:mm"))
    sheet.set_column(0, len(source.headings()) - 1, 18)
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(source.headings()):
        sheet.write_string(0, column, heading, book.add_format({"bold": True}))
    for count, line in enumerate(source.lines(rows), 1):
        for column, value in enumerate(line):
            if isinstance(value, datetime):
                sheet.write_datetime(count, column, timezone.localtime(value).replace(tzinfo=None), moment)
            elif isinstance(value, date):
                sheet.write_datetime(count, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                sheet.write_number(count, column, value)
            else:
                sheet.write_string(count, column, _text(value))
    book.close()
    return out.getvalue(), count


WRITERS: dict[str, Callable[[ListResource, QuerySet], tuple[bytes, int]]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}
