"""Patients of the stories with cards, contacts and consents."""

from datetime import date, datetime, timedelta
from random import Random

from clinic_crm.demo.clinic import Stage
from clinic_crm.demo.names import invent_name, latin_login
from clinic_crm.demo.stories import Story
from patients.enums import Channel, ConsentState, ContactKind, Purpose
from patients.models import Consent, ContactPoint, DataSource, Patient, PatientCard, PatientContact

SOURCES = ["Яндекс", "Сайт", "Рекомендация", "2ГИС", "Вывеска", "ВКонтакте"]


class People:
    """Collects the rows and writes them in bulk, in the order of their keys."""

    def __init__(self, stage: Stage, chance: Random, now: datetime) -> None:
        self.stage, self.chance, self.now = stage, chance, now
        self.patients: list[Patient] = []
        self.stories: list[Story] = []
        self.branch_names: list[str] = []

    def settle(self, story: Story) -> None:
        """A patient for the story, registered on its first day."""
        name, branch = invent_name(self.chance), self.chance.choice(["Центр", "Центр", "Парковая"])
        first_day = (
            story.days[0] if story.days else self.now.date() - timedelta(days=self.chance.randint(1, 60))
        )
        born = date(1945, 1, 1) + timedelta(days=self.chance.randint(0, 365 * 60))
        self.patients.append(
            Patient(
                clinic=self.stage.clinic,
                branch=self.stage.branches[branch],
                last_name=name.last,
                first_name=name.first,
                patronymic=name.patronymic,
                sex=name.sex,
                birth_date=born,
                registered_on=first_day,
                acquisition=self.chance.choice(SOURCES),
                curator=self.stage.curators[branch],
                call_from=18 if len(self.patients) % 9 == 4 else None,
                call_until=21 if len(self.patients) % 9 == 4 else None,
                created_at=datetime.combine(first_day, self.now.timetz()),
            )
        )
        self.stories.append(story)
        self.branch_names.append(branch)

    def write(self) -> None:
        Patient.objects.bulk_create(self.patients)
        source = DataSource.objects.create(clinic=self.stage.clinic, code="demo", name="Картотека")
        PatientCard.objects.bulk_create(
            PatientCard(patient=patient, source=source, number=f"{number:06}")
            for number, patient in enumerate(self.patients, start=1001)
        )
        self._write_phones()
        self._write_addresses()

    def _points(self, kind: ContactKind, values: list[str]) -> list[ContactPoint]:
        return ContactPoint.objects.bulk_create(
            ContactPoint(clinic=self.stage.clinic, kind=kind, value=value) for value in values
        )

    def _write_phones(self) -> None:
        points = self._points(ContactKind.PHONE, [f"+7999{n:07}" for n in range(1, len(self.patients) + 1)])
        PatientContact.objects.bulk_create(
            PatientContact(patient=patient, point=point)
            for patient, point in zip(self.patients, points, strict=True)
        )

    def _write_addresses(self) -> None:
        owners = [
            (number, patient, story)
            for number, (patient, story) in enumerate(zip(self.patients, self.stories, strict=True))
            if story.writes_to or self.chance.random() < 0.7
        ]
        points = self._points(
            ContactKind.EMAIL,
            [f"{latin_login(patient.last_name)}.{number}@example.org" for number, patient, _ in owners],
        )
        consents: list[Consent] = []
        for point, (_, patient, story) in zip(points, owners, strict=True):
            consents += self._consents(point, patient, everything=story.writes_to)
        PatientContact.objects.bulk_create(
            PatientContact(patient=patient, point=point, rank=1)
            for point, (_, patient, _) in zip(points, owners, strict=True)
        )
        Consent.objects.bulk_create(consents)

    def _consents(self, point: ContactPoint, patient: Patient, *, everything: bool) -> list[Consent]:
        shares = {
            Purpose.PROCESSING: 0.97,
            Purpose.SERVICE: 0.85,
            Purpose.CARE: 0.75,
            Purpose.ADVERTISING: 0.5,
        }
        return [
            Consent(
                point=point,
                patient=patient,
                channel=Channel.EMAIL,
                purpose=purpose,
                state=ConsentState.GRANTED,
                at=patient.created_at,
                recorded_at=patient.created_at,
                method="paper",
                text_version="2025-09",
                evidence="Анкета пациента",
            )
            for purpose, share in shares.items()
            if everything or self.chance.random() < share
        ]
