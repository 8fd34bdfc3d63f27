"""What must stand before the clinic writes to anybody; and what the legal profile means for messages."""

from dataclasses import asdict

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clinics import legal, setup
from clinics.enums import LegalProfile, Role
from clinics.models import Clinic
from clinics.setup import SetupStep
from triggers.enums import TriggerState
from triggers.models import SendingRule, Trigger
from triggers.package import RULES
from triggers.selectors.rules import rules_of_profile
from triggers.wording import kind_in_words


def _mail_leaves(clinic: Clinic) -> bool:
    return not settings.LETTERS_ARE_CAUGHT


def _trigger_on(clinic: Clinic) -> bool:
    return Trigger.objects.filter(clinic=clinic, state=TriggerState.ON).exists()


def _rules(clinic: Clinic, profile: str) -> list[str]:
    """Of the stored rules; of those in the box before the first tick has stored them."""
    stored = rules_of_profile(clinic, profile)
    box = [SendingRule(kind=kind, **asdict(row)) for kind, row in RULES[LegalProfile(profile)].items()]
    return [kind_in_words(rule) for rule in stored or box]


def register_steps() -> None:
    legal.register_rules("messages", _rules)
    setup.register(
        SetupStep(
            "mail", _("Connect the mail server"), _mail_leaves, "triggers:letters", order=65,
            why=_("Whoever runs the machine names the server once. Until then letters are caught here and reach nobody."),
            roles=frozenset({Role.OWNER, Role.MANAGER, Role.SYSTEM}), needed=lambda clinic: not clinic.is_demo,
        )
    )  # fmt: skip
    setup.register(
        SetupStep(
            "triggers", _("Switch the first trigger on"), _trigger_on, "triggers:list", order=80,
            why=_("From then on the product writes by itself to whom it should, within the rules."),
        )
    )  # fmt: skip
