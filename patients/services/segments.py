"""Segments kept current: by patients whose facts changed, by the clock, or all anew."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from clinics.models import Clinic, User
from clinics.services.journal import record_action
from patients.models import DirtyPatient, SegmentPolicy
from patients.segments import best, crossing
from patients.segments.history import date_segments, rebuild_memberships
from patients.segments.scope import Scope, months_later, run
from patients.segments.summary import refresh_summaries
from patients.services.balances import refresh_balances
from patients.services.holds import sync_booking_holds

BATCH = 5_000
LOCK = 727_001  # one writer of segments per clinic: advisory lock (LOCK, clinic)
POLICY_NUMBERS = (
    "default_interval",
    "default_course_gap",
    "best_share",
    "best_minimum",
    "regular_after_days",
)


def get_policy(clinic: Clinic, *, now: datetime) -> SegmentPolicy:
    """The ruling policy: the newest version, or a first one with the default numbers."""
    newest = SegmentPolicy.objects.filter(clinic=clinic).order_by("-version").first()
    return (
        newest
        or SegmentPolicy.objects.get_or_create(clinic=clinic, version=1, defaults={"created_at": now})[0]
    )


@transaction.atomic
def save_policy(
    clinic: Clinic, numbers: dict[str, int | Decimal], *, by: User, today: date, now: datetime
) -> SegmentPolicy:
    """A new version with `numbers` (keys of POLICY_NUMBERS; missing ones stay), and everybody by it over all history.

    Nothing happens when no number differs: the ruling version is returned.
    """
    old = get_policy(clinic, now=now)
    values = {name: getattr(old, name) for name in POLICY_NUMBERS}
    if values == values | numbers:
        return old
    new = SegmentPolicy.objects.create(
        clinic=clinic, version=old.version + 1, created_at=now, created_by=by, **(values | numbers)
    )
    record_action(by, "changed", new, now=now, details={"version": new.version})
    rebuild_all(clinic, today=today, now=now)
    return new


def mark_dirty(patient_ids: Iterable[int], *, now: datetime) -> None:
    """The facts of these patients changed: call it in the transaction that changes them."""
    rows = [DirtyPatient(patient_id=pk, since=now) for pk in sorted(set(patient_ids))]
    DirtyPatient.objects.bulk_create(rows, ignore_conflicts=True)


def refresh_dirty(*, today: date, now: datetime) -> int:
    """Recompute the patients whose facts changed, in batches; returns how many. `today` is the clinics' local day.

    Membership changes from the day of the changed fact on: earlier days do not depend on it.
    """
    done = 0
    waiting = DirtyPatient.objects.order_by().values_list("patient__clinic", flat=True).distinct()
    for clinic in Clinic.objects.filter(pk__in=list(waiting)):
        advance_day(clinic, today=today, now=now)
        while count := _refresh_batch(clinic, today=today, now=now):
            done += count
    return done


@transaction.atomic
def _refresh_batch(clinic: Clinic, *, today: date, now: datetime) -> int:
    _lock(clinic)
    waiting = DirtyPatient.objects.filter(patient__clinic=clinic).order_by("since", "pk")
    ids = tuple(
        waiting.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:BATCH]
    )
    if not ids:
        return 0
    # Emptied first: a change that commits while we compute marks the patient again.
    DirtyPatient.objects.filter(pk__in=ids).delete()
    sync_booking_holds(ids, today=today)
    refresh_balances(ids)
    recompute(Scope(get_policy(clinic, now=now), today, ids))
    return len(ids)


def recompute(scope: Scope) -> None:
    """Summary and memberships of the patients in scope from their facts, under the stored borders of the best.

    On the 1st itself the borders still move with the facts of the day, and with them whoever they part.
    """
    rebuild_memberships(scope)
    refresh_summaries(scope)
    date_segments(scope)
    if scope.today.day == 1:
        _settle(scope)


def _settle(scope: Scope) -> None:
    turned = best.settle_borders(Scope(scope.policy, scope.today))
    if turned:
        there = Scope(scope.policy, scope.today, tuple(turned))
        rebuild_memberships(there)
        date_segments(there)


@transaction.atomic
def advance_day(clinic: Clinic, *, today: date, now: datetime) -> int:
    """Let time pass up to `today`: whoever crosses a line, and on each 1st the borders of the best.

    Returns how many patients changed. Days that nobody advanced are caught up in their order, each crossing under its
    own date; a second call for the same day changes nothing.
    """
    _lock(clinic)
    policy = get_policy(clinic, now=now)
    settled = best.last_settled_month(Scope(policy, today))
    if settled is None:
        return rebuild_all(clinic, today=today, now=now)
    changed = 0
    while (settled := months_later(settled, 1)) <= today:
        first = Scope(policy, settled)
        changed += crossing.cross_lines(first)
        best.move_window(first)
        _settle(first)
    return changed + crossing.cross_lines(Scope(policy, today))


def mark_dated_ahead(clinic: Clinic, *, today: date, now: datetime) -> int:
    """Visits that were entered as completed before their day begin to count on it; returns how many patients.

    Called once a day, right after midnight; a week back, should the clock have stood still.
    """
    ids = list(crossing.dated_ahead(clinic.pk, since=today - timedelta(days=7), today=today))
    mark_dirty(ids, now=now)
    return len(ids)


@transaction.atomic
def rebuild_all(clinic: Clinic, *, today: date, now: datetime, keep_borders: bool = False) -> int:
    """Everybody anew: summaries, and memberships over all history by event date. Returns the rows written.

    After an initial load or under a new policy the borders of the best of every month are computed anew too.
    `keep_borders` leaves the stored ones: then nothing changes, however late the facts came, because the daily work
    has already led to the same rows.
    """
    _lock(clinic)
    run("SET LOCAL work_mem = '128MB'", {})  # sorts of everybody's days, in memory
    scope = Scope(get_policy(clinic, now=now), today)
    dirty = DirtyPatient.objects.filter(patient__clinic=clinic)
    refresh_balances(list(dirty.values_list("pk", flat=True)))
    dirty.delete()
    sync_booking_holds(None, today=today)
    written = rebuild_memberships(scope, settle_borders=not keep_borders)
    written += len(refresh_summaries(scope))
    return written + date_segments(scope)


def _lock(clinic: Clinic) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, clinic.pk])
