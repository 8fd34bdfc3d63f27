"""Nothing is held of a person that the export and the erasure do not know of."""

import re

import pytest
from django.apps import apps
from django.utils import translation

from patients.enums import VisitStatus
from patients.models import ContactPoint, Inquiry, Patient
from patients.personal_data import HOLDINGS, Subject, answered_models, erase_holding
from patients.selectors.subjects import subject_of
from tests.factories import make_contact, make_follow_up, make_inquiry, make_patient, make_visit

PEOPLE = (Patient, ContactPoint, Inquiry)


def _models_that_point_at_people():
    """Also history tables and the hidden tables of many-to-many fields."""
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and field.concrete and not field.many_to_many and field.related_model in PEOPLE
    }


def test_every_table_that_points_at_a_person_is_registered():
    lacking = sorted(_models_that_point_at_people() - answered_models())
    assert lacking == [], "register what it holds: patients/personal_data.py"


def test_every_registered_model_and_field_exists():
    for holding in HOLDINGS.values():
        for label in holding.answers_for():
            assert apps.get_model(label), label
        for table in holding.tables:
            assert len(table.names()) == len(table.labels()), table.model


@pytest.mark.django_db
def test_every_holding_exports_and_erases_an_empty_person():
    patient = make_patient()
    subject = subject_of(patient)
    for holding in HOLDINGS.values():
        for table in holding.tables:
            assert isinstance(table.rows(subject), list), table.model
        assert erase_holding(holding, subject) >= 0, holding.key


@pytest.mark.django_db
def test_subject_knows_own_points_from_shared_ones():
    patient, relative = make_patient(), make_patient()
    own = make_contact(patient, "+79210000001").point_id
    shared = make_contact(patient, "+79210000002").point_id
    make_contact(relative, "+79210000002")
    former = make_contact(patient, "+79210000003")
    former_id = former.point_id
    former.delete()
    subject = subject_of(patient)
    assert (set(subject.points), set(subject.own_points)) == ({own, shared, former_id}, {own, former_id})


@pytest.mark.django_db
def test_subject_includes_inquiries_from_own_points_only():
    patient, relative = make_patient(), make_patient()
    own, shared = make_contact(patient, "+79210000001").point, make_contact(patient, "+79210000002").point
    make_contact(relative, "+79210000002")
    mine, linked, others = make_inquiry(), make_inquiry(patient=patient), make_inquiry()
    mine.points.add(own)
    others.points.add(shared)
    assert set(subject_of(patient).inquiries) == {mine.pk, linked.pk}


@pytest.mark.django_db
def test_export_says_choices_in_words_and_keeps_values():
    patient = make_patient(last_name="Кузнецов")
    make_visit(patient)
    make_follow_up(patient, reason="Позвонить")
    subject: Subject = subject_of(patient)
    visit = HOLDINGS["visits"].tables[0].rows(subject)[0]
    assert (visit["status"], visit["amount"]) == (VisitStatus.COMPLETED.label, 1000)
    assert HOLDINGS["person"].tables[0].rows(subject)[0]["last_name"] == "Кузнецов"
    assert [row["reason"] for row in HOLDINGS["follow_ups"].tables[0].rows(subject)] == ["Позвонить"]


def test_every_heading_of_an_export_is_russian_on_a_russian_page():
    with translation.override("ru"):
        labels = {
            f"{table.model}.{name}": str(label)
            for holding in HOLDINGS.values()
            for table in holding.tables
            for name, label in zip(table.names(), table.labels(), strict=True)
        }
    assert {key: text for key, text in labels.items() if not re.search("[а-яё]", text.lower())} == {}
