"""What the import says about a row: a verdict for programs, a reason for people."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Verdict(StrEnum):
    """The fate of a record; the later in the list, the stronger where several apply."""

    OK = "ok"
    IGNORE = "ignore"
    OK_FIX = "ok_fix"
    FLAG = "flag"
    PLANNED = "planned"
    REFUND = "refund"
    MERGE = "merge"
    REVIEW = "review"
    DUPLICATE = "duplicate"
    REJECT = "reject"

    @property
    def strength(self) -> int:
        return list(Verdict).index(self)


VERDICT_NAMES = {
    Verdict.OK: _("taken in"),
    Verdict.IGNORE: _("no data"),
    Verdict.OK_FIX: _("taken in, a field left empty"),
    Verdict.FLAG: _("taken in, please look"),
    Verdict.PLANNED: _("planned visit"),
    Verdict.REFUND: _("refund"),
    Verdict.MERGE: _("joined to the same person"),
    Verdict.REVIEW: _("awaits a decision"),
    Verdict.DUPLICATE: _("repeated row, dropped"),
    Verdict.REJECT: _("refused"),
}

# Codes are stored, words are made when somebody reads. Apps to the right add theirs with `update`.
REASONS = {
    "unknown_file": _("a file of a kind that is not known here; left alone"),
    "no_header": _("no row of column names found; the file is left alone"),
    "too_large": _("the file is larger than %(limit)s MB; left alone"),
    "damaged_text": _("%(count)s characters could not be read"),
    "preamble": _("text above the table"),
    "blank": _("an empty row"),
    "header_repeated": _("the row of column names, repeated (a page break)"),
    "totals": _("a totals row"),
    "remark": _("a row with a remark or the name of a group, no data"),
    "cut_short": _("the row is cut short: %(cells)s cells of %(width)s"),
    "shifted": _("a cell too many: the columns are shifted (%(cells)s cells of %(width)s)"),
    "nobody": _("neither a name nor a phone"),
    "phone_unusable": _("not a phone number; the patient is taken in without it"),
    "email_unusable": _("not an e-mail address; the patient is taken in without it"),
    "birth_impossible": _("there is no such day; the birth date is left empty"),
    "birth_future": _("a birth date in the future; left empty"),
    "birth_too_early": _("a birth date more than 120 years ago; left empty"),
    "sex_unknown": _("the sex cannot be read; left empty"),
    "registered_unusable": _("the day of registration cannot be read or is in the future; left empty"),
    "balance_unusable": _("the balance cannot be read; left empty"),
    "too_long": _("longer than the field allows; shortened"),
    "no_card": _("no card number; a number was made up"),
    "card_of_another": _("the card number belongs to another person (row %(line)s)"),
    "card_of_another_known": _("the card number belongs to another person in the database"),
    "same_row": _("the same card a second time (row %(line)s)"),
    "same_row_other_birth": _(
        "the same card a second time (row %(line)s) with another birth date; not taken"
    ),
    "joined_by": _("row %(line)s, card %(card)s, is the same person and was joined to this one"),
    "maybe_row": _("row %(line)s, card %(card)s, may be the same person and awaits a decision"),
    "joined_by_same_card": _("row %(line)s repeats this card and was joined to it"),
    "same_person": _("the same person as in row %(line)s, card %(card)s"),
    "same_person_known": _("the same person as card %(card)s in the database"),
    "same_person_other_phone": _(
        "the same name and birth date as in row %(line)s, card %(card)s, but another phone; joined"
    ),
    "maybe_same_no_birth": _(
        "the same name and phone as card %(card)s, but a birth date is missing: are they one person?"
    ),
    "maybe_same_other_birth": _(
        "the same name and phone as card %(card)s, but another birth date: are they one person?"
    ),
    "maybe_same_other_name": _(
        "the same birth date and phone as card %(card)s, the name differs in one part: are they one person?"
    ),
    "maybe_same_other_phone": _(
        "the same name and birth date as card %(card)s, but another phone: are they one person?"
    ),
    "do_not_contact": _("the patient asked not to be disturbed: no messages until a person decides"),
    "visit_date_missing": _("the visit has no date"),
    "visit_date_impossible": _("there is no such day"),
    "visit_date_too_early": _("a date that far back cannot be right"),
    "unknown_card": _("this card is not among the patients, and the name is not known either"),
    "name_ambiguous": _("this card is not among the patients, and several patients have this name"),
    "found_by_name": _("this card is not among the patients; found by the full name: card %(card)s"),
    "other_name": _("the card belongs to a patient of another name"),
    "status_unknown": _("the status is not known here"),
    "status_missing": _("no status; taken as a visit that took place"),
    "future_done": _("a visit in the future cannot have taken place"),
    "future_no_show": _("nobody can have missed a visit in the future"),
    "future_refund": _("a refund in the future"),
    "past_booking": _("the day has passed, but the visit is still marked as planned"),
    "planned": _("a future appointment, taken in as planned"),
    "refund": _("a refund: lowers revenue, is not a visit"),
    "refund_of_nothing": _("a refund: lowers revenue; the visit that it returns was not found"),
    "refund_no_sum": _("a refund without a sum"),
    "negative_done": _("a negative sum on a visit that took place, without a mark of a refund"),
    "sum_unusable": _("the sum cannot be read"),
    "sum_missing": _("no sum on a visit that took place; taken as 0"),
    "sum_computed": _("no sum; computed from quantity, price and discount"),
    "sum_differs": _("the sum is not quantity × price − discount; the sum is taken"),
    "sum_without_visit": _("a sum on a visit that did not take place; not counted"),
    "paid_unusable": _("the payment cannot be read; left out"),
    "quantity_unusable": _("the quantity cannot be read; taken as 1"),
    "time_unusable": _("the time cannot be read; left empty"),
    "before_birth": _("earlier than the patient's birth date"),
    "before_registration": _("earlier than the patient's day of registration"),
    "overpaid": _("more was paid than the sum of the row"),
    "repeat": _("an exact repeat of row %(line)s"),
    "price_missing": _("no price; the service is taken in without one"),
    "price_unusable": _("not a price; the service is taken in without one"),
    "price_lower_bound": _("the price is a lower bound"),
    "no_service": _("neither a code nor a name of a service"),
    "service_twice": _("the same service a second time (row %(line)s)"),
    "contact_nobody": _("neither a name nor a phone nor an e-mail"),
    "consent_unclear": _("not clear whether this is a consent; taken as none"),
    "consent_no_point": _("a consent without a phone or e-mail cannot be kept"),
    "company": _("a company, not a person; left alone"),
    "contact_again": _("the same person as in row %(line)s; no second contact is made"),
    "contact_again_known": _("the same person as a contact in the database; no second contact is made"),
    "contact_ambiguous": _("several patients have this phone and name; taken in as a new contact"),
}


@dataclass(slots=True)
class Issue:
    """One remark about one record (line 0 = about the whole file)."""

    file: str
    line: int
    verdict: Verdict
    reason: str
    column: str = ""
    value: str = ""
    params: dict = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The reason in the active language."""
        return str(REASONS[self.reason]) % self.params
