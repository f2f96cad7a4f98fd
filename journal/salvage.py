"""Whatever can still be read of a damaged journal, record by record; the file is only copied.

SQLite gives an error for a page that it cannot make sense of, and the rows on all other pages all
the same, if it is asked for them by their numbers: up to the first error, down to it from the
other end, and in halves between the two. Where the first page is gone, on which stands where
everything else is, that of a new journal is tried in its place.

What is read counts only if it says what Lull could have written; `journal.archive_records` looks at
it as it looks at a file that is taken in.
"""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from typing import TYPE_CHECKING, Final

import msgspec

from config.errors import InputError
from journal import archive_records as records
from journal import rows
from journal.archive_records import Found, read_record
from journal.aside import beside, remove
from journal.connection import connect, make_private
from journal.entries import SOURCES, EntryKind
from journal.rows import NewerRowError
from journal.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path


_UNREADABLE: Final = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""The second one where SQLite's words repeat a name that is no text any more, the third one where a
record says that it is larger than any memory."""
_PAGE: Final = 4096
"""SQLite's own size of a page since 3.12."""
_PAGES_AT: Final = slice(28, 32)
"""Where on the first page the number of pages stands."""
_LAST_ROW: Final = 2**40
_MOST_FAILURES: Final = 400
"""In a row: four pages of short rows. What stands behind more of them is read from the other end;
only what lies between two such gaps is given up."""

_COLUMNS: Final = {
    "entries": "seq, id, kind, at_us, at_offset_s, item, amount, caffeine_mg, water_ml, "
    "alcohol_units, source, note, recorded_us, undone_us",
    "twitches": "rowid, id, report, level, rules, advice_shown, answered_us, answered_offset_s",
    "tallies": "rowid, id, twitch_id",
    "nudges": "seq, id, kind, tip, due_us, due_offset_s, shown_us, shown_offset_s, shown_by, "
    "outcome, outcome_us, outcome_offset_s, answer, asked_for",
    "holds": "seq, at_us, at_offset_s, kind, due_us, due_offset_s, reason, text, until_us, "
    "until_offset_s",
    "state": "rowid, key, value",
}
_DETAILS: Final = 6
"""Columns that a twitch has beside its entry."""
_KIND: Final = 1
_SOURCE: Final = 9
"""Where they stand in an entry's columns."""
_ANY_SOURCE: Final = "command"


@dataclasses.dataclass(slots=True)
class Salvaged:
    """What could be read.

    Attributes:
        parts: The records of each of `journal.archive_records.PARTS`, in the order in which they
            were kept.
        unread: Of how many records it is known that they were there and cannot be used.
    """

    parts: dict[str, list[Found]]
    unread: int = 0

    def __len__(self) -> int:
        """How many records there are."""
        return sum(len(found) for found in self.parts.values())


def salvage(source: Path, scratch: Path) -> Salvaged:
    """Read what can be read.

    Args:
        source: A journal of any version, damaged or not, or anything else; it is not opened, and
            it does not have to be there.
        scratch: The name for a copy, which is gone afterwards.

    Raises:
        OSError: It cannot be copied.
        sqlite3.Error: There is no room for what SQLite needs.
    """
    try:
        _copy(source, scratch)
        found = _read(scratch)
        if not found.parts["entries"]:
            _copy(source, scratch)
            _begin_anew(scratch)
            found = max(found, _read(scratch), key=len)
    finally:
        remove(scratch)
    return found


def _copy(source: Path, scratch: Path) -> None:
    remove(scratch)
    for ending in ("", "-wal"):
        copy = beside(scratch, ending)
        make_private(copy)
        # A folder in its place holds no journal.
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):
            copy.write_bytes(beside(source.resolve(), ending).read_bytes())
    if not scratch.stat().st_size:
        # SQLite throws the rest of a file away that has no page.
        scratch.write_bytes(bytes(_PAGE))


def _begin_anew(scratch: Path) -> None:
    """Give a copy the first page of a new journal."""
    new = beside(scratch, "-new")
    make_private(new)
    try:
        with contextlib.closing(connect(new)) as connection:
            migrate(connection)
        first = bytearray(new.read_bytes()[:_PAGE])
    finally:
        new.unlink()
    rest = scratch.read_bytes()[_PAGE:]
    first[_PAGES_AT] = (1 + len(rest) // _PAGE).to_bytes(4, "big")
    scratch.write_bytes(bytes(first) + rest)


def _read(scratch: Path) -> Salvaged:
    # Of text that is none the rest may still be read.
    connection = connect(scratch)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    with contextlib.closing(connection):
        with contextlib.suppress(*_UNREADABLE):
            # Tables that are not quite right, and a file that is shorter than it says.
            connection.execute("PRAGMA writable_schema = ON")
        found = Salvaged({})
        found.parts["entries"] = list(_entries(connection, found))
        for part, record in _RECORDS.items():
            read = (_found(part, row[1:], record) for row in _rows(connection, part))
            found.parts[part] = list(_sound(read, found))
    return found


def _entries(connection: sqlite3.Connection, found: Salvaged) -> Iterator[Found]:
    """The entries with what only a twitch and a later time of one have."""
    details = {row[1]: row[2:] for row in _rows(connection, "twitches")}
    tallies = {row[1]: row[2] for row in _rows(connection, "tallies")}
    nothing = (None,) * _DETAILS
    for row in _rows(connection, "entries"):
        whole = (*row[1:], *details.get(row[1], nothing), tallies.get(row[1]))
        if whole[_KIND] in set(EntryKind) and whole[_SOURCE] not in SOURCES:
            # By which way it came is not worth losing it for.
            whole = (*whole[:_SOURCE], _ANY_SOURCE, *whole[_SOURCE + 1 :])
        yield from _sound([_found("entries", whole, records.entry_record)], found)


def _sound(read: Iterable[Found | None], found: Salvaged) -> Iterator[Found]:
    """What could be taken in; the rest is counted."""
    for one in read:
        if one is None:
            found.unread += 1
        else:
            yield one


def _found(part: str, row: rows.Row, record: Callable[[rows.Row], msgspec.Struct]) -> Found | None:
    """A row as it could be taken in; None for one that says what none says."""
    try:
        return Found(part, read_record(part, msgspec.to_builtins(record(row))))
    except NewerRowError:
        return _of_a_newer_lull(part, row)
    except (InputError, ValueError, TypeError, OverflowError, RecursionError):
        return None


def _of_a_newer_lull(part: str, row: rows.Row) -> Found | None:
    """A row of a kind that only a newer Lull knows, as it is: that one will make sense of it.

    None for one that no Lull could.
    """
    if part != "entries":
        return Found(part, (row,)) if _fits(part, row) else None
    own, details, twitch = row[: -_DETAILS - 1], row[-_DETAILS - 1 : -1], row[-1]
    told = () if details[0] is None else (row[0], *details)
    if not _fits(part, own) or (told and not _fits("twitches", told)):
        return None
    return Found(part, (own, told, () if twitch is None else (row[0], twitch)))


def _fits(table: str, row: rows.Row) -> bool:
    """Whether in each column stands what stands there in every Lull."""
    try:
        for at in _TIMES[table]:
            if row[at] is not None:
                rows.moment_from(row[at], row[at + 1])
    except (ValueError, TypeError, OverflowError):
        return False
    laid_out = zip(row, _LAID_OUT[table], strict=True)
    return all(type(value) in _TYPES[letter] for value, letter in laid_out)


_TYPES: Final = {"t": (str,), "i": (int,), "I": (int, type(None)), "r": (float,)}
_LAID_OUT: Final = {
    "entries": "ttiitrrrrttiI",
    "twitches": "ttttiii",
    "nudges": "tttiiIIttIIti",
    "holds": "iitiittII",
}
"""What stands in each column: text, a number, a number or nothing, a fraction."""
_TIMES: Final = {"entries": (2,), "twitches": (5,), "nudges": (3, 5, 9), "holds": (0, 3, 7)}
"""Which of them are times; the next one is the offset."""
_RECORDS: Final[dict[str, Callable[[rows.Row], msgspec.Struct]]] = {
    "nudges": records.nudge_record,
    "holds": records.hold_record,
    "state": records.state_record,
}


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[rows.Row]:
    """The rows of a table as far as SQLite gives them, by their numbers."""
    upwards = f"SELECT {_COLUMNS[table]} FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"  # noqa: S608 - names of ours
    low, high = 0, _LAST_ROW
    failed = False
    try:
        for row in _in_order(connection.execute(upwards, (low, high)), low, 1):
            yield row
            low = row[0] + 1
    except _UNREADABLE:
        failed = True
    if not failed:
        return
    behind: list[rows.Row] = []
    with contextlib.suppress(*_UNREADABLE):
        for row in _in_order(connection.execute(f"{upwards} DESC", (low, high)), high, -1):
            behind.append(row)
            high = row[0] - 1
    yield from _between(connection, upwards, low, high)
    yield from reversed(behind)


def _between(
    connection: sqlite3.Connection, statement: str, low: int, high: int
) -> Iterator[rows.Row]:
    """The rows between two numbers, in halves wherever there is an error."""
    spans = [(low, high)]
    failures = 0
    while spans and failures < _MOST_FAILURES:
        low, high = spans.pop()
        try:
            for row in _in_order(connection.execute(statement, (low, high)), low, 1):
                yield row
                low = row[0] + 1
                failures = 0
        except _UNREADABLE:
            failures += 1
            if low < high:
                middle = (low + high) // 2
                spans += [(middle + 1, high), (low, middle)]


def _in_order(found: Iterable[rows.Row], first: int, step: int) -> Iterator[rows.Row]:
    """Rows as long as they come in order: pages that lead round in a circle give them for ever.

    Raises:
        sqlite3.DatabaseError: They do not.
    """
    expected = first
    for row in found:
        if (row[0] - expected) * step < 0:
            message = "out of order"
            raise sqlite3.DatabaseError(message)
        yield row
        expected = row[0] + step
