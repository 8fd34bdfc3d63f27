from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TriggersConfig(AppConfig):
    name = "triggers"
    verbose_name = _("Triggers")

    def ready(self) -> None:
        from triggers import panels
        from triggers.merging import register_merge_handlers

        register_merge_handlers()
        panels.register()
