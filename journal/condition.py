"""Whether the journal's file is sound, and what was done when it was not.

What it takes to make it anew stands in `journal.rescue`, which is loaded only then.
"""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from typing import TYPE_CHECKING, Final

import msgspec

from config.errors import JournalDamageError, JournalError
from config.foreign_words import named, quoted
from config.language import tr, trn
from journal.aside import beside
from journal.connection import connect, only_what_is_wrong, plain_errors
from journal.file import refuse_gone
from journal.schema import MIGRATIONS, version_of

if TYPE_CHECKING:
    from pathlib import Path

    from journal.store import Journal

RESCUED: Final = "rescued"
"""Under which a journal that was made anew remembers what became of the one before."""
DOUBTED: Final = "doubted"
"""Under which a journal remembers that a copy of it was damaged, until it is looked at closely."""

_FORMAT_AT: Final = 18
_NEWEST_FORMAT: Final = 2
"""SQLite's "file format write version": 1 for a rollback journal and 2 for WAL."""
_DAY_S: Final = 86_400
_FARTHEST_US: Final = 2**53
"""Microseconds before and after 1970: 285 years, in which every year lies that Lull writes."""


@dataclasses.dataclass(frozen=True, slots=True)
class Rescued:
    """What became of a damaged journal.

    Attributes:
        why: What was wrong, for the person.
        aside: Where the damaged file is now; empty if there was none.
        read: How many entries could be read of it, those that were taken back among them.
        copied: How many more came from a copy.
        copy: The name of that copy; empty without a good one.
        unread: Of how many records it is known that they were there and are not any more; there
            may have been more of them.
    """

    why: str
    aside: str
    read: int
    copied: int
    copy: str
    unread: int

    @property
    def sentence(self) -> str:
        """What a person is told."""
        if self.copied:
            said = trn(
                "Lull made it anew: {n} entry was read from it, {copied} more came from the copy "
                "{copy}.",
                "Lull made it anew: {n} entries were read from it, {copied} more came from the "
                "copy {copy}.",
                self.read,
                copied=self.copied,
                copy=self.copy,
            )
        else:
            said = trn(
                "Lull made it anew: {n} entry was read from it.",
                "Lull made it anew: {n} entries were read from it.",
                self.read,
            )
        if not self.aside:
            return said
        kept = tr("The damaged file is kept, with whatever else is in it: {path}.", path=self.aside)
        return f"{said} {kept}"


def rescued(journal: Journal) -> Rescued | None:
    """What became of the journal before this one; None if it was never damaged.

    What cannot be read is nothing to tell of either: no journal may keep Lull from starting.
    """
    text = journal.state(RESCUED)
    try:
        return None if text is None else msgspec.json.decode(text, type=Rescued)
    except msgspec.DecodeError:
        return None


def doubt(journal: Journal) -> None:
    """Have the next start look closely: a copy of this journal was found damaged."""
    # One that cannot be written either is found to be damaged without this.
    with contextlib.suppress(JournalError):
        journal.set_state(DOUBTED, "yes")


def believe(journal: Journal) -> None:
    """End the doubt of a journal in which nothing was found wrong, or that was made anew.

    Raises:
        JournalError: It cannot be read or written.
    """
    if journal.state(DOUBTED) is not None:
        journal.set_state(DOUBTED, None)


def trouble(journal: Path, *, deep: bool = False) -> str:
    """Tell what is wrong with the file; empty for a sound one, and for none where none was.

    Args:
        journal: The journal.
        deep: Whether to compare every index with what it leads to, and to read every record too,
            which takes a second for a year of very much; otherwise it is looked at as SQLite and
            Lull lay it out, which takes a hundredth. The indexes of what is copied are compared at
            each copy, and those of a journal that `DOUBTED` stands in.

    Raises:
        JournalError: It is not damaged and cannot be used: it is newer than this Lull, closed to
            it, kept by another program, or no file at all.
    """
    try:
        with plain_errors(journal):
            refuse_gone(journal)
            if not journal.exists():
                return ""
            # SQLite would write what stands beside a damaged file into it; without that it only
            # reads, and takes away what it made.
            beside_it = beside(journal.resolve(), "-wal")
            alone = not (beside_it.exists() and beside_it.stat().st_size)
            format_ = _write_format(journal)
            with contextlib.closing(connect(journal, may_write=alone)) as connection:
                found = _laid_out_wrong(connection, closely=deep)
        if not found and format_ > _NEWEST_FORMAT:
            found = tr("it says of itself that it may only be read")
        if deep and not found:
            _read_all(journal)
    except JournalDamageError as error:
        return only_what_is_wrong(error)
    return named(journal, found) if found else ""


def _write_format(journal: Path) -> int:
    """In which format SQLite is to write the file, by its header.

    Where SQLite does not know it, it refuses to write, and finds nothing wrong otherwise. This is
    read before the file is opened: who closes it gives up what SQLite has locked of it.
    """
    # Why it cannot be read is told by SQLite, in words that are ours.
    with contextlib.suppress(OSError), journal.open("rb") as file:
        return file.read(_FORMAT_AT + 1)[_FORMAT_AT:].ljust(1, b"\0")[0]
    return 0


def _read_all(journal: Path) -> None:
    from journal.archive import Archive  # noqa: PLC0415 - not in the running Lull
    from journal.archive_records import PARTS  # noqa: PLC0415 - likewise

    with Archive.open(journal) as archive:
        for part in PARTS:
            for _ in archive.records(part):
                pass


def _laid_out_wrong(connection: sqlite3.Connection, *, closely: bool) -> str:
    wanted = _layout_of(version_of(connection))
    # Neither less nor more: a step that was taken already cannot be taken again.
    if _layout(connection) & _layout_of(max(MIGRATIONS)) != wanted:
        return tr("its tables are not as Lull makes them")
    tables = {name for kind, name, _ in wanted if kind == "table"}
    closely = closely or ("state" in tables and _is_doubted(connection))
    check = "integrity_check" if closely else "quick_check"
    lines = connection.execute(f"PRAGMA {check}(1)").fetchall()
    if lines != [("ok",)]:
        return tr("it is damaged: {why}", why=quoted(lines[0][0]))
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        return tr("what belongs together does not stand together any more")
    for table, sense in _SENSE.items():
        senseless = f"SELECT 1 FROM {table} WHERE NOT ({sense}) LIMIT 1"  # noqa: S608 - names of ours
        if table in tables and connection.execute(senseless).fetchone():
            return tr("it holds a value that makes no sense")
    return ""


def _is_doubted(connection: sqlite3.Connection) -> bool:
    doubted = connection.execute("SELECT 1 FROM state WHERE key = ?", (DOUBTED,))
    return doubted.fetchone() is not None


def _layout(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Tables and indexes, however their statements are broken into lines."""
    laid_out = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    return {(kind, name, "".join(sql.split())) for kind, name, sql in connection.execute(laid_out)}


def _layout_of(version: int) -> set[tuple[str, str, str]]:
    """How a version of the tables is laid out."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for number in range(1, version + 1):
            for statement in MIGRATIONS[number]:
                connection.execute(statement)
        return _layout(connection)


def _is_name(column: str) -> str:
    """That it looks like a name, as `journal.rows.NAME_PATTERN` says; a newer Lull knows others."""
    return (
        f"typeof({column}) = 'text' AND length({column}) BETWEEN 1 AND 40 "
        f"AND {column} GLOB '[a-z]*' AND {column} NOT GLOB '*[^a-z0-9_]*'"
    )


def _time(name: str) -> str:
    return (
        f"typeof({name}_us) = 'integer' AND abs({name}_us) < {_FARTHEST_US} "
        f"AND typeof({name}_offset_s) = 'integer' AND abs({name}_offset_s) < {_DAY_S}"
    )


_SENSE: Final = {
    "entries": f"{_is_name('kind')} AND {_is_name('source')} AND {_time('at')} "
    "AND typeof(amount) = 'real'",
    "nudges": f"{_is_name('kind')} AND {_is_name('outcome')} AND {_time('due')} "
    f"AND (shown_us IS NULL OR {_time('shown')})",
    "holds": f"{_is_name('kind')} AND {_time('at')} AND {_time('due')}",
    "twitches": f"{_time('answered')} AND report LIKE '{{%}}' AND rules LIKE '[%]'",
}
"""What holds of every row that Lull writes, and without which it could not be understood."""
