"""What was logged today, and what of the day before still matters to a twitch; pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import TYPE_CHECKING

from journal.entries import Entry, EntryKind
from journal.totals import local_day_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

_LAST_NIGHT = dt.timedelta(hours=7)
"""Alcohol of the evening before counts as last night's: from 17:00 where clocks do not change."""

_TICK = dt.timedelta(microseconds=1)


@dataclasses.dataclass(frozen=True, slots=True)
class RecentAmounts:
    """Amounts by the names that the advice has for them; None for what was not logged.

    Attributes:
        caffeine_mg: Caffeine of today, milligrams.
        water_ml: Water of today, whatever it was in, millilitres.
        sleep_hours: All sleep logged today, which is that of the last night and of naps.
        alcohol_units: Alcohol of today and of last night, UK units (8 g each).
        exercise_minutes: Exercise of today and of the day before, minutes.
    """

    caffeine_mg: float | None
    water_ml: float | None
    sleep_hours: float | None
    alcohol_units: float | None
    exercise_minutes: float | None


def recent_bounds(today: dt.date, tz: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """Tell which entries `recent_amounts` looks at: ``start <= at < end``, both in UTC.

    Args:
        today: The local day.
        tz: The person's time zone.
    """
    start, end = local_day_bounds(today, tz)
    # Not the date before: that day may have been left out of the calendar (Apia in 2011).
    yesterday = (start - _TICK).astimezone(tz).date()
    return local_day_bounds(yesterday, tz)[0], end


def recent_amounts(entries: Iterable[Entry], today: dt.date, tz: dt.tzinfo) -> RecentAmounts:
    """Add up what still matters.

    Args:
        entries: Any entries; those outside `recent_bounds` are left out.
        today: The local day.
        tz: The person's time zone.
    """
    first, end = recent_bounds(today, tz)
    start, _ = local_day_bounds(today, tz)
    recent = [entry for entry in entries if first <= entry.at < end]
    of_today = [entry for entry in recent if entry.at >= start]
    since_evening = [entry for entry in recent if entry.at >= start - _LAST_NIGHT]
    return RecentAmounts(
        caffeine_mg=_sum(entry.caffeine_mg for entry in of_today),
        water_ml=_sum(entry.water_ml for entry in of_today),
        sleep_hours=_sum(e.amount for e in of_today if e.kind is EntryKind.SLEEP),
        alcohol_units=_sum(entry.alcohol_units for entry in since_evening),
        exercise_minutes=_sum(e.amount for e in recent if e.kind is EntryKind.EXERCISE),
    )


def _sum(amounts: Iterable[float]) -> float | None:
    return math.fsum(amounts) or None
