"""Files in: upload, check, confirm, report. The row of the run is the truth; the page asks it until it settles."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from kombu.exceptions import OperationalError

from clinics.access import can, right_required
from clinics.lists import Sort, list_page
from clinics.services.journal import record_look
from patients.enums import ImportState
from patients.import_forms import UploadForm
from patients.imports.issues import VERDICT_NAMES, Verdict
from patients.imports.kinds import KINDS
from patients.imports.report import report_lines
from patients.models import ImportRun
from patients.selectors.imports import as_issue, gravest_first, imports_visible_to, issues_of
from patients.services.imports import ImportRunError, confirm_run, retry_run, upload_files
from patients.tasks import work_on_import

SORTS = {"created": Sort("created_at")}
ISSUES_SHOWN = 100
MOVING = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.IMPORTING)
QUIET = (Verdict.OK, Verdict.IGNORE)
TONES = {
    Verdict.OK: "green", Verdict.OK_FIX: "blue", Verdict.FLAG: "amber", Verdict.PLANNED: "teal",
    Verdict.REFUND: "purple", Verdict.MERGE: "blue", Verdict.REVIEW: "amber", Verdict.DUPLICATE: "grey",
    Verdict.REJECT: "red", Verdict.IGNORE: "grey",
}  # fmt: skip
STATES = {
    ImportState.UPLOADED: ("blue", "hourglass"), ImportState.CHECKING: ("blue", "hourglass"),
    ImportState.CHECKED: ("amber", "eye"), ImportState.IMPORTING: ("blue", "hourglass"),
    ImportState.DONE: ("green", "circle-check"), ImportState.FAILED: ("red", "alert-triangle"),
}  # fmt: skip
# What the database holds after the run, in the order of the command's JSON.
TOTALS = {
    "patients": gettext_lazy("Patients"),
    "patients_review": gettext_lazy("Patients to decide about"),
    "visits_done": gettext_lazy("Visits that took place"),
    "visits_planned": gettext_lazy("Planned visits"),
    "visits_no_show": gettext_lazy("No-shows"),
    "visits_cancelled": gettext_lazy("Cancelled visits"),
    "revenue_kop": gettext_lazy("Revenue before refunds"),
    "refunds_kop": gettext_lazy("Refunds"),
    "plan_identified": gettext_lazy("Plan lines identified"),
    "plan_agreed": gettext_lazy("of them agreed"),
    "plan_realised": gettext_lazy("of them realised"),
    "plan_review": gettext_lazy("Plan lines to decide about"),
}


@right_required("imports")
def import_list(request: HttpRequest) -> HttpResponse:
    """GET shows the runs and the form; POST takes files in and starts their check."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and can(request.user, "C", "imports") and form.is_valid():
        run = upload_files(
            form.cleaned_data["files"],
            branch=form.cleaned_data["branch"],
            by=request.user,
            now=timezone.now(),
        )
        _wake(run)
        return redirect("patients:import", run.pk)
    rows = imports_visible_to(request.user).select_related("branch", "created_by").prefetch_related("files")
    page = list_page(request.GET, rows, sorts=SORTS, default="-created")
    lines = [{"run": run, "state": STATES[ImportState(run.state)]} for run in page.rows]
    return render(request, "patients/imports/list.html", {"page": page, "lines": lines, "form": form})


@right_required("imports")
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: its progress, what it would do or did, and every remark. htmx asks for the changing part alone."""
    run = get_object_or_404(imports_visible_to(request.user).prefetch_related("files"), pk=pk)
    template = "patients/imports/run.html#state" if request.htmx else "patients/imports/run.html"
    return render(request, template, _context(request, run))


@require_POST
@right_required("imports", "A")
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(imports_visible_to(request.user, right="A"), pk=pk)
    try:
        _wake(confirm_run(run, by=request.user, now=timezone.now()))
    except ImportRunError:
        messages.warning(request, _("This import was confirmed already, or its check is not over."))
    return redirect("patients:import", pk)


@require_POST
@right_required("imports", "C")
def import_retry(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(imports_visible_to(request.user, right="C"), pk=pk)
    try:
        _wake(retry_run(run, by=request.user, now=timezone.now()))
    except ImportRunError:
        messages.warning(request, _("This import is not waiting to be tried again."))
    return redirect("patients:import", pk)


@right_required("imports")
def import_report(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Every remark as a file for a spreadsheet, in the reader's language."""
    run = get_object_or_404(imports_visible_to(request.user), pk=pk)
    record_look(request.user, run, now=timezone.now(), verb="exported")
    issues = (as_issue(row) for row in issues_of(run).iterator(chunk_size=1000))
    response = StreamingHttpResponse(report_lines(issues), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{pk}.csv"'
    return response


def _wake(run: ImportRun) -> None:
    """After the commit; a broker that is down costs only the wait until beat's next look."""

    def send() -> None:
        try:
            work_on_import.apply_async([run.pk], retry=False)
        except OperationalError:
            return

    transaction.on_commit(send)


def _context(request: HttpRequest, run: ImportRun) -> dict:  # type: ignore[type-arg]
    chosen, is_done = request.GET.get("verdict", ""), run.state == ImportState.DONE
    issues = gravest_first(run.issues.all())
    counts = Counter(dict(_counts(run)))
    wanted = issues.filter(verdict=chosen) if chosen in VERDICT_NAMES else issues.exclude(verdict__in=QUIET)
    rows = [as_issue(row) for row in wanted[: ISSUES_SHOWN + 1]]
    return {
        "run": run,
        "state": STATES[ImportState(run.state)],
        "is_moving": run.state in MOVING,
        "share": run.progress / 100,
        "files": [_file_line(file) for file in run.files.all()],
        "totals": [
            {
                "label": label,
                "value": _plain(name, run.totals[name]),
                "is_money": name.endswith("_kop"),
                "url": reverse("patients:duplicates") if is_done and name == "patients_review" else "",
            }
            for name, label in TOTALS.items()
            if name in run.totals
        ],
        "verdicts": [
            {"code": verdict, "text": f"{VERDICT_NAMES[verdict]}: {counts[verdict]}", "tone": TONES[verdict]}
            for verdict in reversed(Verdict)
            if counts[verdict]
        ],
        "chosen": chosen,
        "issues": [
            {"issue": i, "name": VERDICT_NAMES[i.verdict], "tone": TONES[i.verdict]}
            for i in rows[:ISSUES_SHOWN]
        ],
        "has_more": len(rows) > ISSUES_SHOWN,
        "may_confirm": run.state == ImportState.CHECKED and can(request.user, "A", "imports"),
        "may_retry": run.state == ImportState.FAILED and can(request.user, "C", "imports"),
    }


def _plain(name: str, value: int) -> Decimal | int:
    """Kopecks of the JSON as roubles."""
    return Decimal(value) / 100 if name.endswith("_kop") else value


def _counts(run: ImportRun) -> Iterator[tuple[Verdict, int]]:
    """Records by verdict over all files."""
    totals: Counter[str] = Counter()
    for file in run.files.all():
        totals.update(file.verdicts)
    return ((Verdict(code), count) for code, count in totals.items())


def _file_line(file) -> dict:  # type: ignore[no-untyped-def, type-arg]
    kind = KINDS.get(file.kind)
    records = sum(count for code, count in file.verdicts.items() if code != Verdict.IGNORE)
    return {
        "file": file,
        "kind": kind.title if kind else "",
        "records": records,
        "rejected": file.verdicts.get(Verdict.REJECT, 0),
    }
