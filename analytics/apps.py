from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    name = "analytics"
    verbose_name = _("Analytics")

    def ready(self) -> None:
        from analytics.metrics import METRICS
        from clinics import metrics, navigation
        from clinics.enums import Role

        for metric in METRICS:
            metrics.register(metric)
        navigation.register(
            navigation.NavItem(
                "overview",
                _("Overview"),
                "chart-bar",
                "analytics:overview",
                order=5,
                roles=frozenset({Role.OWNER, Role.MANAGER, Role.MARKETER, Role.AUDITOR, Role.ADMINISTRATOR}),
            )
        )
