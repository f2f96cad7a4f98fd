"""The whole journal at once: everything out of it, and everything of a file into it."""

from __future__ import annotations

import collections
import dataclasses
import sqlite3
from typing import TYPE_CHECKING, Final

from config.errors import InputError
from journal import archive_records as records
from journal import rows
from journal.archive_records import OF_THIS_COMPUTER, PARTS, REFUSED, StateRow
from journal.connection import plain_errors
from journal.file import JournalFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import msgspec

    from journal.archive_records import Found

_SELECT: Final = {
    "entries": """
        SELECT e.id, e.kind, e.at_us, e.at_offset_s, e.item, e.amount, e.caffeine_mg, e.water_ml,
            e.alcohol_units, e.source, e.note, e.recorded_us, e.undone_us,
            t.report, t.level, t.rules, t.advice_shown, t.answered_us, t.answered_offset_s,
            a.twitch_id
        FROM entries AS e
        LEFT JOIN twitches AS t ON t.id = e.id
        LEFT JOIN tallies AS a ON a.id = e.id
        ORDER BY e.seq
    """,
    "nudges": """
        SELECT id, kind, tip, due_us, due_offset_s, shown_us, shown_offset_s, shown_by,
            outcome, outcome_us, outcome_offset_s, answer, asked_for
        FROM nudges ORDER BY seq
    """,
    "holds": """
        SELECT at_us, at_offset_s, kind, due_us, due_offset_s, reason, text, until_us,
            until_offset_s
        FROM holds ORDER BY seq
    """,
    "state": "SELECT key, value FROM state ORDER BY key",
}
_RECORD: Final[dict[str, Callable[[rows.Row], msgspec.Struct]]] = {
    "entries": records.entry_record,
    "nudges": records.nudge_record,
    "holds": records.hold_record,
    "state": records.state_record,
}
# What is there already stays as it is: taking a file in twice changes nothing the second time.
_INSERT: Final = {
    "entries": (
        """
        INSERT INTO entries (id, kind, at_us, at_offset_s, item, amount, caffeine_mg, water_ml,
            alcohol_units, source, note, recorded_us, undone_us)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE id = ?1)
        """,
        """
        INSERT INTO twitches (id, report, level, rules, advice_shown, answered_us,
            answered_offset_s) VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        "INSERT INTO tallies (id, twitch_id) VALUES (?, ?)",
    ),
    "nudges": (
        """
        INSERT INTO nudges (id, kind, tip, due_us, due_offset_s, shown_us, shown_offset_s,
            shown_by, outcome, outcome_us, outcome_offset_s, answer, asked_for)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
        WHERE NOT EXISTS (SELECT 1 FROM nudges WHERE id = ?1)
        """,
    ),
    "holds": (
        """
        INSERT INTO holds (at_us, at_offset_s, kind, due_us, due_offset_s, reason, text, until_us,
            until_offset_s)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT EXISTS (
            SELECT 1 FROM holds WHERE at_us = ?1 AND kind = ?3 AND due_us = ?4 AND reason = ?6
        )
        """,
    ),
    "state": (
        """
        INSERT INTO state (key, value) SELECT ?1, ?2
        WHERE NOT EXISTS (SELECT 1 FROM state WHERE key = ?1)
        """,
    ),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """What taking a list of a file in did, or would do.

    Attributes:
        new: Records that were not there.
        there: Records that were there already, by their id; they stay as they are.
    """

    new: int
    there: int


class Archive(JournalFile):
    """The journal's file, for who reads or fills all of it; see `journal.store` for all else."""

    def records(self, part: str) -> Iterator[msgspec.Struct]:
        """Give every record of a list, one after the other, in the order in which they were kept.

        They are read as they are asked for, so that ten years need no more memory than a day.

        Args:
            part: One of `journal.archive_records.PARTS`.

        Raises:
            JournalError: The journal is damaged, or cannot be read.
        """
        with plain_errors(self.path):
            for row in self._connection.execute(_SELECT[part]):
                record = rows.rebuilt([row], _RECORD[part])[0]
                if not (isinstance(record, StateRow) and record.key in OF_THIS_COMPUTER):
                    yield record

    def take_in(self, found: Iterable[Found], *, rehearse: bool = False) -> dict[str, Counts]:
        """Add what is not there yet, all of it or, after an error, nothing.

        Args:
            found: The records, as `journal.archive_text.read_text` gives them.
            rehearse: Whether to count only, and change nothing.

        Returns:
            What became of each list.

        Raises:
            InputError: A later time belongs to no twitch of the file or of the journal.
            JournalError: The journal cannot be written.
        """
        tally = collections.Counter[tuple[str, bool]]()
        with self._writing():
            self._connection.execute("SAVEPOINT before_all")
            for one in found:
                tally[one.part, self._put(one)] += 1
            if rehearse:
                self._connection.execute("ROLLBACK TO before_all")
        return {part: Counts(tally[part, True], tally[part, False]) for part in PARTS}

    def _put(self, found: Found) -> bool:
        """Add a record inside the transaction; returns whether it was not there yet."""
        (first, *others), (row, *more) = _INSERT[found.part], found.rows
        if not self._connection.execute(first, row).rowcount:
            return False
        try:
            for statement, columns in zip(others, more, strict=True):
                if columns:
                    self._connection.execute(statement, columns)
        except sqlite3.IntegrityError as error:
            detail = f"line {found.line}: {found.part}: again: there is no such twitch before it"
            raise InputError(REFUSED, detail) from error
        return True
