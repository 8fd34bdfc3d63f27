"""Reads of the import's own journal."""

from django.db.models import Case, QuerySet, Value, When

from clinics.access import Person, reach_of
from patients.imports.issues import Issue, Verdict
from patients.models import ImportIssue, ImportRun


def imports_visible_to(user: Person, *, right: str = "R") -> QuerySet[ImportRun]:
    """The runs of the person's branches; those of the whole clinic only for who sees everything."""
    return ImportRun.objects.filter(reach_of(user, "imports", right).in_branches("branch"))


def issues_of(run: ImportRun) -> QuerySet[ImportIssue]:
    """Every remark, file by file, in the order of the physical lines."""
    return run.issues.order_by("file", "line", "pk")


def gravest_first(issues: QuerySet[ImportIssue]) -> QuerySet[ImportIssue]:
    """Refused rows, then those that await a decision, and so on down; within one verdict by file and line."""
    strength = Case(*(When(verdict=v.value, then=Value(v.strength)) for v in Verdict), default=Value(0))
    return issues.order_by(strength.desc(), "file", "line", "pk")


def as_issue(row: ImportIssue) -> Issue:
    """The stored remark, able to say itself in the active language."""
    return Issue(row.file, row.line, Verdict(row.verdict), row.reason, row.column, row.value, row.params)
