"""Hours as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_crm.lib.clock import UnreadableHoursError, parse_hours, write_hours


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("9-21", "9:00–21:00"),
        ("9:00–13:00, 14–20", "9:00–13:00, 14:00–20:00"),
        ("14.00-20.30; 9 до 13", "9:00–13:00, 14:00–20:30"),
        ("0-24", "0:00–24:00"),
        ("с 9 до 21".replace("с ", ""), "9:00–21:00"),
        ("", ""),
        (" — ", ""),
    ],
)
def test_hours_are_read_as_people_type_them(text, written):
    assert write_hours(parse_hours(text)) == written


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("с утра", "с утра"),
        ("9-21 кроме обеда", "кроме обеда"),
        ("9-25", "9-25"),
        ("21-9", "21:00–9:00"),
        ("9-14, 13-18", "13:00–18:00"),
        ("9:61-10", "9:61-10"),
    ],
)
def test_hours_that_mean_nothing_say_which_part(text, part):
    with pytest.raises(UnreadableHoursError) as error:
        parse_hours(text)
    assert error.value.part == part


@given(st.lists(st.integers(0, 24 * 60), min_size=2, max_size=6, unique=True).map(sorted))
def test_what_is_written_reads_back(edges):
    clocks = [time(0) if edge == 24 * 60 else time(edge // 60, edge % 60) for edge in edges]
    stretches = list(zip(clocks[::2], clocks[1::2], strict=False))
    assert parse_hours(write_hours(stretches)) == stretches
