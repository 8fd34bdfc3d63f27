"""The access matrix in words: what the help page says, and what each row means."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clinics.access_matrix import MATRIX, Grant, Scope
from clinics.enums import Role

Text = str | Promise

# In the order of the page: heading, then its rows. Every row of the matrix stands here (a test sees to that).
GROUPS: list[tuple[Text, dict[str, Text]]] = [
    (
        _("The patient"),
        {
            "patients": _("Name, contacts, card"),
            "patient_search": _("Finding a patient"),
            "clinical_notes": _("Medical notes and files"),
            "visits": _("Visits"),
            "money": _("Charges, payments, debt"),
            "consents": _("Consents and the stop-list"),
            "households": _("Family and guardians"),
            "curator_assignment": _("Who leads the patient"),
            "survey_answers": _("Answers to surveys"),
            "subject_requests": _("Requests of a patient about the own data, erasure"),
        },
    ),
    (
        _("Work of the day"),
        {
            "follow_ups": _("Call list"),
            "branch_follow_ups": _("Call list of a branch without curators"),
            "inquiries": _("Inquiries and campaigns"),
            "plans": _("Treatment plans"),
            "prices": _("Prices and discounts of a plan"),
        },
    ),
    (
        _("Messages"),
        {
            "service_templates": _("Service rules and templates"),
            "marketing_templates": _("Advertising templates and segments"),
            "recipient_lists": _("Frozen lists of recipients"),
            "manual_messages": _("One message by hand"),
            "message_log": _("State of messages"),
            "message_bodies": _("Text of messages"),
            "unknown_queue": _("Messages in doubt"),
            "reply_inbox": _("Replies of patients"),
        },
    ),
    (
        _("Quality"),
        {
            "reviews": _("Checks and scores"),
            "appeals": _("Objections to a check"),
            "standards": _("Standards, sampling rules, rounds"),
            "deviations": _("Deviations and what is done about them"),
        },
    ),
    (
        _("The clinic"),
        {
            "staff": _("Staff cards"),
            "logins": _("Logins and roles"),
            "catalogues": _("Catalogues, price list, segment policy, Changes"),
            "dashboards": _("Overview"),
            "imports": _("Import"),
            "own_list_export": _("The own filtered list as a file"),
            "exports": _("Export"),
            "export_approvals": _("Large exports: the second person"),
            "break_glass": _("Emergency access"),
            "journal": _("Journal"),
            "system_state": _("State of the system, wholeness of the journal"),
            "settings": _("Settings and keys"),
        },
    ),
]
# Rows whose screens are not built yet; the right stands already, so that the screen cannot be built without it.
LATER = frozenset({"clinical_notes", "survey_answers", "manual_messages", "reply_inbox", "break_glass"})

RIGHTS: dict[str, Text] = {
    "R": pgettext_lazy("right", "sees"),
    "C": pgettext_lazy("right", "adds"),
    "U": pgettext_lazy("right", "changes"),
    "V": pgettext_lazy("right", "withdraws"),
    "A": pgettext_lazy("right", "approves"),
    "X": pgettext_lazy("right", "takes away as a file"),
}
SCOPES: dict[Scope, Text] = {
    Scope.ALL: pgettext_lazy("scope", "in every branch"),
    Scope.BRANCH: pgettext_lazy("scope", "in the own branches"),
    Scope.ASSIGNED: pgettext_lazy("scope", "for the own patients in the own branches"),
    Scope.SELF: pgettext_lazy("scope", "only the own"),
    Scope.SAMPLE: pgettext_lazy("scope", "only in a drawn sample, without names"),
    Scope.AGGREGATE: pgettext_lazy("scope", "only as totals, groups under five hidden"),
    Scope.MASKED: pgettext_lazy("scope", "with contacts masked"),
}
NOTES: dict[str, Text] = {
    "patient_search": _("At least three letters; every search leaves a line in the journal."),
    "plans": _(
        "Where a branch has no curators, its administrators have the curator's rights in the whole branch."
    ),
    "own_list_export": _(
        "Administrators and curators: at most 500 rows. Managers: at most 500 rows, and the password or code again. Owners: any"
        " number after the password or code; over 500 rows another owner or manager approves first. Each file leaves a line in"
        " the journal."
    ),
    "export_approvals": _("Never the own request."),
    "logins": _(
        "Nobody changes the own rights. The roles of owner and manager are given by an owner: the system administrator asks."
    ),
    "system_state": _("The system administrator sees whether the journal is whole, not what it says."),
    "recipient_lists": _("Who made the list does not approve it."),
    "reviews": _("Nobody checks the own work."),
    "imports": _("Who uploaded may confirm, unless the clinic asks for a second person."),
}


class Line(NamedTuple):
    """One object on the page of one role."""

    name: Text
    cells: list[str]
    note: Text
    is_later: bool


def matrix_of(role: Role) -> list[tuple[Text, list[Line]]]:
    """What `role` may do, group by group; objects out of its reach have no cells."""
    return [
        (
            heading,
            [
                Line(name, [in_words(g) for g in MATRIX[key].get(role, ())], NOTES.get(key, ""), key in LATER)
                for key, name in rows.items()
            ],
        )
        for heading, rows in GROUPS
    ]


def in_words(grant: Grant) -> str:
    """`sees, changes — in the own branches`."""
    rights = ", ".join(str(word) for letter, word in RIGHTS.items() if letter in grant.rights)
    return f"{rights} — {SCOPES[grant.scope]}"
