"""Families with guardians, cards that look like one person, and two that were joined."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from clinic_crm.demo.clinic import Stage
from clinic_crm.demo.people import People
from patients.enums import ContactKind, GuardianKind
from patients.models import ContactPoint, DataSource, Patient, PatientCard
from patients.services.duplicates import note_new_card
from patients.services.family import join_household, set_guardian, update_household
from patients.services.follow_ups import open_follow_up
from patients.services.merging import merge_patients
from patients.services.patients import create_patient

FAMILIES, DOUBLES = 5, 7
CHILDREN = [("Михаил", "m"), ("София", "f")]
STREETS = ["Лесная, 4, кв. 12", "Садовая, 17, кв. 3", "Школьная, 8, кв. 40", "Мира, 21, кв. 77", "Речная, 2"]
FIRST_CARD = 9001


class Families:
    """Writes through the services, as the desk would."""

    def __init__(self, stage: Stage, people: People, chance: Random, now: datetime) -> None:
        self.stage, self.chance, self.now, self.today = stage, chance, now, now.date()
        quiet = [p for p, story in zip(people.patients, people.stories, strict=True) if not story.writes_to]
        home = stage.branches["Центр"]  # where the demo's administrator sits
        self.women = [p for p in quiet if p.sex == "f" and p.branch == home and _adult(p, self.today)]
        self.desk = stage.users["admin"]
        self.card = FIRST_CARD

    def write(self) -> None:
        chosen = self.chance.sample(self.women, FAMILIES + DOUBLES + 1)
        for number, mother in enumerate(chosen[:FAMILIES]):
            self._family(number, mother)
        self._doubles(chosen[FAMILIES:-1])
        self._joined(chosen[-1])

    def _family(self, number: int, mother: Patient) -> None:
        """Everybody stands on the mother's phone; of the last family the children are only suggested."""
        surname, born = mother.last_name, self.today.year
        father = self._make(mother, last_name=surname.removesuffix("а"), first_name="Андрей", sex="m",
                            birth_date=mother.birth_date - timedelta(days=700))  # fmt: skip
        children = [
            self._make(
                mother,
                last_name=surname if sex == "f" else surname.removesuffix("а"),
                first_name=name,
                patronymic="Андреевна" if sex == "f" else "Андреевич",
                sex=sex,
                birth_date=date(born - 5 - 4 * order - number, 3 + order, 7 + number),
            )
            for order, (name, sex) in enumerate(CHILDREN[: 1 + number % 2])
        ]
        if number == FAMILIES - 1:
            return
        household = join_household(mother, father, by=self.desk, now=self.now)
        update_household(
            household,
            name=surname.removesuffix("а") + "ы",
            address=STREETS[number],
            by=self.desk,
            now=self.now,
        )
        for child in children:
            set_guardian(
                child, mother, kind=GuardianKind.MOTHER, by=self.desk, today=self.today, now=self.now
            )

    def _doubles(self, known: list[Patient]) -> None:
        """One card beside each that may be the same person, for another reason each time."""
        for number, patient in enumerate(known):
            born = patient.birth_date
            same = {name: getattr(patient, name) for name in ("last_name", "first_name", "patronymic", "sex")}
            other: dict[str, Any] = [
                {**same, "birth_date": _one_digit(born)},
                {**same, "birth_date": None, "patronymic": ""},
                {**same, "birth_date": born, "last_name": "Миронова"},
                {**same, "birth_date": born, "first_name": patient.first_name[0], "patronymic": patient.patronymic[0]},
                {**same, "birth_date": born, "last_name": patient.first_name, "first_name": patient.last_name},
                {**same, "birth_date": born, "last_name": _slip(patient.last_name)},
                {**same, "birth_date": born},
            ][number]  # fmt: skip
            double = self._make(patient, phone=number in (0, 1, 2), **other)
            if number < 2:  # the desk was not sure: it waits, and gets no messages
                note_new_card(double, [patient.pk], why="", by=self.desk, now=self.now)

    def _joined(self, patient: Patient) -> None:
        """The same woman under her maiden name, joined yesterday."""
        double = self._make(
            patient, last_name="Снегирёва", first_name=patient.first_name, patronymic=patient.patronymic,
            sex="f", birth_date=patient.birth_date,
        )  # fmt: skip
        open_follow_up(
            double, branch=double.branch, due_on=self.today + timedelta(days=2), reason="Уточнить фамилию в договоре", by=self.desk,
            now=self.now - timedelta(days=2),
        )  # fmt: skip
        merge_patients(patient, double, by=self.desk, now=self.now - timedelta(days=1))

    def _make(self, beside: Patient, *, phone: bool = True, **values: Any) -> Patient:
        points = ContactPoint.objects.filter(people__patient=beside, kind=ContactKind.PHONE)
        patient = create_patient(
            beside.branch,
            values=values,
            contacts=[(point.kind, point.value) for point in points if phone],
            by=self.desk,
            today=self.today,
            now=self.now - timedelta(days=3),
        )
        source = DataSource.objects.get(clinic=self.stage.clinic, code="demo")
        PatientCard.objects.create(patient=patient, source=source, number=f"{self.card:06}")
        self.card += 1
        return patient


def _adult(patient: Patient, today: date) -> bool:
    return patient.birth_date is not None and today.year - 50 <= patient.birth_date.year <= today.year - 25


def _one_digit(day: date) -> date:
    """The day with another last digit."""
    return day.replace(day=day.day + 1 if day.day % 10 < 8 and day.day < 28 else day.day - 1)


def _slip(surname: str) -> str:
    """One wrong letter in the middle."""
    middle = len(surname) // 2
    return f"{surname[:middle]}{'е' if surname[middle] != 'е' else 'и'}{surname[middle + 1 :]}"
