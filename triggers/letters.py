"""From a template to the text that travels: the preview and the sent letter are made here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from patients.enums import Purpose
from triggers.texts import clean_value, render

SALT = "triggers.unsubscribe"
# What one click ends: never only the one kind of letter that annoyed.
GROUPS = {
    "marketing": (Purpose.ADVERTISING, Purpose.SURVEY),
    "care": (Purpose.CARE, Purpose.ADVERTISING, Purpose.SURVEY),
}


@dataclass(frozen=True)
class Footer:
    """What the rule makes every letter say below the text."""

    clinic: str
    phone: str
    has_warning: bool
    opt_out_url: str


def unsubscribe_token(point_id: int, purpose: str) -> str:
    """Signed, without expiry: it can only narrow what we may do."""
    group = "care" if purpose == Purpose.CARE else "marketing"
    return signing.dumps({"p": point_id, "g": group}, salt=SALT)


def unsubscribe_url(point_id: int, purpose: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse(
        "triggers:unsubscribe", args=[unsubscribe_token(point_id, purpose)]
    )


def compose_letter(
    subject: str, body: str, *, values: Mapping[str, str], footer: Footer, language: str
) -> tuple[str, str]:
    """Subject and body ready to send. TextError if the template cannot be filled."""
    return render(subject, values), render(body, values) + "\n\n" + _footer_lines(footer, language)


def personal_values(*, first_name: str, patronymic: str) -> dict[str, str]:
    return {"name": clean_value(f"{first_name} {patronymic}"), "first_name": first_name}


def list_unsubscribe(url: str) -> dict[str, str]:
    """Headers of one-click unsubscribing (RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _footer_lines(footer: Footer, language: str) -> str:
    with translation.override(language):
        lines = ["--", ", ".join(filter(None, [clean_value(footer.clinic), clean_value(footer.phone)]))]
        if footer.has_warning:
            lines.append(_("There are contraindications. Consult a specialist."))
        if footer.opt_out_url:
            lines.append(_("Do not want such letters? Unsubscribe with one click: %s") % footer.opt_out_url)
    return "\n".join(lines)
