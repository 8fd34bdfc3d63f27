from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "quality"
    verbose_name = _("Quality control")

    def ready(self) -> None:
        from clinics import metrics, navigation, today
        from clinics.enums import Role
        from patients import panels as card
        from quality.cases import register_case_kind
        from quality.metrics import QUALITY_SCORE
        from quality.panels import CARD_PANEL, TODAY_PANELS
        from quality.plan_cards import PLAN_CARDS

        register_case_kind(PLAN_CARDS)
        metrics.register(QUALITY_SCORE)
        for panel in TODAY_PANELS:
            today.register(panel)
        card.register(CARD_PANEL)
        workers = {Role.OWNER, Role.MANAGER, Role.AUDITOR, Role.PRACTITIONER, Role.CURATOR}
        navigation.register(
            navigation.NavItem(
                "quality", _("Quality"), "shield-check", "quality:home", order=50, roles=frozenset(workers)
            )
        )
