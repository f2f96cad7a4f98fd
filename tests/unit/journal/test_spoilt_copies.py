"""Copies of the journal that something was written over: told for what they are, put back never."""

from __future__ import annotations

import errno
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from backup_parts import NOW, TODAY, hours, log

from config.errors import JournalError
from journal import backup

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("written", [b"gone " * 2000, b"no", b""])
def test_a_copy_that_was_written_over_is_named_with_those_that_can_be_used(
    path: Path, written: bytes
) -> None:
    copies = []
    for hour in range(4):
        log(path, 1 + hour)
        copies.append(backup.back_up(path, TODAY))
    first, second, third, newest = (copy for copy in copies if copy is not None)
    for spoilt in (second, newest):
        spoilt.path.write_bytes(written)
    before = hours(path)
    with pytest.raises(JournalError) as caught:
        backup.restore(path, "", NOW)
    assert caught.value.detail == (
        f"{newest.path} holds no journal: something was written over it, or it never was a copy; "
        f"these can be put back instead: {third.name}, {first.name}"
    )
    assert hours(path) == before
    assert not list(path.parent.glob("*restored*"))


def full() -> list[Exception]:
    told = sqlite3.OperationalError("database or disk is full")
    told.sqlite_errorname = "SQLITE_FULL"
    return [told, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))]


@pytest.mark.parametrize("error", full())
def test_a_full_disk_is_not_put_down_to_the_copy(
    path: Path, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(path, 1)
    for _ in range(2):
        log(path, 2)
        assert backup.back_up(path, TODAY) is not None

    def refuse(_source: Path, _target: Path) -> None:
        raise error

    monkeypatch.setattr(backup, "_copy_checked", refuse)
    with pytest.raises(JournalError, match="This copy cannot be put back") as caught:
        backup.restore(path, "", NOW)
    assert "No space left on device" in caught.value.detail or "the disk is full" in str(
        caught.value
    )
    assert "put back instead" not in caught.value.detail
