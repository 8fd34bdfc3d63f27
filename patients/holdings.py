"""What this app holds of a person, for `patients.personal_data`: how it is exported, how it is erased or why it stays."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from patients.enums import Law
from patients.personal_data import Holding, Subject, Table, blank, register
from patients.stop_list import digest

# A birth year stays for the figures of age; the day does not.
ANONYMOUS_PERSON = """
    SET last_name = %(pseudonym)s, first_name = '', patronymic = '', sex = '', comment = '',
        birth_date = date_trunc('year', birth_date)::date,
        do_not_contact = CASE WHEN do_not_contact = '' THEN '' ELSE %(pseudonym)s END
"""
NO_KEY = "external_key = CASE WHEN external_key IS NULL THEN NULL ELSE '~' || id END"


def register_holdings() -> None:
    """Called once from `AppConfig.ready()`."""
    for holding in (*_person(), *_facts(), *_work(), *_derived()):
        register(holding)


def _person() -> tuple[Holding, ...]:
    return (
        Holding(
            key="person",
            title=_("Person"),
            tables=(
                Table(
                    "patients.Patient", "pk__in",
                    ("last_name", "first_name", "patronymic", "sex", "birth_date", "registered_on", ("branch", _("branch")),
                     "acquisition", ("curator", _("curator")), "comment", "do_not_contact", "deceased_on",
                     ("archived_at", _("archived at")), ("opening_balance", _("opening balance")),
                     ("created_at", _("card made at"))),
                ),
                Table("patients.PatientEvent", "pgh_obj__in", (
                    ("pgh_created_at", _("until")), "last_name", "first_name", "patronymic", "birth_date", "comment",
                    "do_not_contact")),
            ),
            erase=(
                f"UPDATE patients_patient {ANONYMOUS_PERSON}, awaits_review = false WHERE id = %(patient)s",
                f"UPDATE patients_patientevent {ANONYMOUS_PERSON} WHERE pgh_obj_id = ANY(%(ids)s)",
            ),
        ),
        Holding(
            key="cards",
            title=_("Card numbers"),
            tables=(Table("patients.PatientCard", "patient__in", ("number", ("source", _("system")))),),
            erase=(_hash_cards,),
        ),
        Holding(
            key="contacts",
            title=_("Contacts"),
            tables=(
                Table("patients.PatientContact", "patient__in", (
                    ("point__kind", _("kind")), ("point__value", _("contact")), ("label", _("label")))),
                Table("patients.PatientContactEvent", "patient__in", (
                    ("pgh_created_at", _("at")), ("point", _("contact")))),
            ),
            models=("patients.ContactPoint",),
            erase=(
                "DELETE FROM patients_patientcontact WHERE patient_id = ANY(%(ids)s)",
                "DELETE FROM patients_patientcontactevent WHERE patient_id = ANY(%(ids)s)",
                _hash_points,
            ),
        ),
        Holding(
            key="family",
            title=_("Family"),
            tables=(
                Table("patients.Guardianship", "ward__in", (("guardian", _("answers for the patient")),)),
                Table("patients.Guardianship", "guardian__in", (("ward", _("the patient answers for")),)),
                Table("patients.HouseholdMember", "patient__in", (
                    ("household", _("family")), ("household__address", _("address")))),
            ),
            models=("patients.Household",),
            erase=(
                "DELETE FROM patients_guardianship WHERE ward_id = %(patient)s OR guardian_id = %(patient)s",
                "DELETE FROM patients_householdmember WHERE patient_id = ANY(%(ids)s)",
            ),
        ),
        Holding(
            key="consents",
            title=_("Consents"),
            tables=(
                Table("patients.Consent", "patient__in", (
                    ("point", _("contact")), ("channel", _("channel")), ("purpose", _("purpose")), ("state", _("act")),
                    ("at", _("at")), ("method", _("how")), ("text_version", _("text version")),
                    ("evidence", _("evidence")))),
            ),
            erase=(
                blank("patients_consent", ["evidence"], where="patient_id = ANY(%(ids)s) OR point_id = ANY(%(own_points)s)"),
            ),
            kept=Law.CONSENT,
        ),
    )  # fmt: skip


def _facts() -> tuple[Holding, ...]:
    return (
        Holding(
            key="visits",
            title=_("Visits"),
            tables=(
                Table("patients.Visit", "patient__in", (
                    "day", "starts_at", ("branch", _("branch")), ("practitioner", _("practitioner")), ("specialty", _("specialty")),
                    "status", ("service", _("service")), "cancel_reason", "minutes", "booked_on", "amount")),
            ),
            models=("patients.VisitVersion",),
            erase=(f"UPDATE patients_visit SET {NO_KEY}, flag = '' WHERE patient_id = ANY(%(ids)s)",),  # noqa: S608
            kept=Law.MEDICAL,
        ),
        Holding(
            key="charges",
            title=_("Charges"),
            tables=(
                Table("patients.Charge", "visit__patient__in", (
                    ("visit__day", _("day")), "service_name", "quantity", "price", "discount", "amount")),
            ),
            models=("patients.ChargeVersion",),
            kept=Law.ACCOUNTING,
        ),
        Holding(
            key="payments",
            title=_("Payments"),
            tables=(
                Table("patients.Payment", "patient__in", ("paid_on", "kind", "method", "amount", ("note", _("note")))),
                Table("patients.RefundRequest", "patient__in", (
                    ("asked_at", _("asked on")), "amount", "reason", ("state", _("state")))),
            ),
            models=("patients.PaymentVersion", "patients.PatientBalance"),
            erase=(
                f"UPDATE patients_payment SET {NO_KEY}, note = '' WHERE patient_id = ANY(%(ids)s)",  # noqa: S608
                "UPDATE patients_refundrequest SET reason = '—' WHERE patient_id = ANY(%(ids)s)",
            ),
            kept=Law.ACCOUNTING,
        ),
    )  # fmt: skip


def _work() -> tuple[Holding, ...]:
    words = "reason = '—', note = ''"
    return (
        Holding(
            key="follow_ups",
            title=_("Follow-ups"),
            tables=(
                Table("patients.FollowUp", "patient__in", (
                    "due_on", "reason", "note", ("state", _("state")), ("outcome", _("outcome")),
                    ("assignee", _("for whom")), ("created_at", _("made at")), ("closed_at", _("closed at")))),
            ),
            models=("patients.FollowUpEvent",),
            erase=(
                f"UPDATE patients_followup SET {words} WHERE patient_id = ANY(%(ids)s)",  # noqa: S608
                f"UPDATE patients_followupevent SET {words} WHERE patient_id = ANY(%(ids)s)",  # noqa: S608
            ),
            kept=Law.ANONYMOUS,
        ),
        Holding(
            key="tags",
            title=_("Tags"),
            tables=(Table("patients.PatientTag", "patient__in", (("tag", _("tag")), ("at", _("at")))),),
            models=("patients.BulkRow",),
            erase=(
                "DELETE FROM patients_patienttag WHERE patient_id = ANY(%(ids)s)",
                "DELETE FROM patients_bulkrow WHERE patient_id = ANY(%(ids)s)",
            ),
        ),
        Holding(
            key="inquiries",
            title=_("Inquiries"),
            tables=(
                Table("patients.Inquiry", "pk__in", (
                    "created_on", "name", "channel", "acquisition", "campaign", "wish", "status", "reason",
                    "lost_reason", "note", "first_answer_at"),
                    among="inquiries"),
            ),
            models=("patients.Inquiry_points",),
            erase=(
                "DELETE FROM patients_inquiry_points WHERE inquiry_id = ANY(%(inquiries)s)",
                f"UPDATE patients_inquiry SET name = %(pseudonym)s, note = '', wish = '', {NO_KEY} WHERE id = ANY(%(inquiries)s)",  # noqa: S608
            ),
            kept=Law.ANONYMOUS,
        ),
    )  # fmt: skip


def _derived() -> tuple[Holding, ...]:
    return (
        Holding(
            key="endings",
            title=_("Ends of the relationship"),
            tables=(
                Table("patients.RelationshipEnding", "patient__in", (
                    "kind", "day", "reason", ("ended_at", _("noted at")), ("resumed_at", _("resumed at")),
                    ("resume_reason", _("why resumed")))),
            ),
            erase=(
                "UPDATE patients_relationshipending SET reason = '—',"
                " resume_reason = CASE WHEN resume_reason = '' THEN '' ELSE '—' END WHERE patient_id = ANY(%(ids)s)",
            ),
            kept=Law.ANONYMOUS,
        ),
        Holding(
            key="requests",
            title=_("Requests of the person"),
            tables=(
                Table("patients.SubjectRequest", "patient__in", (
                    "kind", "state", "received_on", "due_on", "note", "answer")),
            ),
            erase=(blank("patients_subjectrequest", ["note"], where="patient_id = ANY(%(ids)s)"),),
            kept=Law.CONSENT,
        ),
        Holding(
            key="segments",
            title=_("Segments"),
            tables=(
                Table("patients.SegmentMembership", "patient__in", (
                    ("segment", _("segment")), ("since", _("since")), ("until", _("until")))),
            ),
            models=("patients.PatientSummary", "patients.Hold", "patients.DirtyPatient"),
            kept=Law.ANONYMOUS,
        ),
        Holding(
            key="duplicates",
            title=_("Possible duplicates"),
            models=("patients.DuplicatePair", "patients.MergeRecord"),
            erase=(
                "DELETE FROM patients_duplicatepair WHERE first_id = ANY(%(ids)s) OR second_id = ANY(%(ids)s)",
                "DELETE FROM patients_mergerecord WHERE kept_id = ANY(%(ids)s) OR gone_id = ANY(%(ids)s)",
            ),
        ),
    )  # fmt: skip


def _hash_cards(subject: Subject) -> int:
    """The number becomes a keyed hash: a later import of the same card can still be told from a new person."""
    return _hash_column("patients_patientcard", "number", "source_id::text", "patient_id", list(subject.ids))


def _hash_points(subject: Subject) -> int:
    return _hash_column("patients_contactpoint", "value", "kind", "id", list(subject.own_points))


def _hash_column(table: str, column: str, kind: str, by: str, ids: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {kind}, {column} FROM {table} WHERE {by} = ANY(%s)", [ids])  # noqa: S608
        rows = cursor.fetchall()
        cursor.execute(
            f"UPDATE {table} t SET {column} = v.hash FROM unnest(%s::text[], %s::bigint[]) v (hash, id)"  # noqa: S608
            " WHERE t.id = v.id",
            [[digest(kind, value) for _pk, kind, value in rows], [pk for pk, _kind, _value in rows]],
        )
    return len(rows)
