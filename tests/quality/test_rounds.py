from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from clinics.models import JournalEntry
from quality.draw import seed_hash
from quality.models import Criterion, Round, RoundSeed, Sample, SamplingRule, Standard
from quality.selectors.verification import verify_round
from quality.services.rounds import RoundNotOverError, commit_round, draw_past_period, draw_round, keep_rounds
from quality.services.standards import install_default_rule, install_ready_standard
from tests.factories import make_employee, the_clinic
from tests.quality.factories import (
    FRIDAY_NOON,
    MONDAY,
    MONDAY_NOON,
    NEXT_MONDAY,
    SUNDAY,
    WEEK_BEFORE,
    close_plans,
    committed_round,
    drawn_round,
    make_rule,
)

pytestmark = pytest.mark.django_db


def test_ready_standard_has_eight_criteria_in_two_languages_and_one_critical() -> None:
    standard = install_ready_standard(the_clinic(), now=FRIDAY_NOON)
    criteria = list(standard.criteria.all())
    assert len(criteria) == 8
    assert [c.position for c in criteria if c.is_critical] == [1]
    assert all(c.text_ru and c.text_en and c.text_ru != c.text_en for c in criteria)


def test_ready_standard_and_rule_are_installed_once() -> None:
    rules = {install_default_rule(the_clinic(), now=FRIDAY_NOON).pk for _ in range(2)}
    assert (len(rules), Standard.objects.count(), Criterion.objects.count()) == (1, 1, 8)


def test_commitment_shows_the_hash_and_hides_the_seed() -> None:
    committed = committed_round()
    assert committed.seed_hash == seed_hash(RoundSeed.objects.get().value)
    assert (committed.starts_on, committed.ends_on) == (MONDAY, SUNDAY)
    assert (committed.seed, committed.drawn_at, committed.is_retrospective) == ("", None, False)
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.object_id) == ("seed_committed", committed.pk)
    assert entry.details == {"from": "2026-09-07", "to": "2026-09-13", "seed_hash": committed.seed_hash}


def test_commitment_repeated_keeps_the_seed() -> None:
    rule = make_rule()
    assert committed_round(rule) == committed_round(rule)
    assert Round.objects.count() == JournalEntry.objects.count() == 1


def test_commitment_on_the_first_day_is_retrospective() -> None:
    late = commit_round(make_rule(), day=MONDAY, today=MONDAY, by=None, now=FRIDAY_NOON)
    assert late.is_retrospective


def test_draw_waits_for_the_end_of_the_period() -> None:
    with pytest.raises(RoundNotOverError):
        draw_round(committed_round(), today=SUNDAY, by=None, now=MONDAY_NOON)


def test_draw_takes_a_tenth_of_each_and_at_least_one() -> None:
    busy, calm, curator = make_employee(), make_employee(), make_employee(is_curator=True)
    close_plans(busy, 21)
    close_plans(calm, 1, day=SUNDAY)
    close_plans(None, 2, curator=curator)
    close_plans(None, 3)
    close_plans(busy, 5, day=NEXT_MONDAY)
    drawn = drawn_round()
    took = {pk: Sample.objects.filter(performer_id=pk).count() for pk in (busy.pk, calm.pk, curator.pk)}
    assert took == {busy.pk: 3, calm.pk: 1, curator.pk: 1}
    assert (drawn.case_count, drawn.unattributed) == (24, 3)
    assert list(Sample.objects.filter(performer=busy).order_by("rank").values_list("rank", flat=True)) == [
        1,
        2,
        3,
    ]
    assert Sample.objects.filter(performer=busy, rank=1).get().of_cases == 21


def test_draw_reveals_the_seed_and_forgets_the_secret() -> None:
    drawn = drawn_round()
    assert seed_hash(drawn.seed) == drawn.seed_hash
    assert not RoundSeed.objects.exists()
    assert list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "seed_committed",
        "round_drawn",
    ]


def test_draw_repeated_changes_nothing() -> None:
    close_plans(make_employee(), 30)
    drawn = drawn_round()
    before = list(Sample.objects.values())
    close_plans(make_employee(), 30)
    assert draw_round(drawn, today=NEXT_MONDAY, by=None, now=MONDAY_NOON).drawn_at == drawn.drawn_at
    assert list(Sample.objects.values()) == before


def test_rule_changed_after_the_commitment_changes_no_promise() -> None:
    close_plans(make_employee(), 20)
    rule = make_rule()
    committed_round(rule)
    make_rule(percent=50)
    assert drawn_round(rule).samples.count() == 2


def test_past_period_is_drawn_as_retrospective() -> None:
    close_plans(make_employee(), 3)
    drawn = draw_past_period(make_rule(), day=SUNDAY, today=NEXT_MONDAY, by=None, now=MONDAY_NOON)
    assert (drawn.is_retrospective, drawn.samples.count()) == (True, 1)


def test_running_period_leaves_no_commitment_behind() -> None:
    with pytest.raises(RoundNotOverError):
        draw_past_period(make_rule(), day=SUNDAY, today=SUNDAY, by=None, now=MONDAY_NOON)
    assert not Round.objects.exists()


def test_keeping_rounds_commits_the_next_week_and_draws_the_last() -> None:
    make_rule()
    days = [WEEK_BEFORE + timedelta(days=n) for n in range(18)]
    drawn = [keep_rounds(the_clinic(), today=day, now=FRIDAY_NOON) for day in days for _ in range(2)]
    rounds = Round.objects.order_by("starts_on").values_list("starts_on", "drawn_at", "is_retrospective")
    assert list(rounds) == [
        (date(2026, 9, 7), FRIDAY_NOON, False),
        (date(2026, 9, 14), FRIDAY_NOON, False),
        (date(2026, 9, 21), None, False),
        (date(2026, 9, 28), None, False),
    ]
    assert sum(drawn) == 2


def test_paused_rule_promises_nothing_new() -> None:
    make_rule(is_active=False)
    keep_rounds(the_clinic(), today=MONDAY, now=FRIDAY_NOON)
    assert not Round.objects.exists()


def test_verification_finds_the_same_cases() -> None:
    close_plans(make_employee(), 40)
    drawn = drawn_round()
    found = verify_round(drawn)
    assert (found.is_equal, found.drawn) == (True, 4)


def test_verification_finds_a_swapped_case() -> None:
    close_plans(make_employee(), 40)
    drawn = drawn_round()
    swapped = drawn.samples.order_by("rank").first()
    taken = set(drawn.samples.values_list("case_id", flat=True))
    other = next(
        int(line.split()[0]) for line in drawn.case_list.splitlines() if int(line.split()[0]) not in taken
    )
    Sample.objects.filter(pk=swapped.pk).update(case_id=other)
    found = verify_round(drawn)
    assert (found.is_equal, len(found.missing), [case.case_id for case in found.extra]) == (False, 1, [other])


def test_command_prints_equal_and_tells_retrospective_draws() -> None:
    close_plans(make_employee(), 12)
    drawn = draw_past_period(make_rule(), day=SUNDAY, today=NEXT_MONDAY, by=None, now=MONDAY_NOON)
    out = StringIO()
    call_command("verify_draw", drawn.pk, stdout=out)
    assert out.getvalue().splitlines()[-2:] == [
        "NO PROOF    retrospective, seed committed after the period",
        "EQUAL: the seed draws the same 2 cases",
    ]


def test_command_ends_with_1_when_the_sample_differs() -> None:
    close_plans(make_employee(), 12)
    drawn = drawn_round()
    drawn.samples.first().delete()
    with pytest.raises(CommandError) as error:
        call_command("verify_draw", drawn.pk, stdout=StringIO())
    assert error.value.returncode == 1


@pytest.mark.parametrize("drawn", [False, True])
def test_command_ends_with_2_when_there_is_nothing_to_verify(drawn: bool) -> None:
    pk = 0 if drawn else committed_round().pk
    with pytest.raises(CommandError) as error:
        call_command("verify_draw", pk, stdout=StringIO())
    assert error.value.returncode == 2


def refused(change) -> str:
    """The database's words when it refuses `change`."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        change()
    return str(error.value)


def test_one_seed_per_rule_and_period() -> None:
    copy = committed_round()
    copy.pk = None
    assert "round_one_seed_per_rule_and_period" in refused(copy.save)


@pytest.mark.parametrize(
    "change", [{"seed_hash": "0" * 64}, {"percent": 99}, {"ends_on": NEXT_MONDAY}, {"is_retrospective": True}]
)
def test_commitment_cannot_be_changed(change: dict) -> None:
    committed = committed_round()
    assert "commitment_kept" in refused(lambda: Round.objects.filter(pk=committed.pk).update(**change))


def test_drawn_round_cannot_be_changed_or_deleted() -> None:
    drawn = drawn_round()
    assert "draw_kept" in refused(lambda: Round.objects.filter(pk=drawn.pk).update(case_count=7))
    assert "draw_kept" in refused(drawn.delete)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("round_seed_revealed_iff_drawn", {"seed": "ab"}),
        ("round_seed_revealed_iff_drawn", {"drawn_at": MONDAY_NOON}),
    ],
)
def test_seed_is_revealed_only_by_the_draw(name: str, change: dict) -> None:
    committed = committed_round()
    assert name in refused(lambda: Round.objects.filter(pk=committed.pk).update(**change))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("round_ends_after_start", {"starts_on": SUNDAY, "ends_on": MONDAY}),
        ("round_share_sane", {"starts_on": SUNDAY, "percent": 0}),
    ],
)
def test_round_is_refused(name: str, values: dict) -> None:
    copy = committed_round()
    copy.pk = None
    for field, value in values.items():
        setattr(copy, field, value)
    assert name in refused(copy.save)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("rule_percent_1_to_100", {"percent": 0}),
        ("rule_percent_1_to_100", {"percent": 101}),
        ("rule_floor_positive", {"floor": 0}),
    ],
)
def test_rule_is_refused(name: str, values: dict) -> None:
    rule = make_rule()
    assert name in refused(lambda: SamplingRule.objects.filter(pk=rule.pk).update(**values))


def test_one_active_rule_per_kind() -> None:
    copy = make_rule()
    copy.pk = None
    assert "rule_one_active_per_kind" in refused(copy.save)


def test_sample_is_drawn_once_with_one_rank() -> None:
    close_plans(make_employee(), 1)
    drawn_round()
    sample = Sample.objects.get()
    sample.pk = None
    assert "sample_case_once_per_round" in refused(sample.save)
    sample.case_id = 0
    assert "sample_rank_once" in refused(sample.save)
    sample.rank = 0
    assert "sample_rank_from_one" in refused(sample.save)


def test_standard_is_frozen_by_the_first_commitment() -> None:
    standard = committed_round().standard
    assert standard.frozen_at == FRIDAY_NOON
    assert "standard_frozen" in refused(lambda: Standard.objects.update(text_ru="другое"))
    assert "criterion_frozen" in refused(lambda: Criterion.objects.update(weight=5))
    assert "criterion_frozen" in refused(lambda: Criterion.objects.first().delete())
    assert "criterion_frozen" in refused(
        lambda: Criterion.objects.create(standard=standard, position=9, text_ru="ещё")
    )


def test_standard_is_refused() -> None:
    standard = install_ready_standard(the_clinic(), now=FRIDAY_NOON)
    first, second = standard.criteria.all()[:2]
    copies = Criterion.objects.filter(pk=second.pk)
    assert "criterion_position_once" in refused(lambda: copies.update(position=first.position))
    assert "criterion_weighs_something" in refused(lambda: copies.update(weight=0))
    assert "criterion_kind_known" in refused(lambda: copies.update(kind="stars"))
    standard.pk = None
    assert "standard_version_once" in refused(standard.save)
