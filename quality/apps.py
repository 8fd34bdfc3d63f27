from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "quality"
    verbose_name = _("Quality control")

    def ready(self) -> None:
        from quality.cases import register_case_kind
        from quality.plan_cards import PLAN_CARDS

        register_case_kind(PLAN_CARDS)
