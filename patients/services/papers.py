"""Entering signed papers: one act on the card, or the same paper for many patients."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from clinics.models import User
from patients.enums import Channel, ConsentMethod, ContactKind
from patients.models import Consent, ContactPoint, Patient
from patients.services.consents import record_consents

CHANNELS = {ContactKind.EMAIL: Channel.EMAIL, ContactKind.PHONE: Channel.SMS}


@transaction.atomic
def record_papers(
    pairs: Iterable[tuple[ContactPoint, Patient]],
    evidence: dict[str, Any],
    *,
    state: str,
    by: User,
    now: datetime,
) -> list[Consent]:
    """The same act at each of the points: by e-mail or by SMS, as the point is. ConsentError for a date in the future.

    `evidence` holds `purposes`, `on`, `paper` and `text_version`. A paper has a day, no hour: its noon at the patient's
    branch; today's paper counts from now.
    """
    pairs = list(pairs)
    acts: list[Consent] = []
    for kind, channel in CHANNELS.items():
        for zone, chosen in _by_zone(pair for pair in pairs if pair[0].kind == kind).items():
            acts += record_consents(
                chosen,
                channel=channel,
                purposes=evidence["purposes"],
                state=state,
                at=_instant(evidence["on"], ZoneInfo(zone), now),
                method=ConsentMethod.PAPER,
                text_version=evidence["text_version"],
                evidence=evidence["paper"],
                by=by,
                now=now,
            )
    return acts


def _by_zone(pairs: Iterable[tuple[ContactPoint, Patient]]) -> dict[str, list[tuple[ContactPoint, Patient]]]:
    found: dict[str, list[tuple[ContactPoint, Patient]]] = {}
    for pair in pairs:
        found.setdefault(pair[1].branch.time_zone, []).append(pair)
    return found


def _instant(day: date, zone: ZoneInfo, now: datetime) -> datetime:
    return now if day == now.astimezone(zone).date() else datetime.combine(day, time(12), tzinfo=zone)
