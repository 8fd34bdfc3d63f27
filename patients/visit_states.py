"""The states of a visit as one table: what may follow what, when, and what only a named correction undoes.

Nothing else decides about states: services apply a move of this table, screens offer `moves_from(visit, today)`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from patients.enums import LIVE_BOOKING, OCCUPYING, VisitStatus


@dataclass(frozen=True)
class Move:
    """From any of `sources` to `to`. `is_due_only`: not before the visit's day. `is_ahead_only`: not after it.

    `is_correction`: takes back what was marked by mistake. `label` is the button, `said` what happened.
    """

    key: str
    sources: frozenset[VisitStatus]
    to: VisitStatus
    label: Any
    said: Any
    icon: str
    is_due_only: bool = False
    is_ahead_only: bool = False
    is_correction: bool = False
    needs_reason: bool = False


def _move(key: str, sources: tuple[VisitStatus, ...], to: VisitStatus, *words: Any, **rules: bool) -> Move:
    label, said, icon = words
    return Move(key, frozenset(sources), to, label, said, icon, **rules)


S = VisitStatus
MOVES: dict[str, Move] = {
    move.key: move
    for move in (
        _move("confirm", (S.BOOKED,), S.CONFIRMED,
              _("Confirmed"), _("The booking is confirmed."), "calendar-event"),
        _move("arrive", LIVE_BOOKING, S.ARRIVED,
              _("Is here"), _("The patient is here."), "user-check", is_due_only=True),
        _move("complete", OCCUPYING, S.COMPLETED,
              _("Done"), _("The visit is done, the bill is saved."), "check", is_due_only=True),
        _move("no-show", LIVE_BOOKING, S.NO_SHOW,
              _("No-show"), _("The visit is marked as missed."), "circle-x", is_due_only=True),
        _move("cancel", OCCUPYING, S.CANCELLED,
              _("Cancel the visit"), _("The visit is cancelled."), "x", needs_reason=True),
        # what was marked by mistake
        _move("unconfirm", (S.CONFIRMED,), S.BOOKED,
              _("Not confirmed after all"), _("The visit is booked, not confirmed."), "calendar", is_correction=True),
        _move("not-here", (S.ARRIVED,), S.BOOKED,
              _("Is not here after all"), _("The visit is booked, the patient is not here."), "calendar",
              is_correction=True),
        _move("came", (S.NO_SHOW,), S.ARRIVED,
              _("Came after all"), _("The patient is here."), "user-check", is_correction=True),
        _move("revive", (S.CANCELLED,), S.BOOKED,
              _("Not cancelled after all"), _("The visit is booked again."), "calendar",
              is_correction=True, is_ahead_only=True),
        _move("reopen", (S.COMPLETED,), S.ARRIVED,
              _("Not done yet after all"), _("The visit is open again; its bill does not count until it is done."),
              "edit", is_correction=True),
    )
}  # fmt: skip


def may_move(status: str, day: date, move: Move, *, today: date) -> bool:
    """Does the table allow the move for a visit of this status and day? `today` is the branch's local day."""
    if VisitStatus(status) not in move.sources:
        return False
    return not (move.is_due_only and day > today) and not (move.is_ahead_only and day < today)


def moves_from(status: str, day: date, *, today: date) -> list[Move]:
    """What may happen to such a visit now, the usual next step first, corrections last."""
    return [move for move in MOVES.values() if may_move(status, day, move, today=today)]


def next_move(status: str, day: date, *, today: date) -> Move | None:
    """The one step that a button offers: confirm ahead of the day, arrive on it, done once the patient is here."""
    order = {
        VisitStatus.BOOKED: ("arrive", "confirm"),
        VisitStatus.CONFIRMED: ("arrive",),
        VisitStatus.ARRIVED: ("complete",),
    }
    keys = order.get(VisitStatus(status), ())
    return next((MOVES[key] for key in keys if may_move(status, day, MOVES[key], today=today)), None)
