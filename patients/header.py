"""The head of the patient card: figures and alert chips. An app to the right registers its own in `AppConfig.ready()`.

A figure is an annotation of the card's one query over patients, so that the head costs no query more however many there
are. A chip is made from the annotated patient alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from clinics.access import Person, can
from patients.models import Patient


@dataclass(frozen=True)
class Figure:
    """One value of the head. `annotate(today)` is an expression over Patient, stored on the row as `key`.

    `label` and `show(value)` draw it among the facts; without a label it is there for chips only. `obj`: the matrix row
    that the person must be able to read.
    """

    key: str
    order: int
    annotate: Callable[[date], Any]
    obj: str = "patients"
    label: Any = None
    show: Callable[[Any], str] = str


@dataclass(frozen=True)
class Alert:
    """A chip that must be seen before anything is done with this patient. `title` says more on hover."""

    text: Any
    tone: str = "amber"
    icon: str = "alert-triangle"
    title: str = ""


# alerts(patient, today) -> chips; the patient carries the registered figures (those the person may not read are absent)
MakeAlerts = Callable[[Patient, date], list[Alert]]

FIGURES: dict[str, Figure] = {}
ALERTS: dict[str, tuple[int, MakeAlerts]] = {}


def register_figure(figure: Figure) -> None:
    FIGURES[figure.key] = figure


def register_alerts(key: str, order: int, make: MakeAlerts) -> None:
    ALERTS[key] = (order, make)


def _readable(user: Person) -> list[Figure]:
    ordered = sorted(FIGURES.values(), key=lambda figure: (figure.order, figure.key))
    return [figure for figure in ordered if can(user, "R", figure.obj)]


def with_figures(patients: QuerySet[Patient], user: Person, *, today: date) -> QuerySet[Patient]:
    """The patients with every figure that this person may read."""
    return patients.annotate(**{figure.key: figure.annotate(today) for figure in _readable(user)})


def figures_of(patient: Patient, user: Person) -> list[dict[str, Any]]:
    """The labelled figures: `label` and `text`, a dash for nothing."""
    return [
        {"key": f.key, "label": f.label, "text": "" if (v := getattr(patient, f.key)) is None else f.show(v)}
        for f in _readable(user)
        if f.label
    ]


def alerts_of(patient: Patient, *, today: date) -> list[Alert]:
    """All chips, the gravest first."""
    return [
        alert for _, make in sorted(ALERTS.values(), key=lambda a: a[0]) for alert in make(patient, today)
    ]
