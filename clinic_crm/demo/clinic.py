"""The invented clinic itself: places, price list, people and their logins."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from clinic_crm.demo import catalogues
from clinic_crm.lib.text import person_key
from clinics.enums import LegalProfile, Role
from clinics.models import (
    Branch,
    Chair,
    Clinic,
    Employee,
    RoleAssignment,
    Service,
    Specialty,
    User,
    WorkingHours,
)

PASSWORD = "demo-clinic"  # noqa: S105 - printed at every start of the demo, on purpose

SPECIALTIES = {  # name: usual return interval, course gap
    "Терапия": (None, None),
    "Гигиена": (180, None),
    "Хирургия": (None, None),
    "Ортопедия": (365, 45),
    "Ортодонтия": (60, 60),
}
SERVICES = [  # code, name, specialty, price, minutes
    ("B01.065.001", "Приём (осмотр, консультация) врача-стоматолога первичный", "Терапия", 900, 30),
    ("A16.07.002", "Восстановление зуба пломбой", "Терапия", 6500, 60),
    ("A16.07.030", "Обработка корневого канала", "Терапия", 4200, 60),
    ("A16.07.008", "Пломбирование корневого канала зуба", "Терапия", 5400, 60),
    ("A16.07.051", "Профессиональная гигиена полости рта и зубов", "Гигиена", 5900, 60),
    ("A16.07.050", "Профессиональное отбеливание зубов", "Гигиена", 14900, 90),
    ("A16.07.001", "Удаление зуба", "Хирургия", 4800, 45),
    ("A16.07.054", "Внутрикостная дентальная имплантация", "Хирургия", 38000, 90),
    ("A16.07.004", "Восстановление зуба коронкой", "Ортопедия", 29500, 90),
    ("A16.07.003", "Восстановление зуба виниром", "Ортопедия", 27000, 90),
    ("A16.07.048", "Коррекция прикуса: плановый приём", "Ортодонтия", 3500, 30),
    ("A16.07.047", "Коррекция прикуса: установка системы", "Ортодонтия", 62000, 120),
]
BRANCHES = {"Центр": "ул. Садовая, 12", "Парковая": "Парковая ул., 5"}
LED_BY_MIS = {"Парковая"}  # there visits and money are read-only, as beside a medical system
PRACTITIONERS = [  # name, specialty, branch
    ("Смирнова Е. В.", "Терапия", "Центр"),
    ("Жуков А. П.", "Терапия", "Парковая"),
    ("Орлова М. С.", "Гигиена", "Центр"),
    ("Фомина К. Д.", "Гигиена", "Парковая"),
    ("Лебедев И. Н.", "Хирургия", "Центр"),
    ("Соболев Р. О.", "Хирургия", "Парковая"),
    ("Белова О. Н.", "Ортопедия", "Центр"),
    ("Тихонов Г. Л.", "Ортопедия", "Парковая"),
    ("Щукина Д. А.", "Ортодонтия", "Центр"),
]
CURATORS = [("Ковалёва А. С.", "Центр"), ("Никитина П. Ю.", "Парковая")]
STAFF = [  # login, role, whose employee row, branch (None = all)
    ("owner", Role.OWNER, "Морозов С. А.", None),
    ("manager", Role.MANAGER, "Захарова Т. И.", None),
    ("admin", Role.ADMINISTRATOR, "Крылова В. А.", "Центр"),
    ("curator", Role.CURATOR, "Ковалёва А. С.", "Центр"),
    ("doctor", Role.PRACTITIONER, "Смирнова Е. В.", "Центр"),
    ("auditor", Role.AUDITOR, "Гончарова Л. М.", None),
    ("marketer", Role.MARKETER, "Попов Я. Е.", None),
    ("system", Role.SYSTEM, "Рябов Ю. К.", None),
]


@dataclass
class Stage:
    """What the rest of the demo is played on."""

    clinic: Clinic
    branches: dict[str, Branch]
    chairs: dict[str, list[Chair]]
    services: dict[str, list[Service]]
    prices: catalogues.PriceHistory
    practitioners: dict[tuple[str, str], Employee] = field(default_factory=dict)
    curators: dict[str, Employee] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def price(self, service: Service, day: date) -> Decimal:
        """What the service cost on the day; before its first price, that one."""
        versions = self.prices[service.pk]
        return next((price for since, price in reversed(versions) if since <= day), versions[0][1])


def build_stage(now: datetime) -> Stage:
    """The clinic of the day of `now`, in its own zone."""
    clinic = Clinic.objects.create(
        name="Клиника «Маяк»",
        phone="+78120000000",
        legal_profile=LegalProfile.DEMO,
        legal_confirmed_at=now,
        is_demo=True,
    )
    branches = {
        name: Branch.objects.create(
            clinic=clinic,
            name=name,
            address=address,
            phone="+78120000000",
            mis_is_master=name in LED_BY_MIS,
            works_on_holidays=True,
        )
        for name, address in BRANCHES.items()
    }
    services = _build_services(clinic)
    prices = catalogues.price_history([service for row in services.values() for service in row], now.date())
    stage = Stage(clinic, branches, _build_chairs(branches), services, prices)
    _build_staff(stage)
    _build_logins(stage)
    _write_catalogues(stage, now)
    return stage


def _build_chairs(branches: dict[str, Branch]) -> dict[str, list[Chair]]:
    chairs = {
        name: [Chair.objects.create(branch=branch, name=f"Кресло {n}") for n in (1, 2, 3)]
        for name, branch in branches.items()
    }
    WorkingHours.objects.bulk_create(
        WorkingHours(branch=branch, weekday=weekday, starts=time(9), ends=time(21 if weekday < 5 else 16))
        for branch in branches.values()
        for weekday in range(7)
    )
    return chairs


def _build_services(clinic: Clinic) -> dict[str, list[Service]]:
    specialties = {
        name: Specialty.objects.create(clinic=clinic, name=name, return_interval=interval, course_gap=gap)
        for name, (interval, gap) in SPECIALTIES.items()
    }
    services: dict[str, list[Service]] = {name: [] for name in specialties}
    for code, name, specialty, price, minutes in SERVICES:
        row = Service.objects.create(
            clinic=clinic,
            code=code,
            name=name,
            specialty=specialties[specialty],
            price=Decimal(price),
            minutes=minutes,
        )
        services[specialty].append(row)
    return services


def _employee(stage: Stage, name: str, branch: str | None, **fields: object) -> Employee:
    employee, _ = Employee.objects.get_or_create(
        clinic=stage.clinic, name_key=person_key(name), defaults={"name": name, **fields}
    )
    employee.branches.set([stage.branches[branch]] if branch else stage.branches.values())
    return employee


def _build_staff(stage: Stage) -> None:
    for name, specialty, branch in PRACTITIONERS:
        row = stage.services[specialty][0].specialty
        stage.practitioners[branch, specialty] = _employee(
            stage, name, branch, is_practitioner=True, specialty=row
        )
    for name, branch in CURATORS:
        stage.curators[branch] = _employee(stage, name, branch, is_curator=True)


def _build_logins(stage: Stage) -> None:
    password = make_password(PASSWORD)
    for login, role, name, branch in STAFF:
        last, first = name.split(" ", 1)
        is_staff = role == Role.SYSTEM
        user = User.objects.create(
            username=login, password=password, last_name=last, first_name=first, is_staff=is_staff
        )
        RoleAssignment.objects.create(user=user, role=role, branch=stage.branches[branch] if branch else None)
        employee = _employee(stage, name, branch)
        Employee.objects.filter(pk=employee.pk).update(user=user)
        stage.users[login] = user


def _write_catalogues(stage: Stage, now: datetime) -> None:
    manager, today = stage.users["manager"], now.date()
    services = [service for row in stage.services.values() for service in row]
    catalogues.write_prices(services, stage.prices, manager, now)
    catalogues.write_calendar(stage.clinic, stage.branches.values(), manager, now)
    catalogues.write_leaves(
        stage.curators["Парковая"], stage.practitioners["Центр", "Терапия"], stage.branches["Центр"], today
    )
    catalogues.write_links(
        {name: row[0].specialty for name, row in stage.services.items() if row[0].specialty}
    )
    catalogues.write_changes(stage.clinic, manager, today)
