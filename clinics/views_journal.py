"""The journal page: who looked at or did what."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from clinics.access import right_required
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


# How the codes of the journal read; a verb that is not listed is shown as it is stored.
VERBS = {
    "looked": _("opened a card"),
    "searched": _("searched"),
    "exported": _("exported"),
    "created": _("created"),
    "changed": _("changed"),
    "joined": _("joined two cards"),
    "kept_separate": _("kept two cards apart"),
}


@right_required("journal")
def journal(request: HttpRequest) -> HttpResponse:
    form = JournalFilter(request.GET)
    rows = form.narrow(journal_visible_to(request.user)).select_related("actor")
    page = list_page(request.GET, rows, sorts=SORTS, default="-at", form=form)
    lines = [{"entry": entry, "verb": VERBS.get(entry.verb, entry.verb)} for entry in page.rows]
    return render(request, "clinics/journal.html", {"page": page, "lines": lines})
