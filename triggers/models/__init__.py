from triggers.models.message import ApprovalList, DeliveryAttempt, Enrolment, Message
from triggers.models.rules import SendingCounter, SendingRule, SendingSwitch
from triggers.models.trigger import Backlog, BacklogEntry, Trigger, TriggerTemplate

__all__ = [
    "ApprovalList",
    "Backlog",
    "BacklogEntry",
    "DeliveryAttempt",
    "Enrolment",
    "Message",
    "SendingCounter",
    "SendingRule",
    "SendingSwitch",
    "Trigger",
    "TriggerTemplate",
]
