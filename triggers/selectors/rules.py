"""Which rule of the table is in force."""

from clinics.models import Clinic
from patients.enums import Channel
from triggers.enums import MessageKind
from triggers.models import SendingRule, SendingSwitch, Trigger


def rule_for(clinic: Clinic, kind: str) -> SendingRule:
    """The newest version of the rule for this kind of message under the clinic's legal profile."""
    return rule_of(clinic, clinic.legal_profile, kind)


def rule_of(clinic: Clinic, profile: str, kind: str) -> SendingRule:
    """The same under any profile."""
    return SendingRule.objects.filter(clinic=clinic, profile=profile, kind=kind).latest("version")


def rule_versions(clinic: Clinic, profile: str, kind: str) -> list[SendingRule]:
    """The newest first."""
    rules = SendingRule.objects.filter(clinic=clinic, profile=profile, kind=kind)
    return list(rules.select_related("changed_by").order_by("-version"))


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
