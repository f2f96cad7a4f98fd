"""The twitches in the journal's file: an entry each, with what only a twitch has beside it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, NamedTuple

from config.errors import InputError, JournalError
from config.language import tr
from journal import rows
from journal.day_log import DayLog
from journal.entries import AGAIN, Entry, EntryKind, checked, new_id
from journal.totals import local_day_bounds
from journal.twitches import TwitchRecord, checked_twitch, entry_of, report_json

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNT_DAYS = 7
"""How far back "in a week" reaches, to the second."""

_DETAIL_COLUMNS = "id, report, level, rules, advice_shown, answered_us, answered_offset_s"
_DETAIL_BY_ID = f"SELECT {_DETAIL_COLUMNS} FROM twitches WHERE id = ?"  # noqa: S608 - a constant
_ADD_DETAIL = f"""
    INSERT INTO twitches ({_DETAIL_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608 - a constant
TWITCHES = """
    SELECT e.id, e.at_us, e.at_offset_s, e.source, e.note,
        t.report, t.level, t.rules, t.advice_shown, t.answered_us, t.answered_offset_s
    FROM entries AS e JOIN twitches AS t ON t.id = e.id
    WHERE e.undone_us IS NULL AND e.kind = 'twitch'
"""
"""Asks for twitches as they are rebuilt; conditions may follow."""
_TWITCHES_BETWEEN = f"{TWITCHES} AND e.at_us >= ? AND e.at_us < ? ORDER BY e.at_us, e.seq"
_LAST_TWITCH = f"{TWITCHES} ORDER BY e.at_us DESC, e.seq DESC LIMIT 1"
_FIRST_TWITCH = """
    SELECT at_us, at_offset_s FROM entries
    WHERE undone_us IS NULL AND kind = 'twitch' ORDER BY at_us, seq LIMIT 1
"""
_TWITCH_BY_ID = f"{TWITCHES} AND e.id = ?"
_TALLIES = """
    SELECT e.at_us, e.at_offset_s FROM tallies AS t JOIN entries AS e ON e.id = t.id
    WHERE t.twitch_id = ? AND e.undone_us IS NULL ORDER BY e.at_us, e.seq
"""
_TALLIES_BETWEEN = """
    SELECT t.twitch_id, e.at_us, e.at_offset_s FROM tallies AS t
    JOIN entries AS e ON e.id = t.id JOIN entries AS first ON first.id = t.twitch_id
    WHERE e.undone_us IS NULL AND first.undone_us IS NULL
        AND first.at_us >= ? AND first.at_us < ?
    ORDER BY e.at_us, e.seq
"""
_ADD_TALLY = "INSERT INTO tallies (id, twitch_id) VALUES (?, ?)"
_COUNT_TWITCHES = """
    SELECT count(*) FROM entries
    WHERE undone_us IS NULL AND kind = 'twitch' AND at_us >= ? AND at_us < ?
"""


class TwitchCounts(NamedTuple):
    """How often a twitch was logged, each later time of the same one included.

    Attributes:
        today: On the local day.
        week: In the last seven days.
    """

    today: int
    week: int


class TwitchLog(DayLog):
    """The twitches. Each is an entry like any other, so that undo and lists know it as one."""

    def add_twitch(self, record: TwitchRecord) -> TwitchRecord:
        """Keep a twitch and return it as it is kept.

        Adding it again changes nothing, so a caller who is not sure may repeat it; one that was
        undone in between stays undone.

        Raises:
            InputError: A field is out of range.
            JournalError: Its id belongs to an entry that says something else.
        """
        entry = rows.entry_columns(entry_of(checked_twitch(record)))
        detail = (
            record.id,
            report_json(record),
            record.level,
            json.dumps(record.rules),
            int(record.advice_shown),
            *rows.moment_columns(record.signs_at),
        )
        with self._writing():
            if self._put_entry(entry):
                self._connection.execute(_ADD_DETAIL, detail)
            elif self._connection.execute(_DETAIL_BY_ID, (record.id,)).fetchone() != detail:
                raise JournalError(
                    tr("This entry cannot be kept"),
                    tr("another one has its id {id} already", id=record.id),
                )
        # at, source and note stand in the entry, at other places of its columns.
        return self._rebuilt([(*entry[:1], *entry[2:4], *entry[9:11], *detail[1:])])[0]

    def add_tally(
        self,
        twitch_id: str,
        at: dt.datetime,
        *,
        source: str = "window",
        tally_id: str | None = None,
    ) -> TwitchRecord:
        """Keep that the same twitch was logged again; it is an entry that can be undone.

        Args:
            twitch_id: The twitch.
            at: When, aware.
            source: Where it was logged.
            tally_id: The entry's id, made by the caller so that asking twice counts once; a new
                one if None.

        Returns:
            The twitch with its new tally.

        Raises:
            InputError: There is no such twitch (any more), or ``at`` is no time for an entry.
            JournalError: The id belongs to an entry that says something else.
        """
        entry = Entry(tally_id or new_id(), EntryKind.TWITCH, at, AGAIN, 1, source=source)
        row = rows.entry_columns(checked(entry))
        with self._writing():
            if not self._connection.execute(_TWITCH_BY_ID, (twitch_id,)).fetchone():
                raise InputError(
                    tr("This cannot be counted"), tr("its entry is not there any more")
                )
            if self._put_entry(row):
                self._connection.execute(_ADD_TALLY, (entry.id, twitch_id))
            return self._rebuilt(self._all(_TWITCH_BY_ID, (twitch_id,)))[0]

    def twitches(self, start: dt.datetime, end: dt.datetime) -> tuple[TwitchRecord, ...]:
        """Give the twitches of a range of time with all their tallies, in order of time."""
        # All tallies at once: one question for each of many thousand twitches takes seconds.
        tallies: dict[str, list[dt.datetime]] = {}
        for twitch_id, *at in self._between(_TALLIES_BETWEEN, start, end):
            tallies.setdefault(twitch_id, []).append(rows.moment_from(*at))
        found = self._between(_TWITCHES_BETWEEN, start, end)
        return rows.rebuilt(found, lambda row: _record(row, tallies.get(row[0], ())))

    def last_twitch(self) -> TwitchRecord | None:
        """Give the twitch that was logged last, tallies left aside; None where there is none."""
        return next(iter(self._rebuilt(self._all(_LAST_TWITCH))), None)

    def first_twitch_at(self) -> dt.datetime | None:
        """Tell when the first twitch was logged; None where there is none."""
        found = self._all(_FIRST_TWITCH)
        return next(iter(rows.rebuilt(found, lambda row: rows.moment_from(*row))), None)

    def twitch_counts(self, now: dt.datetime, zone: dt.tzinfo) -> TwitchCounts:
        """Count what was logged on the local day of ``now``, and in the seven days before it."""
        day, end = local_day_bounds(now.astimezone(zone).date(), zone)
        after = now.astimezone(dt.UTC) + dt.timedelta(microseconds=1)
        week = after - dt.timedelta(days=COUNT_DAYS, microseconds=1)
        (today,), *_ = self._between(_COUNT_TWITCHES, day, end)
        (in_week,), *_ = self._between(_COUNT_TWITCHES, week, after)
        return TwitchCounts(int(today), int(in_week))

    def _rebuilt(self, found: Sequence[rows.Row]) -> tuple[TwitchRecord, ...]:
        def rebuild(row: rows.Row) -> TwitchRecord:
            tallies = self._all(_TALLIES, row[:1])
            return _record(row, [rows.moment_from(*tally) for tally in tallies])

        return rows.rebuilt(found, rebuild)


def _record(row: rows.Row, again_at: Sequence[dt.datetime]) -> TwitchRecord:
    identifier, at_us, at_offset, source, note, report, level, rules, shown, *answered = row
    at, answered_at = rows.moment_from(at_us, at_offset), rows.moment_from(*answered)
    told = json.loads(report)
    if not isinstance(told, dict):
        message = "a report that is no table"
        raise TypeError(message)
    return TwitchRecord(
        id=identifier,
        at=at,
        report=told,
        level=level,
        rules=tuple(json.loads(rules)),
        advice_shown=bool(shown),
        tally=len(again_at),
        note=note,
        source=source,
        answered_at=None if answered_at == at else answered_at,
        again_at=tuple(again_at),
    )
