"""The journal's file: opened, made new or brought up to date, read and written."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Self

from config.errors import JournalError
from journal import rows
from journal.connection import connect, make_durable, make_private, plain_errors, transaction
from journal.schema import migrate, version_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


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
    def open(cls, path: Path, now: Callable[[], dt.datetime] = _utc_now) -> Self:
        """Open the journal, making it or bringing it to the newest version where needed.

        The file can be read by its owner alone.

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
        journal._tidy()
        return journal

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        with plain_errors(self.path):
            self._connection.close()

    def quick_check(self) -> list[str]:
        """Read the whole file and name what is wrong with it, in SQLite's words.

        Returns:
            One line for each problem; empty when the file is sound.

        Raises:
            JournalError: The file is too damaged, or too busy, even to be checked.
        """
        lines = [str(row[0]) for row in self._all("PRAGMA quick_check")]
        return [] if lines == ["ok"] else lines

    def _tidy(self) -> None:
        """Called once the file is open."""

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
