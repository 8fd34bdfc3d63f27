"""Two beats: each tick runs once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from clinics.models import JobRun
from clinics.services.jobs import forget_old_runs, run_once

NOON = datetime(2026, 9, 15, 9, 0, 3, tzinfo=UTC)


@pytest.mark.django_db
def test_run_once_second_call_in_a_minute_does_nothing():
    asked = [run_once("deliver", now=NOON), run_once("deliver", now=NOON + timedelta(seconds=50))]
    assert asked == [True, False]


@pytest.mark.django_db
def test_run_once_other_job_and_next_minute_run():
    run_once("deliver", now=NOON)
    assert [run_once("match", now=NOON), run_once("deliver", now=NOON + timedelta(minutes=1))] == [True, True]


@pytest.mark.django_db(transaction=True)
def test_run_once_of_eight_callers_at_once_one_runs():
    def ask(_number: int) -> bool:
        try:
            return run_once("deliver", now=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(ask, range(8)))
    assert sorted(asked) == [False] * 7 + [True]


@pytest.mark.django_db
def test_old_runs_are_forgotten():
    run_once("deliver", now=NOON - timedelta(days=8))
    run_once("deliver", now=NOON)
    forget_old_runs(now=NOON)
    assert list(JobRun.objects.values_list("minute", flat=True)) == [NOON.replace(second=0)]
