"""The whole journal at once: everything out of it, and everything of a file into it."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
from typing import TYPE_CHECKING, Final

from config.errors import InputError
from config.language import tr
from journal import archive_records as records
from journal import rows
from journal.archive_records import OF_THIS_COMPUTER, PARTS, REFUSED, EntryRecord, StateRow
from journal.connection import plain_errors
from journal.entries import SOURCES
from journal.file import JournalFile

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

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
_COLUMNS: Final = {
    "entries": "id, kind, at_us, at_offset_s, item, amount, caffeine_mg, water_ml, alcohol_units, "
    "source, note, recorded_us, undone_us",
    "twitches": "id, report, level, rules, advice_shown, answered_us, answered_offset_s",
    "tallies": "id, twitch_id",
    "nudges": "id, kind, tip, due_us, due_offset_s, shown_us, shown_offset_s, shown_by, outcome, "
    "outcome_us, outcome_offset_s, answer, asked_for",
    "holds": "at_us, at_offset_s, kind, due_us, due_offset_s, reason, text, until_us, "
    "until_offset_s",
    "state": "key, value",
}
_TABLES: Final = {
    "entries": ("entries", "twitches", "tallies"),
    "nudges": ("nudges",),
    "holds": ("holds",),
    "state": ("state",),
}
"""The tables of each list of a file; a record has a row, or none, for each of them."""
_KEYS: Final = {
    "entries": "id",
    "nudges": "id",
    "holds": "at_us, kind, due_us, reason",
    "state": "key",
}
"""What two records of a list may not have in common."""
_STRAY: Final = """
    SELECT line FROM arriving_tallies AS new WHERE id IN (SELECT id FROM arriving_entries)
        AND NOT EXISTS (SELECT 1 FROM twitches WHERE id = new.twitch_id)
    ORDER BY rowid LIMIT 1
"""
_NOT_THERE: Final = """
    SELECT twitch_id FROM tallies
    WHERE twitch_id NOT IN (SELECT id FROM twitches JOIN entries USING (id))
"""


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

    def __init__(
        self, path: Path, connection: sqlite3.Connection, now: Callable[[], dt.datetime]
    ) -> None:
        """See `journal.file.JournalFile`."""
        super().__init__(path, connection, now)
        self._left_out: dict[str, int] = {}
        self._senseless: dict[str, int] = {}

    @property
    def left_out(self) -> int:
        """How many records were left out of the lists that `records` gave to their end."""
        return sum(self._left_out.values())

    @property
    def senseless(self) -> int:
        """How many records were left out of the lists that `portable` gave to their end."""
        return sum(self._senseless.values())

    def portable(self, part: str) -> Iterator[msgspec.Struct]:
        """Give every record of a list that can be taken in again; see `records`.

        One with a figure or a text that no record has, as damage makes them, would have the whole
        file refused. It stays where it is, and so do the later times of such a twitch, and of one
        that is not there; `senseless` counts them.

        Args:
            part: One of `journal.archive_records.PARTS`.

        Raises:
            JournalError: The journal is damaged, or cannot be read.
        """
        with plain_errors(self.path):
            without = {twitch_id for (twitch_id,) in self._connection.execute(_NOT_THERE)}
        senseless = 0
        for record in self.records(part):
            entry = record if isinstance(record, EntryRecord) else None
            if (entry is None or entry.again not in without) and records.fits(part, record):
                yield record
            else:
                senseless += 1
                without.update([entry.id] if entry else ())
        self._senseless[part] = senseless

    def records(self, part: str) -> Iterator[msgspec.Struct]:
        """Give every record of a list, one after the other, in the order in which they were kept.

        They are read as they are asked for, so that ten years need no more memory than a day. What
        only a newer Lull knows stays where it is, and so do what came in by a way that only it has
        and the later times of a twitch of its: whoever reads the file would know them no better.
        `left_out` counts them.

        Args:
            part: One of `journal.archive_records.PARTS`.

        Raises:
            JournalError: The journal is damaged, or cannot be read.
        """
        newer: set[str | None] = set()
        left_out = 0
        with plain_errors(self.path):
            for row in self._connection.execute(_SELECT[part]):
                found = rows.rebuilt([row], _RECORD[part])
                record = found[0] if found else None
                if record is None or (
                    isinstance(record, EntryRecord)
                    and (record.source not in SOURCES or record.again in newer)
                ):
                    newer.add(row[0])
                    left_out += 1
                elif not (isinstance(record, StateRow) and record.key in OF_THIS_COMPUTER):
                    yield record
        self._left_out[part] = left_out

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
        with self._arriving(found) as twice, self._writing():
            self._connection.execute("SAVEPOINT before_all")
            counts = {part: self._put(part, twice[part]) for part in PARTS}
            if rehearse:
                self._connection.execute("ROLLBACK TO before_all")
        return counts

    @contextlib.contextmanager
    def _arriving(self, found: Iterable[Found]) -> Iterator[Mapping[str, int]]:
        """Read records into tables beside the journal, which nobody has to wait for.

        To read and check ten years takes many times as long as to add them, and whoever writes
        meanwhile would wait, give up, and be told that it was not kept.

        Gives how many records of each list say again what stood before them in it.
        """
        twice = collections.Counter[str]()
        with plain_errors(self.path), contextlib.ExitStack() as done:
            for part, tables in _TABLES.items():
                for table in tables:
                    keys = f", UNIQUE ({_KEYS[part]})" if table == part else ""
                    self._connection.execute(
                        f"CREATE TEMP TABLE arriving_{table} (line, {_COLUMNS[table]}{keys})"
                    )
                    done.callback(self._connection.execute, f"DROP TABLE arriving_{table}")
            with contextlib.closing(self._connection.cursor()) as cursor:
                cursor.execute("BEGIN")
                done.callback(self._end_reading)
                for one in found:
                    twice[one.part] += not self._take_down(cursor, one)
                cursor.execute("COMMIT")
            yield twice

    def _end_reading(self) -> None:
        """Give up what was read, where that has not come to its end."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _take_down(self, cursor: sqlite3.Cursor, found: Found) -> bool:
        """Add a record to the tables beside the journal, unless it stands there already."""
        for table, row in zip(_TABLES[found.part], found.rows, strict=True):
            if row:
                places = ", ".join("?" * len(row))
                cursor.execute(
                    f"INSERT OR IGNORE INTO arriving_{table} VALUES (?, {places})",  # noqa: S608 - names of our own tables
                    (found.line, *row),
                )
                if not cursor.rowcount:
                    return False
        return True

    def _put(self, part: str, twice: int) -> Counts:
        """Add the records of a list inside the transaction.

        What is there already stays as it is: taking a file in twice changes nothing the second
        time.
        """
        first, *others = _TABLES[part]
        keys = _KEYS[part].split(", ")
        same = " AND ".join(f"{first}.{key} = arriving_{first}.{key}" for key in keys)
        there = self._connection.execute(
            f"DELETE FROM arriving_{first} WHERE EXISTS (SELECT 1 FROM {first} WHERE {same})"  # noqa: S608 - names of our own tables
        ).rowcount
        new = self._copy(first)
        for table in others:
            stray = self._connection.execute(_STRAY).fetchone() if table == "tallies" else None
            if stray is not None:
                what = tr(
                    "{field}: {problem}",
                    field=f"{part}: again",
                    problem=tr("there is no such twitch"),
                )
                raise InputError(tr(REFUSED), tr("line {n}: {what}", n=stray[0], what=what))
            self._copy(table, "WHERE id IN (SELECT id FROM arriving_entries)")
        return Counts(new, there + twice)

    def _copy(self, table: str, wanted: str = "") -> int:
        """Copy the rows that are wanted, in their order; returns how many there were."""
        columns = _COLUMNS[table]
        return self._connection.execute(
            f"""
            INSERT INTO {table} ({columns})
            SELECT {columns} FROM arriving_{table} {wanted} ORDER BY rowid
            """  # noqa: S608 - names of our own tables
        ).rowcount
