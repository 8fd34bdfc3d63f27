"""The click that ends letters: signed, without login, as often as anybody likes."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from patients.enums import Channel, ConsentMethod, ConsentState, ContactKind
from patients.models import ContactPoint
from patients.selectors.consents import newest_consents
from patients.services.consents import record_consents
from triggers.letters import GROUPS, SALT


@dataclass(frozen=True)
class OptOut:
    """What a link of a letter speaks of."""

    point: ContactPoint
    group: str

    @property
    def channel(self) -> str:
        return Channel.EMAIL if self.point.kind == ContactKind.EMAIL else Channel.SMS


def read_token(token: str) -> OptOut | None:
    """None when the link was not made by us or its address is gone."""
    try:
        data = signing.loads(token, salt=SALT)
        return OptOut(ContactPoint.objects.select_related("clinic").get(pk=data["p"]), data["g"])
    except (signing.BadSignature, ContactPoint.DoesNotExist):
        return None


def has_opted_out(opt_out: OptOut) -> bool:
    """Whether every purpose of the group is withdrawn already."""
    withdrawn = {
        act.purpose
        for act in newest_consents([opt_out.point.pk])
        if act.channel == opt_out.channel and act.state == ConsentState.WITHDRAWN
    }
    return withdrawn >= set(GROUPS[opt_out.group])


def unsubscribe(opt_out: OptOut, *, evidence: str, now: datetime) -> bool:
    """Withdraw consent to every purpose of the group; False (and no new row) if that was done before."""
    if has_opted_out(opt_out):
        return False
    record_consents(
        [(opt_out.point, None)],
        channel=opt_out.channel,
        purposes=GROUPS[opt_out.group],
        state=ConsentState.WITHDRAWN,
        at=now,
        method=ConsentMethod.CLICK,
        evidence=evidence,
        by=None,
        now=now,
    )
    return True
