"""Finds out, when asked, that the machine slept or that the local time zone is another one."""

from __future__ import annotations

import logging
import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from config.local_time import system_zone

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from inotify_simple import INotify

    from tray.clock import Clock

_log = logging.getLogger(__name__)

_ETC = Path("/etc")
_ZONE_FILES = ("localtime", "timezone")
"""Where a system keeps its zone: systemd and most others the first, Debian the second as well."""
_SHORTEST_SLEEP = timedelta(seconds=2)
_LONGEST_DRIFT = timedelta(seconds=30)
"""Where only the wall clock tells of a sleep, less than this is a correction of that clock."""


def suspended() -> timedelta:
    """A time that grows while the machine sleeps and stands still while it does not.

    On Linux it is the difference of two clocks of the kernel (clock_gettime(2)), which setting the
    wall clock leaves alone. Elsewhere it is the wall clock's lead over the monotonic one.
    """
    if sys.platform == "linux":
        return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic())
    return timedelta(seconds=time.time() - time.monotonic())


class ClockCheck:
    """Compares the clocks and the zone with those of the last time."""

    def __init__(
        self,
        clock: Clock,
        on_sleep: Callable[[timedelta], None],
        on_zone: Callable[[], None],
        etc: Path = _ETC,
    ) -> None:
        """Remember how things are now.

        Args:
            clock: Its zone is changed when the system's has.
            on_sleep: Called with the length of a sleep that has ended.
            on_zone: Called when the zone is another one.
            etc: The folder that names the system's zone.
        """
        self._clock = clock
        self._on_sleep = on_sleep
        self._on_zone = on_zone
        self._etc = etc
        self._suspended = suspended()
        self._files = self._state()

    def check(self) -> None:
        """Tell what has changed since the last time; cheap enough for every waking."""
        before, self._suspended = self._suspended, suspended()
        slept = self._suspended - before
        if slept >= (_SHORTEST_SLEEP if sys.platform == "linux" else _LONGEST_DRIFT):
            _log.info("the machine slept for %d seconds", slept.total_seconds())
            self._on_sleep(slept)
        before_files, self._files = self._files, self._state()
        if self._files != before_files:
            zone = system_zone()
            if zone != self._clock.zone:
                _log.info("the time zone is now %s", zone)
                self._clock.zone = zone
                self._on_zone()

    def _state(self) -> list[tuple[str, int, int]]:
        found = []
        for name in _ZONE_FILES:
            path = self._etc / name
            try:
                link = os.fspath(path.readlink()) if path.is_symlink() else ""
                status = path.stat()
            except OSError:
                continue
            found.append((link, status.st_ino, status.st_mtime_ns))
        return found


class ZoneWatch:
    """Calls back on the loop when the system's zone may have changed. Linux only, no polling."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, on_change: Callable[[], None], etc: Path = _ETC
    ) -> None:
        """Begin to watch; where the system cannot, nothing is ever reported."""
        self._loop = loop
        self._on_change = on_change
        self._inotify: INotify | None = None
        if sys.platform != "linux":
            return
        from inotify_simple import INotify, flags  # noqa: PLC0415 - exists on Linux alone

        try:
            inotify = INotify(nonblocking=True)
        except OSError as error:
            # A person may have 128 of them. The zone is then seen at the next waking.
            _log.info("the time zone is not watched: %s", error.strerror)
            return
        self._inotify = inotify
        loop.add_reader(inotify.fileno(), self._readable)
        try:
            # The file is replaced and not written: it is a link into the database of zones.
            inotify.add_watch(os.fspath(etc), flags.MOVED_TO | flags.CREATE | flags.CLOSE_WRITE)
        except OSError as error:
            _log.info("%s cannot be watched: %s", etc, error.strerror)
            self.stop()

    @property
    def watching(self) -> bool:
        """Whether changes are reported."""
        return self._inotify is not None

    def _readable(self) -> None:
        if self._inotify is None:
            return
        if any(event.name in _ZONE_FILES for event in self._inotify.read(timeout=0)):
            self._on_change()

    def stop(self) -> None:
        """Stop watching."""
        if self._inotify is not None:
            self._loop.remove_reader(self._inotify.fileno())
            self._inotify.close()
            self._inotify = None
