"""The whole journal at once: everything out of it, and everything of a file into it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from config.errors import InputError
from journal import archive_records as records
from journal import rows
from journal.file import JournalFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import msgspec

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
        there: Records whose id was there already; they stay as they are.
    """

    new: int
    there: int


class Archive(JournalFile):
    """The journal's file, for who reads or fills all of it; see `journal.store` for all else."""

    def records(self, part: str) -> Iterator[msgspec.Struct]:
        """Give every record of a list, one after the other, in the order of its file.

        Args:
            part: One of `journal.archive_records.PARTS`.

        Raises:
            JournalError: The journal is damaged, or cannot be read.
        """
        for row in self._all(_SELECT[part]):
            yield rows.rebuilt([row], _RECORD[part])[0]

    def take_in(
        self, found: Iterable[tuple[str, tuple[rows.Row, ...]]], *, rehearse: bool = False
    ) -> dict[str, Counts]:
        """Add what is not there yet, all of it or, after an error, nothing.

        Args:
            found: For each record its list and its rows (`journal.archive_records.read_record`).
            rehearse: Whether to count only, and change nothing.

        Returns:
            What became of each list.

        Raises:
            InputError: A later time belongs to no twitch of the file or of the journal.
            JournalError: The journal cannot be written.
        """
        counts = dict.fromkeys(records.PARTS, Counts(0, 0))
        with self._writing():
            self._connection.execute("SAVEPOINT before_all")
            for part, several in found:
                before = counts[part]
                if self._put(part, several):
                    counts[part] = dataclasses.replace(before, new=before.new + 1)
                else:
                    counts[part] = dataclasses.replace(before, there=before.there + 1)
            if rehearse:
                self._connection.execute("ROLLBACK TO before_all")
        return counts

    def _put(self, part: str, several: tuple[rows.Row, ...]) -> bool:
        first, *others = zip(_INSERT[part], several, strict=True)
        if not self._connection.execute(*first).rowcount:
            return False
        for statement, row in others:
            if row:
                self._check_twitch(part, row)
                self._connection.execute(statement, row)
        return True

    def _check_twitch(self, part: str, row: rows.Row) -> None:
        if part == "entries" and len(row) == 2:  # noqa: PLR2004 - the columns of a tally
            wanted = ("SELECT 1 FROM twitches WHERE id = ?", row[1:])
            if self._connection.execute(*wanted).fetchone() is None:
                raise InputError(
                    "This file cannot be taken in", f"again: there is no twitch {row[1]} before it"
                )
