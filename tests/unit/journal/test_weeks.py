"""Days and weeks in sentences: what was noted, on which days, and nothing made of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from journal.day_log import DaySums
from journal.day_words import (
    NOTHING,
    date_words,
    day_facts,
    day_sentences,
    short_date,
    week_heading,
    week_lines,
)
from journal.weeks import Mean, monday_of, weeks_of

MONDAY = dt.date(2026, 3, 2)
EMPTY: dict[str, Any] = {
    "twitches": 0,
    "logs": 0,
    "answered": None,
    "sleep_hours": None,
    "stress": None,
    "caffeine_mg": 0.0,
    "water_ml": 0.0,
    "exercise_minutes": 0.0,
    "alcohol_units": 0.0,
    "untimed_caffeine": 0,
}
ALL = frozenset({"sleep", "caffeine", "stress", "water", "exercise", "alcohol"})


def day(ahead: int = 0, **fields: object) -> DaySums:
    return DaySums(**{"date": MONDAY + dt.timedelta(days=ahead), **EMPTY, **fields})  # type: ignore[arg-type] # its fields by name


def test_a_day_is_told_in_plain_sentences() -> None:
    whole = day(
        twitches=12,
        sleep_hours=7.5,
        caffeine_mg=195.2,
        stress=4,
        water_ml=1250,
        exercise_minutes=30,
        alcohol_units=1,
    )
    assert day_sentences(whole) == (
        "A twitch was noted. Sleep: 7.5 hours. Caffeine: about 195 mg. Stress: 4 of 10. "
        "Water and other drinks: 1250 ml. Exercise: 30 minutes. Alcohol: 1 unit."
    )


@pytest.mark.parametrize("twitches", [1, 2, 40])
def test_a_day_tells_that_there_was_a_twitch_and_never_how_many(twitches: int) -> None:
    assert day_sentences(day(twitches=twitches)) == "A twitch was noted."


def test_none_that_was_told_is_told_apart_from_what_nobody_knows() -> None:
    assert day_facts(day(answered=ALL)) == (
        ("sleep", "Sleep", "none"),
        ("caffeine", "Caffeine", "none"),
        ("stress", "Stress", "none"),
        ("water", "Water and other drinks", "none"),
        ("exercise", "Exercise", "none"),
        ("alcohol", "Alcohol", "none"),
    )
    assert day_facts(day()) == ()
    assert day_sentences(day(answered=frozenset({"alcohol"}))) == "Alcohol: none."


def test_a_day_with_nothing_says_so() -> None:
    assert day_sentences(None) == NOTHING
    assert day_sentences(day(logs=1)) == NOTHING
    assert day_sentences(day(answered=frozenset())) == "A check-in was filled in."


def test_dates_bear_their_weekday() -> None:
    assert date_words(MONDAY) == "Monday 2 March 2026"
    assert short_date(MONDAY) == "Mon 2 Mar 2026"


@pytest.mark.parametrize(
    ("monday", "words"),
    [
        (MONDAY, "2 to 8 March 2026"),
        (dt.date(2026, 3, 30), "30 March to 5 April 2026"),
        (dt.date(2025, 12, 29), "29 December 2025 to 4 January 2026"),
    ],
)
def test_a_week_is_headed_by_its_days(monday: dt.date, words: str) -> None:
    [week] = weeks_of([day((monday - MONDAY).days + 2)])
    assert week.monday == monday == monday_of(monday + dt.timedelta(days=6))
    assert week_heading(week) == words


def test_weeks_come_newest_first_and_only_where_something_was_noted() -> None:
    weeks = weeks_of([day(-8), day(0), day(6), day(14)])
    assert [week.monday for week in weeks] == [
        MONDAY + dt.timedelta(days=ahead) for ahead in (14, 0, -14)
    ]
    assert weeks[1].noted == (MONDAY, MONDAY + dt.timedelta(days=6))


def test_means_are_over_the_days_that_are_known() -> None:
    [week] = weeks_of(
        [
            day(0, sleep_hours=7, caffeine_mg=100, twitches=3),
            day(1, sleep_hours=8, stress=0),
            day(2, answered=frozenset({"caffeine", "alcohol"}), twitches=1),
        ]
    )
    assert week.sleep_hours == Mean(7.5, 2)
    assert week.stress == Mean(0, 1)
    assert week.caffeine_mg == Mean(50, 2)
    assert week.alcohol_units == Mean(0, 1)
    assert (week.water_ml, week.exercise_minutes) == (None, None)
    assert week_lines(week) == (
        "Something was noted on Monday, Tuesday and Wednesday.",
        "A twitch was noted on Monday and Wednesday.",
        "Sleep: 7.5 hours a day on average, over 2 days.",
        "Caffeine: about 50 mg a day on average, over 2 days.",
        "Stress: 0 of 10 on the one day on which it was noted.",
        "Alcohol: 0 units on the one day on which it was noted.",
    )


def test_a_week_tells_every_figure_and_is_short_about_a_whole_week() -> None:
    [week] = weeks_of(
        day(n, water_ml=1000 + n, exercise_minutes=10, sleep_hours=7.333) for n in range(7)
    )
    assert week_lines(week) == (
        "Something was noted on every day.",
        "Sleep: 7.3 hours a day on average, over 7 days.",
        "Water and other drinks: about 1003 ml a day on average, over 7 days.",
        "Exercise: 10 minutes a day on average, over 7 days.",
    )


def test_a_week_says_nothing_of_days_without_twitches_and_counts_none() -> None:
    [week] = weeks_of([day(0, twitches=9, logs=1), day(1, logs=1)])
    words = " ".join(week_lines(week))
    assert "9" not in words
    assert not re.search(r"without|free|streak|in a row|only", words)
