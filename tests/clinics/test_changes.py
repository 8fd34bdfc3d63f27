"""Versions and instants of change, kept by the database itself."""

import pytest
from django.apps import apps
from django.db import connection, transaction

from patients.models import Patient, PatientContact, Visit
from tests.factories import make_branch, make_card, make_contact, make_patient, make_visit, the_clinic

pytestmark = pytest.mark.django_db


def stamp(row):
    return type(row).objects.values_list("version", "updated_at").get(pk=row.pk)


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def test_version_begins_at_one_and_grows_with_each_change():
    patient = make_patient()
    first = stamp(patient)
    Patient.objects.filter(pk=patient.pk).update(last_name="Иванова")
    second = stamp(patient)
    sql("UPDATE patients_patient SET first_name = 'Анна' WHERE id = %s", patient.pk)
    third = stamp(patient)
    assert (first[0], second[0], third[0]) == (1, 2, 3)
    assert first[1] < second[1] < third[1]


def test_update_that_changes_nothing_keeps_the_version():
    branch = make_branch()
    patient, visit = make_patient(branch=branch), make_visit(branch=branch)
    before = stamp(patient), stamp(visit), stamp(branch)
    Patient.objects.update(last_name=patient.last_name)
    Visit.objects.filter(pk=visit.pk).update(amount=visit.amount)
    type(branch).objects.get(pk=branch.pk).save()
    assert (stamp(patient), stamp(visit), stamp(branch)) == before


def test_stamp_cannot_be_set_by_hand():
    patient = make_patient()
    before = stamp(patient)
    sql("UPDATE patients_patient SET updated_at = '2000-01-01' WHERE id = %s", patient.pk)
    assert stamp(patient) == before
    sql("UPDATE patients_patient SET version = 70, updated_at = '2000-01-01' WHERE id = %s", patient.pk)
    assert stamp(patient)[0] == 2
    assert stamp(patient)[1] > before[1]


def test_rows_of_plain_sql_are_stamped():
    branch = make_branch()
    sql(
        "INSERT INTO patients_patient (clinic_id, branch_id, last_name, first_name, patronymic, sex, acquisition,"
        " comment, do_not_contact, awaits_review, created_at)"
        " VALUES (%s, %s, 'А', 'Б', 'В', '', '', '', '', false, now())",
        the_clinic().pk,
        branch.pk,
    )
    patient = Patient.objects.get(branch=branch)
    assert (patient.version, patient.updated_at is not None) == (1, True)


def commits(patient, change):
    """The version before and after a change that another transaction made."""
    before = stamp(patient)[0]
    change()
    return stamp(patient)[0] - before


@pytest.mark.django_db(transaction=True)
def test_contact_or_card_that_changes_touches_the_patient():
    patient, other = make_patient(), make_patient()
    contact = make_contact(patient)
    rows = PatientContact.objects.filter(pk=contact.pk)
    assert commits(patient, lambda: make_contact(patient)) == 1
    assert commits(patient, lambda: make_card(patient)) == 1
    assert commits(patient, lambda: rows.update(rank=5)) == 1
    assert commits(patient, lambda: rows.update(rank=5)) == 0
    assert commits(other, lambda: rows.update(patient=other)) == 1
    assert commits(other, rows.delete) == 1
    assert stamp(patient)[0] == 6  # made, contact, contact, card, rank, left by the contact


@pytest.mark.django_db(transaction=True)
def test_parent_written_by_the_same_transaction_is_not_touched_again():
    with transaction.atomic():
        with transaction.atomic():
            patient = make_patient()
        with transaction.atomic():
            make_contact(patient)
        make_card(patient)
    assert stamp(patient)[0] == 1
    with transaction.atomic():
        make_contact(patient)
        make_contact(patient)
    assert stamp(patient)[0] == 2


def test_touch_leaves_no_line_in_the_history_of_the_patient():
    patient = make_patient()
    sql("UPDATE patients_patient SET version = version + 1 WHERE id = %s", patient.pk)
    assert stamp(patient)[0] == 2
    assert not apps.get_model("patients", "PatientEvent").objects.filter(pgh_obj_id=patient.pk).exists()
