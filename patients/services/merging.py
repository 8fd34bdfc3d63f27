"""Two patients turn out to be one person: everything moves to one of them, and the empty row goes.

What happened to every row is kept in a `MergeRecord`, by which `patients.services.unmerging` takes them apart again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from clinics.models import User
from clinics.services.journal import record_action
from patients.handlers import RELINKS, handler_of, relinked_models
from patients.models import DuplicatePair, FollowUp, MergeRecord, Patient, PatientCard, PatientContact
from patients.services.duplicates import pair_partners, settle_reviews
from patients.services.relinking import PATIENTS, differences, take_snapshot
from patients.services.segments import mark_dirty

# What a person may choose of either card; unchosen, the kept card's value stays and the other's fills what is empty.
CHOICES: dict[str, tuple[str, ...]] = {
    "name": ("last_name", "first_name", "patronymic"),
    "birth_date": ("birth_date",),
    "sex": ("sex",),
    "branch": ("branch_id",),
    "curator": ("curator_id",),
    "registered_on": ("registered_on",),
    "acquisition": ("acquisition",),
    "comment": ("comment",),
    "contacts": (),
}
# A wish not to be contacted and a death hold for both: nobody chooses them away.
HOLD_FOR_BOTH = ("do_not_contact", "deceased_on")
FILLED = ("call_from", "call_until")


class MergeError(ValueError):
    """The two cannot be joined, or not be taken apart; the text says why."""


@dataclass(frozen=True)
class RelinkedRows:
    """The rows of one kind in a merge: `moved` as words («12 visits»), how many were dropped, and why."""

    moved: str
    dropped: int
    why: str


@transaction.atomic
def merge_patients(
    keep: Patient,
    other: Patient,
    *,
    choices: Mapping[str, str] | None = None,
    by: User | None,
    now: datetime,
) -> Patient:
    """Move all that belongs to `other` to `keep`, delete the empty row; the kept patient.

    `choices` says for keys of CHOICES whose value wins, "keep" or "other"; «contacts» whose phone is tried first.
    Without a choice the kept card's value stays, and `other` fills what is empty. Cards stay joined in every later
    import. The journal keeps who joined whom, the record what moved.
    """
    record = _join(keep, other, choices or {}, by=by, now=now)
    record.save()
    record_action(
        by, "merged", record.kept, now=now, patient_id=record.kept_id, branch_id=record.kept.branch_id,
        details={"other": record.gone_id},
    )  # fmt: skip
    return record.kept


def preview_merge(
    keep: Patient, other: Patient, *, choices: Mapping[str, str] | None = None, now: datetime
) -> list[RelinkedRows]:
    """What joining them would move and drop, found by doing it and taking the transaction back."""
    with transaction.atomic():
        record = _join(keep, other, choices or {}, by=None, now=now)
        transaction.set_rollback(True)
    return relinked_rows(record)


@transaction.atomic
def join_pair(
    pair: DuplicatePair,
    *,
    keep_id: int | None = None,
    choices: Mapping[str, str] | None = None,
    by: User,
    now: datetime,
) -> Patient:
    """A person says that the two are one. Unsaid, the reviewed patient of the pair goes on, the doubtful one joins it."""
    pair = (
        DuplicatePair.objects.select_for_update(of=("self",))
        .select_related("first", "second")
        .get(pk=pair.pk)
    )
    if pair.decision != DuplicatePair.Decision.OPEN:
        raise MergeError(_("Somebody has decided about these two already."))
    keep, other = in_order(pair, keep_id)
    return merge_patients(keep, other, choices=choices, by=by, now=now)


def in_order(pair: DuplicatePair, keep_id: int | None = None) -> tuple[Patient, Patient]:
    """(kept, joined): as said, else the doubtful card joins the reviewed one, the newer one the older."""
    swapped = pair.first.awaits_review if keep_id is None else keep_id == pair.second_id
    return (pair.second, pair.first) if swapped else (pair.first, pair.second)


def relinked_rows(record: MergeRecord) -> list[RelinkedRows]:
    """The kinds that people know, in the order of their apps: how many rows moved, how many were dropped."""
    found = []
    for model, _columns in relinked_models():
        relink, what = RELINKS.get(model._meta.label), record.tables.get(model._meta.db_table)
        if relink is None or relink.counted is None or what is None:
            continue
        moved, dropped = len(moved_keys(what, record)), len(what["dropped"])
        if moved or dropped:
            words = str(relink.counted % {"count": moved}) if moved else ""
            why = str(relink.counted % {"count": dropped}) + f": {relink.dropped}" if dropped else ""
            found.append(RelinkedRows(words, dropped, why))
    return found


def moved_keys(what: dict[str, Any], record: MergeRecord) -> set[int]:
    """The rows of a table that stood with the joined patient and stand with the kept one now."""
    there = [record.gone_id, record.kept_id]
    plain = {key for keys in what["moved"].values() for key in keys}
    return plain | {key for key, differs in what["changed"] if there in differs.values()}


def _join(
    keep: Patient, other: Patient, choices: Mapping[str, str], *, by: User | None, now: datetime
) -> MergeRecord:
    keep, other = _locked(keep, other)
    gone, asked_about = other.pk, pair_partners([keep.pk, other.pk])
    before = take_snapshot([keep.pk, gone], also=asked_about)
    _choose(keep, other, choices)
    _order_contacts(keep, other, first=choices.get("contacts", "keep"))
    PatientCard.objects.filter(patient=other).update(is_main=False)
    _close_repeated_follow_ups(keep, other, now=now)
    _move_rows(keep.pk, gone)
    other.delete()
    keep.save()
    settle_reviews([keep.pk, *asked_about])
    after = take_snapshot([keep.pk, gone], also=asked_about)
    mark_dirty([keep.pk], now=now)
    keep.refresh_from_db()
    return MergeRecord(
        clinic_id=keep.clinic_id,
        kept=keep,
        gone_id=gone,
        gone_row=before[PATIENTS][gone],
        tables=differences(before, after, keep_id=keep.pk, other_id=gone),
        merged_at=now,
        merged_by=by,
    )


def _locked(keep: Patient, other: Patient) -> tuple[Patient, Patient]:
    if keep.pk == other.pk or keep.clinic_id != other.clinic_id:
        raise MergeError(_("These are not two patients of one clinic."))
    rows = Patient.objects.select_for_update().order_by("pk").in_bulk([keep.pk, other.pk])
    if len(rows) != 2:
        raise MergeError(_("Somebody has joined these patients already."))
    return rows[keep.pk], rows[other.pk]


def _move_rows(keep_id: int, gone_id: int) -> None:
    try:
        with transaction.atomic():
            for model, columns in relinked_models():
                handler_of(model, columns)(keep_id, gone_id)
    except IntegrityError as error:  # visit_patient_not_double_booked
        raise MergeError(_("Both have a booking at the same time: cancel one of the two first.")) from error


def _choose(keep: Patient, other: Patient, choices: Mapping[str, str]) -> None:
    for key, names in CHOICES.items():
        if choices.get(key) == "other":
            for name in names:
                setattr(keep, name, getattr(other, name))
        else:
            _fill(keep, other, names)
    _fill(keep, other, (*HOLD_FOR_BOTH, *FILLED))
    if keep.opening_balance is None:
        keep.opening_balance, keep.opening_balance_on = other.opening_balance, other.opening_balance_on
    keep.awaits_review = keep.awaits_review and other.awaits_review  # joined to a known patient, it is known
    if other.archived_at is None:
        keep.archived_at = None


def _fill(keep: Patient, other: Patient, names: Iterable[str]) -> None:
    for name in names:
        if getattr(keep, name) in (None, ""):
            setattr(keep, name, getattr(other, name))


def _order_contacts(keep: Patient, other: Patient, *, first: str) -> None:
    """The contacts of one stand behind those of the other."""
    front, behind = (other, keep) if first == "other" else (keep, other)
    last = PatientContact.objects.filter(patient=front).aggregate(last=Max("rank"))["last"]
    if last is None:
        return
    for rank, contact in enumerate(
        PatientContact.objects.filter(patient=behind).order_by("rank", "pk"), last + 1
    ):
        contact.rank = rank
        contact.save(update_fields=["rank"])


def _close_repeated_follow_ups(keep: Patient, other: Patient, *, now: datetime) -> None:
    """One open follow-up per origin: of two the kept patient's stays."""
    kept = FollowUp.objects.filter(patient=keep, state="open").values("origin")
    FollowUp.objects.filter(patient=other, state="open", origin__in=kept).update(
        state="cancelled", closed_at=now
    )
