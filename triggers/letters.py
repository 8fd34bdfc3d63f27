"""From a template to the text that travels: the preview and the sent letter are made here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from clinic_crm.lib import formatting
from patients.enums import Purpose
from triggers.texts import clean_value, render

# Words of the law and of the rule stand here, in the language of the letter, whatever the catalogues hold.
WARNING = {
    "ru": "Имеются противопоказания. Необходима консультация специалиста.",
    "en": "There are contraindications. Consult a specialist.",
}
OPT_OUT = {
    "ru": "Не хотите получать такие письма? Отпишитесь одним нажатием: ",
    "en": "Do not want such letters? Unsubscribe with one click: ",
}
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


def readable_phone(value: str) -> str:
    """A phone as people write it; nothing for none."""
    return formatting.phone(value, settings.PHONENUMBER_DEFAULT_REGION) if value else ""


def list_unsubscribe(url: str) -> dict[str, str]:
    """Headers of one-click unsubscribing (RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _footer_lines(footer: Footer, language: str) -> str:
    lines = ["--", ", ".join(filter(None, [clean_value(footer.clinic), readable_phone(footer.phone)]))]
    if footer.has_warning:
        lines.append(WARNING[language])
    if footer.opt_out_url:
        lines.append(OPT_OUT[language] + footer.opt_out_url)
    return "\n".join(lines)
