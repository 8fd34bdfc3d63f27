"""Entries of the clinic's catalogues: saved, put away, brought back, removed. Each leaves a line in the journal."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError

from clinic_crm.lib.text import person_key
from clinics.holidays import russian_days
from clinics.models import Branch, Clinic, Employee, Holiday, User
from clinics.services.journal import record_action


class EntryInUseError(Exception):
    """Something refers to the entry: it can be put away, not removed."""


@transaction.atomic
def save_entry(entry: Model, *, by: User, now: datetime, branch_id: int | None = None) -> bool:
    """Store a new or edited entry of any catalogue; False when nothing had changed."""
    fields = _changed_fields(entry)
    if not fields:
        return False
    verb = "created" if entry.pk is None else "changed"
    entry.save()
    record_action(by, verb, entry, now=now, branch_id=branch_id, details={"fields": fields})
    return True


def put_away(entry: Model, *, by: User, now: datetime, branch_id: int | None = None) -> None:
    """Offer it nowhere any more; what refers to it stays."""
    _switch(entry, False, "archived", by=by, now=now, branch_id=branch_id)


def bring_back(entry: Model, *, by: User, now: datetime, branch_id: int | None = None) -> None:
    """Out of the archive."""
    _switch(entry, True, "restored", by=by, now=now, branch_id=branch_id)


@transaction.atomic
def remove_entry(entry: Model, *, by: User, now: datetime, branch_id: int | None = None) -> None:
    """Delete what nothing refers to. Raises EntryInUseError."""
    pk = entry.pk
    try:
        with transaction.atomic():
            entry.delete()
    except ProtectedError as error:
        raise EntryInUseError from error
    entry.pk = pk  # the journal names what is gone
    record_action(by, "removed", entry, now=now, branch_id=branch_id)


@transaction.atomic
def save_employee(employee: Employee, branches: Iterable[Branch], *, by: User, now: datetime) -> None:
    """A staff card with the branches of work. The name is unique in the clinic, as imports find people by it."""
    employee.name_key = person_key(employee.name)
    fields = _changed_fields(employee)
    verb = "created" if employee.pk is None else "changed"
    employee.save()
    wanted = {branch.pk for branch in branches}
    if wanted != set(employee.branches.values_list("pk", flat=True)):
        employee.branches.set(wanted)
        fields.append("branches")
    if fields:
        record_action(by, verb, employee, now=now, details={"fields": fields})


@transaction.atomic
def fill_holidays(clinic: Clinic, year: int, *, by: User | None, now: datetime) -> int:
    """Add the country's days of the year that are not in the calendar yet; returns how many. Edited ones stay."""
    have = set(Holiday.objects.filter(clinic=clinic, day__year=year).values_list("day", flat=True))
    rows = [
        Holiday(clinic=clinic, day=each.day, name=each.name, works_as=each.works_as)
        for each in russian_days(year)
        if each.day not in have
    ]
    Holiday.objects.bulk_create(rows)
    if rows:
        record_action(by, "holidays_filled", clinic, now=now, details={"year": year, "days": len(rows)})
    return len(rows)


@transaction.atomic
def skip_setup_step(clinic: Clinic, key: str, *, skipped: bool, by: User, now: datetime) -> None:
    """Take a step out of the set-up checklist (this clinic does without it), or put it back."""
    keys = {*clinic.setup_skipped, key} if skipped else {*clinic.setup_skipped} - {key}
    clinic.setup_skipped = sorted(keys)
    clinic.save(update_fields=["setup_skipped"])
    record_action(by, "changed", clinic, now=now, details={"fields": ["setup_skipped"]})


def _switch(entry: Any, active: bool, verb: str, *, by: User, now: datetime, branch_id: int | None) -> None:
    with transaction.atomic():
        if type(entry)._default_manager.filter(pk=entry.pk, is_active=not active).update(is_active=active):
            record_action(by, verb, entry, now=now, branch_id=branch_id)
    entry.is_active = active


def _changed_fields(entry: Model) -> list[str]:
    """Names of the fields whose values differ from the stored ones; all of them for a new entry."""
    names = [f.attname for f in entry._meta.concrete_fields if not f.primary_key]
    stored = type(entry)._default_manager.filter(pk=entry.pk).values(*names).first() if entry.pk else None
    changed = [n for n in names if stored is None or stored[n] != getattr(entry, n)]
    return [entry._meta.get_field(n.removesuffix("_id")).name for n in changed]
