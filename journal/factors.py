"""From what was logged to days with and without each factor; pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Protocol

from config.kinds import FactorName
from journal.patterns import DayTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journal.day_log import DaySums

ENOUGH_LOGS: Final = 3
"""A day without a check-in is known from this many logged habits on. Twitches do not count: else a
day would be known because of its twitch, and days without one would be missing."""

PERIOD_DAYS: Final = 365
"""How far back is looked: what held years ago need not hold today."""

_MINUTES_OF_A_DAY: Final = 1440


class Thresholds(Protocol):
    """From where on each factor holds; `tips.factors` says which source a figure is from."""

    @property
    def short_sleep_hours(self) -> float:
        """Less sleep than this is short."""

    @property
    def high_caffeine_mg(self) -> float | None:
        """More than this is high; None where no guidance gives a figure."""

    @property
    def high_stress(self) -> float:
        """This and more is high."""

    @property
    def low_water_ml(self) -> float | None:
        """Less than this is low; None for a person whom nobody may tell to drink."""

    @property
    def hard_exercise_minutes(self) -> float:
        """This and more is hard."""

    def caffeine_hours(self, weekday: int) -> tuple[int, int]:
        """When caffeine is late on a weekday (Monday is 0).

        Returns:
            From when, and until when (the bedtime), in minutes after the day's midnight; beyond
            1440 where it lies after the next midnight.
        """


def day_table(
    first: dt.date,
    end: dt.date,
    sums: Iterable[DaySums],
    caffeine_times: Iterable[tuple[dt.date, int]],
    thresholds: Thresholds,
) -> DayTable:
    """Say of each day whether it is known, had a twitch, and had each factor.

    A day is known with a check-in, or with at least `ENOUGH_LOGS` logged habits. On such a day
    sleep and stress are known where they were logged. Caffeine, water, exercise and alcohol are
    known where the check-in asked for them or enough was logged; nothing logged then means none.

    Args:
        first: The first local day.
        end: The day after the last.
        sums: What was logged; other days are left out.
        caffeine_times: When drinks with caffeine were had.
        thresholds: From where on a factor holds.
    """
    late = _late_days(caffeine_times, thresholds)
    of_days = known_days(first, end, sums)
    factors: Mapping[FactorName, Sequence[bool | None]] = {
        factor: [
            None if one is None else _holds(factor, one, thresholds, late=one.date in late)
            for one in of_days
        ]
        for factor in FactorName
    }
    return DayTable(first, twitch_days(of_days), factors)


def known_days(first: dt.date, end: dt.date, sums: Iterable[DaySums]) -> list[DaySums | None]:
    """What was logged on each day from ``first`` to before ``end``; None for one not known."""
    by_date = {one.date: one for one in sums}
    dates = (first + dt.timedelta(days=ahead) for ahead in range((end - first).days))
    return [_known(by_date.get(date)) for date in dates]


def twitch_days(of_days: Iterable[DaySums | None]) -> list[bool | None]:
    """Whether each day had a twitch; None for one that is not known."""
    return [None if one is None else one.twitches > 0 for one in of_days]


def _known(day: DaySums | None) -> DaySums | None:
    """The day, if it is known."""
    if day is None or (day.answered is None and day.logs < ENOUGH_LOGS):
        return None
    return day


def _late_days(times: Iterable[tuple[dt.date, int]], thresholds: Thresholds) -> frozenset[dt.date]:
    """Days whose evening, which may end after midnight, had caffeine in it."""
    found = set()
    for date, minute in times:
        for ago in (0, 1):
            evening = date - dt.timedelta(days=ago)
            start, end = thresholds.caffeine_hours(evening.weekday())
            if start <= minute + ago * _MINUTES_OF_A_DAY < max(end, _MINUTES_OF_A_DAY):
                found.add(evening)
    return frozenset(found)


def _holds(  # noqa: PLR0911 - one answer for each factor
    factor: FactorName, day: DaySums, thresholds: Thresholds, *, late: bool
) -> bool | None:
    """Whether a factor holds on a known day; None where that is not known."""
    match factor:
        case FactorName.SHORT_SLEEP:
            hours = day.sleep_hours
            return None if hours is None else hours < thresholds.short_sleep_hours
        case FactorName.HIGH_STRESS:
            return None if day.stress is None else day.stress >= thresholds.high_stress
        case FactorName.CAFFEINE:
            return _caffeine(day, thresholds, late=late)
        case FactorName.LOW_WATER:
            least = thresholds.low_water_ml
            known = least is not None and _tells(day, "water")
            return day.water_ml < (least or 0) if known else None
        case FactorName.HARD_EXERCISE:
            hard = day.exercise_minutes >= thresholds.hard_exercise_minutes
            return hard if _tells(day, "exercise") else None
        case FactorName.ALCOHOL:
            return day.alcohol_units > 0 if _tells(day, "alcohol") else None
    # Cold is left. No day is asked about it. It can be ticked with a twitch, but a day without one
    # would never have it, so that every comparison would find it.
    return None


def _tells(day: DaySums, habit: str) -> bool:
    """Whether nothing logged of a habit means that there was none."""
    return day.logs >= ENOUGH_LOGS or (day.answered is not None and habit in day.answered)


def _caffeine(day: DaySums, thresholds: Thresholds, *, late: bool) -> bool | None:
    most = thresholds.high_caffeine_mg
    if late or (most is not None and day.caffeine_mg > most):
        return True
    # The cups of a check-in may have been late ones.
    return None if day.untimed_caffeine or not _tells(day, "caffeine") else False
