"""Letters that the built-in catcher kept instead of sending: what a demo clinic's patients would have read."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from clinic_crm.lib.letters import count_letters, find_letter, newest_letters
from clinics.access import role_required
from clinics.enums import Role

READERS = (Role.OWNER, Role.MANAGER)


@role_required(*READERS)
def letter_list(request: HttpRequest) -> HttpResponse:
    _refuse_unless_caught()
    context = {
        "title": _("Caught letters"),
        "letters": newest_letters(settings.LETTERS_FOLDER, limit=100, to=request.GET.get("to", "").strip()),
        "count": count_letters(settings.LETTERS_FOLDER),
    }
    return render(request, "triggers/letters.html", context)


@role_required(*READERS)
def letter(request: HttpRequest, name: str) -> HttpResponse:
    _refuse_unless_caught()
    found = find_letter(settings.LETTERS_FOLDER, name)
    if found is None:
        raise Http404
    return render(request, "triggers/letter.html", {"title": found.subject, "letter": found})


def _refuse_unless_caught() -> None:
    """With a real mail server there is nothing to show: the page is absent."""
    if not settings.LETTERS_ARE_CAUGHT:
        raise Http404
