"""B16: the SQL of the patient card, for the patient with the most visits, against the goal of 10 ms."""

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from benchmarks.b14_search import owner
from benchmarks.measure import Row
from patients.models import Patient

GOAL = 0.010
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def run(patients: int) -> list[Row]:
    patient = Patient.objects.annotate(n=Count("visits")).order_by("-n", "pk")[0]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(owner())
    url = reverse("patients:card", args=[patient.pk])
    with override_settings(STORAGES=PLAIN):  # nobody has collected the static files
        asked = [_ask(client, url) for _ in range(5)]
    seconds = min(took for took, _ in asked)
    note = f"{asked[-1][1]} queries (goal 15), {patient.n} visits"  # type: ignore[attr-defined]  # annotated
    return [Row("B16 SQL of the patient card / 10 ms", seconds, GOAL, 1, note)]


def _ask(client: Client, url: str) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, response.status_code
    real = [query for query in captured if query["sql"] not in ("BEGIN", "COMMIT")]
    return sum(float(query["time"]) for query in real), len(real)
