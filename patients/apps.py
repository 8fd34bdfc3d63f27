from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PatientsConfig(AppConfig):
    name = "patients"
    verbose_name = _("Patients")

    def ready(self) -> None:
        from patients import inquiry_panels, journal_panel, segment_panel
        from patients.api.registration import register_resources
        from patients.ending_handlers import register_ending_handlers
        from patients.holdings import register_holdings
        from patients.imports.registration import register_kinds
        from patients.registry_actions import register_actions
        from patients.registry_filters import register_filters
        from patients.registry_header import register_header
        from patients.registry_panels import register_panels, register_rail
        from patients.relinks import register_relinks
        from patients.setup_steps import register_steps
        from patients.stored_files import register_stored_files
        from patients.timeline_sources import register_sources
        from patients.word_lists import register_word_lists

        register_kinds()
        register_resources()
        register_relinks()
        register_rail()
        register_panels()
        register_sources()
        register_filters()
        register_header()
        register_actions()
        segment_panel.register()
        inquiry_panels.register()
        journal_panel.register()
        register_holdings()
        register_ending_handlers()
        register_stored_files()
        register_steps()
        register_word_lists()
