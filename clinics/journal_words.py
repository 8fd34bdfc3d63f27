"""How the codes of the journal read. What is not listed here is shown as it is stored."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from clinic_crm.lib import formatting
from clinics.enums import Role
from clinics.models import JournalEntry

VERBS: dict[str, str | Promise] = {
    "looked": pgettext_lazy("journal", "looked at"),
    "searched": gettext_lazy("searched"),
    "exported": gettext_lazy("exported"),
    "printed": gettext_lazy("printed an offer"),
    "created": gettext_lazy("created"),
    "changed": gettext_lazy("changed"),
    "token_made": gettext_lazy("made an API token"),
    "token_revoked": gettext_lazy("revoked an API token"),
    "deleted": gettext_lazy("deleted"),
    "founded": gettext_lazy("set the clinic up"),
    "follow_ups_reassigned": gettext_lazy("handed follow-ups over"),
    "request_taken": gettext_lazy("took a request about personal data"),
    "request_answered": gettext_lazy("answered a request about personal data"),
    "erased": gettext_lazy("erased a person"),
    "campaign_spend_set": gettext_lazy("wrote down what a campaign cost"),
    "answered": gettext_lazy("answered an inquiry"),
    "inquiry_lost": gettext_lazy("closed an inquiry as lost"),
    "inquiry_linked": gettext_lazy("said whose an inquiry is"),
    "reopened": gettext_lazy("opened an inquiry again"),
    "relationship_ended": gettext_lazy("ended the relationship"),
    "relationship_resumed": gettext_lazy("resumed the relationship"),
    "merged": gettext_lazy("joined two cards"),
    "tagged": gettext_lazy("put a tag on"),
    "untagged": gettext_lazy("took a tag off"),
    "bulk_tag": gettext_lazy("put a tag on many patients"),
    "bulk_untag": gettext_lazy("took a tag off many patients"),
    "bulk_hand_over": gettext_lazy("handed many patients over"),
    "bulk_consent": gettext_lazy("recorded a consent of many patients"),
    "bulk_undone": gettext_lazy("took a change of many patients back"),
    "search_alarm": gettext_lazy("searched unusually often"),
    "kept_separate": gettext_lazy("kept two cards apart"),
    "unmerged": gettext_lazy("took two cards apart"),
    "family_joined": gettext_lazy("put into a family"),
    "family_left": gettext_lazy("took out of a family"),
    "guardian_set": gettext_lazy("set a guardian"),
    "guardian_ended": gettext_lazy("ended a guardianship"),
    "booked": pgettext_lazy("journal", "booked"),
    "confirmed": pgettext_lazy("journal", "confirmed"),
    "arrived": pgettext_lazy("journal", "noted the arrival"),
    "completed": pgettext_lazy("journal", "completed"),
    "cancelled": pgettext_lazy("journal", "cancelled"),
    "no_show": pgettext_lazy("journal", "noted a no-show"),
    "uploaded": pgettext_lazy("journal", "uploaded"),
    "retried": gettext_lazy("tried again"),
    "trigger_on": gettext_lazy("switched a trigger on"),
    "trigger_off": gettext_lazy("switched a trigger off"),
    "trigger_paused": gettext_lazy("paused a trigger"),
    "backlog_started": gettext_lazy("started a backlog"),
    "backlog_stopped": gettext_lazy("stopped a backlog"),
    "list_approved": gettext_lazy("approved a list"),
    "list_declined": gettext_lazy("declined a list"),
    "closed_unknown": gettext_lazy("closed a message in doubt"),
    "sending_halted": gettext_lazy("stopped all sending"),
    "sending_freed": gettext_lazy("let sending go on"),
    "seed_committed": gettext_lazy("committed a seed"),
    "round_drawn": gettext_lazy("drew a round"),
    "sampling_rule_changed": gettext_lazy("changed a sampling rule"),
    "review_submitted": gettext_lazy("submitted a review"),
    "export_asked": gettext_lazy("asked for a large export"),
    "export_approved": gettext_lazy("approved a large export"),
    "export_declined": gettext_lazy("declined a large export"),
    "second_factor_on": gettext_lazy("switched the second factor on"),
    "second_factor_off": gettext_lazy("switched the second factor off"),
    "recovery_codes_renewed": gettext_lazy("made new recovery codes"),
    "recovery_code_used": gettext_lazy("signed in with a recovery code"),
    "second_factor_roles_set": gettext_lazy("set who needs a second factor"),
    "login_created": gettext_lazy("created a login"),
    "login_closed": gettext_lazy("closed a login"),
    "login_opened": gettext_lazy("opened a login again"),
    "password_set": gettext_lazy("set a password"),
    "corrected": pgettext_lazy("journal", "corrected"),
    "refund_asked": gettext_lazy("asked for a refund"),
    "role_given": gettext_lazy("gave a role"),
    "role_asked": gettext_lazy("asked for a role"),
    "role_declined": gettext_lazy("declined a role"),
    "sessions_ended": gettext_lazy("ended sessions"),
    "link_made": gettext_lazy("made a one-time link"),
    "role_taken": gettext_lazy("took a role away"),
    "archived": gettext_lazy("put into the archive"),
    "restored": gettext_lazy("brought back from the archive"),
    "removed": gettext_lazy("removed"),
    "price_set": gettext_lazy("set a price"),
    "price_removed": gettext_lazy("took a coming price back"),
    "prices_changed": gettext_lazy("changed many prices"),
    "prices_restored": gettext_lazy("took a change of prices back"),
    "hours_set": gettext_lazy("set working hours"),
    "days_set": gettext_lazy("set hours of single days"),
    "days_cleared": gettext_lazy("lifted hours of single days"),
    "holidays_filled": gettext_lazy("filled in holidays"),
    "sending_rule_changed": gettext_lazy("changed a sending rule"),
    "legal_profile_confirmed": gettext_lazy("confirmed the legal profile"),
}

DETAILS: dict[str, str | Promise] = {
    "kind": gettext_lazy("kind"),
    "request": gettext_lazy("request"),
    "follow_ups": gettext_lazy("follow-ups"),
    "bookings": gettext_lazy("bookings"),
    "inquiries": gettext_lazy("inquiries"),
    "promises": gettext_lazy("promised days"),
    "plan_lines": gettext_lazy("plan lines"),
    "fields": gettext_lazy("fields"),
    "api": gettext_lazy("by the API"),
    "scopes": gettext_lazy("scopes"),
    "letters": gettext_lazy("letters typed"),
    "found": gettext_lazy("found"),
    "patients": gettext_lazy("patients"),
    "searches": gettext_lazy("searches in an hour"),
    "tag": gettext_lazy("tag"),
    "other": gettext_lazy("other card"),
    "version": gettext_lazy("version"),
    "quota": gettext_lazy("letters a day"),
    "messages": gettext_lazy("messages"),
    "percent": gettext_lazy("share, %"),
    "floor": gettext_lazy("at least"),
    "is_active": gettext_lazy("draws by itself"),
    "from": pgettext_lazy("period", "from"),
    "to": pgettext_lazy("period", "to"),
    "cases": gettext_lazy("cases"),
    "drawn": pgettext_lazy("count", "drawn"),
    "digest": gettext_lazy("digest of the case list"),
    "seed_hash": gettext_lazy("seed hash"),
    "rows": gettext_lazy("rows"),
    "file": gettext_lazy("file"),
    "role": gettext_lazy("role"),
    "roles": gettext_lazy("roles"),
    "services": gettext_lazy("services"),
    "year": gettext_lazy("year"),
    "days": gettext_lazy("days"),
    "profile": gettext_lazy("profile"),
}

# Filled by the app that knows patients: (reader, ids) -> {id: (name, address of the card)} of those the reader may see.
PEOPLE: dict[str, Callable[[Any, set[int]], dict[int, tuple[str, str]]]] = {}


def people_of(reader: Any, ids: set[int]) -> dict[int, tuple[str, str]]:
    """Names for the numbers of patients on a page of the journal; out of the reader's reach a number stays a number."""
    found: dict[int, tuple[str, str]] = {}
    for lookup in PEOPLE.values():
        found |= lookup(reader, ids)
    return found


def verb_in_words(verb: str) -> str:
    return str(VERBS.get(verb, verb))


def object_in_words(entry: JournalEntry) -> str:
    """What kind of thing, and its number: `patient 1407`."""
    try:
        name = str(apps.get_model(entry.object_type)._meta.verbose_name)
    except (LookupError, ValueError):  # of an app or a time that is gone
        name = entry.object_type
    return f"{name} {entry.object_id or ''}".strip()


def details_in_words(entry: JournalEntry) -> str:
    """`found: 3, letters typed: 5`, in the order of `DETAILS`."""
    order = list(DETAILS)
    keys = sorted(entry.details, key=lambda key: order.index(key) if key in order else len(order))
    return ", ".join(f"{DETAILS.get(key, key)}: {_value(entry, key)}" for key in keys)


def _value(entry: JournalEntry, key: str) -> str:
    value = entry.details[key]
    if key == "fields":
        return ", ".join(_field(entry.object_type, name) for name in value)
    if key in {"role", "roles"}:
        return ", ".join(
            str(dict(Role.choices).get(each, each)) for each in ([value] if key == "role" else value)
        )
    write: Callable[[Any], str] = _day if key in {"from", "to"} else _plain
    return write(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _day(value: str) -> str:
    return formatting.day(date.fromisoformat(value))


def _field(object_type: str, name: str) -> str:
    if name == "contacts":
        return _("contacts")
    try:
        return str(apps.get_model(object_type)._meta.get_field(name).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist, AttributeError):
        return name
