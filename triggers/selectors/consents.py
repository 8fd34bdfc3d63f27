"""The consents of one patient, as the card shows them."""

from dataclasses import dataclass

from patients.enums import Channel, ContactKind, Purpose
from patients.models import Consent, ContactPoint, Patient
from patients.selectors.consents import newest_consents

PURPOSES = (Purpose.SERVICE, Purpose.CARE, Purpose.ADVERTISING, Purpose.SURVEY)


@dataclass(frozen=True)
class Line:
    """One purpose at one point: the act that counts, or none."""

    purpose: Purpose
    act: Consent | None


@dataclass(frozen=True)
class PointConsents:
    point: ContactPoint
    channel: Channel
    lines: list[Line]


def consents_of(patient: Patient) -> list[PointConsents]:
    """Per contact point of the patient: what each purpose's newest act says."""
    points = [contact.point for contact in patient.contacts.select_related("point")]
    acts = newest_consents([point.pk for point in points]).select_related("by")
    found = {(act.point_id, act.channel, act.purpose): act for act in acts}
    return [_of_point(point, found) for point in points]


def _of_point(point: ContactPoint, found: dict[tuple[int, str, str], Consent]) -> PointConsents:
    channel = Channel.EMAIL if point.kind == ContactKind.EMAIL else Channel.SMS
    lines = [Line(purpose, found.get((point.pk, channel, purpose))) for purpose in PURPOSES]
    return PointConsents(point, channel, lines)
