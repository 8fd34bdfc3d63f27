"""Campaigns with what they cost, inquiries of a year, and a request about personal data."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from clinic_crm.demo.clinic import Stage
from clinic_crm.demo.names import invent_name
from clinic_crm.demo.people import SOURCES, People
from patients.enums import ContactKind, InquiryChannel, InquiryStatus, RequestKind
from patients.models import (
    Campaign,
    CampaignSpend,
    ContactPoint,
    Inquiry,
    LostReason,
    Patient,
    SubjectRequest,
)
from patients.retention import answer_by

CAMPAIGNS = {  # name: source, spend of a month in thousands
    "Яндекс: лечение зубов": ("Яндекс", 60),
    "Карточка в 2ГИС": ("2ГИС", 15),
    "ВКонтакте: имплантация": ("ВКонтакте", 35),
}
WISHES = [
    "Болит зуб, как можно скорее", "Сколько стоит имплант?", "Нужна чистка", "Записать ребёнка на осмотр",
    "Выпала пломба", "Консультация по прикусу", "Второе мнение по плану лечения",
]  # fmt: skip
CHANNELS = (
    [InquiryChannel.CALL] * 5 + [InquiryChannel.FORM] * 3 + [InquiryChannel.CHAT, InquiryChannel.WALK_IN]
)
LOST, WAITING = 180, 16


class Inquiries:
    """Collects the rows and writes them in bulk."""

    def __init__(self, stage: Stage, people: People, chance: Random, now: datetime) -> None:
        self.stage, self.people, self.chance, self.now = stage, people, chance, now
        self.rows: list[Inquiry] = []
        self.phones: list[str] = []

    def write(self) -> None:
        self._campaigns()
        self.reasons = list(LostReason.objects.all())
        for patient, story, branch in zip(
            self.people.patients, self.people.stories, self.people.branch_names, strict=True
        ):
            came = story.days[0] if story.days else None
            if came and came > self.now.date() - timedelta(days=360) and self.chance.random() < 0.6:
                before = timedelta(days=self.chance.randint(1, 6))
                self._booked(patient, branch, datetime.combine(came, self.now.timetz()) - before)
        for _ in range(LOST):
            self._lost()
        for number in range(WAITING):
            self._waiting(number)
        self._store()
        self._request()

    def _campaigns(self) -> None:
        first = self.now.date().replace(day=1)
        self.campaigns = Campaign.objects.bulk_create(
            Campaign(
                clinic=self.stage.clinic, name=name, acquisition=source, starts_on=first - timedelta(days=330)
            )
            for name, (source, _spend) in CAMPAIGNS.items()
        )
        months = [first]
        for _ in range(9):
            months.append((months[-1] - timedelta(days=1)).replace(day=1))
        CampaignSpend.objects.bulk_create(
            CampaignSpend(
                campaign=campaign, month=month,
                amount=Decimal(CAMPAIGNS[campaign.name][1] * 1000 + self.chance.randint(-4, 4) * 500),
            )
            for campaign in self.campaigns
            for month in months
        )  # fmt: skip

    def _row(self, name: str, branch: str, at: datetime, status: InquiryStatus) -> Inquiry:
        campaign = self.chance.choice([*self.campaigns, None])
        row = Inquiry(
            clinic=self.stage.clinic,
            branch=self.stage.branches[branch],
            name=name,
            created_on=at.date(),
            created_at=at,
            channel=self.chance.choice(CHANNELS),
            campaign=campaign,
            acquisition=campaign.acquisition if campaign else self.chance.choice(SOURCES),
            wish=self.chance.choice(WISHES),
            status=status,
        )
        if status != InquiryStatus.NEW:
            row.first_answer_at = at + timedelta(minutes=self.chance.choice([0, 0, 0, 4, 9, 14, 35, 120]))
            row.first_answer_by = self.stage.users["admin"]
        self.rows.append(row)
        self.phones.append(f"+7998{len(self.rows):07}")
        return row

    def _booked(self, patient: Patient, branch: str, at: datetime) -> None:
        row = self._row(patient.full_name, branch, at, InquiryStatus.BOOKED)
        row.patient, row.closed_at = patient, at + timedelta(hours=3)
        Patient.objects.filter(pk=patient.pk).update(acquisition=row.acquisition)
        self.phones[-1] = ""

    def _lost(self) -> None:
        name = invent_name(self.chance)
        at = self.now - timedelta(days=self.chance.randint(3, 355), minutes=self.chance.randint(0, 300))
        row = self._row(f"{name.last} {name.first}", self._branch(), at, InquiryStatus.LOST)
        row.reason, row.closed_at = self.chance.choice(self.reasons), at + timedelta(days=2)

    def _waiting(self, number: int) -> None:
        """A few of this hour, a few since yesterday; one of somebody who is a patient already."""
        name, is_new = invent_name(self.chance), number % 2 == 0
        at = self.now - timedelta(minutes=7 if number < 2 else self.chance.randint(20, 2400))
        row = self._row(
            f"{name.last} {name.first}",
            self._branch(),
            at,
            InquiryStatus.NEW if is_new else InquiryStatus.IN_WORK,
        )
        if is_new:
            row.channel = self.chance.choice([InquiryChannel.FORM, InquiryChannel.CHAT])
        elif self.chance.random() < 0.5:
            row.call_back_at = self.now + timedelta(hours=self.chance.randint(1, 30))
        if number == 0:
            known = self.people.patients[0]
            row.name, self.phones[-1] = f"{known.first_name} {known.last_name}", "+79990000001"

    def _branch(self) -> str:
        return self.chance.choice(["Центр", "Парковая"])

    def _store(self) -> None:
        Inquiry.objects.bulk_create(self.rows)
        values = [phone for phone in self.phones if phone]
        ContactPoint.objects.bulk_create(
            (ContactPoint(clinic=self.stage.clinic, kind=ContactKind.PHONE, value=value) for value in values),
            ignore_conflicts=True,
        )
        points = dict(ContactPoint.objects.filter(value__in=values).values_list("value", "pk"))
        link = Inquiry.points.through
        link.objects.bulk_create(
            link(inquiry_id=row.pk, contactpoint_id=points[phone])
            for row, phone in zip(self.rows, self.phones, strict=True)
            if phone
        )

    def _request(self) -> None:
        """The owner has one erasure to decide about."""
        patient, received = self.people.patients[7], self.now.date() - timedelta(days=4)
        SubjectRequest.objects.create(
            clinic=self.stage.clinic, branch=patient.branch, patient=patient, kind=RequestKind.ERASURE,
            received_on=received, due_on=answer_by(self.stage.clinic, RequestKind.ERASURE, received_on=received),
            note="Письмо на e-mail клиники, личность проверена", created_at=self.now,
            requested_by=self.stage.users["admin"],
        )  # fmt: skip
