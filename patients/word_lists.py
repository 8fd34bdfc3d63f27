"""Lists of words of the registry that the clinic edits on its settings pages."""

from django.utils.translation import gettext_lazy as _

from clinics import catalogues
from patients.models import LostReason


def register_word_lists() -> None:
    catalogues.register(
        catalogues.WordList(
            "lost-reasons",
            _("Why inquiries come to nothing"),
            _("Asked for when an inquiry is closed without a visit."),
            LostReason,
            fields=("name_ru", "name_en"),
        )
    )
