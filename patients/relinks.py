"""What the registry itself moves when two patients are joined (`patients.handlers`), and how its rows are counted."""

from collections.abc import Callable

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from patients.handlers import MergeHandler, move_distinct, on_merge

# Open questions about the joined patient become questions about the kept one; the question between the two is answered.
ASK_ABOUT_KEPT = """
UPDATE patients_duplicatepair p SET first_id = least(t.third, %(keep)s), second_id = greatest(t.third, %(keep)s)
FROM (SELECT id, CASE WHEN first_id = %(other)s THEN second_id ELSE first_id END AS third
      FROM patients_duplicatepair WHERE %(other)s IN (first_id, second_id)) t
WHERE p.id = t.id AND t.third <> %(keep)s
  AND NOT EXISTS (SELECT FROM patients_duplicatepair d
                  WHERE d.first_id = least(t.third, %(keep)s) AND d.second_id = greatest(t.third, %(keep)s))
"""
# Nobody is the guardian of himself.
END_OWN_GUARD = """
DELETE FROM patients_guardianship
WHERE (ward_id, guardian_id) IN ((%(keep)s, %(other)s), (%(other)s, %(keep)s))
"""


def _run(*statements: str) -> MergeHandler:
    def handler(keep_id: int, other_id: int) -> None:
        with connection.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql, {"keep": keep_id, "other": other_id})

    return handler


def _in_turn(*handlers: Callable[[int, int], None]) -> MergeHandler:
    def handler(keep_id: int, other_id: int) -> None:
        for each in handlers:
            each(keep_id, other_id)

    return handler


def _derived(table: str) -> MergeHandler:
    """Rows rebuilt from facts for whoever is marked dirty: nothing to move."""
    return _run(f"DELETE FROM {table} WHERE patient_id = %(other)s")  # noqa: S608


def register_relinks() -> None:
    """Called once from `AppConfig.ready()`. Tables without words here are bookkeeping that no preview names."""
    on_merge("patients.PatientSummary", _derived("patients_patientsummary"))
    on_merge("patients.PatientBalance", _derived("patients_patientbalance"))
    on_merge("patients.SegmentMembership", _derived("patients_segmentmembership"))
    on_merge("patients.DirtyPatient", _derived("patients_dirtypatient"))
    on_merge(
        "patients.DuplicatePair",
        _run(ASK_ABOUT_KEPT, "DELETE FROM patients_duplicatepair WHERE %(other)s IN (first_id, second_id)"),
    )
    on_merge(
        "patients.Guardianship",
        _in_turn(
            _run(END_OWN_GUARD),
            move_distinct("patients_guardianship", column="ward_id", unique=("guardian_id",)),
            move_distinct("patients_guardianship", column="guardian_id", unique=("ward_id",)),
        ),
        counted=ngettext_lazy("%(count)d guardianship", "%(count)d guardianships", "count"),
        dropped=_("both cards have it, or it stood between the two"),
    )
    for label in (
        "patients.VisitVersion",
        "patients.PaymentVersion",
        "patients.Hold",
        "patients.MergeRecord",
        "patients.BulkRow",
    ):
        on_merge(label)
    _register_counted()


def _register_counted() -> None:
    same = _("the kept card has the same one")
    for label, counted, dropped in (
        ("patients.Visit", ngettext_lazy("%(count)d visit", "%(count)d visits", "count"), ""),
        ("patients.Payment", ngettext_lazy("%(count)d payment", "%(count)d payments", "count"), ""),
        (
            "patients.SubjectRequest",
            ngettext_lazy("%(count)d request about data", "%(count)d requests about data", "count"),
            _("the kept card has an open one of this kind"),
        ),
        (
            "patients.RefundRequest",
            ngettext_lazy("%(count)d refund request", "%(count)d refund requests", "count"),
            "",
        ),
        (
            "patients.PatientCard",
            ngettext_lazy("%(count)d card number", "%(count)d card numbers", "count"),
            "",
        ),
        (
            "patients.PatientContact",
            ngettext_lazy("%(count)d phone or e-mail", "%(count)d phones and e-mails", "count"),
            same,
        ),
        (
            "patients.Consent",
            ngettext_lazy("%(count)d act of consent", "%(count)d acts of consent", "count"),
            "",
        ),
        ("patients.FollowUp", ngettext_lazy("%(count)d follow-up", "%(count)d follow-ups", "count"), ""),
        ("patients.Inquiry", ngettext_lazy("%(count)d inquiry", "%(count)d inquiries", "count"), ""),
        ("patients.PatientTag", ngettext_lazy("%(count)d tag", "%(count)d tags", "count"), same),
        (
            "patients.HouseholdMember",
            ngettext_lazy("%(count)d place in a family", "%(count)d places in a family", "count"),
            _("the kept card belongs to a family already"),
        ),
    ):
        on_merge(label, counted=counted, dropped=dropped)
