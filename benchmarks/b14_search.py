"""B14: the search box, 200 fragments of names with ё and е, of the other layout, of phones and cards, against `icontains`."""

import random
import time
from collections.abc import Callable

from django.db.models import Q

from benchmarks.measure import Row
from clinic_crm.lib.keyboard import other_layout
from clinics.enums import Role
from clinics.models import RoleAssignment, User
from patients.models import Patient
from patients.selectors.search import search_patients

FRAGMENTS, SLICE, SHOWN = 200, 12, 50


def run(patients: int) -> list[Row]:
    user, fragments = owner(), _fragments(patients)
    for fragment in fragments[:SLICE]:
        search_patients(user, fragment, limit=SHOWN)
    ours = sorted(_seconds(lambda f=f: search_patients(user, f, limit=SHOWN)) for f in fragments)  # type: ignore[misc]
    theirs = sorted(_seconds(lambda f=f: _icontains(f)) for f in fragments[:SLICE])  # type: ignore[misc]
    half, late = ours[len(ours) // 2], ours[int(len(ours) * 0.95)]
    goal = 1 / 100 if patients >= 1_000_000 else None
    note = f"p50 {half * 1000:.1f} ms, p95 {late * 1000:.1f} ms (goal 10 ms at 1M); {theirs[SLICE // 2] / half:.0f}x"
    return [Row("B14 search box, median / icontains", half, theirs[SLICE // 2], goal, note)]


def owner() -> User:
    """The login with which the screens are measured."""
    user, made = User.objects.get_or_create(username="bench")
    if made:
        RoleAssignment.objects.create(user=user, role=Role.OWNER)
    return User.objects.get(pk=user.pk)


def _fragments(patients: int) -> list[str]:
    dice = random.Random(14)
    first = Patient.objects.order_by("pk").values_list("pk", flat=True)[0]
    picked = Patient.objects.filter(pk__in=[first + dice.randrange(patients) for _ in range(FRAGMENTS)])
    kinds: list[Callable[[Patient], str]] = [
        lambda p: p.last_name[: dice.randint(3, 6)],
        lambda p: p.last_name.replace("ё", "е").upper(),
        lambda p: f"{p.last_name} {p.first_name[0]} {p.patronymic[0]}",
        lambda p: p.last_name[1:6],
        lambda p: other_layout(p.last_name.lower()),
        lambda p: p.contacts.get().point.value[dice.randint(3, 6) :],
        lambda p: "8" + p.contacts.get().point.value[2 : dice.randint(6, 9)],
        lambda p: p.cards.get().number,
    ]
    return [kinds[n % len(kinds)](patient) for n, patient in enumerate(picked.order_by("pk"))]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _icontains(text: str) -> None:
    """What one would write first."""
    found = Q(contacts__point__value__icontains=text) | Q(cards__number__icontains=text)
    for part in ("last_name", "first_name", "patronymic"):
        found |= Q(**{f"{part}__icontains": text})
    list(Patient.objects.filter(found).distinct().order_by("last_name")[:SHOWN])
