"""Pairs of cards that may be one person: found, weighed anew, decided. Joining them is `patients.services.merging`."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from clinics.models import Clinic, User
from clinics.services.journal import record_action
from patients.likeness import REVIEW_FROM, SHOWN_FROM, compare
from patients.models import DuplicatePair, Patient
from patients.selectors.candidates import all_candidate_pairs, candidates_of, people_of

FOUND = "found"  # the reason code of a pair that no import found
BATCH = 5_000


@transaction.atomic
def keep_separate(
    pair: DuplicatePair, *, why: str = "", note: str = "", by: User, now: datetime
) -> DuplicatePair:
    """Two people: the pair is closed, and a card that awaited only this decision is a patient from now on.

    A pair that is decided already stays as it is.
    """
    pair = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
    if pair.decision != DuplicatePair.Decision.OPEN:
        return pair
    pair.decision, pair.decided_by, pair.decided_at = DuplicatePair.Decision.SEPARATE, by, now
    pair.why_separate, pair.note = why, note
    pair.save(update_fields=["decision", "decided_by", "decided_at", "why_separate", "note"])
    both = [pair.first_id, pair.second_id]
    settle_reviews(both)
    record_action(by, "kept_separate", pair, now=now, details={"patients": both})
    return pair


@transaction.atomic
def note_new_card(
    patient: Patient, alike: Iterable[int], *, why: str, note: str = "", by: User, now: datetime
) -> None:
    """A card was made although these patients look like it: as two people, with the reason; or, without one, a person
    decides later, and until then the new card awaits review."""
    ids = sorted(set(alike) - {patient.pk})
    _store(_beside(patient.pk, ids), least=SHOWN_FROM)
    if why:
        pairs = DuplicatePair.objects.filter(
            Q(first=patient, second__in=ids) | Q(second=patient, first__in=ids)
        )
        for pair in pairs:
            keep_separate(pair, why=why, note=note, by=by, now=now)
    elif ids:
        Patient.objects.filter(pk=patient.pk).update(awaits_review=True)


@transaction.atomic
def weigh_anew(patient: Patient) -> int:
    """After an edit: new pairs are put up for review, open ones get their score of now, and those for which nothing
    speaks any more go. Returns how many wait. Decided pairs stay decided; nobody's messages stop for a mere likeness.
    """
    partners = pair_partners([patient.pk])
    who = people_of([patient.pk])[patient.pk]
    _store(_beside(patient.pk, candidates_of(patient.clinic_id, who) | set(partners)))
    open_pairs = DuplicatePair.objects.filter(decision=DuplicatePair.Decision.OPEN)
    mine = open_pairs.filter(Q(first=patient) | Q(second=patient))
    mine.filter(score__lt=REVIEW_FROM).delete()
    settle_reviews([patient.pk, *partners])
    return mine.count()


def look_for_duplicates(clinic: Clinic) -> int:
    """Search the whole register; returns how many pairs are new. Candidates share a contact, a name or a birth date
    (set-based), and only they are compared."""
    before = DuplicatePair.objects.count()
    _store(all_candidate_pairs(clinic.pk))
    return DuplicatePair.objects.count() - before


def settle_reviews(patient_ids: Collection[int]) -> None:
    """The one rule of `awaits_review`: it ends when no open pair asks about the patient any more."""
    asked = DuplicatePair.objects.filter(decision=DuplicatePair.Decision.OPEN).filter(
        Q(first=OuterRef("pk")) | Q(second=OuterRef("pk"))
    )
    waiting = Patient.objects.filter(pk__in=patient_ids, awaits_review=True)
    waiting.filter(~Exists(asked)).update(awaits_review=False)


def pair_partners(patient_ids: Collection[int]) -> list[int]:
    """The other patients of all pairs of these."""
    pairs = DuplicatePair.objects.filter(Q(first__in=patient_ids) | Q(second__in=patient_ids))
    found = {pk for pair in pairs.values_list("first", "second") for pk in pair}
    return sorted(found - set(patient_ids))


def _beside(patient_id: int, others: Iterable[int]) -> list[tuple[int, int]]:
    return [(min(pk, patient_id), max(pk, patient_id)) for pk in others]


def _store(pairs: Iterable[tuple[int, int]], *, least: int = REVIEW_FROM) -> None:
    """Weigh the pairs; keep the new ones of at least this score, and write the score of now to those open already."""
    wanted = sorted(set(pairs))
    for start in range(0, len(wanted), BATCH):
        _store_batch(wanted[start : start + BATCH], least)


def _store_batch(pairs: list[tuple[int, int]], least: int) -> None:
    people = people_of({pk for pair in pairs for pk in pair})
    scores = {pair: compare(people[pair[0]], people[pair[1]]).score for pair in pairs}
    known = {
        (pair.first_id, pair.second_id): pair
        for pair in DuplicatePair.objects.filter(first__in={first for first, _second in pairs})
    }
    changed = []
    for key, pair in known.items():
        if key in scores and pair.score != scores[key] and pair.decision == DuplicatePair.Decision.OPEN:
            pair.score = scores[key]
            changed.append(pair)
    DuplicatePair.objects.bulk_update(changed, ["score"])
    DuplicatePair.objects.bulk_create(
        [
            DuplicatePair(first_id=first, second_id=second, reason=FOUND, score=score)
            for (first, second), score in scores.items()
            if (first, second) not in known and score >= least
        ],
        ignore_conflicts=True,
    )
