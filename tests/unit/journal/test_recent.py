"""What was logged today, and what of the day before still counts."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.entries import Entry, EntryKind, new_id
from journal.recent import RecentAmounts, recent_amounts, recent_bounds
from journal.totals import local_day_bounds

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
TODAY = dt.date(2026, 3, 10)
NOTHING = RecentAmounts(None, None, None, None, None)


def at(text: str, day: dt.date = TODAY, *, days_ago: int = 0, fold: int = 0) -> dt.datetime:
    date = day - dt.timedelta(days=days_ago)
    return dt.datetime.combine(date, dt.time.fromisoformat(text), BERLIN).replace(fold=fold)


def drink(moment: dt.datetime, **contents: float) -> Entry:
    return Entry(new_id(), EntryKind.DRINK, moment, "x", 250, **contents)


def exercise(moment: dt.datetime, minutes: float = 30) -> Entry:
    return Entry(new_id(), EntryKind.EXERCISE, moment, "", minutes)


def test_what_was_not_logged_is_not_known_rather_than_none_of_it() -> None:
    assert recent_amounts([], TODAY, BERLIN) == NOTHING
    # A drink with nothing in it, and slow breathing, say as little.
    logged = [drink(at("08:00")), Entry(new_id(), EntryKind.BREATHE, at("10:00"), "", 2)]
    assert recent_amounts(logged, TODAY, BERLIN) == NOTHING


def test_caffeine_water_and_sleep_are_of_today_alcohol_and_exercise_reach_back() -> None:
    logged = [
        drink(at("08:00"), caffeine_mg=100, water_ml=250),
        drink(at("14:00"), caffeine_mg=60, water_ml=250),
        drink(at("22:00", days_ago=1), caffeine_mg=500, water_ml=500),
        drink(at("16:59", days_ago=1), alcohol_units=5),
        drink(at("17:00", days_ago=1), alcohol_units=2),
        drink(at("01:00"), alcohol_units=1.5),
        Entry(new_id(), EntryKind.SLEEP, at("07:00"), "", 5.5),
        Entry(new_id(), EntryKind.SLEEP, at("07:00", days_ago=1), "", 8),
        exercise(at("10:00"), 20),
        exercise(at("10:00", days_ago=1), 60),
        exercise(at("10:00", days_ago=2), 600),
    ]
    expected = RecentAmounts(160, 500, 5.5, 3.5, 80)
    assert recent_amounts(logged, TODAY, BERLIN) == expected
    # Tomorrow's, entered ahead or read by a caller who asked for too much, changes nothing.
    tomorrow = [drink(at("00:00", days_ago=-1), caffeine_mg=9), exercise(at("09:00", days_ago=-1))]
    assert recent_amounts(logged + tomorrow, TODAY, BERLIN) == expected


@pytest.mark.parametrize(
    ("day", "evening"),
    [
        # The clocks change in the night before midnight was reached, or long after: seven hours
        # before the day begins are 17:00 on either.
        (dt.date(2026, 3, 29), "17:00"),
        (dt.date(2026, 3, 30), "17:00"),
        (dt.date(2026, 10, 25), "17:00"),
        (dt.date(2026, 10, 26), "17:00"),
    ],
)
def test_the_evening_before_is_the_same_where_the_clocks_change_at_night(
    day: dt.date, evening: str
) -> None:
    then = at(evening, day, days_ago=1)
    early = then.astimezone(dt.UTC) - dt.timedelta(seconds=1)
    logged = [drink(then, alcohol_units=1), drink(early, alcohol_units=4)]
    assert recent_amounts(logged, day, BERLIN).alcohol_units == 1


def test_both_passes_of_the_hour_that_comes_twice_count() -> None:
    day = dt.date(2026, 10, 25)
    logged = [drink(at("02:30", day, fold=fold), caffeine_mg=80) for fold in (0, 1)]
    assert recent_amounts(logged, day, BERLIN).caffeine_mg == 160


def test_a_short_and_a_long_yesterday_are_taken_whole() -> None:
    for changed in (dt.date(2026, 3, 29), dt.date(2026, 10, 25)):
        today = changed + dt.timedelta(days=1)
        first, last = at("00:00", changed), at("23:59", changed)
        before = first.astimezone(dt.UTC) - dt.timedelta(microseconds=1)
        logged = [exercise(first, 1), exercise(last, 2), exercise(before, 400)]
        assert recent_amounts(logged, today, BERLIN).exercise_minutes == 3


def test_where_a_day_was_left_out_the_day_before_it_is_yesterday() -> None:
    apia = zoneinfo.ZoneInfo("Pacific/Apia")
    thursday = dt.datetime(2011, 12, 29, 9, tzinfo=apia)
    amounts = recent_amounts([exercise(thursday)], dt.date(2011, 12, 31), apia)
    assert amounts.exercise_minutes == 30


@given(
    zone=st.sampled_from(sorted(zoneinfo.available_timezones())).map(zoneinfo.ZoneInfo),
    day=st.dates(dt.date(1970, 1, 3), dt.date(2100, 1, 1)),
)
def test_the_bounds_hold_today_and_the_whole_day_before(
    zone: zoneinfo.ZoneInfo, day: dt.date
) -> None:
    first, end = recent_bounds(day, zone)
    start, tomorrow = local_day_bounds(day, zone)
    assert end == tomorrow
    assert dt.timedelta(hours=20) <= start - first <= dt.timedelta(hours=28)
