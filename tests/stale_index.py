"""A journal of which an index does not lead everywhere: SQLite's quick check does not notice."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_INDEX = "entries_by_time"


def leave_out_of_the_index(journal: Path) -> None:
    """Have the index by time know nothing of the last entry of a closed journal."""
    with contextlib.closing(_opened(journal)) as connection:
        row = connection.execute("SELECT * FROM sqlite_master WHERE name = ?", (_INDEX,)).fetchone()
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (_INDEX,))
    # Opened anew, SQLite knows of no such index and does not keep it.
    with contextlib.closing(_opened(journal)) as connection:
        moved = "UPDATE entries SET at_us = at_us + 1 WHERE seq = (SELECT max(seq) FROM entries)"
        connection.execute(moved)
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    with contextlib.closing(_opened(journal)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]


def _opened(journal: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(journal, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    return connection
