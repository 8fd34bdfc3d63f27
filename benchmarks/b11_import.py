"""B11: a card index and a visit journal imported, against COPY of the same rows into bare tables."""

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

from django.db import connection, transaction

from benchmarks.generator import NOW, TODAY
from benchmarks.measure import Row, UndoError, wall_of
from patients.imports.run import read_folder, read_sheets, run_import

ROWS = 50_000  # of each file
PATIENTS = "№ карты;Фамилия;Имя;Отчество;Дата рожд.;Пол;Телефон;E-mail;Дата регистрации;Источник;Куратор;Баланс;Комментарий"
VISITS = (
    "№ карты;Пациент;Дата визита;Время;Специальность;Врач;Код;Услуга;Кол-во;Цена;Скидка;Сумма;Оплачено;Статус"
)
STEMS = ["Кедр", "Дуб", "Вяз", "Клен", "Ясен", "Берез", "Соснов", "Ольх", "Ив", "Рябин"]
ENDS = ["ов", "ин", "анов", "енко", "цов", "ев", "ский", "ых"]
FIRST = ["Илья", "Олег", "Пётр", "Анна", "Вера", "Ольга", "Игорь", "Егор", "Нина", "Яна"]
PATRONYMICS = ["Львович", "Олегович", "Петрович", "Ильич", "Игоревна", "Егоровна", "Петровна"]


def run(patients: int) -> list[Row]:
    count = min(ROWS, patients)
    with tempfile.TemporaryDirectory() as folder:
        files = _write(Path(folder), count)
        limit = wall_of(lambda: _copy(files))
        work = wall_of(lambda: _import(Path(folder)))
    name = f"B11 import of {count:,} patients and visits / COPY of the rows"
    return [Row(name, work, limit, None, f"{2 * count / work:,.0f} rows/s")]


def _import(folder: Path) -> None:
    sheets, issues = read_sheets(read_folder(folder))
    run_import(sheets, issues, source_code="bench", as_of=TODAY, now=NOW, keep=None)


def _copy(files: dict[str, list[str]]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for name, lines in files.items():
                columns = ", ".join(f"c{n} text" for n in range(lines[0].count(";") + 1))
                cursor.execute(f"CREATE TABLE bench_{name} ({columns})")
                with cursor.copy(f"COPY bench_{name} FROM STDIN (DELIMITER ';')") as copy:
                    copy.write("\n".join(lines) + "\n")
            raise UndoError
    except UndoError:
        pass


def _write(folder: Path, count: int) -> dict[str, list[str]]:
    dice = random.Random(11)
    people = [_person(dice, number) for number in range(count)]
    files = {
        "patients": [person[0] for person in people],
        "visits": [_visit(dice, *dice.choice(people)[1:]) for _ in people],
    }
    for (name, lines), header in zip(files.items(), (PATIENTS, VISITS), strict=True):
        (folder / f"{name}.csv").write_text("\r\n".join([header, *lines]), encoding="cp1251")
    return files


def _person(dice: random.Random, number: int) -> tuple[str, str, str, date]:
    last = f"{dice.choice(STEMS)}{dice.choice(ENDS)}-{dice.choice(STEMS)}{dice.choice(ENDS)}"
    first, patronymic = dice.choice(FIRST), dice.choice(PATRONYMICS)
    born = date(1940, 1, 1) + timedelta(dice.randrange(25_000))
    since = TODAY - timedelta(dice.randrange(30, 3000))
    card = f"{number + 100_000}"
    cells = (
        card, last, first, patronymic, f"{born:%d.%m.%Y}", "м", f"+7 9{dice.randrange(10**9):09d}", "",
        f"{since:%d.%m.%Y}", "Сайт", "Ким Д.", "0,00", "",
    )  # fmt: skip
    return ";".join(cells), card, f"{last} {first} {patronymic}", since


def _visit(dice: random.Random, card: str, name: str, since: date) -> str:
    day = since + timedelta(dice.randrange((TODAY - since).days))
    clock = f"{dice.randrange(8, 20):02d}:{dice.randrange(0, 60, 5):02d}"
    price = f"{dice.randrange(500, 9000)},00"
    cells = (
        card, name, f"{day:%d.%m.%Y}", clock, "Терапия", "Ким Д.", "A16.07.002", "Восстановление зуба пломбой", "1",
        price, "", price, price, "Состоялся",
    )  # fmt: skip
    return ";".join(cells)
