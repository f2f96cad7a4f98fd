"""A journal with a few entries, and what can be seen of it and of its copies."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from typing import TYPE_CHECKING

from journal import backup
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 5, 1, 9, 30, 15, tzinfo=dt.UTC)
TODAY = NOW.date()
DAY = dt.timedelta(days=1)


def log(path: Path, hours: float) -> None:
    with Journal.open(path, lambda: NOW) as opened:
        opened.add(Entry(new_id(), EntryKind.SLEEP, NOW, "", hours))


def hours(path: Path) -> list[float]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT amount FROM entries ORDER BY seq")]


def names(journal: Path) -> list[str]:
    return [copy.name for copy in backup.backups(backup.folder_of(journal))]


def numbers(journal: Path) -> list[int]:
    return [copy.number for copy in backup.backups(backup.folder_of(journal))]
