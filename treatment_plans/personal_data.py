"""What this app holds of a person, for `patients.personal_data`."""

from django.utils.translation import gettext_lazy as _

from patients.enums import Law
from patients.personal_data import Holding, Table, blank, register

OF_PLANS = "plan_id IN (SELECT id FROM treatment_plans_treatmentplan WHERE patient_id = ANY(%(ids)s))"
NO_KEY = "external_key = CASE WHEN external_key IS NULL THEN NULL ELSE '~' || id END"


def register_holdings() -> None:
    """Called once from `AppConfig.ready()`. The lines stay as a record of the treatment; what people wrote in words goes."""
    register(
        Holding(
            key="plans",
            title=_("Treatment plans"),
            tables=(
                Table("treatment_plans.TreatmentPlan", "patient__in", (
                    "number", ("branch", _("branch")), ("practitioner", _("practitioner")), ("curator", _("curator")),
                    "identified_on", "offered_on", "state", "closed_on")),
                Table("treatment_plans.PlanItem", "plan__patient__in", (
                    ("plan__number", _("plan")), "service_name", "tooth", "status", "price", "agreed_price",
                    "actual_price", "identified_on", "agreed_on", "promised_on", "realised_on", "ended_on", "reason")),
                Table("treatment_plans.Offer", "plan__patient__in", (
                    ("plan__number", _("plan")), ("year", _("year")), ("ordinal", _("number")), "made_on", "valid_until",
                    "total", "discount")),
                Table("treatment_plans.PlanEvent", "plan__patient__in", (
                    ("plan__number", _("plan")), ("at", _("at")), ("from_status", _("from state")), ("to_status", _("to state")),
                    ("note", _("note")))),
            ),
            models=(
                "treatment_plans.PlanItemVersion", "treatment_plans.PlanSession", "treatment_plans.Prerequisite",
                "treatment_plans.Variant", "treatment_plans.OfferLine",
            ),
            erase=(
                f"UPDATE treatment_plans_planevent SET note = '', changes = '[]' WHERE {OF_PLANS}",  # noqa: S608
                f"UPDATE treatment_plans_planitem SET reason = '', {NO_KEY} WHERE {OF_PLANS}",  # noqa: S608
                blank("treatment_plans_planitemversion", ["reason"], where=OF_PLANS),
            ),
            kept=Law.MEDICAL,
        )
    )  # fmt: skip
