"""What the person logged, in the journal's file: one row for each entry."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from config.errors import InputError, JournalError
from config.language import tr
from journal import rows
from journal.entries import Entry, EntryKind, checked
from journal.file import JournalFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

WAS = "-was-"
"""Stands in the id of what an entry said before it was changed (see `journal.edits`)."""

UNDO_HOURS = 24
"""How far back "undo the last one" reaches; an older entry is undone by its id."""

_ENTRY_COLUMNS = """
    id, kind, at_us, at_offset_s, item, amount, caffeine_mg, water_ml, alcohol_units, source, note
"""
_ENTRY_BY_ID = f"SELECT {_ENTRY_COLUMNS} FROM entries WHERE id = ?"  # noqa: S608 - a constant
_ENTRIES_BETWEEN = f"""
    SELECT {_ENTRY_COLUMNS} FROM entries
    WHERE undone_us IS NULL AND at_us >= ? AND at_us < ? ORDER BY at_us, seq
"""  # noqa: S608 - a constant
_NOTED_BETWEEN = f"""
    SELECT {_ENTRY_COLUMNS} FROM entries
    WHERE undone_us IS NULL AND at_us >= ? AND at_us < ? AND note <> ''
        AND (kind <> 'twitch' OR item <> '')
    ORDER BY at_us, seq
"""  # noqa: S608 - a constant
_ADD_ENTRY = f"""
    INSERT INTO entries ({_ENTRY_COLUMNS}, recorded_us)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608 - a constant
_LAST_CONFIRMED = f"""
    SELECT {_ENTRY_COLUMNS} FROM entries
    WHERE undone_us IS NULL AND recorded_us >= ? ORDER BY seq DESC LIMIT 1
"""  # noqa: S608 - a constant
# What hangs on an entry goes and comes back with it: the later times of a twitch, and what a
# check-in added, whose ids are its own with a hyphen and a word; the full stop comes next in ASCII.
_UNDO = "UPDATE entries SET undone_us = ?1 WHERE id = ?2 AND undone_us IS NULL"
_UNDO_TALLIES = """
    UPDATE entries SET undone_us = ?1
    WHERE undone_us IS NULL AND id IN (SELECT id FROM tallies WHERE twitch_id = ?2)
"""
_UNDO_ADDED = """
    UPDATE entries SET undone_us = ?1
    WHERE undone_us IS NULL AND source = 'check_in' AND id > ?2 || '-' AND id < ?2 || '.'
"""
_UNDONE_AT = "SELECT undone_us FROM entries WHERE id = ? AND undone_us IS NOT NULL"
_RESTORE = f"""
    UPDATE entries SET undone_us = NULL
    WHERE undone_us = ?1 AND (
        id = ?2
        OR id IN (SELECT id FROM tallies WHERE twitch_id = ?2) AND instr(id, '{WAS}') = 0
        OR source = 'check_in' AND id > ?2 || '-' AND id < ?2 || '.' AND instr(id, '{WAS}') = 0
    )
"""  # noqa: S608 - a constant


class EntryLog(JournalFile):
    """The entries. Nothing is ever erased: what is undone is marked, and can come back."""

    def add(self, entry: Entry) -> Entry:
        """Keep one entry and return it as it is kept; see `add_many`."""
        return self.add_many([entry])[0]

    def add_many(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Keep all the entries or, after an error, none; return them as they are kept.

        Adding an entry again changes nothing, so a caller who is not sure may repeat it; one that
        was undone in between stays undone. What comes back has the fixed offset of its time.

        Raises:
            InputError: An entry has a field outside its range, or is a twitch, which has more to it
                than an entry (see `journal.twitch_log`).
            JournalError: Its id belongs to an entry that says something else.
        """
        columns = [rows.entry_columns(_plain(checked(entry))) for entry in entries]
        with self._writing():
            for row in columns:
                self._put_entry(row)
        return rows.rebuilt(columns, rows.entry_from)

    def _put_entry(self, row: rows.Row) -> bool:
        """Add an entry inside a transaction; returns whether it was not there yet."""
        there = self._connection.execute(_ENTRY_BY_ID, row[:1]).fetchone()
        if there is None:
            recorded = rows.microseconds(self._now())
            self._connection.execute(_ADD_ENTRY, (*row, recorded))
        elif there != row:
            raise JournalError(
                tr("This entry cannot be kept"),
                tr("another one has its id {id} already", id=row[0]),
            )
        return there is None

    def knows(self, entry_id: str) -> bool:
        """Whether an entry with this id was ever added, undone or not."""
        return bool(self._all(_ENTRY_BY_ID, (entry_id,)))

    def last_undoable(self, now: dt.datetime) -> Entry | None:
        """Give the entry that `undo_last` would undo; nothing changes."""
        found = self._all(_LAST_CONFIRMED, (_earliest(now),))
        return next(iter(rows.rebuilt(found, rows.entry_from)), None)

    def undo_last(self, now: dt.datetime) -> Entry | None:
        """Undo the entry that was confirmed last in the 24 hours before ``now``.

        Returns:
            The entry, or None where there is none that is not undone already.

        Raises:
            JournalError: A newer Lull noted it; the one before it is not what was meant.
        """
        with self._writing():
            last = self.last_undoable(now)
            if last is not None:
                self._undo(last.id, now)
            elif self._all(_LAST_CONFIRMED, (_earliest(now),)):
                raise JournalError(
                    tr("The last entry cannot be taken back here"), tr("a newer Lull noted it")
                )
        return last

    def undo(self, entry_id: str, now: dt.datetime) -> Entry | None:
        """Mark an entry as undone at ``now`` and leave it out from here on.

        The later times of a twitch go with it, and so does what a check-in added.

        Returns:
            The entry, or None where there is none with this id that is not undone already.
        """
        with self._writing():
            return self._entry(entry_id) if self._undo(entry_id, now) else None

    def _undo(self, entry_id: str, now: dt.datetime) -> bool:
        parameters = (rows.microseconds(now), entry_id)
        undone = self._connection.execute(_UNDO, parameters).rowcount > 0
        if undone:
            self._connection.execute(_UNDO_TALLIES, parameters)
            self._connection.execute(_UNDO_ADDED, parameters)
        return undone

    def restore(self, entry_id: str) -> Entry | None:
        """Take back an undo, for everything that it took along.

        Returns:
            The entry, or None where there is no undone one with this id.
        """
        with self._writing():
            found = self._connection.execute(_UNDONE_AT, (entry_id,)).fetchone()
            if found is None:
                return None
            self._connection.execute(_RESTORE, (*found, entry_id))
            return self._entry(entry_id)

    def _entry(self, entry_id: str) -> Entry:
        found = rows.rebuilt(self._all(_ENTRY_BY_ID, (entry_id,)), rows.entry_from)
        if not found:
            raise JournalError(tr("This entry cannot be changed here"), tr("a newer Lull noted it"))
        return found[0]

    def entries(
        self, start: dt.datetime, end: dt.datetime, kinds: Collection[EntryKind] | None = None
    ) -> tuple[Entry, ...]:
        """Give what happened from ``start`` to before ``end``, in order of time, undone left out.

        Args:
            start: The first moment.
            end: The moment after the last.
            kinds: Only these; None for all.
        """
        found = rows.rebuilt(self._between(_ENTRIES_BETWEEN, start, end), rows.entry_from)
        return tuple(entry for entry in found if kinds is None or entry.kind in kinds)

    def noted(self, start: dt.datetime, end: dt.datetime) -> tuple[Entry, ...]:
        """Give the entries with words of the person's own, but for the twitches themselves."""
        return rows.rebuilt(self._between(_NOTED_BETWEEN, start, end), rows.entry_from)


def _earliest(now: dt.datetime) -> int:
    """When an entry must have been confirmed for "undo the last one" to reach it."""
    return rows.microseconds(now - dt.timedelta(hours=UNDO_HOURS))


def _plain(entry: Entry) -> Entry:
    if entry.kind is EntryKind.TWITCH:
        raise InputError(
            tr("This entry cannot be logged"), tr("kind: a twitch is added with its report")
        )
    return entry
