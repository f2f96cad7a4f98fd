"""The journal: everything that a person logged and everything that Lull showed, in one file.

All of Lull's SQL stands in `journal.schema` and in the classes that the journal is made of. A
method that writes returns when what it wrote is on the disk, so that a confirmed entry outlives a
kill or a power cut that follows. Nothing that a person logged is ever erased: what they undo is
marked, left out, and can come back.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from config.errors import JournalError
from journal import rows
from journal.edits import Edits
from journal.records import HoldRecord, NudgeRecord, checked_nudge

if TYPE_CHECKING:
    from config.kinds import NudgeKind

_log = logging.getLogger(__name__)

KEEP_HOLDS_DAYS = 90
"""Why Lull was quiet matters for weeks; without an end these rows would be most of the file."""

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
    WHERE shown_us <= ? ORDER BY shown_us DESC LIMIT 1
"""
# SQLite takes the column beside a max() from the row that has the maximum.
_TIPS_SHOWN = """
    SELECT tip, max(shown_us), shown_offset_s FROM nudges
    WHERE shown_us IS NOT NULL AND tip <> '' GROUP BY tip
"""
# Of each kind, those after which no other was answered.
_DISMISSED_IN_A_ROW = """
    SELECT kind, shown_us, shown_offset_s FROM nudges AS closed
    WHERE outcome = 'dismissed' AND shown_us >= ? AND NOT EXISTS (
        SELECT 1 FROM nudges AS answered
        WHERE answered.shown_us > closed.shown_us AND answered.kind = closed.kind
            AND answered.outcome = 'answered'
    )
    ORDER BY shown_us, seq
"""
_LAST_DUE_SHOWN = """
    SELECT due_us, due_offset_s FROM nudges
    WHERE shown_us <= ? AND kind = ? AND NOT asked_for ORDER BY shown_us DESC LIMIT 1
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


class Journal(Edits):
    """An open journal; a context manager that closes it.

    Made by `Journal.open`, which also removes holds older than 90 days. Used only from the thread
    that opened it; another thread, like another process, opens its own. All ranges of time are
    half-open, ``start <= time < end``, and aware. Every method raises JournalError, in plain words,
    when the file cannot be read or written; a method that writes has then changed nothing.
    """

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

    def last_shown_at(self, until: dt.datetime) -> dt.datetime | None:
        """Tell when a nudge last came up on the screen.

        Args:
            until: Up to when; a clock that ran far ahead for a while has noted showings beyond it.
        """
        found = self._all(_LAST_SHOWN, (rows.microseconds(until),))
        return next(iter(rows.rebuilt(found, lambda row: rows.moment_from(*row))), None)

    def tips_last_shown(self) -> dict[str, dt.datetime]:
        """Tell for each tip that was ever shown when that was last."""
        found = self._all(_TIPS_SHOWN)
        return dict(rows.rebuilt(found, lambda row: (row[0], rows.moment_from(*row[1:]))))

    def dismissed_in_a_row(self, start: dt.datetime) -> tuple[tuple[NudgeKind, dt.datetime], ...]:
        """Give the nudges closed by the person after which none of their kind was answered.

        Args:
            start: Those shown before it do not count.

        Returns:
            The kind and the moment of showing of each, in order.
        """
        found = self._all(_DISMISSED_IN_A_ROW, (rows.microseconds(start),))
        return rows.rebuilt(
            found, lambda row: (rows.nudge_kind(row[0]), rows.moment_from(*row[1:]))
        )

    def last_due_shown(self, kind: NudgeKind, until: dt.datetime) -> dt.datetime | None:
        """Tell for when the nudge of a kind was due that came up last without being asked for.

        Args:
            kind: The kind.
            until: Up to when; see `last_shown_at`.
        """
        found = self._all(_LAST_DUE_SHOWN, (rows.microseconds(until), str(kind)))
        return next(iter(rows.rebuilt(found, lambda row: rows.moment_from(*row))), None)

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

    def _tidy(self) -> None:
        before = (rows.microseconds(self._now() - dt.timedelta(days=KEEP_HOLDS_DAYS)),)
        try:
            if self._all(_OLD_HOLD, before):
                self._write(_FORGET_HOLDS, before)
        except JournalError as error:
            # A journal on a full disk can still be read, which matters more than tidying.
            _log.warning("old holds stay for now: %s", error.for_log)
