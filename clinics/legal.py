"""Legal profiles in words. Which rules follow from one, the app that sends says: it registers a reader of its table."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.enums import LegalProfile
from clinics.models import Clinic

Text = str | Promise
Reader = Callable[[Clinic, str], list[str]]

PROFILES: dict[str, Text] = {
    LegalProfile.RU: _(
        "Russia: advertising only with a consent kept as proof, at decent hours, and never without a person who approves "
        "each list. Foreign messengers carry no advertising."
    ),
    LegalProfile.OWN: _(
        "The clinic answers for its rules itself, with its own lawyer: everything may run by itself. For clinics outside "
        "Russia."
    ),
    LegalProfile.DEMO: _("For invented patients only: letters leave at any hour and reach nobody."),
}

_readers: dict[str, Reader] = {}


def register_rules(key: str, reader: Reader) -> None:
    """`reader(clinic, profile)` says in short sentences what the profile means for what the app does."""
    _readers[key] = reader


def rules_in_words(clinic: Clinic, profile: str) -> list[str]:
    return [line for reader in _readers.values() for line in reader(clinic, profile)]
