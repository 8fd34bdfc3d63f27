"""Kinds of trouble in a card index, on invented rows."""

from datetime import date
from decimal import Decimal

import pytest

from patients.models import DuplicatePair, Patient, PatientCard
from patients.services.merging import merge_patients
from tests.factories import NOW
from tests.patients.imports.exports import PATIENTS, patient_row, said, visit_row

pytestmark = pytest.mark.django_db
FILE = "patients.csv"


@pytest.mark.parametrize(
    ("encoding", "ends"),
    [("cp1251", "\r\n"), ("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\r\n"), ("koi8-r", "\n"),
     ("cp866", "\r\n"), ("utf-16-le", "\n"), ("mac-cyrillic", "\r")],
)  # fmt: skip
def test_encodings_and_line_ends(export, encoding, ends):
    export.write(FILE, PATIENTS.replace("№", "N"), patient_row(), encoding=encoding, ends=ends).bring_in()
    patient = Patient.objects.get()
    assert (patient.full_name, patient.birth_date) == ("Кедров Илья Львович", date(1980, 2, 1))


@pytest.mark.parametrize("delimiter", [",", "\t", "|", ";"])
def test_delimiters(export, delimiter):
    lines = [line.replace(";", delimiter) for line in (PATIENTS, patient_row(balance="0"))]
    export.write(FILE, *lines).bring_in()
    assert Patient.objects.get().patronymic == "Львович"


@pytest.mark.parametrize(
    ("changes", "stored", "reasons"),
    [
        ({"birth": "31.02.1985"}, {"birth_date": None}, ["ok_fix:birth_impossible"]),
        ({"birth": "1985"}, {"birth_date": None}, ["ok_fix:birth_impossible"]),
        ({"birth": "01.01.2030"}, {"birth_date": None}, ["ok_fix:birth_future"]),
        ({"birth": "01.01.1850"}, {"birth_date": None}, ["ok_fix:birth_too_early"]),
        ({"birth": "00.00.0000"}, {"birth_date": None}, ["ok_fix:birth_impossible"]),
        ({"birth": "29252"}, {"birth_date": date(1980, 2, 1)}, None),
        ({"birth": "1 февраля 1980 г."}, {"birth_date": date(1980, 2, 1)}, None),
        ({"birth": "01.02.80"}, {"birth_date": date(1980, 2, 1)}, None),
        ({"birth": ""}, {"birth_date": None}, None),
        ({"sex": "Ж."}, {"sex": "f"}, None),
        ({"sex": "?"}, {"sex": ""}, ["ok_fix:sex_unknown"]),
        ({"balance": "договор"}, {"opening_balance": None}, ["ok_fix:balance_unusable"]),
        ({"balance": "-1 177-50"}, {"opening_balance": Decimal("-1177.50")}, None),
        ({"registered": "01.01.2030"}, {"registered_on": None}, ["ok_fix:registered_unusable"]),
        ({"last": "КЕДРОВ ", "first": "\u00a0илья"}, {"last_name": "Кедров", "first_name": "Илья"}, None),
        ({"last": "Кeдpoв"}, {"last_name": "Кедров"}, None),  # Latin look-alikes
        ({"last": "Кедров Илья Львович", "first": "", "patronymic": ""}, {"patronymic": "Львович"}, None),
        ({"comment": "Просила НЕ ЗВОНИТЬ!"}, {"do_not_contact": "Просила НЕ ЗВОНИТЬ!"}, ["flag:do_not_contact"]),
        ({"comment": "умер 12.2024"}, {"do_not_contact": "умер 12.2024"}, ["flag:do_not_contact"]),
        ({"comment": "звонить после 18"}, {"do_not_contact": ""}, None),
    ],
)  # fmt: skip
def test_one_field_in_trouble_never_costs_the_patient(export, changes, stored, reasons):
    outcome = export.patients(patient_row(**changes)).bring_in()
    patient = Patient.objects.get()
    assert {name: getattr(patient, name) for name in stored} == stored
    assert said(outcome, FILE).get(3) == reasons
    assert outcome.totals["patients"] == 1


@pytest.mark.parametrize(
    ("changes", "contacts", "reasons"),
    [
        ({"phone": "8 912 000 11 22, 8(495)123-45-67"}, ["+79120001122", "+74951234567"], None),
        ({"phone": "моб. 8912-000-11-22 (жена)"}, ["+79120001122"], None),
        ({"phone": "+7 (000) 000-00-00"}, [], ["ok_fix:phone_unusable"]),
        ({"phone": "8912000112"}, [], ["ok_fix:phone_unusable"]),
        ({"phone": "нет"}, [], None),
        ({"phone2": "+375 29 353-53-64"}, ["+79120001122", "+375293535364"], None),
        ({"email": "a@b.ru, ИВАН@почта"}, ["+79120001122", "a@b.ru"], None),
        ({"email": "Ivan@Mail.RU "}, ["+79120001122", "ivan@mail.ru"], None),
        ({"email": "ivan@mail"}, ["+79120001122"], ["ok_fix:email_unusable"]),
    ],
)
def test_contacts_in_trouble(export, changes, contacts, reasons):
    outcome = export.patients(patient_row(**changes)).bring_in()
    patient = Patient.objects.get()
    assert [c.point.value for c in patient.contacts.order_by("rank", "pk")] == contacts
    assert said(outcome, FILE).get(3) == reasons


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("000102;Дуб;Ян", "reject:cut_short"),
        (patient_row("000102").replace("Илья", "лишнее;Илья"), "reject:shifted"),
        (patient_row("000102").replace("Илья", "лишнее;Илья") + ";", "reject:shifted"),
        ("Выгружено 15.09.2026", "ignore:remark"),
        (PATIENTS.upper().replace(";", " ;"), "ignore:header_repeated"),
        (patient_row("000102", last="", first="", patronymic="", phone=""), "reject:nobody"),
        (";" * 13, "ignore:blank"),
        (PATIENTS, "ignore:header_repeated"),
        ("Итого: 2;" + ";" * 12, "ignore:totals"),
        ("Филиал на Лесной" + ";" * 13, "ignore:remark"),
    ],
)
def test_rows_that_are_no_patient(export, row, reason):
    outcome = export.patients(patient_row(), row).bring_in()
    assert said(outcome, FILE)[4] == [reason]
    assert Patient.objects.count() == 1
    assert outcome.totals["rejected"] == (1 if reason.startswith("reject") else 0)


def test_physical_lines_count_line_breaks_inside_quotes(export):
    outcome = export.patients(
        patient_row(comment='"раз\r\nдва; три"'), patient_row("000102", last="Клён", phone="12")
    ).bring_in()
    assert Patient.objects.get(last_name="Кедров").comment == "раз\nдва; три"
    assert said(outcome, FILE) == {5: ["ok_fix:phone_unusable"]}


def test_stray_quote_swallows_no_rows(export):
    rows = [patient_row("000102", last='"Клён'), patient_row("000103", last="Ясень", phone="")]
    outcome = export.patients(*rows, patient_row("000104", last="Вяз", comment='"мама"', phone="")).bring_in()
    assert outcome.totals["patients"] == 3


@pytest.mark.parametrize(
    "again",
    [
        {"phone": "8 (912) 000 11 22"},
        {"last": "кедров", "patronymic": "ЛЬВОВИЧ"},
        {"birth": "1980-02-01"},
        {"phone": ""},
        {"patronymic": ""},
        {"phone": "+7 912 555-66-77"},
        {"last": "Илья", "first": "Кедров"},
        {"last": "Илья", "first": "Кедров", "phone": ""},
    ],
)
def test_same_person_under_another_card_is_joined(export, again):
    outcome = export.patients(patient_row(), patient_row("000102", **again)).bring_in()
    patient = Patient.objects.get()
    assert set(patient.cards.values_list("number", flat=True)) == {"000101", "000102"}
    assert (outcome.totals["patients"], outcome.totals["duplicates"], outcome.totals["rejected"]) == (1, 0, 0)
    assert export.bring_in().totals["changed"] == 0


@pytest.mark.parametrize(
    "again",
    [
        {"birth": ""},
        {"last": "Дубова", "sex": "ж"},
        {"birth": "02.02.1980"},
        {"first": "Илия"},
        {"first": "И.", "patronymic": "Л."},
    ],
)
def test_perhaps_the_same_person_awaits_a_decision(export, again):
    outcome = export.patients(patient_row("000102", **again), patient_row()).bring_in()
    assert (outcome.totals["patients"], outcome.totals["patients_review"]) == (1, 1)
    assert DuplicatePair.objects.count() == 1
    assert export.bring_in().totals["changed"] == 0


@pytest.mark.parametrize(
    "other",
    [
        {"birth": "05.05.1955", "phone": "+7 912 555-66-77"},  # namesake
        {"first": "Анна", "patronymic": "Ильинична", "birth": "01.01.2015"},  # child on the parent's phone
        {"first": "Иван"},  # twins
        {"birth": "05.05.1955"},  # father and son on one phone
        {"birth": "", "phone": "+7 912 555-66-77"},  # only a name in common
    ],
)
def test_traps_stay_two_people(export, other):
    outcome = export.patients(patient_row(), patient_row("000102", **other)).bring_in()
    assert (outcome.totals["patients"], outcome.totals["patients_review"]) == (2, 0)


def test_card_with_and_without_leading_zeros_is_one(export):
    outcome = export.patients(patient_row("004512"), patient_row("4512")).bring_in()
    assert (outcome.totals["patients"], PatientCard.objects.get().number) == (1, "004512")
    assert said(outcome, FILE) == {3: ["merge:joined_by_same_card"], 4: ["merge:same_row"]}


def test_superfluous_empty_cells_at_the_end_cost_nobody(export):
    outcome = export.patients(patient_row() + ";;", patient_row("000102", last="Вяз", phone="")).bring_in()
    assert (said(outcome, FILE), outcome.totals["patients"]) == ({}, 2)


def test_signature_below_the_totals_is_no_row_cut_short(export):
    outcome = export.patients(patient_row(), "Итого;1" + ";" * 12, "Отчёт сформирован;15.09.2026").bring_in()
    assert said(outcome, FILE) == {4: ["ignore:totals"], 5: ["ignore:remark"]}


def test_report_names_both_rows_of_one_person_and_says_so_again(export):
    export.patients(patient_row(), patient_row("000102", phone="8 912 000-11-22"))
    expected = {3: ["merge:joined_by"], 4: ["merge:same_person"]}
    assert said(export.bring_in(), FILE) == expected
    assert said(export.bring_in(), FILE) == expected


def test_doubt_is_told_at_every_import_until_it_is_decided(export):
    export.patients(patient_row(), patient_row("000102", birth=""))
    for _ in range(2):
        assert said(export.bring_in(), FILE) == {4: ["review:maybe_same_no_birth"]}


def test_who_writes_yo_knows_the_name(export):
    export.patients(patient_row(last="Пчелкин"), patient_row("000102", last="Пчёлкин")).bring_in()
    assert Patient.objects.get().last_name == "Пчёлкин"


def test_journal_tells_whose_a_disputed_card_is(export):
    other = {"last": "Берёзов", "first": "Олег", "patronymic": "Ильич", "birth": "1.1.1990", "phone": ""}
    export.patients(patient_row(), patient_row(**other))
    outcome = export.visits(visit_row(name="Берёзов Олег Ильич")).bring_in()
    assert said(outcome, FILE) == {3: ["reject:card_of_another"]}
    assert Patient.objects.get().last_name == "Берёзов"


def test_cards_joined_by_a_person_are_refused_by_no_later_import(export):
    rows = patient_row(), patient_row("000102", last="Дубов", first="Олег", patronymic="", phone="", birth="")
    export.patients(*rows).bring_in()
    keep, other = Patient.objects.order_by("pk")
    merge_patients(keep, other, by=None, now=NOW)
    totals = export.bring_in().totals
    assert (totals["patients"], totals["rejected"], totals["changed"]) == (1, 0, 0)


def test_card_number_of_another_person_is_refused(export):
    outcome = export.patients(
        patient_row(),
        patient_row(last="Берёзов", first="Олег", patronymic="Ильич", birth="1.1.1990", phone=""),
    ).bring_in()
    assert (outcome.totals["patients"], outcome.totals["rejected"]) == (1, 1)
    assert said(outcome, FILE) == {4: ["reject:card_of_another"]}


def test_surname_changed_on_the_same_card_is_an_update(export):
    export.patients(patient_row()).bring_in()
    outcome = export.patients(patient_row(last="Сосновский")).bring_in()
    assert (outcome.totals["patients"], outcome.totals["changed"]) == (1, 1)
    assert Patient.objects.get().last_name == "Сосновский"


def test_patient_without_a_card_number_is_found_again(export):
    row = patient_row("")
    outcome = export.patients(row).bring_in()
    assert said(outcome, FILE) == {3: ["flag:no_card"]}
    assert export.bring_in().totals == {**outcome.totals, "changed": 0}


def test_what_people_corrected_here_stays_until_the_source_says_something_new(export):
    export.patients(patient_row()).bring_in()
    Patient.objects.update(first_name="Илия")
    assert export.bring_in().totals["changed"] == 0
    assert Patient.objects.get().first_name == "Илия"
    export.patients(patient_row(email="new@example.org")).bring_in()
    assert Patient.objects.get().first_name == "Илья"


def test_cards_joined_by_a_person_stay_joined(export):
    rows = patient_row(), patient_row("000102", last="Дубов", first="Олег", phone="", birth="")
    export.patients(*rows).bring_in()
    keep, other = Patient.objects.order_by("pk")
    merge_patients(keep, other, by=None, now=NOW)
    outcome = export.bring_in()
    assert (outcome.totals["patients"], outcome.totals["changed"]) == (1, 0)
    outcome = export.patients(rows[0], rows[1].replace("Олег", "Пётр")).bring_in()
    assert (outcome.totals["patients"], Patient.objects.get().first_name) == (1, "Илья")


def test_other_systems_columns(export):
    export.write(
        "infodent.csv",
        "Код;Карта;ФИО;Дата рождения;Телефон",
        "7;55;Кедров Илья Львович;1980-02-01;89120001122",
    )
    export.bring_in()
    patient = Patient.objects.get()
    assert (patient.full_name, patient.cards.get().number) == ("Кедров Илья Львович", "55")


def test_columns_without_card_numbers(export):
    export.write("small.csv", "ФИО;Дата рождения;Телефон", "Кедров Илья Львович;01.02.1980;89120001122")
    outcome = export.bring_in()
    assert (outcome.totals["patients"], outcome.issues) == (1, [])
