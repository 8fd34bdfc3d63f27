"""A little generator of exports: invented rows in the shape of the family, one defect at a time."""

from pathlib import Path

from patients.imports.run import Outcome
from patients.services.imports import import_folder
from tests.factories import NOW

PATIENTS = (
    "№ карты;Фамилия;Имя;Отчество;Дата рожд.;Пол;Телефон;Доп. телефон;E-mail;Дата регистрации;Источник;Куратор;"
    "Баланс;Комментарий"
)
VISITS = (
    "№ карты;Пациент;Дата визита;Время;Специальность;Врач;Код;Услуга;Кол-во;Цена;Скидка;Сумма;Оплачено;Статус"
)
PLANS = (
    "План №;№ карты;Зуб;Код;Услуга;Цена план;Дата выявления;Дата согласования;Согласованная цена;Дата выполнения;"
    "Фактическая цена;Статус;Куратор"
)
PRINTED = "Выгрузка на 15.09.2026 18:02"


def patient_row(card="000101", **values) -> str:
    fields = {
        "card": card, "last": "Кедров", "first": "Илья", "patronymic": "Львович", "birth": "01.02.1980", "sex": "м",
        "phone": "+7 912 000-11-22", "phone2": "", "email": "", "registered": "03.04.2020", "source": "", "curator": "",
        "balance": "0,00", "comment": "",
    }  # fmt: skip
    return ";".join((fields | values).values())


def visit_row(card="000101", **values) -> str:
    fields = {
        "card": card, "name": "Кедров Илья Львович", "date": "10.06.2025", "time": "10:00", "specialty": "Терапия",
        "doctor": "Дубов П.П.", "code": "A16.07.002", "service": "Пломба", "quantity": "1", "price": "1 000,00",
        "discount": "", "amount": "1 000,00", "paid": "1 000,00", "status": "Завершён",
    }  # fmt: skip
    return ";".join((fields | values).values())


def plan_row(plan="ПЛ-1", card="000101", **values) -> str:
    fields = {
        "plan": plan, "card": card, "tooth": "11", "code": "A16.07.002", "service": "Пломба", "price": "1 000,00",
        "identified": "01.03.2026", "agreed": "", "agreed_price": "", "realised": "", "actual": "", "status": "Выявлено",
        "curator": "Ольхова А.С.",
    }  # fmt: skip
    return ";".join((fields | values).values())


class Export:
    """A folder of files; each call of `write` replaces one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, *lines: str, encoding="cp1251", ends="\r\n") -> "Export":
        (self.folder / name).write_bytes((ends.join(lines) + ends).encode(encoding))
        return self

    def patients(self, *rows: str, **how) -> "Export":
        return self.write("patients.csv", PRINTED, PATIENTS, *rows, **how)

    def visits(self, *rows: str, **how) -> "Export":
        return self.write("visits.csv", PRINTED, VISITS, *rows, **how)

    def plans(self, *rows: str, **how) -> "Export":
        return self.write("plans.csv", PLANS, *rows, **how)

    def bring_in(self, **options) -> Outcome:
        return import_folder(self.folder, **{"dry_run": False, "as_of": None, "now": NOW, **options})


def said(outcome: Outcome, file: str) -> dict[int, list[str]]:
    """Physical line → reasons, without the text above the table."""
    found: dict[int, list[str]] = {}
    for issue in outcome.issues:
        if issue.file == file and issue.reason != "preamble":
            found.setdefault(issue.line, []).append(f"{issue.verdict.value}:{issue.reason}")
    return found
