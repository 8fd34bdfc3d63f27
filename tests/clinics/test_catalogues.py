"""The catalogues on their screens: what is stored, what is refused and in which words, who may change what."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from clinics.enums import LegalProfile, Role
from clinics.models import (
    Branch,
    Chair,
    Change,
    Clinic,
    DayHours,
    Employee,
    Holiday,
    JournalEntry,
    LeadTimeLink,
    Service,
    ServicePrice,
    Specialty,
    WorkingHours,
)
from clinics.selectors import clinic_today
from clinics.selectors.catalogues import may_change_network
from clinics.services.catalogues import EntryInUseError, remove_entry
from patients.models import LostReason
from tests.factories import (
    NOW,
    make_branch,
    make_chair,
    make_employee,
    make_service,
    make_specialty,
    make_visit,
    the_branch,
    the_clinic,
    user_with_role,
)

pytestmark = pytest.mark.django_db
WEEK = {f"day{n}": "9–21" for n in range(5)} | {"day5": "10–14, 15–18", "day6": ""}


@pytest.fixture
def owner(client):
    user = user_with_role(Role.OWNER)
    the_branch()
    client.force_login(user)
    return user


def _url(name, *args):
    return reverse(f"catalogues:{name}", args=args)


def _verbs():
    return list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True))


def _day(days=0):
    return clinic_today(the_clinic(), timezone.now()) + timedelta(days=days)


BRANCH = {"name": "На набережной", "address": "ул. 1", "phone": "8 921 123-45-67", "time_zone": "Asia/Omsk"}


def test_a_branch_is_made_and_edited_with_a_line_in_the_journal(client, owner):
    assert client.post(_url("branch-new"), BRANCH).status_code == 302
    branch = Branch.objects.get(name="На набережной")
    assert (branch.phone, branch.time_zone, branch.has_curators) == ("+79211234567", "Asia/Omsk", False)
    client.post(_url("branch", branch.pk), BRANCH | {"address": "ул. 2"})
    branch.refresh_from_db()
    assert branch.address == "ул. 2"
    entry = JournalEntry.objects.latest("pk")
    assert (entry.verb, entry.details, entry.branch_id) == ("changed", {"fields": ["address"]}, branch.pk)
    client.post(_url("branch", branch.pk), BRANCH | {"address": "ул. 2"})
    assert _verbs() == ["created", "changed"]  # nothing changed, nothing written


@pytest.mark.parametrize("name", ["Центр", "  центр ", "ЦЕНТР"])
def test_a_second_branch_of_the_same_name_is_refused_in_words(client, owner, name):
    make_branch(name="Центр")
    response = client.post(_url("branch-new"), BRANCH | {"name": name})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])
    assert Branch.objects.filter(name__iexact="центр").count() == 1


def test_a_name_in_the_archive_says_so(client, owner):
    make_specialty(name="Лечение", is_active=False)
    response = client.post(_url("specialty-new"), {"name": "лечение"})
    assert "in the archive already" in response.context["form"].errors["name"][0]


def test_the_week_of_a_branch_is_typed_in_words(client, owner):
    branch = the_branch()
    client.post(_url("branch-hours", branch.pk), WEEK)
    hours = WorkingHours.objects.filter(branch=branch).order_by("weekday", "starts")
    assert [(row.weekday, row.starts.hour, row.ends.hour) for row in hours] == [
        *[(n, 9, 21) for n in range(5)], (5, 10, 14), (5, 15, 18),
    ]  # fmt: skip
    assert "Mon–Fri 9:00–21:00; Sat 10:00–14:00, 15:00–18:00" in client.get(_url("branches")).content.decode()


def test_hours_that_are_not_clear_are_refused_and_nothing_is_lost(client, owner):
    branch = the_branch()
    client.post(_url("branch-hours", branch.pk), WEEK)
    response = client.post(_url("branch-hours", branch.pk), WEEK | {"day2": "с утра"})
    assert (response.status_code, list(response.context["week_form"].errors)) == (422, ["day2"])
    assert "с утра" in response.content.decode()
    assert WorkingHours.objects.filter(branch=branch).count() == 7


def test_odd_days_of_a_branch_are_set_shown_as_one_run_and_lifted(client, owner):
    branch = the_branch()
    days = {"first": _day(5), "last": _day(7), "hours": "10–14", "note": "Ремонт"}
    client.post(_url("branch-days", branch.pk), days)
    assert DayHours.objects.filter(branch=branch, starts=time(10), note="Ремонт").count() == 3
    [run] = client.get(_url("branch", branch.pk)).context["days"]
    assert (run.first, run.last, run.stretches) == (_day(5), _day(7), [(time(10), time(14))])
    client.post(_url("branch-days", branch.pk), {"first": _day(6), "last": _day(6), "clear": "1"})
    runs = client.get(_url("branch", branch.pk)).context["days"]
    assert [(run.first, run.last) for run in runs] == [(_day(5), _day(5)), (_day(7), _day(7))]
    client.post(_url("branch-days", branch.pk), {"first": _day(5), "hours": ""})
    assert DayHours.objects.get(day=_day(5)).starts is None
    assert _verbs() == ["days_set", "days_cleared", "days_set"]


@pytest.mark.parametrize("last", [-1, 400])
def test_a_run_of_days_that_cannot_be_is_refused(client, owner, last):
    data = {"first": _day(5), "last": _day(5 + last)}
    response = client.post(_url("branch-days", the_branch().pk), data)
    assert (response.status_code, list(response.context["days_form"].errors)) == (422, ["last"])


def test_a_chair_has_a_name_and_perhaps_hours_of_its_own(client, owner):
    branch = the_branch()
    client.post(_url("chair-new", branch.pk), {"name": "Кресло у окна"})
    chair = Chair.objects.get()
    client.post(_url("chair", chair.pk), {"name": "Кабинет 2", "day0": "15–21"})
    chair.refresh_from_db()
    assert (chair.name, chair.branch) == ("Кабинет 2", branch)
    assert [(row.chair, row.weekday) for row in WorkingHours.objects.all()] == [(chair, 0)]
    assert client.post(_url("chair-new", branch.pk), {"name": "кабинет 2"}).status_code == 422


def test_what_is_in_use_goes_to_the_archive_and_comes_back(client, owner):
    chair = make_chair()
    make_visit(chair=chair)
    with pytest.raises(EntryInUseError):
        remove_entry(chair, by=owner, now=NOW)
    client.post(_url("archive", "chair", chair.pk))
    chair.refresh_from_db()
    assert chair.is_active is False
    client.post(_url("archive", "chair", chair.pk), {"restore": "1"})
    chair.refresh_from_db()
    assert (chair.is_active, _verbs()) == (True, ["archived", "restored"])


def test_a_specialty_keeps_its_numbers(client, owner):
    client.post(_url("specialty-new"), {"name": "Гигиена", "return_interval": "180", "course_gap": ""})
    assert Specialty.objects.values_list("name", "return_interval", "course_gap").get() == (
        "Гигиена",
        180,
        None,
    )
    assert client.post(_url("specialty-new"), {"name": "Хирургия", "return_interval": "0"}).status_code == 422


def test_a_link_between_specialties_is_named_once_and_its_weeks_can_change(client, owner):
    surgery, crowns = make_specialty(name="Хирургия"), make_specialty(name="Ортопедия")
    pair = {"before": surgery.pk, "after": crowns.pk}
    client.post(_url("link-new"), pair | {"weeks": "26"})
    client.post(_url("link-new"), pair | {"weeks": "20"})
    link = LeadTimeLink.objects.get()
    assert (link.before, link.after, link.weeks) == (surgery, crowns, 20)
    response = client.post(_url("link-new"), {"before": surgery.pk, "after": surgery.pk, "weeks": "4"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["after"])
    client.post(_url("link-remove", link.pk))
    assert LeadTimeLink.objects.count() == 0


SERVICE = {"code": "А16.07.002", "name": "Пломба", "minutes": "60", "price": "6500"}


def test_a_service_is_made_with_its_first_price(client, owner):
    client.post(_url("service-new"), SERVICE | {"valid_from": _day()})
    service = Service.objects.get()
    assert (service.code, service.price, service.minutes) == ("A16.07.002", 6500, 60)
    assert [(row.price, row.valid_from) for row in service.prices.all()] == [(6500, _day())]
    response = client.post(_url("service-new"), SERVICE | {"code": "a16.07.002", "valid_from": _day()})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["code"])


def test_the_price_list_leaves_as_a_table(client, owner):
    make_service(
        code="A1", name="Пломба", price=Decimal(6500), specialty=make_specialty(name="Терапия"), minutes=60
    )
    make_service(code="A2", name="=Коронка", is_active=False)
    response = client.get(_url("price-export") + "?format=csv")
    lines = b"".join(response) if response.streaming else response.content
    rows = lines.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert [part.strip('"') for part in rows[1].replace(";", ",").split(",")][:3] == [
        "A1",
        "Пломба",
        "Терапия",
    ]


def test_a_coming_price_stands_in_the_history_and_can_be_taken_back(client, owner):
    service = make_service(price=Decimal(1000))
    client.post(_url("service-price", service.pk), {"price": "1200", "valid_from": _day(3)})
    page = client.get(_url("service", service.pk)).context["history"]
    assert [(each["row"].price, each["is_coming"], each["is_in_force"]) for each in page] == [
        (1200, True, False),
        (1000, False, True),
    ]
    client.post(_url("price-remove", page[0]["row"].pk))
    client.post(_url("price-remove", page[1]["row"].pk))  # in force: stays
    assert [row.price for row in ServicePrice.objects.all()] == [1000]


def test_many_prices_change_after_a_preview_and_come_back_by_one_click(client, owner):
    dear, cheap = make_service(price=Decimal(10_000)), make_service(price=Decimal(990))
    change = {"percent": "5", "rounding": "50", "valid_from": _day()}
    preview = client.post(_url("price-change"), change | {"preview": "1"})
    assert {(line.old, line.new) for line in preview.context["lines"]} == {(10_000, 10_500), (990, 1050)}
    assert ServicePrice.objects.count() == 2
    client.post(_url("price-change"), change | {"apply": "1"})
    assert [Service.objects.get(pk=row.pk).price for row in (dear, cheap)] == [10_500, 1050]
    [batch] = client.get(_url("prices")).context["batches"]
    client.post(_url("price-undo", batch["batch"]))
    assert [Service.objects.get(pk=row.pk).price for row in (dear, cheap)] == [10_000, 990]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"percent": "0"}, "percent"),
        ({"percent": "-95"}, "percent"),
        ({"valid_from": "2020-01-01"}, "valid_from"),
    ],
)
def test_a_change_of_prices_that_makes_no_sense_is_refused(client, owner, change, field):
    data = {"percent": "5", "rounding": "10", "valid_from": _day(), "apply": "1"} | change
    response = client.post(_url("price-change"), data)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_a_staff_card_is_found_by_its_folded_name(client):
    branch = the_branch()
    client.force_login(user_with_role(Role.SYSTEM))
    card = {"name": "Ковалёва  А. С.", "branches": [branch.pk], "is_curator": "on"}
    client.post(_url("employee-new"), card)
    employee = Employee.objects.get()
    assert (employee.name, employee.name_key, employee.is_curator) == ("Ковалёва А. С.", "ковалева а с", True)
    assert list(employee.branches.all()) == [branch]
    response = client.post(_url("employee-new"), card | {"name": "КОВАЛЕВА А.С."})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])


def test_who_has_left_is_put_away_not_deleted(client, owner):
    employee = make_employee()
    client.post(_url("employee-archive", employee.pk))
    employee.refresh_from_db()
    assert (employee.is_active, _verbs()) == (False, ["archived"])
    assert list(client.get(_url("staff")).context["page"].rows) == []
    assert list(client.get(_url("staff") + "?state=archive").context["page"].rows) == [employee]


def test_an_employee_has_a_week_in_each_branch_and_leaves_in_all(client, owner):
    branch = the_branch()
    employee = make_employee(branch=branch)
    client.post(_url("employee-hours", employee.pk, branch.pk), {"day1": "12–20"})
    assert [(r.employee, r.branch, r.weekday) for r in WorkingHours.objects.all()] == [(employee, branch, 1)]
    client.post(
        _url("employee-days", employee.pk),
        {"first": _day(1), "last": _day(14), "note": "Отпуск", "branch": ""},
    )
    assert DayHours.objects.filter(employee=employee, branch=None).count() == 14


def test_holidays_come_by_one_click_and_edited_ones_stay(client, owner):
    Holiday.objects.create(clinic=the_clinic(), day=date(2025, 1, 1), name="Свой")
    response = client.post(_url("holiday-fill"), {"year": "2025"})
    assert response["Location"].endswith("?year=2025")
    days = {row.day: row for row in Holiday.objects.all()}
    assert (days[date(2025, 1, 1)].name, days[date(2025, 11, 1)].works_as) == ("Свой", 0)
    count = len(days)
    client.post(_url("holiday-fill"), {"year": "2025"})
    assert Holiday.objects.count() == count
    response = client.post(_url("holiday-new"), {"day": "2025-01-01", "name": "Ещё раз"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["day"])
    client.post(_url("holiday-remove", days[date(2025, 1, 1)].pk))
    assert Holiday.objects.filter(day=date(2025, 1, 1)).count() == 0


def test_changes_are_noted_edited_and_removed(client, owner):
    client.post(_url("change-new"), {"day": "2026-03-01", "text": "  Новый   скрипт "})
    change = Change.objects.get()
    assert (change.text, change.made_by) == ("Новый скрипт", owner)
    client.post(_url("change", change.pk), {"day": "2026-03-02", "text": "Новый скрипт"})
    change.refresh_from_db()
    assert change.day == date(2026, 3, 2)
    client.post(_url("change-remove", change.pk))
    assert (Change.objects.count(), _verbs()) == (0, ["created", "changed", "removed"])


def test_a_reason_is_added_and_put_away(client, owner):
    client.post(_url("word-new", "lost-reasons"), {"name_ru": "Слишком далеко", "name_en": "Too far"})
    reason = LostReason.objects.get(name_ru="Слишком далеко")
    client.post(_url("word-archive", "lost-reasons", reason.pk))
    reason.refresh_from_db()
    assert (reason.is_active, _verbs()) == (False, ["created", "archived"])
    again = client.post(_url("word-new", "lost-reasons"), {"name_ru": "Слишком далеко", "name_en": "x"})
    assert again.status_code == 422


def test_the_owner_confirms_the_legal_profile(client, owner):
    client.post(_url("legal"), {"profile": "own"})
    clinic = Clinic.objects.get()
    assert (clinic.legal_profile, clinic.legal_confirmed_at is not None) == (LegalProfile.OWN, True)
    client.force_login(user_with_role(Role.MANAGER))
    assert client.post(_url("legal"), {"profile": "ru"}).status_code == 404


def test_a_manager_changes_own_branches_and_reads_the_network(client):
    own, other = make_branch(), make_branch()
    manager = user_with_role(Role.MANAGER, own)
    client.force_login(manager)
    assert client.post(_url("branch-hours", own.pk), WEEK).status_code == 302
    assert client.post(_url("branch-hours", other.pk), WEEK).status_code == 404
    assert client.get(_url("branch", other.pk)).status_code == 404
    assert client.get(_url("prices")).status_code == 200
    assert client.post(_url("service-new"), SERVICE | {"valid_from": _day()}).status_code == 404
    assert may_change_network(manager) is False
    both = user_with_role(Role.MANAGER)
    client.force_login(both)
    assert client.post(_url("service-new"), SERVICE | {"valid_from": _day()}).status_code == 302


def test_a_manager_plans_leaves_only_in_own_branches(client):
    own, other = make_branch(), make_branch()
    employee = make_employee(branch=own)
    employee.branches.add(other)
    client.force_login(user_with_role(Role.MANAGER, own))
    leave = {"first": _day(1), "note": "Отпуск"}
    assert client.post(_url("employee-days", employee.pk), leave | {"branch": ""}).status_code == 422
    assert client.post(_url("employee-days", employee.pk), leave | {"branch": other.pk}).status_code == 422
    assert client.post(_url("employee-days", employee.pk), leave | {"branch": own.pk}).status_code == 302
    assert client.post(_url("employee-hours", employee.pk, other.pk), WEEK).status_code == 404
