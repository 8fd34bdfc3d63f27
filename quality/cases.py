"""What can be checked: each kind of case is registered by its key in `QualityConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from clinics.models import Clinic
from patients.models import Patient
from quality.draw import Case


@dataclass(frozen=True)
class ClosedCases:
    """The cases closed in a period; `unattributed` have no performer and are left out of the draw, counted."""

    cases: list[Case]
    unattributed: int = 0


@dataclass(frozen=True)
class CaseKind:
    """`closed_cases(clinic, first day, last day)` lists; `context(case_id)` fills `template` for the reviewer.

    The context carries no contact data and no names: what the reviewer sees is pseudonymised. `labels` name cases in
    lists; `of_patient` finds a patient's cases for the card.
    """

    key: str
    name: str | Promise
    performer_note: str | Promise
    closed_cases: Callable[[Clinic, date, date], ClosedCases]
    labels: Callable[[list[int]], dict[int, str]]
    of_patient: Callable[[Patient], list[int]]
    context: Callable[[int], dict[str, Any]]
    template: str


CASE_KINDS: dict[str, CaseKind] = {}


def register_case_kind(kind: CaseKind) -> None:
    CASE_KINDS[kind.key] = kind
