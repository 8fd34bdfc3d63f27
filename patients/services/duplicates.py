"""What a person decides about two cards that may be one person. Joining them is `patients.services.merging`."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from clinics.models import User
from clinics.services.journal import record_action
from patients.models import DuplicatePair, Patient


@transaction.atomic
def keep_separate(pair: DuplicatePair, *, by: User, now: datetime) -> DuplicatePair:
    """Two people: the pair is closed, and a card that awaited only this decision is a patient from now on.

    A pair that is decided already stays as it is.
    """
    pair = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
    if pair.decision != DuplicatePair.Decision.OPEN:
        return pair
    pair.decision, pair.decided_by, pair.decided_at = DuplicatePair.Decision.SEPARATE, by, now
    pair.save(update_fields=["decision", "decided_by", "decided_at"])
    both = [pair.first_id, pair.second_id]
    undecided = DuplicatePair.objects.filter(decision=DuplicatePair.Decision.OPEN)
    still = {
        pk
        for first, second in undecided.filter(Q(first__in=both) | Q(second__in=both)).values_list(
            "first", "second"
        )
        for pk in (first, second)
    }
    Patient.objects.filter(pk__in=set(both) - still, awaits_review=True).update(awaits_review=False)
    record_action(by, "kept_separate", pair, now=now, details={"patients": both})
    return pair
