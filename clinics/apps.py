from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClinicsConfig(AppConfig):
    name = "clinics"
    verbose_name = _("Clinic")

    def ready(self) -> None:
        from clinics import navigation, today, today_panels
        from clinics.access_panels import register_access_screens
        from clinics.api.registration import register_resources
        from clinics.catalogue_panels import register_screens
        from clinics.enums import Role
        from clinics.navigation import NavItem
        from clinics.setup_steps import register_steps
        from clinics.today import TodayPanel

        navigation.register(NavItem("today", _("Today"), "home", "today", order=0))
        watchers = frozenset({Role.OWNER, Role.MANAGER})
        register_access_screens()
        today.register(
            TodayPanel("exports", watchers, 15, "clinics/exports/today.html", today_panels.exports_waiting)
        )
        register_resources()
        keepers = frozenset({Role.SYSTEM, Role.OWNER})
        navigation.register(
            NavItem(
                "tokens",
                _("Programs"),
                "link",
                "tokens",
                330,
                keepers,
                section="system",
                note=_("Which programs read and write here, with which rights."),
            )
        )
        register_screens()
        register_steps()
