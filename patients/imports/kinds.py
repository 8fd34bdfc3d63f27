"""The registry of file kinds: the app that owns the rows registers how they are recognised and brought in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from patients.imports.session import Session
    from patients.imports.sheet import Row, Sheet

FEWEST_COLUMNS = 3


@dataclass(frozen=True)
class FileKind:
    """A kind of file. `columns`: field → captions in any system, folded as `reading.header_key` does.

    `required`: of each group at least one field must be there. `bring_in` reads the sheet's rows, judges them and
    merges what changed, inside the transaction of the session. `totals` counts what the database holds from a source.
    """

    code: str
    title: str | Promise
    order: int
    columns: dict[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    bring_in: Callable[[Sheet, Session], None]
    totals: Callable[[Session], dict[str, int]] | None = None
    counts_refusals: bool = True  # its refused rows are among the run's `rejected`
    fits: Callable[[Row], bool] | None = None  # whether the cells of a row stand in their columns

    @cached_property
    def _fields(self) -> dict[str, list[str]]:
        """Caption → the fields that may be called so."""
        fields: dict[str, list[str]] = {}
        for name, captions in self.columns.items():
            for caption in captions:
                fields.setdefault(caption, []).append(name)
        return fields

    def match(self, captions: list[str]) -> dict[str, list[int]] | None:
        """Where each field stands, or None when this is not a header of this kind."""
        found = {name for caption in captions for name in self._fields.get(caption, ())}
        if len(found) < FEWEST_COLUMNS or not all(found.intersection(group) for group in self.required):
            return None
        return {
            name: [
                at for known in self.columns[name] for at, caption in enumerate(captions) if caption == known
            ]
            for name in self.columns
            if name in found
        }


KINDS: dict[str, FileKind] = {}


def register(kind: FileKind) -> None:
    """Called from `AppConfig.ready()` of the app that owns the rows."""
    KINDS[kind.code] = kind
