"""The access matrix and its help page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from clinics.access_matrix import COLUMNS, MATRIX, Grant, Scope, grants
from clinics.enums import Role
from clinics.matrix_words import GROUPS, LATER, NOTES, in_words, matrix_of
from tests.factories import user_with_role

# The table of the promises, letter by letter: role, right, scope. A change of the matrix has to be made here as well.
PROMISED = {
    "patients": "AR RCU b, CU RU a, DR R a, MG R b, QA R p, OW R *",
    "patient_search": "AR R b, CU R b, DR R a, MG R b, OW R *",
    "clinical_notes": "CU R a, DR RCU a, QA R p",
    "plans": "AR R b, CU RCU a, DR RCUA a, MG R b, QA R p, OW R *",
    "prices": "AR R b, CU RU a, DR R a, MG RUA b, QA R p, OW RA *",
    "visits": "AR RCU b, CU RCU a, DR R s, MG R b, QA R p, OW R *",
    "follow_ups": "AR RU b, CU RCU a, DR R a, MG RCU b, QA R p, OW R *",
    "consents": "AR RCV b, CU RCV a, DR R a, MG R b, QA R p, MK R g, OW R *",
    "service_templates": "AR R b, CU R b, DR R b, MG RCU b, QA R *, MK R *, OW RA *",
    "marketing_templates": "MG RA b, QA R *, MK RCU *, OW RA *",
    "recipient_lists": "MG RA b, QA R p, MK R m, OW RA *",
    "manual_messages": "AR C b, CU C a, DR C a, MG C b",
    "message_log": "AR R b, CU R a, DR R a, MG R b, QA R p, MK R g, OW R *, SA R *",
    "message_bodies": "AR R b, CU R a, DR R a, QA R p",
    "unknown_queue": "AR RU b, CU RU a, MG RUA b, QA R *, OW R *, SA R *",
    "reviews": "CU R s, DR R s, MG R b, QA RCU b, OW R *",
    "appeals": "CU C s, DR C s, MG A b, QA U b, OW A *",
    "staff": "CU R s, DR R s, MG R b, QA R *, MK R s, OW RUA *, SA RCU *",
    "dashboards": "AR R b, CU R a, DR R s, MG R b, QA R *, MK R *, OW R *",
    "exports": "MG X b, QA X p, MK X g, OW X *",
    "imports": "AR RCA b, MG RCA b, OW RCA *",
    "break_glass": "AR C b, CU C b, DR C b",
    "subject_requests": "AR C b, CU C a, MG RCU b, OW RA *",
    "journal": "MG R b, OW R *",
    "settings": "OW R *, SA RU *",
    "inquiries": "AR RCU b, CU R a, MG RCU b, QA R p, MK RCU g, OW R *",
    "money": "AR RCU b, CU R a, DR R s, MG RU b, QA R p, MK R g, OW R *",
    "households": "AR RCU b, CU RCU a, DR R a, MG R b, QA R p, OW R *",
    "curator_assignment": "AR R b, CU R a, DR R a, MG RCU b, OW RU *",
    "branch_follow_ups": "AR RCU b, DR RCU a, MG RCU b, QA R p, OW R *",
    "standards": "CU R b, DR R b, MG RCU b, QA RCU *, OW RA *",
    "deviations": "CU RU s, DR RU s, MG RCUA b, QA RCU *, OW RA *",
    "survey_answers": "AR R b, CU R a, DR R s, MG R b, QA R p, MK R g, OW R *",
    "reply_inbox": "AR RU b, CU RU a, MG R b, QA R p",
    "catalogues": "AR R b, CU R b, DR R b, MG RCU b, QA R *, MK R *, OW RCUA *",
    "own_list_export": "AR X b, CU X a, MG X b, OW X *",
}
OURS = {"export_approvals", "logins", "system_state"}  # finer than the promises' table


@pytest.mark.parametrize("obj", PROMISED)
def test_matrix_says_what_was_promised(obj):
    promised = [part.split() for part in PROMISED[obj].split(", ")]
    assert MATRIX[obj] == {
        COLUMNS[code]: (Grant(frozenset(rights), Scope(scope)),) for code, rights, scope in promised
    }


def test_matrix_has_no_row_beyond_the_promised_and_those_named_here():
    assert MATRIX.keys() - PROMISED.keys() == OURS


def test_unknown_object_is_a_mistake_of_the_programmer():
    with pytest.raises(KeyError):
        grants(Role.OWNER, "patient")


def test_every_row_of_the_matrix_stands_on_the_help_page():
    rows = [key for _heading, group in GROUPS for key in group]
    assert sorted(rows) == sorted(MATRIX)
    assert NOTES.keys() | LATER <= MATRIX.keys()


@translation.override("en")
def test_grant_reads_as_a_sentence():
    assert (
        in_words(MATRIX["consents"][Role.ADMINISTRATOR][0]) == "sees, adds, withdraws — in the own branches"
    )


@translation.override("en")
def test_system_administrator_reads_nothing_of_a_patient_on_the_page():
    patient = dict(matrix_of(Role.SYSTEM))
    (lines,) = [lines for heading, lines in patient.items() if str(heading) == "The patient"]
    assert [line.cells for line in lines] == [[]] * len(lines)


@pytest.mark.django_db
def test_help_page_opens_at_the_own_role_and_shows_any():
    client = Client()
    client.force_login(user_with_role(Role.CURATOR))
    assert client.get(reverse("matrix")).context["role"] == Role.CURATOR
    assert client.get(reverse("matrix"), {"role": "owner"}).context["role"] == Role.OWNER
    assert client.get(reverse("matrix"), {"role": "nobody"}).context["role"] == Role.CURATOR
