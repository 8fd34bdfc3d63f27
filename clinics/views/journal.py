"""The journal page: who looked at or did what."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from clinics.access import right_required
from clinics.journal_words import VERBS, details_in_words, object_in_words, verb_in_words
from clinics.lists import FilterForm, Sort, list_page
from clinics.models import User
from clinics.selectors import journal_visible_to

SORTS = {"at": Sort("at")}


class JournalFilter(FilterForm):
    """By actor, patient number, verb and day."""

    actor = forms.ModelChoiceField(User.objects.order_by("username"), label=_("Who"))
    verb = forms.ChoiceField(label=_("What"))
    patient = forms.IntegerField(label=_("Patient no."), min_value=1)
    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", "—"), *VERBS.items()]

    def narrow(self, rows):
        wanted = {
            "actor": self.value("actor"),
            "verb": self.value("verb"),
            "patient_id": self.value("patient"),
            "at__date__gte": self.value("since"),
        }
        return rows.filter(**{key: value for key, value in wanted.items() if value is not None})


@right_required("journal")
def journal(request: HttpRequest) -> HttpResponse:
    form = JournalFilter(request.GET)
    rows = form.narrow(journal_visible_to(request.user)).select_related("actor")
    page = list_page(request.GET, rows, sorts=SORTS, default="-at", form=form)
    lines = [
        {
            "entry": entry,
            "verb": verb_in_words(entry.verb),
            "object": object_in_words(entry),
            "details": details_in_words(entry),
        }
        for entry in page.rows
    ]
    return render(request, "clinics/journal.html", {"page": page, "lines": lines})
