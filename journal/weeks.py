"""A week at a glance: what its days had in common, and on which of them something was noted; pure.

There is no count of twitches and no run of days without: the days are named, and nothing is made of
them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from journal.day_log import DaySums

DAYS = 7


@dataclasses.dataclass(frozen=True, slots=True)
class Mean:
    """A figure over the days for which it is known.

    Attributes:
        value: The mean.
        days: Over how many days.
    """

    value: float
    days: int


@dataclasses.dataclass(frozen=True, slots=True)
class Week:
    """One week; a mean is None where nothing of its kind was noted.

    Attributes:
        monday: Its first day.
        noted: The days on which anything was logged, in order.
        twitches: The days on which a twitch was logged, in order.
        sleep_hours: Hours of sleep a day.
        stress: 0 to 10.
        caffeine_mg: Milligrams a day.
        water_ml: Millilitres a day, whatever they were in.
        exercise_minutes: Minutes a day.
        alcohol_units: UK units (8 g each) a day.
    """

    monday: dt.date
    noted: tuple[dt.date, ...]
    twitches: tuple[dt.date, ...]
    sleep_hours: Mean | None
    stress: Mean | None
    caffeine_mg: Mean | None
    water_ml: Mean | None
    exercise_minutes: Mean | None
    alcohol_units: Mean | None


def monday_of(date: dt.date) -> dt.date:
    """The first day of a date's week."""
    return date - dt.timedelta(days=date.weekday())


def weeks_of(sums: Iterable[DaySums]) -> tuple[Week, ...]:
    """Put days together to weeks.

    Args:
        sums: Days in order.

    Returns:
        Each week with a day among them, the newest first.
    """
    by_week: dict[dt.date, list[DaySums]] = {}
    for day in sums:
        by_week.setdefault(monday_of(day.date), []).append(day)
    return tuple(_week(monday, days) for monday, days in sorted(by_week.items(), reverse=True))


def _week(monday: dt.date, days: list[DaySums]) -> Week:
    def told(habit: str, amount: Callable[[DaySums], float]) -> Mean | None:
        # Nothing of a habit may mean none or forgotten; a check-in that asked tells which.
        return _mean([amount(day) for day in days if amount(day) or habit in (day.answered or ())])

    return Week(
        monday,
        tuple(day.date for day in days),
        tuple(day.date for day in days if day.twitches),
        _mean([day.sleep_hours for day in days if day.sleep_hours is not None]),
        _mean([day.stress for day in days if day.stress is not None]),
        told("caffeine", lambda day: day.caffeine_mg),
        told("water", lambda day: day.water_ml),
        told("exercise", lambda day: day.exercise_minutes),
        told("alcohol", lambda day: day.alcohol_units),
    )


def _mean(values: list[float]) -> Mean | None:
    return Mean(math.fsum(values) / len(values), len(values)) if values else None
