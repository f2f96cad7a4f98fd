"""A file whose lock one process holds, which the system frees however that process ends."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class AlreadyRunning(Exception):  # noqa: N818 - it is an answer, not a fault
    """Another process holds the lock."""


class Lock:
    """A lock: that of a running Lull makes it the only one of its folder."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            AlreadyRunning: Another process holds it.
            OSError: The file cannot be made, a link stands there, or its file system knows no
                locks.
        """
        # A link in its place would have a file made, and kept locked, wherever it leads.
        follow_nothing = getattr(os, "O_NOFOLLOW", 0)  # which Windows does not have
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | follow_nothing, 0o600)
        except OSError as error:
            if error.errno != errno.EROFS:
                raise
            # Who waits for the end of a Lull whose disk takes nothing any more writes nothing.
            self._file = os.open(path, os.O_RDONLY | follow_nothing)
        try:
            if sys.platform == "win32":
                import msvcrt  # noqa: PLC0415 - exists on Windows alone

                msvcrt.locking(self._file, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl  # noqa: PLC0415 - does not exist on Windows

                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:  # the latter is what Windows says
            os.close(self._file)
            raise AlreadyRunning from error
        except OSError:
            os.close(self._file)
            raise

    def release(self) -> None:
        """Let another process take it."""
        os.close(self._file)
