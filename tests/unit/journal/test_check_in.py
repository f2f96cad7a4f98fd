"""The check-in: it adds what is missing, in one piece, and marks the day as known."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import sqlite3
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from config.errors import InputError, JournalError
from journal import check_in
from journal.check_in import Drinks, Habit, additions, logged, save
from journal.entries import Entry, EntryKind
from journal.store import Journal
from journal.totals import day_totals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")
DAY = dt.date(2026, 3, 10)
EVENING = dt.datetime(2026, 3, 10, 20, 5, tzinfo=BERLIN)
ALWAYS = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True)
class Cup:
    id: str
    ml: float = 250.0
    caffeine_mg: float = 0.0
    water_ml: float = 250.0
    alcohol_units: float = 0.0


KNOWN = MappingProxyType(
    {
        cup.id: cup
        for cup in (
            Cup("coffee", caffeine_mg=100),
            Cup("tea", caffeine_mg=75),
            Cup("decaf", caffeine_mg=2),
            Cup("espresso", ml=30, caffeine_mg=63, water_ml=30),
            Cup("water"),
            Cup("alcohol", water_ml=0, alcohol_units=1),
        )
    }
)
DRINKS = Drinks.of(KNOWN, "tea")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite3", lambda: EVENING) as journal:
        yield journal


def drink(name: str, servings: float = 1, *, hours_before: float = 5, tag: str = "") -> Entry:
    cup = KNOWN.get(name, Cup(name, caffeine_mg=50))
    return Entry(
        f"{name}{servings:g}{tag}".replace(".", "-"),
        EntryKind.DRINK,
        EVENING - dt.timedelta(hours=hours_before),
        name,
        cup.ml * servings,
        caffeine_mg=cup.caffeine_mg * servings,
        water_ml=cup.water_ml * servings,
        alcohol_units=cup.alcohol_units * servings,
    )


def of_day(journal: Journal) -> dict[Habit, float]:
    return logged(journal.entries(*ALWAYS), DAY, BERLIN, DRINKS)


# -- what is logged


def test_nothing_logged_is_nothing_known() -> None:
    assert logged([], DAY, BERLIN, DRINKS) == {}


def test_the_days_totals_are_told_in_cups_glasses_and_so_on() -> None:
    night = Entry("n", EntryKind.SLEEP, EVENING, "", 6.5)
    nap = Entry("m", EntryKind.SLEEP, EVENING, "", 0.5)
    stress = [Entry(f"s{n}", EntryKind.STRESS, EVENING, "", n) for n in (3, 4)]
    walk = Entry("w", EntryKind.EXERCISE, EVENING, "", 25)
    drinks = [
        drink("coffee", 2),
        drink("espresso"),
        drink("decaf", 3),
        drink("mate"),
        drink("water"),
        drink("water", 1.3),
        drink("alcohol", 1.5),
        drink("coffee", 5, hours_before=24),
    ]
    assert logged([night, nap, *stress, walk, *drinks], DAY, BERLIN, DRINKS) == {
        Habit.SLEEP: 7,
        Habit.STRESS: 3.5,
        Habit.CAFFEINE: 4,
        Habit.WATER: 2,
        Habit.EXERCISE: 25,
        Habit.ALCOHOL: 1.5,
    }


# -- what is added


def test_only_the_difference_to_what_is_logged_is_added(journal: Journal) -> None:
    journal.add_many([drink("coffee"), drink("water", 2)])
    answers = {Habit.CAFFEINE: 3.0, Habit.WATER: 2.0, Habit.SLEEP: 7.0, Habit.ALCOHOL: 2.0}
    *added, mark = save(journal, answers, DRINKS, EVENING, "abc")
    assert [(e.id, e.kind, e.item, e.amount) for e in added] == [
        ("abc-caffeine", "drink", "tea", 500),
        ("abc-sleep", "sleep", "", 7),
        ("abc-alcohol", "drink", "alcohol", 500),
    ]
    assert (added[0].caffeine_mg, added[0].water_ml) == (150, 500)
    assert (added[2].alcohol_units, added[2].water_ml) == (2, 0)
    assert {entry.source for entry in (*added, mark)} == {"check_in"}
    assert of_day(journal) == answers


def test_a_day_of_nothing_is_known_all_the_same(journal: Journal) -> None:
    answers = {habit: 0.0 for habit in check_in.Habit if habit is not Habit.SLEEP}
    assert len(save(journal, answers, DRINKS, EVENING, "abc")) == 2
    totals = day_totals(journal.entries(*ALWAYS), DAY, BERLIN)
    assert totals.answered == {"stress", "caffeine", "water", "exercise", "alcohol"}
    assert (totals.caffeine_mg, totals.alcohol_units, totals.sleep_hours) == (0, 0, None)
    # Asked again, what was said stands there.
    assert of_day(journal) == answers


def test_a_day_without_a_check_in_is_not_known() -> None:
    assert day_totals([drink("water")], DAY, BERLIN).answered == frozenset()


def test_an_answer_below_what_is_logged_takes_nothing_away(journal: Journal) -> None:
    journal.add(drink("water", 4))
    (mark,) = save(journal, {Habit.WATER: 1.0}, DRINKS, EVENING, "abc")
    assert mark.kind is EntryKind.CHECK_IN
    assert of_day(journal) == {Habit.WATER: 4}


def test_another_stress_is_another_answer_and_the_same_is_none(journal: Journal) -> None:
    save(journal, {Habit.STRESS: 4.0}, DRINKS, EVENING, "one")
    assert len(save(journal, {Habit.STRESS: 4.0}, DRINKS, EVENING, "two")) == 1
    save(journal, {Habit.STRESS: 0.0}, DRINKS, EVENING, "three")
    assert of_day(journal) == {Habit.STRESS: 2}


def test_a_check_in_that_is_saved_twice_counts_once(journal: Journal) -> None:
    assert len(save(journal, {Habit.WATER: 2.0}, DRINKS, EVENING, "abc")) == 2
    assert save(journal, {Habit.WATER: 3.0}, DRINKS, EVENING, "abc") == ()
    assert of_day(journal) == {Habit.WATER: 2}


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {Habit.SLEEP: -1.0},
        {Habit.SLEEP: math.nan},
        {Habit.SLEEP: math.inf},
        {Habit.WATER: 3.0, Habit.SLEEP: 25.0},
        {Habit.STRESS: 11.0},
    ],
)
def test_what_makes_no_sense_is_refused_whole(
    journal: Journal, answers: dict[Habit, float]
) -> None:
    with pytest.raises(InputError):
        save(journal, answers, DRINKS, EVENING, "abc")
    assert journal.entries(*ALWAYS) == ()


def test_a_save_that_fails_in_the_middle_leaves_nothing(journal: Journal, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "journal.sqlite3") as other:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON entries WHEN new.kind = 'check_in' "
            "BEGIN SELECT raise(ABORT, 'disk full'); END"
        )
    other.close()
    with pytest.raises(JournalError):
        save(journal, {Habit.WATER: 2.0, Habit.SLEEP: 7.0}, DRINKS, EVENING, "abc")
    assert journal.entries(*ALWAYS) == ()


def test_the_entries_name_what_was_answered_in_their_order() -> None:
    answers = {Habit.ALCOHOL: 0.0, Habit.SLEEP: 7.0}
    *_, mark = additions(answers, {}, DRINKS, EVENING, "abc")
    assert (mark.id, mark.item, mark.amount) == ("abc", "sleep alcohol", 2)


# -- taking it back


def test_undo_takes_the_whole_check_in_back_and_restore_brings_it_again(
    journal: Journal,
) -> None:
    journal.add(drink("water"))
    save(journal, {Habit.WATER: 3.0, Habit.SLEEP: 7.0}, DRINKS, EVENING, "abc")
    save(journal, {Habit.WATER: 4.0}, DRINKS, EVENING, "abcd")
    journal.undo("abcd", EVENING)
    undone = journal.undo_last(EVENING)
    assert undone is not None
    assert undone.kind is EntryKind.CHECK_IN
    assert of_day(journal) == {Habit.WATER: 1}
    assert journal.restore("abc") is not None
    assert of_day(journal) == {Habit.WATER: 3, Habit.SLEEP: 7}


def test_a_part_of_a_check_in_can_be_taken_back_alone(journal: Journal) -> None:
    save(journal, {Habit.WATER: 3.0, Habit.SLEEP: 7.0}, DRINKS, EVENING, "abc")
    journal.undo("abc-sleep", EVENING - dt.timedelta(minutes=1))
    assert of_day(journal) == {Habit.WATER: 3}
    journal.undo("abc", EVENING)
    journal.restore("abc")
    # What had been taken back before by itself stays so.
    assert of_day(journal) == {Habit.WATER: 3}
