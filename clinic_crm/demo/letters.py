"""Some months of messages: what the triggers, switched on in the demo's past, sent or skipped before today."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_crm.demo.clinic import Stage
from patients.enums import ConsentState, ContactKind, Segment
from patients.models import Consent, Patient, PatientContact, PatientSummary, SegmentMembership
from triggers.enums import AttemptOutcome, MessageState, Reason, TriggerState
from triggers.letters import Footer, compose_letter, personal_values, unsubscribe_url
from triggers.models import DeliveryAttempt, Enrolment, Message, SendingRule, Trigger
from triggers.selectors.rules import rule_for
from triggers.services.package import install_package

SWITCHED_ON_DAYS_AGO = 150
MOSCOW = ZoneInfo("Europe/Moscow")


class Letters:
    """Writes the outbox of the past; today's occasions are left to the running product."""

    def __init__(self, stage: Stage, chance: Random, now: datetime) -> None:
        self.stage, self.chance, self.today = stage, chance, now.date()
        self.since = self.today - timedelta(days=SWITCHED_ON_DAYS_AGO)
        self.addresses = {
            contact.patient_id: contact.point_id
            for contact in PatientContact.objects.filter(point__kind=ContactKind.EMAIL)
        }
        granted = Consent.objects.filter(state=ConsentState.GRANTED)
        self.granted = set(granted.values_list("point_id", "purpose"))

    def write(self) -> None:
        began = datetime.combine(self.since, time(9), MOSCOW)
        install_package(self.stage.clinic, now=began)
        Trigger.objects.filter(clinic=self.stage.clinic).update(state=TriggerState.ON, switched_on_at=began)
        messages = [message for trigger in Trigger.objects.all() for message in self._of(trigger)]
        messages.sort(key=lambda message: message.queued_at)  # ids follow the clock, as in life
        Enrolment.objects.bulk_create(self._enrolments(messages))
        Message.objects.bulk_create(messages)
        DeliveryAttempt.objects.bulk_create(
            DeliveryAttempt(message=message, number=1, at=message.intent_at, outcome=AttemptOutcome.ACCEPTED)
            for message in messages
            if message.state == MessageState.ACCEPTED
        )

    def _of(self, trigger: Trigger) -> Iterator[Message]:
        rule = rule_for(self.stage.clinic, trigger.kind)
        template = trigger.templates.latest("version")
        for patient, occurrence, day in self._occasions(trigger):
            message = Message(
                clinic=self.stage.clinic,
                trigger=trigger,
                patient=patient,
                occurrence=occurrence,
                template=template,
                kind=trigger.kind,
                purpose=rule.purpose,
                channel=trigger.channel,
                segment=trigger.segment,
                point_id=self.addresses.get(patient.pk),
                client_id=UUID(int=self.chance.getrandbits(128), version=4),
                queued_at=datetime.combine(day, time(10, self.chance.randint(0, 59)), MOSCOW),
            )
            self._decide(message, rule)
            yield message

    def _occasions(self, trigger: Trigger) -> Iterator[tuple[Patient, str, date]]:
        if not trigger.segment:
            firsts = PatientSummary.objects.filter(
                first_contact_on__gt=self.since, first_contact_on__lt=self.today - timedelta(days=1)
            )
            for summary in firsts.select_related("patient").order_by("pk"):
                assert summary.first_contact_on  # noqa: S101 - filtered above
                yield summary.patient, "first_visit", summary.first_contact_on + timedelta(days=1)
            return
        entered = SegmentMembership.objects.filter(
            segment=Segment(trigger.segment), since__gt=self.since, since__lt=self.today
        )
        for membership in entered.select_related("patient").order_by("patient", "since"):
            yield membership.patient, f"{membership.segment}:{membership.last_contact_on}", membership.since

    def _decide(self, message: Message, rule: SendingRule) -> None:
        message.due_at = message.finished_at = message.queued_at
        message.expires_at = message.queued_at + timedelta(days=7)
        if message.point_id is None:
            message.state, message.reason = MessageState.SUPPRESSED, Reason.NO_ADDRESS
        elif (message.point_id, rule.purpose) not in self.granted:
            message.state, message.reason = MessageState.SUPPRESSED, Reason.NO_CONSENT
        else:
            self._send(message, message.point_id, rule)

    def _send(self, message: Message, point_id: int, rule: SendingRule) -> None:
        message.state, message.attempts = MessageState.ACCEPTED, 1
        message.intent_at = message.finished_at = message.queued_at + timedelta(seconds=40)
        message.provider_id = f"<{message.client_id}@demo.example.org>"
        clinic, patient = self.stage.clinic, message.patient
        names = personal_values(first_name=patient.first_name, patronymic=patient.patronymic)
        url = unsubscribe_url(point_id, message.purpose) if rule.has_opt_out else ""
        message.subject, message.body = compose_letter(
            message.template.subject_ru,
            message.template.body_ru,
            values=names | {"clinic": clinic.name, "clinic_phone": clinic.phone},
            footer=Footer(clinic.name, clinic.phone, rule.has_warning, url),
            language="ru",
        )

    @staticmethod
    def _enrolments(messages: list[Message]) -> list[Enrolment]:
        return [
            Enrolment(
                clinic=message.clinic,
                trigger=message.trigger,
                patient=message.patient,
                occurrence=message.occurrence,
                segment=message.segment,
                enrolled_at=message.queued_at,
            )
            for message in messages
        ]
