"""The panel of the card and the policy page."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from clinics.enums import Role
from patients.enums import VisitStatus
from patients.models import PatientSummary, SegmentPolicy
from patients.panels import panel_of
from patients.selectors.segments import preview_policy, segment_reason, segment_ribbon
from patients.services.segments import rebuild_all
from tests import factories
from tests.patients.segments.clinic import NOW, TODAY, ago, patient_with
from tests.patients.segments.test_worked_examples import days_of

pytestmark = pytest.mark.django_db


def reason(patient):
    rebuild_all(factories.the_clinic(), today=TODAY, now=NOW)
    with translation.override("en"):
        return segment_reason(PatientSummary.objects.get(patient=patient), today=TODAY)


def test_reason_of_a_regular_patient_tells_rhythm_silence_and_border():
    said = reason(patient_with(days_of(171, 93, 91, 95, 113)))
    assert said.why == "usually once in 125 days, last visit 171 days ago, border 188"
    assert said.ahead == "Without a visit: asleep from 3\u00a0Oct\u00a02026."


def test_reason_of_a_lapsed_patient_names_the_border_of_the_lapsed():
    said = reason(patient_with(ago(541)))
    assert said.why == "expected once in 180 days, last visit 541 days ago, border 540"
    assert said.ahead == "Only a visit or a booking brings the patient back."


def test_reason_of_a_held_patient_names_the_day():
    patient = patient_with(days_of(200, 93, 91, 95, 113))
    factories.make_visit(patient, day=date(2026, 9, 20), status=VisitStatus.BOOKED, known_at=NOW)
    said = reason(patient)
    assert said.more.startswith("Kept awake until 20\u00a0Sep\u00a02026 by a booking or a promise.")


def test_reason_of_a_prospect():
    assert reason(patient_with(ago(3), amount=0)).why == "came on 1 day, nothing was charged yet"
    assert reason(factories.make_patient()).why == "no visit yet"


def test_ribbon_covers_the_years_without_gaps():
    patient = patient_with(ago(1500, 300))
    rebuild_all(factories.the_clinic(), today=TODAY, now=NOW)
    parts = segment_ribbon(patient, today=TODAY)
    assert [p.segment for p in parts] == ["sleeping", "lapsed", "regular"]
    assert (parts[0].x, round(parts[-1].x + parts[-1].width)) == (0, 600)


def test_card_panel_shows_the_reason(rf):
    patient = patient_with(ago(60))
    rebuild_all(factories.the_clinic(), today=TODAY, now=NOW)
    user = factories.user_with_role(Role.ADMINISTRATOR)
    panel = panel_of(patient, user, "segment", today=TODAY, now=NOW)
    assert panel["context"]["reason"].segment == "beginning"
    assert panel["template"] == "patients/segments/panel.html"


def test_preview_counts_moves_and_writes_nothing():
    patient_with(ago(100))
    rebuild_all(factories.the_clinic(), today=TODAY, now=NOW)
    moves = preview_policy(
        SegmentPolicy(clinic=factories.the_clinic(), version=0, default_interval=60), today=TODAY
    )
    assert [(m.count, m.before, m.after) for m in moves] == [(1, "beginning", "sleeping")]
    assert PatientSummary.objects.get().segment == "beginning"


def test_manager_tries_and_saves_other_numbers(client):
    patient_with([date(2020, 1, 1)])
    clinic = factories.the_clinic()
    rebuild_all(clinic, today=TODAY, now=NOW)
    client.force_login(factories.user_with_role(Role.MANAGER))
    numbers = {
        "default_interval": 5000, "default_course_gap": 30, "best_share": "0.80", "best_minimum": 5, "regular_after_days": 180,
    }  # fmt: skip
    url = reverse("patients:segment-policy")
    assert client.post(url, numbers | {"preview": ""}).status_code == 422  # 5000 days are no interval
    page = client.post(url, numbers | {"default_interval": 3000, "preview": ""})
    assert [(m.count, m.before, m.after) for m in page.context["moves"]] == [(1, "lapsed", "beginning")]
    assert client.post(url, numbers | {"default_interval": 3000, "save": ""}).status_code == 302
    assert SegmentPolicy.objects.filter(clinic=clinic).count() == 2


def test_administrator_reads_the_policy_and_may_not_change_it(client):
    factories.the_branch()
    client.force_login(factories.user_with_role(Role.ADMINISTRATOR))
    url = reverse("patients:segment-policy")
    assert client.get(url).status_code == 200
    assert client.post(url, {"save": ""}).status_code == 404
