"""Changing what was logged, so that nothing is lost by it.

An entry that is changed keeps its id, its number and the moment at which it was confirmed: what
hangs on it (the later times of a twitch, the check-in that it came with) stays as it is, and "undo
the last one" still means the one that was logged last. What it said before becomes an entry of its
own, marked as undone at the moment of the change. Its id is a new one that begins with the id of
the entry and ``-was-``, so that both can be told to belong together in an export too. Taking a
change back exchanges the two, and doing so once more brings the change back.

Both rows are written in one transaction: after a kill there is either the change with what was
before it, or nothing of it.

What cannot be changed: what an entry is about, and of a twitch the answers about warning signs, the
level and the rules. They belong to the advice that was shown then, and changing them would make the
journal say that something else was shown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from config.errors import InputError
from config.language import tr
from journal import rows
from journal.entries import MAX_ID_CHARACTERS, Entry, checked, new_id
from journal.entry_log import WAS
from journal.history import History
from journal.twitches import TwitchRecord, report_json

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

MAY_CHANGE: Final = ("sites", "kind", "since_days")
"""The fields of a twitch's report that may be changed afterwards."""

_TAIL_CHARACTERS: Final = 12

_CONTENTS: Final = """
    at_us, at_offset_s, item, amount, caffeine_mg, water_ml, alcohol_units, source, note
"""
_GET: Final = f"SELECT {_CONTENTS} FROM entries WHERE id = ? AND undone_us IS NULL"  # noqa: S608 - a constant
_GET_ANY: Final = f"SELECT {_CONTENTS} FROM entries WHERE id = ?"  # noqa: S608 - a constant
_SET: Final = """
    UPDATE entries SET at_us = ?, at_offset_s = ?, item = ?, amount = ?, caffeine_mg = ?,
        water_ml = ?, alcohol_units = ?, source = ?, note = ?
    WHERE id = ?
"""
_COPY: Final = f"""
    INSERT INTO entries (id, kind, {_CONTENTS}, recorded_us, undone_us)
    SELECT ?1, kind, {_CONTENTS}, recorded_us, ?2 FROM entries WHERE id = ?3
"""  # noqa: S608 - a constant
_COPY_TWITCH: Final = """
    INSERT INTO twitches (id, report, level, rules, advice_shown, answered_us, answered_offset_s)
    SELECT ?1, report, level, rules, advice_shown, answered_us, answered_offset_s
    FROM twitches WHERE id = ?2
"""
_COPY_TALLY: Final = (
    "INSERT INTO tallies (id, twitch_id) SELECT ?1, twitch_id FROM tallies WHERE id = ?2"
)
_GET_TOLD: Final = "SELECT report, answered_us, answered_offset_s FROM twitches WHERE id = ?"
_SET_TOLD: Final = """
    UPDATE twitches SET report = ?, answered_us = ?, answered_offset_s = ? WHERE id = ?
"""


class Edits(History):
    """The entries, as somebody changes them afterwards."""

    def change(
        self, entry: Entry, now: dt.datetime, told: Mapping[str, Any] | None = None
    ) -> str | None:
        """Have an entry say something else; see the module for what becomes of what it said.

        The answers about warning signs of a twitch count as given no later than the twitch, so they
        hold for no longer where it is moved to an earlier time.

        Args:
            entry: The entry as it shall be, with the id of the one that is there.
            now: The present, aware; nothing can be moved to after it.
            told: Of a twitch, the fields of its report to set, of `MAY_CHANGE`; None for none.

        Returns:
            The id of what it was before, for `exchange`; None where nothing would change.

        Raises:
            InputError: There is no such entry (any more), or it cannot be so.
            JournalError: It could not be written; nothing has changed.
        """
        if not set(told or ()) <= set(MAY_CHANGE):
            raise InputError(
                tr("This cannot be changed"), tr("it belongs to the advice that was shown")
            )
        # rows.microseconds, as two times of one zone would be compared by what their clocks show.
        if rows.microseconds(entry.at) > rows.microseconds(now):
            raise InputError(tr("This cannot be changed"), tr("at: must not be in the future"))
        wanted = rows.entry_columns(checked(entry))
        with self._writing():
            before = self._row(_GET, entry.id)
            details = self._connection.execute(_GET_TOLD, (entry.id,)).fetchone()
            after = _told_after(entry, details, told or {})
            if before == wanted[2:] and details == after:
                return None
            if (before[2], before[7]) != (entry.item, entry.source):
                raise InputError(tr("This cannot be changed"), tr("it would be another entry"))
            earlier = f"{entry.id[:_LONGEST_BEGINNING]}{WAS}{new_id()[:_TAIL_CHARACTERS]}"
            self._connection.execute(_COPY, (earlier, rows.microseconds(now), entry.id))
            self._connection.execute(_COPY_TWITCH, (earlier, entry.id))
            self._connection.execute(_COPY_TALLY, (earlier, entry.id))
            self._connection.execute(_SET, (*wanted[2:], entry.id))
            if after is not None:
                self._connection.execute(_SET_TOLD, (*after, entry.id))
        return earlier

    def exchange(self, entry_id: str, earlier: str) -> Entry:
        """Have an entry say again what it said before a change, or after it.

        Args:
            entry_id: The entry.
            earlier: What `change` returned.

        Returns:
            The entry as it is now.

        Raises:
            InputError: The entry or its earlier form is not there (any more).
            JournalError: It could not be written; nothing has changed.
        """
        with self._writing():
            now, then = self._row(_GET, entry_id), self._row(_GET_ANY, earlier)
            self._connection.execute(_SET, (*then, entry_id))
            self._connection.execute(_SET, (*now, earlier))
            told = self._connection.execute(_GET_TOLD, (entry_id,)).fetchone()
            if told is not None:
                before = self._connection.execute(_GET_TOLD, (earlier,)).fetchone()
                self._connection.execute(_SET_TOLD, (*before, entry_id))
                self._connection.execute(_SET_TOLD, (*told, earlier))
            return self._entry(entry_id)

    def _row(self, statement: str, entry_id: str) -> rows.Row:
        found: rows.Row | None = self._connection.execute(statement, (entry_id,)).fetchone()
        if found is None:
            raise InputError(tr("This cannot be changed"), tr("its entry is not there any more"))
        return found


_LONGEST_BEGINNING: Final = MAX_ID_CHARACTERS - len(WAS) - _TAIL_CHARACTERS


def _told_after(entry: Entry, details: rows.Row | None, told: Mapping[str, Any]) -> rows.Row | None:
    """The columns of `_SET_TOLD` as they shall be; None for what is no twitch of its own."""
    if details is None:
        if told:
            raise InputError(tr("This cannot be changed"), tr("it has no report"))
        return None
    report, answered_us, answered_offset = details
    at_us, at_offset = rows.moment_columns(entry.at)
    if answered_us > (at_us or 0):
        answered_us, answered_offset = at_us, at_offset
    if told:
        whole = TwitchRecord(
            entry.id, entry.at, json.loads(report) | told, "", (), advice_shown=True
        )
        report = report_json(whole)
    return report, answered_us, answered_offset
