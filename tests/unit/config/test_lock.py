"""The lock of a folder that takes no writes any more."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from config.lock import AlreadyRunning, Lock

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock on a file system that may only be read from now on."""
    path = tmp_path / "lock"
    Lock(path).release()
    opens = os.open

    def refuse(name: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(name))
        return opens(name, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    return path


def test_the_end_of_a_lull_can_be_waited_for_on_a_disk_that_takes_nothing_any_more(
    frozen: Path,
) -> None:
    first = Lock(frozen)
    with pytest.raises(AlreadyRunning):
        Lock(frozen)
    first.release()
    Lock(frozen).release()


def test_where_there_is_no_lock_none_can_be_made_there(frozen: Path) -> None:
    with pytest.raises(OSError, match="none"):
        Lock(frozen.with_name("none"))


def test_any_other_trouble_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        Lock(tmp_path)
