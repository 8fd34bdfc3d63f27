"""The registry's own filters of the patient list."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clinics.access import branches_of
from clinics.models import Branch, Employee, Specialty
from clinics.selectors import practitioners_in, the_clinic
from patients.enums import LIVE_BOOKING, Channel, ConsentState, Purpose, Segment
from patients.filters import Asked, Filter, register
from patients.forms import day_input
from patients.models import Consent, Patient, PatientContact, PatientTag, Tag, Visit
from patients.selectors.acquisition import acquisitions
from patients.selectors.search import matching

ANY = ("", "—")
Rows = QuerySet[Patient]

STATES = [
    ("review", _("awaits review")),
    ("silent", _("do not contact")),
    ("booked", _("has a booking")),
    ("unbooked", _("has no booking")),
    ("archived", _("archived")),
    ("deceased", _("died")),
]
# value of the consent filter → purpose and what its newest act at some point of the patient must say
CONSENTS = [
    ("advertising", _("advertising allowed")),
    ("no-advertising", _("advertising not allowed")),
    ("service", _("service messages allowed")),
    ("no-service", _("service messages not allowed")),
]


def _by_text(rows: Rows, text: str, asked: Asked) -> Rows:
    return matching(rows, text)


def _by_segment(rows: Rows, segment: str, asked: Asked) -> Rows:
    return rows.filter(summary__segment=segment)


def _by_state(rows: Rows, state: str, asked: Asked) -> Rows:
    booked = Exists(
        Visit.objects.filter(patient=OuterRef("pk"), day__gte=asked.today, status__in=LIVE_BOOKING)
    )
    conditions = {
        "review": Q(awaits_review=True),
        "silent": ~Q(do_not_contact=""),
        "booked": Q(booked),
        "unbooked": ~Q(booked),
        "archived": Q(archived_at__isnull=False),
        "deceased": Q(deceased_on__isnull=False),
    }
    return rows.filter(conditions[state])


def _by_consent(rows: Rows, value: str, asked: Asked) -> Rows:
    """Allowed: at some living contact point the newest act for the purpose grants it."""
    purpose = Purpose.SERVICE if value.endswith("service") else Purpose.ADVERTISING
    newer = Consent.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")),
        point=OuterRef("point"),
        channel=OuterRef("channel"),
        purpose=purpose,
    )
    granted = Consent.objects.filter(
        ~Exists(newer),
        point=OuterRef("point"),
        purpose=purpose,
        state=ConsentState.GRANTED,
        channel__in=[Channel.EMAIL, Channel.SMS],
    )
    allowed = Exists(
        PatientContact.objects.filter(Exists(granted), patient=OuterRef("pk"), point__is_dead=False)
    )
    return rows.filter(~allowed if value.startswith("no-") else allowed)


def _by_debt(rows: Rows, value: str, asked: Asked) -> Rows:
    return rows.filter(balance__debt__gt=0)


def _by_branch(rows: Rows, branch: Branch, asked: Asked) -> Rows:
    return rows.filter(branch=branch)


def _visited(rows: Rows, **conditions: Any) -> Rows:
    return rows.filter(Exists(Visit.objects.filter(patient=OuterRef("pk"), **conditions)))


def _by_practitioner(rows: Rows, employee: Employee, asked: Asked) -> Rows:
    return _visited(rows, practitioner=employee)


def _by_specialty(rows: Rows, specialty: Specialty, asked: Asked) -> Rows:
    return _visited(rows, specialty=specialty, status="completed")


def _by_curator(rows: Rows, curator: str, asked: Asked) -> Rows:
    return rows.filter(curator=None) if curator == "none" else rows.filter(curator=int(curator))


def _by_acquisition(rows: Rows, source: str, asked: Asked) -> Rows:
    return rows.filter(acquisition=source)


def _by_tag(rows: Rows, tags: QuerySet[Tag], asked: Asked) -> Rows:
    """All of the tags."""
    for tag in tags:
        rows = rows.filter(Exists(PatientTag.objects.filter(patient=OuterRef("pk"), tag=tag)))
    return rows


def _choice(label: Any, choices: list[tuple[str, Any]]) -> Any:
    return lambda asked: forms.ChoiceField(label=label, choices=[ANY, *choices])


def _day(label: Any) -> Any:
    return lambda asked: forms.DateField(label=label, widget=day_input())


def _text(asked: Asked) -> forms.Field:
    attrs = {"type": "search", "autocomplete": "off", "placeholder": _("Name, phone, card or e-mail")}
    return forms.CharField(label=_("Patient"), max_length=100, widget=forms.TextInput(attrs=attrs))


def _branch(asked: Asked) -> forms.Field:
    return forms.ModelChoiceField(branches_of(asked.user), label=_("Branch"), empty_label="—")


def _practitioner(asked: Asked) -> forms.Field:
    people = practitioners_in(branches_of(asked.user))
    return forms.ModelChoiceField(people, label=_("Practitioner"), empty_label="—")


def _specialty(asked: Asked) -> forms.Field:
    return forms.ModelChoiceField(Specialty.objects.order_by("name"), label=_("Specialty"), empty_label="—")


def _curator(asked: Asked) -> forms.Field:
    people = Employee.objects.filter(is_curator=True).order_by("name_key").values_list("pk", "name")
    choices = [ANY, ("none", _("nobody")), *((str(pk), name) for pk, name in people)]
    return forms.ChoiceField(label=_("Curator"), choices=choices)


def _acquisition(asked: Asked) -> forms.Field:
    return forms.ChoiceField(label=_("Source"), choices=[ANY, *((name, name) for name in acquisitions())])


def _tags(asked: Asked) -> forms.Field:
    return forms.ModelMultipleChoiceField(
        Tag.objects.filter(clinic=the_clinic()), label=_("Tags"), widget=forms.CheckboxSelectMultiple
    )


def register_filters() -> None:
    for each in (
        Filter("q", 0, _text, _by_text, is_main=True),
        Filter("segment", 10, _choice(_("Segment"), Segment.choices), _by_segment, is_main=True),
        Filter("state", 20, _choice(_("State"), STATES), _by_state, is_main=True),
        Filter("consent", 40, _choice(_("Consent"), CONSENTS), _by_consent, obj="consents"),
        Filter("debt", 45, _choice(_("Debt"), [("yes", _("owes money"))]), _by_debt, obj="money"),
        Filter("seen_from", 50, _day(_("Last visit from")),
               lambda rows, day, asked: rows.filter(summary__last_contact_on__gte=day)),
        Filter("seen_to", 51, _day(_("Last visit to")),
               lambda rows, day, asked: rows.filter(summary__last_contact_on__lte=day)),
        Filter("branch", 60, _branch, _by_branch, reads_database=True),
        Filter("practitioner", 61, _practitioner, _by_practitioner, reads_database=True),
        Filter("specialty", 62, _specialty, _by_specialty, reads_database=True),
        Filter("curator", 63, _curator, _by_curator, reads_database=True),
        Filter("source", 64, _acquisition, _by_acquisition, reads_database=True),
        Filter("tag", 65, _tags, _by_tag, reads_database=True),
    ):  # fmt: skip
        register(each)
