from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class TreatmentPlansConfig(AppConfig):
    name = "treatment_plans"
    verbose_name = _("Treatment plans")

    def ready(self) -> None:
        from patients.handlers import on_merge
        from patients.visit_handlers import on_visit_changed
        from treatment_plans import registrations
        from treatment_plans.endings import register_ending_handlers
        from treatment_plans.imports import register_kind
        from treatment_plans.panels import register_screens
        from treatment_plans.personal_data import register_holdings
        from treatment_plans.services.automatic import follow_visits

        register_kind()
        register_screens()
        register_holdings()
        register_ending_handlers()
        on_merge(
            "treatment_plans.TreatmentPlan",
            counted=ngettext_lazy("%(count)d treatment plan", "%(count)d treatment plans", "count"),
        )
        on_visit_changed("plans", follow_visits)
        registrations.register()
