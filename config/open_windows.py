"""Which windows are open, for who must know: an open one makes anew what is removed under it."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from config.lock import AlreadyRunning, Lock
from config.paths import make_folder

if TYPE_CHECKING:
    from config.paths import Paths


class OpenMark:
    """Tells others that a window of this process is open, until it is closed or has ended."""

    def __init__(self, paths: Paths, name: str) -> None:
        """Prepare; nothing is told yet.

        Args:
            paths: Whose window it is.
            name: The window.
        """
        self._file = paths.lock.with_name(f"window-{os.getpid()}-{name}")
        self._lock: Lock | None = None

    def set(self) -> None:
        """Tell that it is open; where nothing can be written, nothing can be made anew either."""
        if self._lock is None:
            with contextlib.suppress(OSError):
                make_folder(self._file.parent)
                self._lock = Lock(self._file)

    def take_away(self) -> None:
        """Tell it no more."""
        if self._lock is not None:
            self._file.unlink(missing_ok=True)
            self._lock.release()
            self._lock = None


def open_windows(paths: Paths, but: int) -> list[str]:
    """The windows that are open, such as ``look_back``.

    Args:
        paths: Whose windows.
        but: A process whose window does not count.

    Raises:
        OSError: It cannot be looked for.
    """
    names = []
    for file in sorted(paths.lock.parent.glob("window-*-*")):
        _, process, name = file.name.split("-", 2)
        if process != str(but):
            try:
                # What a killed one left is nobody's.
                Lock(file).release()
            except AlreadyRunning:
                names.append(name)
    return names
