"""The selectors against two published data sets and the reference sums that come with them."""

import csv
import gzip
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from analytics.selectors.lifetime import lifetime_values
from analytics.selectors.money import revenue
from clinic_crm.lib.periods import Period
from clinics.metrics import Extent
from patients.models import Patient, Payment, Visit
from tests.factories import NOW, TODAY, the_branch, the_clinic

pytestmark = [pytest.mark.django_db, pytest.mark.third_party_data]

Amounts = dict[tuple[str, date], Decimal]


def stored(charges: Amounts, refunds: Amounts) -> Extent:
    """One completed visit per customer and day, one service refund per customer and day."""
    clinic, branch = the_clinic(), the_branch()
    names = sorted({name for name, _ in (*charges, *refunds)})
    people = Patient.objects.bulk_create(
        Patient(clinic=clinic, branch=branch, last_name=name, created_at=NOW) for name in names
    )
    person = {patient.last_name: patient for patient in people}
    common = {"clinic": clinic, "branch": branch, "known_at": NOW}
    Visit.objects.bulk_create(
        Visit(patient=person[name], day=day, booked_on=day, status="completed", amount=amount, **common)
        for (name, day), amount in charges.items()
    )
    Payment.objects.bulk_create(
        Payment(patient=person[name], paid_on=day, kind="service_refund", amount=amount, **common)
        for (name, day), amount in refunds.items()
    )
    return Extent(clinic, TODAY)


def test_cdnow_revenue_and_value(third_party_data: Path) -> None:
    folder = third_party_data / "clv_cdnow"
    expected = json.loads((folder / "expected.json").read_text())["master_shared"]
    charges: Amounts = defaultdict(Decimal)
    with gzip.open(folder / "cdnow_master_shared.csv.gz", "rt") as rows:
        for row in csv.DictReader(rows):
            charges[row["customer_id"], date.fromisoformat(row["date"])] += Decimal(row["amount_usd"])
    extent = stored(charges, {})
    first, last = date.fromisoformat(expected["first_date"]), date.fromisoformat(expected["last_date"])
    assert Visit.objects.count() == expected["customer_days"]
    assert revenue(extent, [Period(first, last)]) == [Decimal(str(expected["revenue_total"]))]
    found = lifetime_values(extent, [last], horizon=18)[0]
    paying = {name for (name, _), amount in charges.items() if amount}
    assert found.revenue == Decimal(str(expected["revenue_total"]))
    assert found.patients == len(paying)
    assert found.paid_days == sum(1 for amount in charges.values() if amount)
    assert round(found.revenue / expected["customers"], 3) == Decimal(str(expected["mean_ltv"]))


def test_online_retail_refunds_lower_revenue_and_make_two_customers_worthless(third_party_data: Path) -> None:
    folder = third_party_data / "online_retail_uci"
    expected = json.loads((folder / "expected.json").read_text())
    charges: Amounts = defaultdict(Decimal)
    refunds: Amounts = defaultdict(Decimal)
    with gzip.open(folder / "transactions.csv.gz", "rt") as rows:
        for row in csv.DictReader(rows):
            if row["CustomerID"]:
                amount = Decimal(row["Quantity"]) * Decimal(row["UnitPrice"])
                key = row["CustomerID"], date.fromisoformat(row["InvoiceDate"][:10])
                (charges if amount >= 0 else refunds)[key] += amount
    extent = stored(charges, refunds)
    days = [day for _, day in (*charges, *refunds)]
    whole = Period(min(days), max(days))
    net = Decimal(str(expected["net_gbp_known_customers"]))
    assert revenue(extent, [whole]) == [net]
    found = lifetime_values(extent, [whole.last], horizon=13)[0]
    worthless = expected["customers_with_negative_ltv"]
    people: dict[str, Decimal] = defaultdict(Decimal)
    for part in (charges, refunds):
        for (name, _), amount in part.items():
            people[name] += amount
    assert (found.revenue, len(people)) == (net, expected["customers"])
    assert sum(1 for amount in people.values() if amount < 0) == worthless
    assert found.patients == sum(1 for amount in people.values() if amount > 0)
