"""What the registry itself puts into the head of the card: chips and the debt behind one of them."""

from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from clinic_crm.lib import formatting
from patients.header import Alert, Figure, register_alerts, register_figure
from patients.models import Guardianship, Patient

ADULT_AT = 18


def _guardian_name(today: date) -> Subquery:
    rows = Guardianship.objects.filter(ward=OuterRef("pk")).order_by("pk")
    name = Concat(F("guardian__last_name"), Value(" "), F("guardian__first_name"))
    return Subquery(rows.annotate(name=name).values("name")[:1])


def _ends(patient: Patient, today: date) -> list[Alert]:
    found = []
    if patient.deceased_on:
        found.append(Alert(_("died"), "grey", "minus", formatting.day(patient.deceased_on)))
    if patient.do_not_contact:
        found.append(Alert(_("do not contact"), "red", "ban", patient.do_not_contact))
    if patient.archived_at:
        found.append(Alert(_("archived"), "grey", "inbox", formatting.day(patient.archived_at)))
    return found


def _doubts(patient: Patient, today: date) -> list[Alert]:
    if patient.awaits_review:
        return [Alert(_("awaits review"), "amber", "copy", _("May be somebody we know already."))]
    if vars(patient).get("has_doubts"):
        return [Alert(_("may be a duplicate"), "amber", "copy")]
    return []


def _minor(patient: Patient, today: date) -> list[Alert]:
    age = patient.age_on(today)
    if age is None or age >= ADULT_AT:
        return []
    guardian = vars(patient).get("guardian_name")
    if guardian:
        return [Alert(_("minor, answers: %(name)s") % {"name": guardian}, "purple", "users-group")]
    return [Alert(_("minor, no guardian known"), "amber", "users-group")]


def _owing(patient: Patient, today: date) -> list[Alert]:
    owed = vars(patient).get("debt") or Decimal(0)
    if owed <= 0:
        return []
    return [Alert(_("owes %(sum)s") % {"sum": formatting.money(owed)}, "red", "cash")]


def _held(patient: Patient, today: date) -> list[Alert]:
    until = patient.summary.hold_until if hasattr(patient, "summary") else None
    if until is None or until < today:
        return []
    text = _("held until %(day)s") % {"day": formatting.day(until)}
    return [Alert(text, "brown", "clock", _("A booking or a dated promise keeps the patient awake."))]


def register_header() -> None:
    register_figure(Figure("guardian_name", 90, _guardian_name))
    register_figure(Figure("debt", 91, lambda today: F("balance__debt"), obj="money"))
    for order, (key, make) in enumerate(
        {"ends": _ends, "doubts": _doubts, "minor": _minor, "owing": _owing, "held": _held}.items()
    ):
        register_alerts(key, order, make)
