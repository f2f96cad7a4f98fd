"""A day's totals, by the day on the person's own clock; pure."""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import functools
import math
from typing import TYPE_CHECKING

from journal.entries import Entry, EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECOND = dt.timedelta(seconds=1)
_ELSEWHERE = dt.timedelta(days=1)
_TICK = dt.timedelta(microseconds=1)


@dataclasses.dataclass(frozen=True, slots=True)
class DayTotals:
    """What was logged for one local day.

    Attributes:
        date: The local day.
        caffeine_mg: Caffeine drunk, milligrams.
        water_ml: Water drunk, whatever it was in, millilitres.
        sleep_hours: All sleep logged in the day, naps included; None if none was logged.
        stress: Mean of the day's answers, 0 to 10; None without an answer.
        alcohol_units: Alcohol drunk, UK units (8 g each).
        exercise_minutes: Exercise, minutes.
        breathe_minutes: Slow breathing, minutes.
        answered: What the day's check-ins asked and were told, such as ``alcohol``: where it
            stands here, a total of 0 means none, and not that nobody noted any.
    """

    date: dt.date
    caffeine_mg: float
    water_ml: float
    sleep_hours: float | None
    stress: float | None
    alcohol_units: float
    exercise_minutes: float
    breathe_minutes: float
    answered: frozenset[str] = frozenset()


def local_day_bounds(date: dt.date, tz: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """Tell when a local day begins and ends; an entry of the day has ``start <= at < end``.

    A day has 23 or 25 hours when the clocks change, none at all where it was left out of the
    calendar (Apia, 30 December 2011), and begins after midnight where midnight does not exist
    (Cairo, the day summer time begins). The days follow each other without a gap or an overlap.

    Args:
        date: The local day, at least two days away from the ends of the calendar.
        tz: The person's time zone.

    Returns:
        Both in UTC, so that their difference is the day's true length.
    """
    return day_start(date, tz), day_start(date + dt.timedelta(days=1), tz)


def reach_of(first: dt.date, end: dt.date, tz: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """Tell between which moments all entries lie whose own date is among some days.

    An entry's own date is at most a day away from the date at home; those of other days that lie
    there too are for the caller to leave out.

    Args:
        first: The first day.
        end: The day after the last.
        tz: The person's time zone.
    """
    return day_start(first, tz) - _ELSEWHERE, day_start(end, tz) + _ELSEWHERE


@functools.lru_cache(maxsize=64)
def day_start(date: dt.date, tz: dt.tzinfo) -> dt.datetime:
    """Tell when a local day begins, in UTC; see `local_day_bounds`."""
    midnight = dt.datetime.combine(date, dt.time(), tz)
    # Where the clocks change around midnight there are two readings of it, else they are the same.
    low, high = sorted(midnight.replace(fold=fold).astimezone(dt.UTC) for fold in (0, 1))

    def has_begun(at: dt.datetime) -> bool:
        return at.astimezone(tz).date() >= date

    if not has_begun(high - _TICK):
        # The usual day; also clocks put back across midnight, where the evening comes twice and
        # the day begins once it is over for good (St John's until 2011, at 00:01).
        return high
    if has_begun(low):
        # Clocks put back to midnight or later: the first hour comes twice, all of it this day's.
        return low
    # Clocks put forward from before midnight to after it (Toronto in 1919, 23:30 to 00:30): the
    # day begins at the change, which is a whole second between the two readings.
    seconds = range((high - low) // _SECOND)
    return low + _SECOND * bisect.bisect_left(
        seconds, 1, key=lambda after: has_begun(low + _SECOND * after)
    )


def day_totals(entries: Iterable[Entry], date: dt.date, tz: dt.tzinfo) -> DayTotals:
    """Add up what happened on a local day.

    Args:
        entries: Any entries; those of other days are left out.
        date: The local day.
        tz: The person's time zone; the day is the same for all entries, wherever they were made.
    """
    start, end = local_day_bounds(date, tz)
    of_day = [entry for entry in entries if start <= entry.at < end]

    def amounts(kind: EntryKind) -> list[float]:
        return [entry.amount for entry in of_day if entry.kind is kind]

    sleep = amounts(EntryKind.SLEEP)
    stress = amounts(EntryKind.STRESS)
    return DayTotals(
        date=date,
        caffeine_mg=math.fsum(entry.caffeine_mg for entry in of_day),
        water_ml=math.fsum(entry.water_ml for entry in of_day),
        sleep_hours=math.fsum(sleep) if sleep else None,
        stress=math.fsum(stress) / len(stress) if stress else None,
        alcohol_units=math.fsum(entry.alcohol_units for entry in of_day),
        exercise_minutes=math.fsum(amounts(EntryKind.EXERCISE)),
        breathe_minutes=math.fsum(amounts(EntryKind.BREATHE)),
        answered=frozenset(
            name
            for entry in of_day
            if entry.kind is EntryKind.CHECK_IN
            for name in entry.item.split()
        ),
    )
