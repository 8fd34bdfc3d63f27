"""What this app holds of a person, for `patients.personal_data`."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from patients.enums import Law
from patients.personal_data import Holding, Table, blank, register
from patients.residues import register_files

OF_PERSON = "patient_id = ANY(%(ids)s)"
MESSAGES = f"SELECT id FROM triggers_message WHERE {OF_PERSON}"  # noqa: S608


def register_holdings() -> None:
    """Called once from `AppConfig.ready()`. That a message left, when and why stays; its words and its address go."""
    register(
        Holding(
            key="messages",
            title=_("Messages"),
            tables=(
                Table("triggers.Message", "patient__in", (
                    ("queued_at", _("queued at")), ("trigger", _("trigger")), ("channel", _("channel")),
                    ("point", _("contact")), ("state", _("state")), ("reason", _("why not sent")),
                    ("finished_at", _("finished at")), ("subject", _("subject")), ("body", _("text")))),
                Table("triggers.Enrolment", "patient__in", (
                    ("enrolled_at", _("at")), ("trigger", _("trigger")), ("occurrence", _("occasion")))),
            ),
            models=("triggers.BacklogEntry", "triggers.SendingCounter"),
            erase=(
                blank("triggers_message", ["subject", "body", "error", "provider_id"], where=OF_PERSON),
                blank("triggers_deliveryattempt", ["error"], where=f"message_id IN ({MESSAGES})"),
                f"DELETE FROM triggers_backlogentry WHERE {OF_PERSON}",  # noqa: S608
                "DELETE FROM triggers_sendingcounter WHERE point_id = ANY(%(own_points)s)",
            ),
            kept=Law.CONSENT,
        )
    )  # fmt: skip


def register_letter_files() -> None:
    """Called once from `AppConfig.ready()`: letters that the built-in catcher keeps."""
    register_files("letters", letters_that_name)


def letters_that_name(pattern: re.Pattern[str]) -> Iterator[Path]:
    """Caught letters to an address of the person, or with the name in the open."""
    for path in Path(settings.LETTERS_FOLDER).glob("*.eml"):
        if pattern.search(path.read_bytes().decode("utf-8", errors="ignore")):
            yield path
