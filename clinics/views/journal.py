"""The journal page: who looked at or did what."""

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from clinics.access import right_required
from clinics.exports import ListResource, export_response
from clinics.journal_words import VERBS, details_in_words, object_in_words, people_of, verb_in_words
from clinics.lists import FilterForm, Sort, list_page
from clinics.models import JournalEntry, User
from clinics.selectors import journal_visible_to

SORTS = {"at": Sort("at")}


class JournalFilter(FilterForm):
    """By actor, patient number, verb and days."""

    actor = forms.ModelChoiceField(User.objects.order_by("last_name", "username"), label=_("Who"))
    verb = forms.ChoiceField(label=_("What"))
    patient = forms.IntegerField(label=_("Patient no."), min_value=1)
    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        verbs = sorted(((verb, str(word)) for verb, word in VERBS.items()), key=lambda pair: pair[1].lower())
        self.fields["verb"].choices = [("", "—"), *verbs]

    def narrow(self, rows):
        wanted = {
            "actor": self.value("actor"),
            "verb": self.value("verb"),
            "patient_id": self.value("patient"),
            "at__date__gte": self.value("since"),
            "at__date__lte": self.value("until"),
        }
        return rows.filter(**{key: value for key, value in wanted.items() if value is not None})


class JournalResource(ListResource):
    """The journal as a file: numbers of patients, never their names."""

    at = Field(attribute="at", column_name=_("When"))
    actor = Field(attribute="actor", column_name=_("Who"))
    verb = Field(attribute="verb", column_name=_("What"))
    patient_id = Field(attribute="patient_id", column_name=_("Patient no."))
    thing = Field(column_name=_("Object"))
    details = Field(attribute="details", column_name=_("Details"))

    class Meta:
        model = JournalEntry
        fields = export_order = ("at", "actor", "verb", "patient_id", "thing", "details")

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        return queryset.select_related("actor")

    def dehydrate_actor(self, entry: JournalEntry) -> str:
        return str(entry.actor or "")

    def dehydrate_verb(self, entry: JournalEntry) -> str:
        return verb_in_words(entry.verb)

    def dehydrate_thing(self, entry: JournalEntry) -> str:
        return object_in_words(entry)

    def dehydrate_details(self, entry: JournalEntry) -> str:
        return details_in_words(entry)


@right_required("journal")
def journal(request: HttpRequest) -> HttpResponse:
    form = JournalFilter(request.GET)
    rows = form.narrow(journal_visible_to(request.user)).select_related("actor")
    page = list_page(request.GET, rows, sorts=SORTS, default="-at", form=form)
    people = people_of(request.user, {entry.patient_id for entry in page.rows if entry.patient_id})
    lines = [
        {
            "entry": entry,
            "verb": verb_in_words(entry.verb),
            "person": people.get(entry.patient_id),
            "object": object_in_words(entry),
            "details": details_in_words(entry),
            "is_of_patient": entry.object_type == "patients.patient" and entry.object_id == entry.patient_id,
        }
        for entry in page.rows
    ]
    return render(request, "clinics/journal.html", {"page": page, "lines": lines})


@right_required("exports", "X")
def journal_export(request: HttpRequest) -> HttpResponse:
    """The lines of the page's filter; a look at the journal that leaves a line itself."""
    rows = JournalFilter(request.GET).narrow(journal_visible_to(request.user)).order_by("-at", "-pk")
    return export_response(request, resource=JournalResource, rows=rows, file="journal", obj="exports")
