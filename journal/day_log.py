"""What the entries of each day come to, added up by SQLite so that years stay quick."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Final

from journal import rows
from journal.check_in import LEAST_CAFFEINE_MG
from journal.entry_log import EntryLog

_FIRST_DAY: Final = dt.date(1970, 1, 1).toordinal()
_DAY_US: Final = 86_400_000_000
_MINUTE_US: Final = 60_000_000

# The local time of an entry is the one of its own place: its moment and its offset added up.
_DAY_SUMS = f"""
    SELECT (at_us + at_offset_s * 1000000) / {_DAY_US},
        SUM(kind = 'twitch'),
        SUM(kind NOT IN ('twitch', 'check_in') AND source <> 'check_in'),
        GROUP_CONCAT(CASE WHEN kind = 'check_in' THEN item END, ' '),
        SUM(CASE WHEN kind = 'sleep' THEN amount END),
        AVG(CASE WHEN kind = 'stress' THEN amount END),
        TOTAL(caffeine_mg),
        TOTAL(water_ml),
        TOTAL(CASE WHEN kind = 'exercise' THEN amount END),
        TOTAL(alcohol_units),
        SUM(source = 'check_in' AND caffeine_mg >= {LEAST_CAFFEINE_MG})
    FROM entries
    WHERE undone_us IS NULL AND at_us >= ? AND at_us < ?
    GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - a constant
_CAFFEINE_TIMES = f"""
    SELECT at_us + at_offset_s * 1000000 FROM entries
    WHERE undone_us IS NULL AND kind = 'drink' AND at_us >= ? AND at_us < ?
        AND source <> 'check_in' AND caffeine_mg >= {LEAST_CAFFEINE_MG}
    ORDER BY 1
"""  # noqa: S608 - a constant


@dataclasses.dataclass(frozen=True, slots=True)
class DaySums:
    """What was logged on one local day.

    Attributes:
        date: The day on the clock of the place where each entry was made.
        twitches: How many twitches, the same one again among them.
        logs: How many entries that are no twitch and come from no check-in.
        answered: What the day's check-ins were told, by habit; None without a check-in.
        sleep_hours: All sleep; None if none was logged.
        stress: Mean of the answers, 0 to 10; None without one.
        caffeine_mg: Milligrams.
        water_ml: Millilitres, whatever it was in.
        exercise_minutes: Minutes.
        alcohol_units: UK units (8 g each).
        untimed_caffeine: How many of the drinks with caffeine came with a check-in, at no time of
            their own.
    """

    date: dt.date
    twitches: int
    logs: int
    answered: frozenset[str] | None
    sleep_hours: float | None
    stress: float | None
    caffeine_mg: float
    water_ml: float
    exercise_minutes: float
    alcohol_units: float
    untimed_caffeine: int


class DayLog(EntryLog):
    """The entries, a day at a time."""

    def day_sums(self, start: dt.datetime, end: dt.datetime) -> tuple[DaySums, ...]:
        """Add up what happened from ``start`` to before ``end``, undone left out.

        Returns:
            One for each local day with an entry, in order.
        """
        return rows.rebuilt(self._between(_DAY_SUMS, start, end), _sums_from)

    def caffeine_times(
        self, start: dt.datetime, end: dt.datetime
    ) -> tuple[tuple[dt.date, int], ...]:
        """Tell when drinks with caffeine were had whose time is known; not those of a check-in.

        Returns:
            The local day and the minutes after its midnight, in order.
        """
        found = self._between(_CAFFEINE_TIMES, start, end)
        return rows.rebuilt(found, lambda row: (_date(row[0] // _DAY_US), _minute(row[0])))


def _date(day: int) -> dt.date:
    return dt.date.fromordinal(_FIRST_DAY + day)


def _minute(local_us: int) -> int:
    return local_us % _DAY_US // _MINUTE_US


def _sums_from(row: rows.Row) -> DaySums:
    day, twitches, logs, answered, *amounts = row
    told = None if answered is None else frozenset(answered.split())
    return DaySums(_date(day), twitches, logs, told, *amounts)
