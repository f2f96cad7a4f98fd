"""Days as the person's clock has them, and what was logged in them."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.entries import Entry, EntryKind, new_id
from journal.totals import DayTotals, day_totals, local_day_bounds

UTC = dt.UTC
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def hours(date: dt.date, zone: str) -> float:
    start, end = local_day_bounds(date, zoneinfo.ZoneInfo(zone))
    return (end - start) / dt.timedelta(hours=1)


def entry(kind: EntryKind, at: dt.datetime, amount: float, **contents: Any) -> Entry:  # noqa: ANN401 - any field
    item = "coffee" if kind is EntryKind.DRINK else ""
    return Entry(new_id(), kind, at, item, amount, **contents)


@pytest.mark.parametrize(
    ("zone", "date", "length", "starts"),
    [
        # An ordinary day.
        ("Europe/Berlin", "2026-03-10", 24, "2026-03-09T23:00:00"),
        # The clocks change in the night, by an hour and by half an hour.
        ("Europe/Berlin", "2026-03-29", 23, "2026-03-28T23:00:00"),
        ("Europe/Berlin", "2026-10-25", 25, "2026-10-24T22:00:00"),
        ("America/New_York", "2026-03-08", 23, "2026-03-08T05:00:00"),
        ("America/New_York", "2026-11-01", 25, "2026-11-01T04:00:00"),
        ("Australia/Lord_Howe", "2026-10-04", 23.5, "2026-10-03T13:30:00"),
        ("Australia/Lord_Howe", "2026-04-05", 24.5, "2026-04-04T13:00:00"),
        # Midnight does not exist: the day begins at one o'clock.
        ("America/Sao_Paulo", "2018-11-03", 24, "2018-11-03T03:00:00"),
        ("America/Sao_Paulo", "2018-11-04", 23, "2018-11-04T03:00:00"),
        ("Africa/Cairo", "2026-04-24", 23, "2026-04-23T22:00:00"),
        # The clocks go back at midnight: the last hour of the evening comes twice.
        ("America/Sao_Paulo", "2018-02-17", 25, "2018-02-17T02:00:00"),
        ("Africa/Cairo", "2026-10-29", 25, "2026-10-28T21:00:00"),
        # The clocks go back to midnight: the first hour of the day comes twice.
        ("America/Havana", "2026-11-01", 25, "2026-11-01T04:00:00"),
        # A minute after midnight they go back to 23:01: the evening comes twice, whole.
        ("America/St_Johns", "2010-11-06", 25, "2010-11-06T02:30:00"),
        ("America/St_Johns", "2010-11-07", 24, "2010-11-07T03:30:00"),
        # Half an hour before midnight they go to half an hour after it.
        ("America/Toronto", "1919-03-30", 23.5, "1919-03-30T05:00:00"),
        ("America/Toronto", "1919-03-31", 23.5, "1919-03-31T04:30:00"),
        # A day that was left out.
        ("Pacific/Apia", "2011-12-30", 0, "2011-12-30T10:00:00"),
        ("Pacific/Apia", "2011-12-31", 24, "2011-12-30T10:00:00"),
        # An offset with seconds.
        ("Africa/Monrovia", "1971-06-01", 24, "1971-06-01T00:44:30"),
    ],
)
def test_a_day_begins_and_ends_as_on_the_wall(
    zone: str, date: str, length: float, starts: str
) -> None:
    day = dt.date.fromisoformat(date)
    start, _ = local_day_bounds(day, zoneinfo.ZoneInfo(zone))
    assert start.tzinfo is UTC
    assert start.replace(tzinfo=None).isoformat() == starts
    assert hours(day, zone) == length


@given(
    zone=st.sampled_from(sorted(zoneinfo.available_timezones())),
    day=st.dates(dt.date(1970, 1, 2), dt.date(2100, 1, 1)),
)
def test_days_follow_each_other_and_hold_their_own_noon(zone: str, day: dt.date) -> None:
    tz = zoneinfo.ZoneInfo(zone)
    start, end = local_day_bounds(day, tz)
    following, _ = local_day_bounds(day + dt.timedelta(days=1), tz)
    assert end == following
    noon = dt.datetime.combine(day, dt.time(12), tz).astimezone(UTC)
    # A day that was left out of the calendar has no noon.
    assert start <= noon < end or start == end
    if start < end:
        assert start.astimezone(tz).date() == day
        assert (start - dt.timedelta(microseconds=1)).astimezone(tz).date() < day


def test_a_day_is_added_up_by_kind() -> None:
    morning = dt.datetime(2026, 3, 10, 7, 30, tzinfo=BERLIN)
    logged = [
        entry(EntryKind.SLEEP, morning, 6.5),
        entry(EntryKind.SLEEP, morning + dt.timedelta(hours=7), 0.5),
        entry(EntryKind.DRINK, morning, 240, caffeine_mg=95.5, water_ml=240),
        entry(EntryKind.DRINK, morning, 500, alcohol_units=2.5, water_ml=100),
        entry(EntryKind.STRESS, morning, 3),
        entry(EntryKind.STRESS, morning, 6),
        entry(EntryKind.EXERCISE, morning, 30),
        entry(EntryKind.BREATHE, morning, 2),
        entry(EntryKind.BREATHE, morning, 3),
    ]
    assert day_totals(logged, dt.date(2026, 3, 10), BERLIN) == DayTotals(
        date=dt.date(2026, 3, 10),
        caffeine_mg=95.5,
        water_ml=340,
        sleep_hours=7,
        stress=4.5,
        alcohol_units=2.5,
        exercise_minutes=30,
        breathe_minutes=5,
    )


def test_a_day_without_entries_has_no_sleep_and_no_stress_rather_than_none_of_it() -> None:
    day = dt.date(2026, 3, 10)
    assert day_totals([], day, BERLIN) == DayTotals(day, 0.0, 0.0, None, None, 0.0, 0.0, 0.0)


def test_a_stress_of_nought_is_an_answer() -> None:
    noon = dt.datetime(2026, 3, 10, 12, tzinfo=BERLIN)
    totals = day_totals([entry(EntryKind.STRESS, noon, 0)], noon.date(), BERLIN)
    assert totals.stress == 0.0


def test_the_local_day_decides_and_not_the_day_in_utc() -> None:
    late = dt.datetime(2026, 3, 10, 23, 59, 59, 999_999, tzinfo=BERLIN)
    midnight = dt.datetime(2026, 3, 11, tzinfo=BERLIN)
    drinks = [
        entry(EntryKind.DRINK, late.astimezone(UTC), 100, water_ml=100),
        entry(EntryKind.DRINK, midnight.astimezone(UTC), 250, water_ml=250),
    ]
    assert day_totals(drinks, dt.date(2026, 3, 10), BERLIN).water_ml == 100
    assert day_totals(drinks, dt.date(2026, 3, 11), BERLIN).water_ml == 250
    assert day_totals(drinks, dt.date(2026, 3, 12), BERLIN).water_ml == 0


def test_both_passes_of_the_hour_that_comes_twice_belong_to_the_day() -> None:
    first = dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    drinks = [
        entry(EntryKind.DRINK, first.replace(fold=fold), 100, water_ml=100) for fold in (0, 1)
    ]
    assert day_totals(drinks, first.date(), BERLIN).water_ml == 200
