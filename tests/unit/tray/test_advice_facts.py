"""What the journal and the settings say to the advice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from config.settings import parse
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from tips.report import Profile, TodayFacts
from tray.advice_facts import country, no_facts, profile, today_facts
from tray.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 3, 10, 15, 0, tzinfo=BERLIN)
CLOCK = Clock(lambda: NOW.astimezone(dt.UTC), BERLIN)
DEFAULTS = parse("")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite3", CLOCK.now) as opened:
        yield opened


def at(text: str, day: int = 10) -> dt.datetime:
    return dt.datetime.combine(dt.date(2026, 3, day), dt.time.fromisoformat(text), BERLIN)


def drink(moment: dt.datetime, **contents: float) -> Entry:
    return Entry(new_id(), EntryKind.DRINK, moment, "x", 250, **contents)


def test_what_was_not_logged_is_not_known_rather_than_none(journal: Journal) -> None:
    assert today_facts(journal, CLOCK, DEFAULTS, {}) == TodayFacts()


def test_the_day_counts_and_the_last_night(journal: Journal) -> None:
    journal.add_many(
        [
            drink(at("08:00"), caffeine_mg=100, water_ml=250),
            drink(at("14:00"), caffeine_mg=60, water_ml=250),
            drink(at("22:00", 9), caffeine_mg=500),
            drink(at("16:59", 9), alcohol_units=5),
            drink(at("17:00", 9), alcohol_units=2),
            drink(at("01:00"), alcohol_units=1.5),
            Entry(new_id(), EntryKind.SLEEP, at("07:00"), "", 5.5),
            Entry(new_id(), EntryKind.SLEEP, at("07:00", 9), "", 8),
            Entry(new_id(), EntryKind.EXERCISE, at("10:00"), "", 20),
            Entry(new_id(), EntryKind.EXERCISE, at("10:00", 9), "", 60),
            Entry(new_id(), EntryKind.EXERCISE, at("10:00", 8), "", 600),
            Entry(new_id(), EntryKind.BREATHE, at("10:00"), "", 2),
        ]
    )
    assert today_facts(journal, CLOCK, DEFAULTS, {"LANG": "de_DE.UTF-8"}) == TodayFacts(
        caffeine_mg=160,
        water_ml=500,
        sleep_hours=5.5,
        alcohol_units=3.5,
        exercise_minutes=80,
        country="DE",
    )


def test_the_settings_go_before_the_computers_language() -> None:
    settings = parse('[profile]\ncountry = "GB"\nlimit_fluids = true')
    assert country(settings, {"LANG": "de_DE"}) == "GB"
    assert country(DEFAULTS, {"LANG": "de_DE"}) == "DE"
    assert country(DEFAULTS, {}) is None
    assert no_facts(settings, {}) == TodayFacts(country="GB", limit_fluids=True)


def test_a_fluid_limit_reaches_the_advice(journal: Journal) -> None:
    assert today_facts(journal, CLOCK, parse("profile.limit_fluids = true"), {}).limit_fluids


def test_the_profile_is_that_of_the_settings() -> None:
    assert profile(DEFAULTS) == Profile()
    told = parse(
        '[profile]\nage_band = "60_plus"\nconditions = ["ms"]\nmedicines = []\npregnant="no"'
    )
    assert profile(told) == Profile(
        age_band="60_plus", conditions=("ms",), medicines=(), pregnant="no"
    )
