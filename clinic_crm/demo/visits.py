"""Visits of the stories with their bills and payments, the bookings of the coming weeks, and what went wrong."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random

from clinic_crm.demo.clinic import LED_BY_MIS, Stage
from clinic_crm.demo.people import People
from clinic_crm.demo.schedule import Schedule
from clinics.models import Service
from patients.enums import CancelReason, PaymentKind, PaymentMethod, VisitStatus
from patients.imports.run import get_source
from patients.models import Charge, Patient, Payment, RefundRequest, Visit

SPECIALTY_SHARES = {"Терапия": 42, "Гигиена": 26, "Хирургия": 14, "Ортопедия": 12, "Ортодонтия": 6}


@dataclass
class Bill:
    visit: Visit
    services: list[Service]


class Visits:
    """Collects the rows and writes them in bulk."""

    def __init__(self, stage: Stage, people: People, chance: Random, now: datetime) -> None:
        self.stage, self.people, self.chance, self.now = stage, people, chance, now
        self.schedule = Schedule(stage.chairs, "Europe/Moscow")
        self.mis = get_source(stage.clinic)
        self.bills: list[Bill] = []
        self.others: list[Visit] = []
        self.keys = count(1)

    def play(self) -> None:
        for patient, story, branch in zip(
            self.people.patients, self.people.stories, self.people.branch_names, strict=True
        ):
            for day in story.days:
                self._happened(patient, branch, day, story.specialty)
            if self.chance.random() < 0.12 and story.days and not story.writes_to:
                self._missed(patient, branch, self.chance.choice(story.days) - timedelta(days=10))
            if story.kind in ("prospect", "regular", "beginning"):
                self._perhaps_booked(patient, branch, story.kind)

    def _specialty(self, branch: str) -> str:
        name = self.chance.choices(list(SPECIALTY_SHARES), list(SPECIALTY_SHARES.values()))[0]
        return name if (branch, name) in self.stage.practitioners else "Терапия"

    def _visit(
        self,
        patient: Patient,
        branch: str,
        day: date,
        specialty: str,
        status: VisitStatus,
        minutes: int,
        service: Service | None = None,
    ) -> Visit:
        practitioner = self.stage.practitioners[branch, specialty]
        place = self.schedule.place(branch, day, practitioner, minutes)
        booked_on = min(place.day, self.now.date()) - timedelta(days=self.chance.randint(0, 18))
        past = place.starts_at < self.now
        return Visit(
            clinic=self.stage.clinic,
            patient=patient,
            branch=self.stage.branches[branch],
            practitioner=practitioner,
            specialty=practitioner.specialty,
            chair=place.chair,
            service=service or self.stage.services[specialty][0],
            source=self.mis if branch in LED_BY_MIS else None,
            external_key=f"demo-{next(self.keys)}" if branch in LED_BY_MIS else None,
            status=status,
            cancel_reason=CancelReason.PATIENT_ASKED if status == VisitStatus.CANCELLED else "",
            day=place.day,
            starts_at=place.starts_at,
            minutes=minutes,
            booked_on=booked_on,
            known_at=place.starts_at if past else datetime.combine(booked_on, place.starts_at.timetz()),
        )

    def _happened(self, patient: Patient, branch: str, day: date, fixed: str | None) -> None:
        specialty = fixed or self._specialty(branch)
        services = self.chance.sample(self.stage.services[specialty], 1 if self.chance.random() < 0.8 else 2)
        minutes = sum(service.minutes for service in services)
        visit = self._visit(patient, branch, day, specialty, VisitStatus.COMPLETED, minutes, services[0])
        visit.amount = sum((self.stage.price(service, visit.day) for service in services), Decimal(0))
        self.bills.append(Bill(visit, services))

    def _missed(self, patient: Patient, branch: str, day: date) -> None:
        status = self.chance.choice([VisitStatus.NO_SHOW, VisitStatus.CANCELLED])
        self.others.append(self._visit(patient, branch, day, "Терапия", status, 30))

    def _perhaps_booked(self, patient: Patient, branch: str, kind: str) -> None:
        if self.chance.random() < (0.8 if kind == "prospect" else 0.3):
            ahead = min(self.chance.choices(range(21), k=2)) or (kind == "prospect")
            status = VisitStatus.CONFIRMED if ahead < 3 else VisitStatus.BOOKED
            day = self.now.date() + timedelta(days=ahead)
            visit = self._visit(patient, branch, day, self._specialty(branch), status, 60)
            if visit.starts_at + timedelta(hours=1) <= self.now:
                visit.status, visit.amount = VisitStatus.COMPLETED, visit.service.price
                self.bills.append(Bill(visit, [visit.service]))
                return
            if visit.starts_at <= self.now:
                visit.status = VisitStatus.ARRIVED
            self.others.append(visit)

    def write(self) -> None:
        Visit.objects.bulk_create([bill.visit for bill in self.bills] + self.others, batch_size=2000)
        Charge.objects.bulk_create(self._charges())  # one statement: the sums of visits follow once
        Payment.objects.bulk_create(self._payments(), batch_size=2000)
        RefundRequest.objects.bulk_create(self._refunds_asked())

    def _charges(self) -> list[Charge]:
        return [
            Charge(
                clinic=self.stage.clinic,
                visit=bill.visit,
                service=service,
                service_name=service.name,
                price=self.stage.price(service, bill.visit.day),
                amount=self.stage.price(service, bill.visit.day),
                known_at=bill.visit.known_at,
            )
            for bill in self.bills
            for service in bill.services
        ]

    def _payments(self) -> list[Payment]:
        """Most pay at once; a few leave a debt; a few get their money back."""
        rows = []
        for bill in self.bills:
            luck = self.chance.random()
            share = Decimal("0.5") if luck < 0.03 else Decimal(1)
            rows.append(
                self._payment(bill.visit, PaymentKind.PAYMENT, bill.visit.day, bill.visit.amount * share)
            )
            if luck > 0.996:
                rows.append(
                    self._payment(
                        bill.visit, PaymentKind.SERVICE_REFUND, bill.visit.day, -bill.visit.amount / 2
                    )
                )
        return rows

    def _refunds_asked(self) -> list[RefundRequest]:
        """Two of them wait for a manager."""
        bills = [bill for bill in self.bills if bill.visit.source is None][-2:]
        return [
            RefundRequest(
                clinic=self.stage.clinic,
                branch=bill.visit.branch,
                patient=bill.visit.patient,
                charge=bill.visit.charges.first(),
                amount=Decimal(500),
                method=PaymentMethod.CASH,
                reason="Переделка по гарантии",
                asked_at=self.now - timedelta(hours=hours),
                asked_by=self.stage.users["admin"],
            )
            for hours, bill in zip((3, 1), bills, strict=True)
        ]

    def _payment(self, visit: Visit, kind: PaymentKind, day: date, amount: Decimal) -> Payment:
        return Payment(
            clinic=self.stage.clinic,
            patient=visit.patient,
            branch=visit.branch,
            visit=visit,
            kind=kind,
            method=self.chance.choice(PaymentMethod.values),
            source=self.mis if visit.source else None,
            external_key=f"demo-{next(self.keys)}" if visit.source else None,
            paid_on=day,
            amount=amount,
            known_at=visit.known_at,
        )
