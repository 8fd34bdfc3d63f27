from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TriggersConfig(AppConfig):
    name = "triggers"
    verbose_name = _("Triggers")

    def ready(self) -> None:
        from triggers import panels
        from triggers.endings import register_ending_handler
        from triggers.merging import register_merge_handlers
        from triggers.personal_data import register_holdings, register_letter_files
        from triggers.setup_steps import register_steps

        register_merge_handlers()
        panels.register()
        register_holdings()
        register_letter_files()
        register_ending_handler()
        register_steps()
