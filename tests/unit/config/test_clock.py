"""Times of day and ranges of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.clock import TimeOfDay, TimeRange, Weekday, parse_range, parse_time


@settings(deadline=None)
@given(st.integers(0, 24 * 60))
def test_a_time_reads_back_as_it_is_written(minutes: int) -> None:
    assert parse_time(str(TimeOfDay(minutes)), end_of_day=True) == TimeOfDay(minutes)


@settings(deadline=None)
@given(st.integers(0, 24 * 60 - 1), st.integers(1, 24 * 60))
def test_a_range_reads_back_as_it_is_written(start: int, end: int) -> None:
    hours = TimeRange(TimeOfDay(start), TimeOfDay(end))
    if start == end:
        with pytest.raises(ValueError, match="is empty"):
            parse_range(str(hours))
    else:
        assert parse_range(str(hours)) == hours
        assert hours.overnight == (end < start)


@pytest.mark.parametrize(
    ("text", "minutes"), [("8:05", 485), ("08:05", 485), (" 22:30 ", 1350), ("0:00", 0)]
)
def test_a_time_may_be_written_as_people_write_it(text: str, minutes: int) -> None:
    assert parse_time(text).minutes == minutes


@pytest.mark.parametrize(
    "text", ["", "8", "08.30", "8:5", "108:00", "-1:00", "08:00:00", "\u0660\u0668:\u0660\u0660"]
)
def test_what_is_no_time_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(ValueError, match=f'expected a time of day such as "22:30", got "{text}"'):
        parse_time(text)


@pytest.mark.parametrize("text", ["24:00", "24:01", "25:00", "08:60", "99:99"])
def test_a_time_that_no_day_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f'there is no time of day "{text}"'):
        parse_time(text)


def test_only_the_end_of_a_range_may_be_24_00() -> None:
    assert parse_range("00:00-24:00").end.minutes == 24 * 60
    with pytest.raises(ValueError, match='"24:00"'):
        parse_range("24:00-08:00")
    with pytest.raises(ValueError, match='"24:01"'):
        parse_range("08:00-24:01")


def test_a_range_that_ends_at_midnight_is_not_overnight() -> None:
    assert parse_range("16:00-00:00") == parse_range("16:00-24:00")
    assert not parse_range("16:00-00:00").overnight
    assert parse_range("16:00-00:01").overnight


def test_a_range_needs_a_dash() -> None:
    with pytest.raises(ValueError, match='expected a range such as "08:00-22:00", got "08:00"'):
        parse_range("08:00")


@pytest.mark.parametrize("text", ["9 to 5", "9-5", "08:00-5", "-"])
def test_what_is_no_range_is_told_whole_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=f'expected a range such as "08:00-22:00", got "{text}"'):
        parse_range(text)


def test_an_empty_range_says_how_to_write_the_whole_day() -> None:
    with pytest.raises(ValueError, match='"00:00-24:00"'):
        parse_range("00:00-00:00")


def test_times_and_ranges_are_values() -> None:
    eight, nine = TimeOfDay(480), TimeOfDay(540)
    assert eight == TimeOfDay(480)
    assert eight != nine
    assert eight != 480
    assert eight < nine <= TimeOfDay(540)
    assert len({eight, TimeOfDay(480), nine}) == 2
    hours = TimeRange(eight, nine)
    assert hours == TimeRange(eight, nine)
    assert hours != TimeRange(eight, TimeOfDay(541))
    assert hours != "08:00-09:00"
    assert len({hours, TimeRange(eight, nine)}) == 1
    assert repr(eight) == "TimeOfDay(08:00)"
    assert repr(hours) == "TimeRange(08:00-09:00)"


def test_times_and_ranges_do_not_change() -> None:
    eight = TimeOfDay(480)
    with pytest.raises(AttributeError, match="does not change"):
        setattr(eight, "minutes", 481)  # noqa: B010 - mypy knows that it must not be set
    hours = TimeRange(eight, TimeOfDay(540))
    with pytest.raises(AttributeError, match="does not change"):
        setattr(hours, "end", eight)  # noqa: B010 - likewise


def test_weekdays_are_numbered_as_dates_number_them() -> None:
    monday = dt.date(2026, 3, 2)
    for ahead, weekday in enumerate(Weekday):
        day = monday + dt.timedelta(days=ahead)
        assert weekday.number == day.weekday()
        assert weekday.value == f"{day:%A}".lower()
