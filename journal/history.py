"""Looking back: a page of entries at a time, days added up, and how far back there is anything.

Ten years are a quarter of a million entries: each question reads only what is shown.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from journal import rows
from journal.entries import FIRST_YEAR, LAST_YEAR
from journal.totals import day_start
from journal.twitch_log import TWITCHES, TwitchLog

if TYPE_CHECKING:
    from journal.day_log import DaySums
    from journal.entries import Entry, EntryKind
    from journal.twitches import TwitchRecord

_DAY: Final = dt.timedelta(days=1)
_FIRST_DAY: Final = dt.date(FIRST_YEAR, 1, 1) - _DAY
_LAST_DAY: Final = dt.date(LAST_YEAR, 12, 31) + _DAY
_FURTHEST_OFFSET: Final = dt.timedelta(days=1)
"""No place's clock differs more from UTC, so a local day lies within the UTC day and this."""
_COLUMNS: Final = 11
"""Of an entry in `_PAGE`."""

# The report is JSON as `journal.twitches.report_json` writes it: a quotation mark within a string
# has a backslash before it, so neither the list nor a place in it is found anywhere else.
_LIST: Final = '"sites": ['
_PLACES: Final = f"substr(r.report, instr(r.report || '{_LIST}]', '{_LIST}'))"
_AT_PLACE: Final = f"instr(substr({_PLACES}, 1, instr({_PLACES}, ']')), ?) > 0"
# A later time of a twitch is where the twitch is.
_WITH_REPORT: Final = """
    LEFT JOIN tallies AS a ON a.id = e.id
    LEFT JOIN twitches AS r ON r.id = coalesce(a.twitch_id, e.id)
"""
_PAGE: Final = f"""
    SELECT e.id, e.kind, e.at_us, e.at_offset_s, e.item, e.amount, e.caffeine_mg, e.water_ml,
        e.alcohol_units, e.source, e.note, e.seq, r.report
    FROM entries AS e {_WITH_REPORT}
    WHERE e.undone_us IS NULL AND e.at_us >= ? AND e.at_us <= ? AND (e.at_us < ? OR e.seq < ?)
"""  # noqa: S608 - a constant
_NEWEST_FIRST: Final = "ORDER BY e.at_us DESC, e.seq DESC LIMIT ?"
_OF_KIND: Final = "AND e.kind = ?"
_TWITCH_DAYS: Final = f"""
    SELECT DISTINCT (e.at_us + e.at_offset_s * 1000000) / 86400000000
    FROM entries AS e {_WITH_REPORT}
    WHERE e.undone_us IS NULL AND e.kind = 'twitch' AND e.at_us >= ? AND e.at_us < ?
        AND {_AT_PLACE}
"""  # noqa: S608 - a constant
_TWITCH_OF: Final = f"""
    {TWITCHES} AND e.id = coalesce((SELECT twitch_id FROM tallies WHERE id = ?1), ?1)
"""  # noqa: S608 - a constant
_FIRST: Final = """
    SELECT at_us, at_offset_s FROM entries WHERE undone_us IS NULL ORDER BY at_us LIMIT 1
"""
_LAST: Final = """
    SELECT at_us, at_offset_s FROM entries WHERE undone_us IS NULL ORDER BY at_us DESC LIMIT 1
"""
_BEGINNING: Final = -(2**62)
_END: Final = 2**62
_NO_ENTRY: Final = 0
"""Entries are numbered from one."""


class Cursor(NamedTuple):
    """Where a page ended: the time of its last entry, microseconds in UTC, and its number."""

    at_us: int
    seq: int


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to show.

    Attributes:
        kind: Only this kind; None for all.
        site: Only twitches at this place, by its name in a report; empty for everything.
        first: The first local day; None for no limit.
        last: The last local day; None for no limit.
    """

    kind: EntryKind | None = None
    site: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Logged:
    """One entry in a page.

    Attributes:
        entry: The entry.
        report: What was told of a twitch, also for a later time of it; empty for all else.
    """

    entry: Entry
    report: dict[str, Any]

    @property
    def sites(self) -> tuple[str, ...]:
        """Where a twitch was, by the names in a report."""
        sites = self.report.get("sites")
        return tuple(map(str, sites)) if isinstance(sites, list) else ()


@dataclasses.dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of entries.

    Attributes:
        logged: The entries, newest first.
        after: Where the next page goes on; None where there is no more.
    """

    logged: tuple[Logged, ...]
    after: Cursor | None


class History(TwitchLog):
    """The entries, as somebody looks back on them."""

    def page(
        self, wanted: Wanted, zone: dt.tzinfo, most: int, after: Cursor | None = None
    ) -> HistoryPage:
        """Give the newest entries, or those that follow a page.

        Days begin and end where the clocks of ``zone`` say so.

        Args:
            wanted: Which entries.
            zone: The person's time zone.
            most: The most entries of a page.
            after: Where the page before ended.
        """
        start, end = _bounds(wanted, zone)
        cursor = Cursor(end, _NO_ENTRY) if after is None else after
        statement = [_PAGE]
        values: list[int | str] = [start, cursor.at_us, cursor.at_us, cursor.seq]
        if wanted.kind is not None:
            statement.append(_OF_KIND)
            values.append(str(wanted.kind))
        if wanted.site:
            statement.append(f"{_OF_KIND} AND {_AT_PLACE}")
            values += ["twitch", json.dumps(wanted.site)]
        # One more than is wanted tells whether there is more.
        found = self._all(" ".join([*statement, _NEWEST_FIRST]), (*values, most + 1))
        logged = rows.rebuilt(found[:most], _logged)
        more = len(found) > most
        return HistoryPage(
            logged, Cursor(found[most - 1][2], found[most - 1][11]) if more else None
        )

    def twitch(self, entry_id: str) -> TwitchRecord | None:
        """Give the twitch that an entry stands for, also for a later time of it.

        Returns:
            None where the entry is none, or is not there any more.
        """
        found = self._all(_TWITCH_OF, (entry_id,))
        return next(iter(self._rebuilt(found)), None)

    def days(self, first: dt.date, last: dt.date, site: str = "") -> tuple[DaySums, ...]:
        """Add up local days; see `journal.day_log.DaySums` for whose clock makes the day.

        Args:
            first: The first day.
            last: The last day.
            site: Count only twitches at this place; all else is as it is.

        Returns:
            One for each day with an entry, in order.
        """
        start = dt.datetime.combine(first, dt.time(), dt.UTC) - _FURTHEST_OFFSET
        end = dt.datetime.combine(last, dt.time(), dt.UTC) + 2 * _FURTHEST_OFFSET
        sums = [day for day in self.day_sums(start, end) if first <= day.date <= last]
        if not site:
            return tuple(sums)
        microseconds = (rows.microseconds(start), rows.microseconds(end))
        at_place = self._all(_TWITCH_DAYS, (*microseconds, json.dumps(site)))
        days = {number for (number,) in at_place}
        epoch = dt.date(1970, 1, 1)
        return tuple(
            day if (day.date - epoch).days in days else dataclasses.replace(day, twitches=0)
            for day in sums
        )

    def span(self) -> tuple[dt.date, dt.date] | None:
        """Tell the local days of the first and of the last entry; None where there is none."""
        found = rows.rebuilt(
            [*self._all(_FIRST), *self._all(_LAST)], lambda row: rows.moment_from(*row).date()
        )
        return (found[0], found[1]) if found else None


def _bounds(wanted: Wanted, zone: dt.tzinfo) -> tuple[int, int]:
    """The first microsecond and the one after the last."""
    start, end = _BEGINNING, _END
    if wanted.first is not None:
        start = rows.microseconds(day_start(_possible(wanted.first), zone))
    if wanted.last is not None:
        end = rows.microseconds(day_start(_possible(wanted.last) + _DAY, zone))
    return start, end


def _possible(day: dt.date) -> dt.date:
    """A day, or the nearest that an entry can have somewhere: the calendar itself has an end."""
    return min(max(day, _FIRST_DAY), _LAST_DAY)


def _logged(row: rows.Row) -> Logged:
    report = row[_COLUMNS + 1]
    told = {} if report is None else json.loads(report)
    if not isinstance(told, dict):
        message = "a report that is no table"
        raise TypeError(message)
    return Logged(rows.entry_from(row[:_COLUMNS]), told)
