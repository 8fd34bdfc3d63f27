"""The state table of a plan line, declared once. Services move lines only along it; the tests drive it as a machine."""

from treatment_plans.enums import Correction, ItemStatus

_ENDS = frozenset({ItemStatus.DECLINED, ItemStatus.DEFERRED, ItemStatus.CANCELLED})

# A deferred line may be agreed at last; a scheduled one falls back to agreed when its booking is cancelled, or when
# the booking did one session of several.
MOVES: dict[str, frozenset[ItemStatus]] = {
    ItemStatus.IDENTIFIED: frozenset({ItemStatus.AGREED}) | _ENDS,
    ItemStatus.AGREED: frozenset({ItemStatus.SCHEDULED, ItemStatus.REALISED}) | _ENDS,
    ItemStatus.SCHEDULED: frozenset({ItemStatus.AGREED, ItemStatus.REALISED}) | _ENDS,
    ItemStatus.DEFERRED: frozenset({ItemStatus.AGREED, ItemStatus.DECLINED, ItemStatus.CANCELLED}),
    ItemStatus.REALISED: frozenset(),
    ItemStatus.DECLINED: frozenset(),
    ItemStatus.CANCELLED: frozenset(),
}

# From where each named correction leads back. Where to, says `corrected_status`.
CORRECTIONS: dict[str, frozenset[ItemStatus]] = {
    Correction.NOT_AGREED: frozenset({ItemStatus.AGREED}),
    Correction.NOT_REALISED: frozenset({ItemStatus.REALISED}),
    Correction.REOPENED: _ENDS,
}

OPEN = (ItemStatus.IDENTIFIED, ItemStatus.AGREED, ItemStatus.SCHEDULED, ItemStatus.DEFERRED)
OPEN_AGREED = (ItemStatus.AGREED, ItemStatus.SCHEDULED)
UNDECIDED = (ItemStatus.IDENTIFIED, ItemStatus.DEFERRED)  # what an offer asks about
TAKEN = (ItemStatus.AGREED, ItemStatus.SCHEDULED, ItemStatus.REALISED)  # decides between alternatives


def may_correct(correction: str, status: str, *, sessions_done: int) -> bool:
    """A session of a partly done line is taken back like a done line; what was begun cannot be "not agreed"."""
    if correction == Correction.NOT_REALISED and sessions_done and status in OPEN_AGREED:
        return True
    if correction == Correction.NOT_AGREED and sessions_done:
        return False
    return status in CORRECTIONS[correction]


def corrected_status(correction: Correction, *, was_agreed: bool) -> ItemStatus:
    """Where a line stands after the correction: what was once agreed goes back to agreed, unless that was the error."""
    if correction == Correction.NOT_AGREED or not was_agreed:
        return ItemStatus.IDENTIFIED
    return ItemStatus.AGREED
