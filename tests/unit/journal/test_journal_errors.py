"""What stands in the way of the journal: told in every language, and to the log in English."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from backup_parts import NOW, TODAY, log

from config.errors import JournalDamageError, JournalError
from config.language import LANGUAGES, in_english, tr
from journal import backup
from journal.condition import trouble
from journal.connection import WHAT_TO_DO, only_what_is_wrong, plain_errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def spoil_entries(place: Path) -> None:
    """Let the file be a database that is no journal any more."""
    with contextlib.closing(sqlite3.connect(place)) as damaged, damaged:
        damaged.execute("PRAGMA foreign_keys = OFF")
        damaged.execute("DROP TABLE entries")


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_can_be_done_about_the_journal_is_not_said_of_a_copy(
    path: Path, code: str, speak: Callable[[str], None]
) -> None:
    log(path, 1)
    copy = backup.back_up(path, TODAY)
    assert copy is not None
    page = copy.path.read_bytes()
    copy.path.write_bytes(page[:4096] + b"\xff" * (len(page) - 4096))
    speak(code)
    with pytest.raises(JournalError) as caught:
        backup.restore(path, "", NOW)
    assert tr(WHAT_TO_DO) not in caught.value.detail
    assert "lull backup recover" not in caught.value.detail


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_wrong_is_told_without_what_to_do(
    path: Path, code: str, speak: Callable[[str], None]
) -> None:
    log(path, 1)
    spoil_entries(path)
    speak(code)
    found = trouble(path)
    assert "lull backup recover" not in found
    assert in_english(found) == f"{path}: its tables are not as Lull makes them"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "No space left on device"),
        (sqlite3.OperationalError("strange"), '"strange"'),
        (UnicodeDecodeError("utf-8", b"", 0, 0, "no"), f"it is damaged; {WHAT_TO_DO}"),
    ],
)
def test_the_log_has_it_in_english(
    error: Exception, told: str, path: Path, speak: Callable[[str], None]
) -> None:
    speak("de")
    with pytest.raises(JournalError) as caught, plain_errors(path):
        raise error
    assert caught.value.for_log == f"The journal cannot be used: {path}: {told}"
    assert told not in caught.value.detail


def test_the_log_has_what_is_wrong_in_english(path: Path, speak: Callable[[str], None]) -> None:
    speak("ar")
    with pytest.raises(JournalDamageError) as caught, plain_errors(path):
        raise MemoryError
    error = JournalError("title", only_what_is_wrong(caught.value))
    assert error.for_log == f"title: {path}: it is damaged"
