"""Small lists of words that an app keeps for the clinic to edit: reasons of refusal, of a lost inquiry and the like.

An app registers its list in `ready()`; it then has a screen under the settings. The model has `is_active`, and the
fields that `fields` names; `kind` names the field of choices by which the list is parted, if there is one.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class WordList:
    """One list. `clinic_field` is set where each entry belongs to a clinic."""

    key: str
    title: Text
    note: Text
    model: type[Model]
    fields: tuple[str, ...]
    kind: str = ""
    clinic_field: str = ""

    @property
    def entries(self) -> Any:
        return self.model._default_manager


_lists: dict[str, WordList] = {}


def register(words: WordList) -> None:
    """Add a list; the last registration of a key wins, so `ready()` may run twice."""
    _lists[words.key] = words


def word_list(key: str) -> WordList | None:
    return _lists.get(key)


def word_lists() -> list[WordList]:
    """All lists, by title."""
    return sorted(_lists.values(), key=lambda words: str(words.title))
