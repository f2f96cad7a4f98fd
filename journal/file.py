"""The journal's file: opened, made new or brought up to date, read and written."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Self

from config.errors import JournalDamageError, JournalError
from config.language import tr
from journal import rows
from journal.aside import beside
from journal.backup import backups, folder_of
from journal.connection import connect, make_durable, make_private, plain_errors, transaction
from journal.schema import migrate, version_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

HELD_KIBIBYTES = 200
"""What `JournalFile.hold_little` leaves: 50 pages."""


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def refuse_gone(path: Path) -> None:
    """Have nothing begin anew, as if nothing had been logged, where a journal once was.

    Raises:
        JournalDamageError: The file is missing or empty, and there are copies of it or its end.
        OSError: It cannot be looked for.
    """
    # SQLite takes a single byte for an empty file too.
    if _size(path) > 1:
        return
    once_there = backups(folder_of(path)) or _size(beside(path.resolve(), "-wal"))
    # Looked at again: where another process made it at this moment, the file was not empty any more
    # before there was anything beside it.
    if once_there and _size(path) <= 1:
        raise JournalDamageError(
            tr("The journal is gone"),
            tr(
                "{path} is empty; lull backup recover, and every start of Lull, makes it anew of "
                "the newest copy",
                path=path,
            )
            if path.exists()
            else tr(
                "{path} is missing; lull backup recover, and every start of Lull, makes it anew of "
                "the newest copy",
                path=path,
            ),
        )


@contextlib.contextmanager
def place_to_read(path: Path) -> Iterator[Path]:
    """Which file to open for who only looks: where there is no journal, an empty one elsewhere.

    Args:
        path: The journal; where nothing stands there, nothing does afterwards either.

    Raises:
        JournalError: There was a journal once, see `refuse_gone`; or the system refuses to tell.
    """
    if os.path.lexists(path):
        yield path
        return
    with plain_errors(path):
        refuse_gone(path)
    import tempfile  # noqa: PLC0415 - for this alone

    with tempfile.TemporaryDirectory(prefix="lull-none-") as folder:
        yield Path(folder) / path.name


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


class JournalFile:
    """An open journal file; what stands in it is the part of the classes that build on this one."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, now: Callable[[], dt.datetime]
    ) -> None:
        """Take over a connection that `Journal.open` has set up."""
        self.path = path
        self._connection = connection
        self._now = now
        self._file = _identity(path)

    @classmethod
    def open(
        cls, path: Path, now: Callable[[], dt.datetime] = _utc_now, *, anew: bool = False
    ) -> Self:
        """Open the journal, making it or bringing it to the newest version where needed.

        The file can be read by its owner alone.

        Args:
            path: The file; missing folders are made.
            now: Tells the time, aware; it says when an entry was recorded.
            anew: Whether one that is not there is to be made though there are copies of it.

        Raises:
            JournalDamageError: The file is something else or damaged, or it is gone while there are
                copies of it; it is left as it was.
            JournalError: It is newer than this Lull, or cannot be read or written; likewise.
        """
        path = path.absolute()
        with plain_errors(path), contextlib.ExitStack() as on_error:
            if not anew:
                refuse_gone(path)
            make_private(path)
            connection = cls._set_up(path)
            on_error.callback(connection.close)
            journal = cls(path, connection, now)
            on_error.pop_all()
        journal._tidy()
        return journal

    @staticmethod
    def _set_up(path: Path) -> sqlite3.Connection:
        """A connection on which everything is set, to tables of the newest version."""
        with contextlib.ExitStack() as on_error:
            connection = connect(path)
            on_error.callback(connection.close)
            # Before anything is set: a file of something else, or of a newer Lull, stays as it is.
            version_of(connection)
            make_durable(connection)
            migrate(connection)
            on_error.pop_all()
        return connection

    @contextlib.contextmanager
    def made_anew(self) -> Iterator[None]:
        """Be closed for the block, in which another file may take this one's place, and open again.

        Raises:
            JournalError: See `open`; it is closed then, and every later call raises this too.
        """
        self.close()
        try:
            yield
        finally:
            with plain_errors(self.path):
                self._connection = self._set_up(self.path)
                self._file = _identity(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        with plain_errors(self.path):
            self._connection.close()

    def hold_little(self) -> None:
        """Hold hardly anything of the file in memory: for who has it open all day and asks seldom.

        SQLite holds up to 2 MB, and who reads a year has it full. What is read again comes from the
        system's own cache.
        """
        with plain_errors(self.path):
            self._connection.execute(f"PRAGMA cache_size = -{HELD_KIBIBYTES}")

    def _tidy(self) -> None:
        """Called once the file is open."""

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with plain_errors(self.path), transaction(self._connection):
            # SQLite in WAL mode writes on into a file that was deleted or replaced meanwhile.
            if _identity(self.path) != self._file:
                raise JournalError(
                    tr("The journal was replaced"),
                    tr(
                        "{path} is another file than the open one; start Lull again", path=self.path
                    ),
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
