"""Two patients turn out to be one person: everything moves to one of them, and the empty row goes."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import ForeignObjectRel
from django.utils.translation import gettext as _

from clinics.models import User
from clinics.services.journal import record_action
from patients.handlers import MERGE_HANDLERS, move_distinct
from patients.models import DuplicatePair, FollowUp, Patient, PatientCard
from patients.services.segments import mark_dirty

# Rebuilt from facts for whoever is marked dirty: nothing to move.
DERIVED = (
    "patients.PatientSummary",
    "patients.PatientBalance",
    "patients.SegmentMembership",
    "patients.DirtyPatient",
)
FILLED = (
    "last_name", "first_name", "patronymic", "sex", "birth_date", "registered_on", "acquisition", "curator_id",
    "comment", "do_not_contact", "deceased_on",
)  # fmt: skip


class MergeError(ValueError):
    """The two cannot be joined; the text says why."""


@transaction.atomic
def merge_patients(keep: Patient, other: Patient, *, by: User | None, now: datetime) -> Patient:
    """Move all that belongs to `other` to `keep`, fill what `keep` lacks, delete the empty row; the kept patient.

    The history tables keep the deleted row, the journal keeps who joined whom. Cards stay joined in every later
    import. A request of either not to be contacted holds for both.
    """
    if keep.pk == other.pk or keep.clinic_id != other.clinic_id:
        raise MergeError(_("These are not two patients of one clinic."))
    rows = Patient.objects.select_for_update().order_by("pk").in_bulk([keep.pk, other.pk])
    if len(rows) != 2:
        raise MergeError(_("Somebody has joined these patients already."))
    keep, other, gone = rows[keep.pk], rows[other.pk], other.pk
    _fill(keep, other)
    PatientCard.objects.filter(patient=other).update(is_main=False)
    _close_repeated_follow_ups(keep, other, now=now)
    _move_pairs(keep, other)
    for relation in Patient._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            _move(relation, keep.pk, other.pk)
    other.delete()
    keep.awaits_review = _open_pairs(keep.pk)
    keep.save()
    mark_dirty([keep.pk], now=now)
    record_action(
        by, "merged", keep, now=now, patient_id=keep.pk, branch_id=keep.branch_id, details={"other": gone}
    )
    return keep


@transaction.atomic
def join_pair(pair: DuplicatePair, *, by: User, now: datetime) -> Patient:
    """A person says that the two are one: the reviewed patient of the pair goes on, the doubtful one joins it."""
    pair = (
        DuplicatePair.objects.select_for_update(of=("self",))
        .select_related("first", "second")
        .get(pk=pair.pk)
    )
    if pair.decision != DuplicatePair.Decision.OPEN:
        raise MergeError(_("Somebody has decided about these two already."))
    keep, other = (pair.second, pair.first) if pair.first.awaits_review else (pair.first, pair.second)
    return merge_patients(keep, other, by=by, now=now)


def _fill(keep: Patient, other: Patient) -> None:
    for name in FILLED:
        if not getattr(keep, name):
            setattr(keep, name, getattr(other, name))
    if keep.opening_balance is None:
        keep.opening_balance, keep.opening_balance_on = other.opening_balance, other.opening_balance_on


def _open_pairs(patient_id: int) -> bool:
    """Whether the patient is the doubtful one of a pair that nobody has decided."""
    pairs = DuplicatePair.objects.filter(decision=DuplicatePair.Decision.OPEN, second=patient_id)
    return pairs.exists()


def _close_repeated_follow_ups(keep: Patient, other: Patient, *, now: datetime) -> None:
    """One open follow-up per origin: of two the kept patient's stays."""
    kept = FollowUp.objects.filter(patient=keep, state="open").values("origin")
    FollowUp.objects.filter(patient=other, state="open", origin__in=kept).update(
        state="cancelled", closed_at=now
    )


def _move_pairs(keep: Patient, other: Patient) -> None:
    """Open questions about `other` become questions about `keep`; the question between the two is answered."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE patients_duplicatepair p SET first_id = least(t.third, %(keep)s), second_id = greatest(t.third, %(keep)s)
               FROM (SELECT id, CASE WHEN first_id = %(other)s THEN second_id ELSE first_id END AS third
                     FROM patients_duplicatepair WHERE %(other)s IN (first_id, second_id)) t
               WHERE p.id = t.id AND t.third <> %(keep)s
                 AND NOT EXISTS (SELECT FROM patients_duplicatepair d
                                 WHERE d.first_id = least(t.third, %(keep)s) AND d.second_id = greatest(t.third, %(keep)s))""",
            {"keep": keep.pk, "other": other.pk},
        )
    DuplicatePair.objects.filter(first=other).delete()
    DuplicatePair.objects.filter(second=other).delete()


def _move(relation: ForeignObjectRel, keep_id: int, other_id: int) -> None:
    """The rows of one table. Those of apps to the right are found by their foreign keys; unique ones have handlers."""
    model, column = relation.related_model, str(relation.field.column)
    if hasattr(model, "pgh_tracked_model") or model is DuplicatePair:
        return  # history stays as it was
    if model._meta.label in DERIVED:
        model._base_manager.filter(**{column: other_id}).delete()
    elif handler := OWN_HANDLERS.get((model._meta.label, column)) or MERGE_HANDLERS.get(model._meta.label):
        handler(keep_id, other_id)
    else:
        model._base_manager.filter(**{column: other_id}).update(**{column: keep_id})


def _move_guardians(column: str, partner: str):  # type: ignore[no-untyped-def]
    move = move_distinct("patients_guardianship", column=column, unique=(partner,))

    def handler(keep_id: int, other_id: int) -> None:
        with connection.cursor() as cursor:  # nobody is the guardian of himself
            cursor.execute(
                f"DELETE FROM patients_guardianship WHERE {column} = %s AND {partner} = %s",  # noqa: S608
                [other_id, keep_id],
            )
        move(keep_id, other_id)

    return handler


OWN_HANDLERS = {
    ("patients.PatientContact", "patient_id"): move_distinct("patients_patientcontact", unique=("point_id",)),
    ("patients.Guardianship", "ward_id"): _move_guardians("ward_id", "guardian_id"),
    ("patients.Guardianship", "guardian_id"): _move_guardians("guardian_id", "ward_id"),
}
