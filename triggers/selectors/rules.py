"""Which rule of the table is in force."""

from clinics.models import Clinic
from patients.enums import Channel
from triggers.enums import MessageKind
from triggers.models import SendingRule, SendingSwitch, Trigger


def rule_for(clinic: Clinic, kind: str) -> SendingRule:
    """The newest version of the rule for this kind of message under the clinic's legal profile."""
    rules = SendingRule.objects.filter(clinic=clinic, profile=clinic.legal_profile, kind=kind)
    return rules.latest("version")


def rules_of_profile(clinic: Clinic, profile: str) -> list[SendingRule]:
    """The newest version of the rule for each kind of message, in the order of the kinds."""
    rows = SendingRule.objects.filter(clinic=clinic, profile=profile).order_by("kind", "-version")
    newest = {rule.kind: rule for rule in rows.distinct("kind")}
    return [newest[kind] for kind in MessageKind.values if kind in newest]


def needs_approval(trigger: Trigger, rule: SendingRule) -> bool:
    """The law's word stands; a trigger can only be stricter."""
    return rule.needs_approval or trigger.always_approve


def halted_channels(clinic: Clinic) -> set[str]:
    """Channels that an emergency switch holds; all of them when everything is halted."""
    halted = set(
        SendingSwitch.objects.filter(clinic=clinic, is_halted=True).values_list("channel", flat=True)
    )
    return set(Channel.values) if "" in halted else halted
