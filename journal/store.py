"""The journal: everything that a person logged and everything that Lull showed, in one file.

All of Lull's SQL stands here and in `journal.schema`. A method that writes returns when what it
wrote is on the disk, so that a confirmed entry outlives a kill or a power cut that follows. Nothing
that a person logged is ever erased: what they undo is marked, left out, and can come back.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
from typing import TYPE_CHECKING, Self

from config.errors import JournalError
from journal import rows
from journal.connection import connect, make_durable, make_private, plain_errors, transaction
from journal.entries import Entry, EntryKind, checked
from journal.records import HoldRecord, NudgeRecord, checked_nudge
from journal.schema import migrate, version_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

_log = logging.getLogger(__name__)

UNDO_HOURS = 24
"""How far back "undo the last one" reaches; an older entry is undone by its id."""
KEEP_HOLDS_DAYS = 90
"""Why Lull was quiet matters for weeks; without an end these rows would be most of the file."""

_ENTRY_COLUMNS = """
    id, kind, at_us, at_offset_s, item, amount, caffeine_mg, water_ml, alcohol_units, source, note
"""
_ENTRY_BY_ID = f"SELECT {_ENTRY_COLUMNS} FROM entries WHERE id = ?"  # noqa: S608 - a constant
_ENTRIES_BETWEEN = f"""
    SELECT {_ENTRY_COLUMNS} FROM entries
    WHERE undone_us IS NULL AND at_us >= ? AND at_us < ? ORDER BY at_us, seq
"""  # noqa: S608 - a constant
_LAST_ENTRY = f"""
    SELECT {_ENTRY_COLUMNS} FROM entries
    WHERE undone_us IS NULL AND kind = ?1 AND (?2 = '' OR item = ?2)
    ORDER BY at_us DESC, seq DESC LIMIT 1
"""  # noqa: S608 - a constant
_ADD_ENTRY = f"""
    INSERT INTO entries ({_ENTRY_COLUMNS}, recorded_us)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608 - a constant
_LAST_CONFIRMED = f"""
    SELECT {_ENTRY_COLUMNS} FROM entries
    WHERE undone_us IS NULL AND recorded_us >= ? ORDER BY seq DESC LIMIT 1
"""  # noqa: S608 - a constant
_UNDO = "UPDATE entries SET undone_us = ? WHERE id = ? AND undone_us IS NULL"
_RESTORE = "UPDATE entries SET undone_us = NULL WHERE id = ? AND undone_us IS NOT NULL"

_NUDGE_COLUMNS = """
    id, kind, tip, due_us, due_offset_s, shown_us, shown_offset_s, shown_by,
    outcome, outcome_us, outcome_offset_s, answer, asked_for
"""
_PUT_NUDGE = f"""
    INSERT INTO nudges ({_NUDGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        kind = excluded.kind, tip = excluded.tip,
        due_us = excluded.due_us, due_offset_s = excluded.due_offset_s,
        shown_us = excluded.shown_us, shown_offset_s = excluded.shown_offset_s,
        shown_by = excluded.shown_by, outcome = excluded.outcome,
        outcome_us = excluded.outcome_us, outcome_offset_s = excluded.outcome_offset_s,
        answer = excluded.answer, asked_for = excluded.asked_for
"""  # noqa: S608 - a constant
_NUDGES_DUE = f"""
    SELECT {_NUDGE_COLUMNS} FROM nudges WHERE due_us >= ? AND due_us < ? ORDER BY due_us, seq
"""  # noqa: S608 - a constant
_NUDGES_SHOWN = f"""
    SELECT {_NUDGE_COLUMNS} FROM nudges WHERE shown_us >= ? AND shown_us < ?
    ORDER BY shown_us, seq
"""  # noqa: S608 - a constant
_NUDGES_OPEN = f"""
    SELECT {_NUDGE_COLUMNS} FROM nudges WHERE outcome IN ('pending', 'shown')
    ORDER BY due_us, seq
"""  # noqa: S608 - a constant
_LAST_SHOWN = """
    SELECT shown_us, shown_offset_s FROM nudges
    WHERE shown_us IS NOT NULL AND (?1 OR NOT asked_for) ORDER BY shown_us DESC LIMIT 1
"""
# SQLite takes the column beside a max() from the row that has the maximum.
_TIPS_SHOWN = """
    SELECT tip, max(shown_us), shown_offset_s FROM nudges
    WHERE shown_us IS NOT NULL AND tip <> '' GROUP BY tip
"""

_HOLD_COLUMNS = """
    at_us, at_offset_s, kind, due_us, due_offset_s, reason, text, until_us, until_offset_s
"""
_ADD_HOLD = f"""
    INSERT INTO holds ({_HOLD_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608 - a constant
_HOLDS_BETWEEN = f"""
    SELECT {_HOLD_COLUMNS} FROM holds WHERE at_us >= ? AND at_us < ?
    ORDER BY at_us DESC, seq DESC
"""  # noqa: S608 - a constant
_OLD_HOLD = "SELECT 1 FROM holds WHERE at_us < ? LIMIT 1"
_FORGET_HOLDS = "DELETE FROM holds WHERE at_us < ?"

_STATE = "SELECT value FROM state WHERE key = ?"
_SET_STATE = """
    INSERT INTO state (key, value) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_CLEAR_STATE = "DELETE FROM state WHERE key = ?"


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


class Journal:
    """An open journal; a context manager that closes it.

    Made by `Journal.open`. Used only from the thread that opened it; another thread, like another
    process, opens its own. All ranges of time are half-open, ``start <= time < end``, and aware.
    Every method raises JournalError, in plain words, when the file cannot be read or written; a
    method that writes has then changed nothing.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, now: Callable[[], dt.datetime]
    ) -> None:
        """Take over a connection that `Journal.open` has set up."""
        self.path = path
        self._connection = connection
        self._now = now
        self._file = _identity(path)

    @classmethod
    def open(cls, path: Path, now: Callable[[], dt.datetime] = _utc_now) -> Self:
        """Open the journal, making it or bringing it to the newest version where needed.

        Holds older than 90 days are removed. The file can be read by its owner alone.

        Args:
            path: The file; missing folders are made.
            now: Tells the time, aware; it says when an entry was recorded.

        Raises:
            JournalError: The file is something else, newer than this Lull, damaged, or cannot be
                read or written; it is left as it was.
        """
        path = path.absolute()
        with plain_errors(path), contextlib.ExitStack() as on_error:
            make_private(path)
            connection = connect(path)
            on_error.callback(connection.close)
            # Before anything is set: a file of something else, or of a newer Lull, stays as it is.
            version_of(connection)
            make_durable(connection)
            migrate(connection)
            journal = cls(path, connection, now)
            on_error.pop_all()
        journal._forget_old_holds()
        return journal

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        with plain_errors(self.path):
            self._connection.close()

    # -- what the person logged

    def add(self, entry: Entry) -> Entry:
        """Keep one entry and return it as it is kept; see `add_many`."""
        return self.add_many([entry])[0]

    def add_many(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Keep all the entries or, after an error, none; return them as they are kept.

        Adding an entry again changes nothing, so a caller who is not sure may repeat it; one that
        was undone in between stays undone. What comes back has the fixed offset of its time.

        Raises:
            InputError: An entry has a field outside its range.
            JournalError: Its id belongs to an entry that says something else.
        """
        columns = [rows.entry_columns(checked(entry)) for entry in entries]
        recorded = rows.microseconds(self._now())
        with self._writing():
            for row in columns:
                there = self._connection.execute(_ENTRY_BY_ID, row[:1]).fetchone()
                if there is None:
                    self._connection.execute(_ADD_ENTRY, (*row, recorded))
                elif there != row:
                    raise JournalError(
                        "This entry cannot be kept", f"another one has its id {row[0]} already"
                    )
        return rows.rebuilt(columns, rows.entry_from)

    def last_undoable(self, now: dt.datetime) -> Entry | None:
        """Give the entry that `undo_last` would undo; nothing changes."""
        earliest = rows.microseconds(now - dt.timedelta(hours=UNDO_HOURS))
        found = self._all(_LAST_CONFIRMED, (earliest,))
        return next(iter(rows.rebuilt(found, rows.entry_from)), None)

    def undo_last(self, now: dt.datetime) -> Entry | None:
        """Undo the entry that was confirmed last in the 24 hours before ``now``.

        Returns:
            The entry, or None where there is none that is not undone already.
        """
        with self._writing():
            last = self.last_undoable(now)
            if last is not None:
                self._connection.execute(_UNDO, (rows.microseconds(now), last.id))
        return last

    def undo(self, entry_id: str, now: dt.datetime) -> Entry | None:
        """Mark an entry as undone at ``now`` and leave it out from here on.

        Returns:
            The entry, or None where there is none with this id that is not undone already.
        """
        return self._change(_UNDO, (rows.microseconds(now), entry_id), entry_id)

    def restore(self, entry_id: str) -> Entry | None:
        """Take back an undo.

        Returns:
            The entry, or None where there is no undone one with this id.
        """
        return self._change(_RESTORE, (entry_id,), entry_id)

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

    def last_entry(self, kind: EntryKind, item: str = "") -> Entry | None:
        """Give the entry that happened last, undone left out.

        Args:
            kind: What it is about.
            item: The id of a drink; empty for any.
        """
        found = self._all(_LAST_ENTRY, (str(kind), item))
        return next(iter(rows.rebuilt(found, rows.entry_from)), None)

    # -- what Lull showed

    def put_nudge(self, record: NudgeRecord) -> None:
        """Keep a nudge; a later record with the same id takes the place of the earlier one.

        Raises:
            JournalError: Also for a record that `checked_nudge` refuses.
        """
        self._write(_PUT_NUDGE, rows.nudge_columns(checked_nudge(record)))

    def nudges(self, start: dt.datetime, end: dt.datetime) -> tuple[NudgeRecord, ...]:
        """Give the nudges that fell due in a range of time, whatever became of them, in order."""
        return rows.rebuilt(self._between(_NUDGES_DUE, start, end), rows.nudge_from)

    def shown_between(self, start: dt.datetime, end: dt.datetime) -> tuple[NudgeRecord, ...]:
        """Give the nudges that came up on the screen in a range of time, in order of showing."""
        return rows.rebuilt(self._between(_NUDGES_SHOWN, start, end), rows.nudge_from)

    def pending_nudges(self) -> tuple[NudgeRecord, ...]:
        """Give the nudges without an end (pending or shown), in order of falling due.

        At start these are what a Lull that was killed left behind.
        """
        return rows.rebuilt(self._all(_NUDGES_OPEN), rows.nudge_from)

    def last_shown_at(self, *, include_asked_for: bool = True) -> dt.datetime | None:
        """Tell when a nudge last came up on the screen.

        Args:
            include_asked_for: Whether one that the person asked for counts.
        """
        found = self._all(_LAST_SHOWN, (include_asked_for,))
        return next(iter(rows.rebuilt(found, lambda row: rows.moment_from(*row))), None)

    def tips_last_shown(self) -> dict[str, dt.datetime]:
        """Tell for each tip that was ever shown when that was last."""
        found = self._all(_TIPS_SHOWN)
        return dict(rows.rebuilt(found, lambda row: (row[0], rows.moment_from(*row[1:]))))

    def add_hold(self, record: HoldRecord) -> None:
        """Keep a reason for which a nudge was held."""
        self._write(_ADD_HOLD, rows.hold_columns(record))

    def holds(self, start: dt.datetime, end: dt.datetime) -> tuple[HoldRecord, ...]:
        """Give the holds of a range of time, newest first; 90 days are kept."""
        return rows.rebuilt(self._between(_HOLDS_BETWEEN, start, end), rows.hold_from)

    # -- small things to remember

    def state(self, key: str) -> str | None:
        """Give what was last set under ``key``, or None."""
        found = self._all(_STATE, (key,))
        return str(found[0][0]) if found else None

    def set_state(self, key: str, value: str | None) -> None:
        """Remember ``value`` under ``key``; None forgets it."""
        if value is None:
            self._write(_CLEAR_STATE, (key,))
        else:
            self._write(_SET_STATE, (key, value))

    # -- the file

    def quick_check(self) -> list[str]:
        """Read the whole file and name what is wrong with it, in SQLite's words.

        Returns:
            One line for each problem; empty when the file is sound.

        Raises:
            JournalError: The file is too damaged, or too busy, even to be checked.
        """
        lines = [str(row[0]) for row in self._all("PRAGMA quick_check")]
        return [] if lines == ["ok"] else lines

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with plain_errors(self.path), transaction(self._connection):
            # SQLite in WAL mode writes on into a file that was deleted or replaced meanwhile.
            if _identity(self.path) != self._file:
                raise JournalError(
                    "The journal was replaced",
                    f"{self.path} is another file than the open one; start Lull again",
                )
            yield

    def _write(self, statement: str, parameters: rows.Row) -> int:
        with self._writing():
            return self._connection.execute(statement, parameters).rowcount

    def _all(self, statement: str, parameters: rows.Row = ()) -> list[rows.Row]:
        with plain_errors(self.path):
            return self._connection.execute(statement, parameters).fetchall()

    def _between(self, statement: str, start: dt.datetime, end: dt.datetime) -> list[rows.Row]:
        return self._all(statement, (rows.microseconds(start), rows.microseconds(end)))

    def _entry(self, entry_id: str) -> Entry:
        return rows.rebuilt(self._all(_ENTRY_BY_ID, (entry_id,)), rows.entry_from)[0]

    def _change(self, statement: str, parameters: rows.Row, entry_id: str) -> Entry | None:
        return self._entry(entry_id) if self._write(statement, parameters) else None

    def _forget_old_holds(self) -> None:
        before = (rows.microseconds(self._now() - dt.timedelta(days=KEEP_HOLDS_DAYS)),)
        try:
            if self._all(_OLD_HOLD, before):
                self._write(_FORGET_HOLDS, before)
        except JournalError as error:
            # A journal on a full disk can still be read, which matters more than tidying.
            _log.warning("old holds stay for now: %s", error)
