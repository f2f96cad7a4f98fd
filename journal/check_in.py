"""The check-in: what a day's answers add to what was logged, and the mark that the day is known.

The check-in only adds. An answer is the day's total; what was logged before stays, and the rest is
added, so that nothing is lost and nothing counts twice. Every saved check-in leaves an entry of its
own kind that names the questions that were answered, also where nothing is to be added: that is
what lets a day without coffee be told from a day of which nobody knows.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from config.errors import InputError
from config.language import tr
from journal.entries import Entry, EntryKind
from journal.totals import day_totals, local_day_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from journal.entry_log import EntryLog

SOURCE: Final = "check_in"
"""The source of everything that a check-in adds: made for a whole day, at no time of its own."""

LEAST_CAFFEINE_MG: Final = 20.0
"""A cup of decaf holds a few milligrams and is no cup with caffeine."""


class Habit(StrEnum):
    """What is asked about; the value is its name in the journal."""

    SLEEP = "sleep"
    """Hours."""
    STRESS = "stress"
    """0 to 10."""
    CAFFEINE = "caffeine"
    """Cups with caffeine."""
    WATER = "water"
    """Glasses of water."""
    EXERCISE = "exercise"
    """Minutes."""
    ALCOHOL = "alcohol"
    """UK units."""


_COUNTED: Final = (Habit.CAFFEINE, Habit.WATER, Habit.EXERCISE, Habit.ALCOHOL)
"""Of these a day may hold none; sleep and stress always leave an entry."""


class Serving(Protocol):
    """A drink as `tips.drinks` knows it."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def ml(self) -> float:
        """Millilitres of one serving."""

    @property
    def caffeine_mg(self) -> float:
        """Its caffeine."""

    @property
    def water_ml(self) -> float:
        """What counts as water."""

    @property
    def alcohol_units(self) -> float:
        """Its alcohol."""


@dataclasses.dataclass(frozen=True, slots=True)
class Drinks:
    """What a cup, a glass and a unit stand for.

    Attributes:
        cup: The person's usual drink with caffeine.
        water: A glass of water.
        alcohol: A drink with alcohol.
        ml: One serving of each known drink, millilitres, by id.
    """

    cup: Serving
    water: Serving
    alcohol: Serving
    ml: Mapping[str, float]

    @classmethod
    def of(cls, known: Mapping[str, Serving], usual_drink: str) -> Drinks:
        """What counts for a person whose usual drink with caffeine is ``usual_drink``."""
        ml = {name: drink.ml for name, drink in known.items()}
        return cls(known[usual_drink], known["water"], known["alcohol"], ml)


def logged(
    entries: Iterable[Entry], date: dt.date, tz: dt.tzinfo, drinks: Drinks
) -> dict[Habit, float]:
    """The day's totals as answers; without a habit of which nothing is known.

    Args:
        entries: Any entries; those of other days are left out.
        date: The local day.
        tz: The person's time zone.
        drinks: What is counted.
    """
    start, end = local_day_bounds(date, tz)
    of_day = [entry for entry in entries if start <= entry.at < end]
    totals = day_totals(of_day, date, tz)
    cups = (_servings(e, drinks) for e in of_day if e.caffeine_mg >= LEAST_CAFFEINE_MG)
    glasses = (_servings(e, drinks) for e in of_day if e.item == drinks.water.id)
    found = {
        Habit.SLEEP: totals.sleep_hours,
        Habit.STRESS: totals.stress,
        Habit.CAFFEINE: float(round(math.fsum(cups))) or None,
        Habit.WATER: float(round(math.fsum(glasses))) or None,
        Habit.EXERCISE: totals.exercise_minutes or None,
        Habit.ALCOHOL: totals.alcohol_units or None,
    }
    # "None today" is an answer as well, where an earlier check-in gave it.
    none = {habit: 0.0 for habit in _COUNTED if habit in totals.answered and not found[habit]}
    return {habit: round(value, 2) for habit, value in found.items() if value is not None} | none


def _servings(entry: Entry, drinks: Drinks) -> float:
    # A drink that an older or newer Lull knew counts as one serving.
    return entry.amount / drinks.ml.get(entry.item, entry.amount)


def additions(
    answers: Mapping[Habit, float],
    before: Mapping[Habit, float],
    drinks: Drinks,
    at: dt.datetime,
    check_in_id: str,
) -> tuple[Entry, ...]:
    """The entries of one check-in: what is to be added, and last the check-in itself.

    Args:
        answers: The day's totals as the person says them; a habit that was left open is missing.
        before: The day's totals as they are logged; see `logged`.
        drinks: What the answers count.
        at: When the check-in was filled in, aware.
        check_in_id: Its id, made once, from which those of the others follow.

    Raises:
        InputError: Nothing was answered, or an answer is no amount.
    """
    if not answers:
        raise InputError(tr("Nothing to save"), tr("no question was answered"))
    made = []
    for habit, wanted in answers.items():
        if not (math.isfinite(wanted) and wanted >= 0):
            raise InputError(tr("Not an amount"), f"{habit}: {wanted}")
        there = before.get(habit)
        if habit is Habit.STRESS:
            # Not a sum: another answer of the day, of which the mean counts.
            more, wanted_now = wanted, wanted != there
        else:
            more = wanted - (there or 0.0)
            wanted_now = more > 0
        if wanted_now:
            made.append(_entry(habit, more, drinks, at, f"{check_in_id}-{habit}"))
    names = " ".join(habit for habit in Habit if habit in answers)
    mark = Entry(check_in_id, EntryKind.CHECK_IN, at, names, len(answers), source=SOURCE)
    return (*made, mark)


_KINDS = {
    Habit.SLEEP: EntryKind.SLEEP,
    Habit.STRESS: EntryKind.STRESS,
    Habit.EXERCISE: EntryKind.EXERCISE,
}


def _entry(habit: Habit, amount: float, drinks: Drinks, at: dt.datetime, entry_id: str) -> Entry:
    kind = _KINDS.get(habit)
    if kind is not None:
        return Entry(entry_id, kind, at, "", amount, source=SOURCE)
    drink = {Habit.CAFFEINE: drinks.cup, Habit.WATER: drinks.water}.get(habit, drinks.alcohol)
    # A drink is told by its servings, alcohol by its units.
    servings = amount / drink.alcohol_units if drink.alcohol_units else amount
    return Entry(
        entry_id,
        EntryKind.DRINK,
        at,
        drink.id,
        drink.ml * servings,
        caffeine_mg=drink.caffeine_mg * servings,
        water_ml=drink.water_ml * servings,
        alcohol_units=drink.alcohol_units * servings,
        source=SOURCE,
    )


def save(
    journal: EntryLog,
    answers: Mapping[Habit, float],
    drinks: Drinks,
    at: dt.datetime,
    check_in_id: str,
) -> tuple[Entry, ...]:
    """Keep a check-in with all that it adds, or, after an error, nothing of it.

    What was logged while it was being filled in is not added a second time, and neither is
    anything when the same check-in is saved again.

    Args:
        journal: Where to keep it.
        answers: See `additions`.
        drinks: What the answers count.
        at: Now, in the person's zone.
        check_in_id: Its id, made once.

    Returns:
        What was added, with the check-in itself as the last.

    Raises:
        InputError: Nothing was answered, or an answer is out of its range.
        JournalError: It could not be kept.
    """
    if journal.knows(check_in_id):
        return ()
    day, zone = at.date(), at.tzinfo or dt.UTC
    before = logged(journal.entries(*local_day_bounds(day, zone)), day, zone, drinks)
    return journal.add_many(additions(answers, before, drinks, at, check_in_id))
