"""Notices that the settings file changed: by inotify, or by asking now and then elsewhere.

The folder is watched and not the file, because editors write a new file and rename it over the old.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from config import settings as settings_module
from config.errors import SettingsError
from config.paths import write_private

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from config.paths import Paths
    from config.settings import Settings

_log = logging.getLogger(__name__)

_SETTLE_SECONDS = 0.1
"""An editor's save is several events; the file is read once they have passed."""
_ASK_SECONDS = 30.0
"""How often the file's time is looked at where inotify does not exist."""


def load_or_last_good(paths: Paths) -> tuple[Settings, SettingsError | None]:
    """The settings to start with, and what is wrong with the file if they are not from it.

    A file that is not valid never takes effect: the last valid one is used in its place.

    Raises:
        SettingsError: The file is not valid and there is no earlier one to use.
    """
    try:
        settings = settings_module.load(paths.settings)
    except SettingsError as error:
        if not paths.last_good_settings.exists():
            raise
        return settings_module.load(paths.last_good_settings), error
    keep_last_good(paths)
    return settings, None


def keep_last_good(paths: Paths) -> None:
    """Keep a copy of the settings file, which has just proved to be valid."""
    try:
        data = paths.settings.read_bytes()
    except FileNotFoundError:
        data = b""
    if not paths.last_good_settings.exists() or paths.last_good_settings.read_bytes() != data:
        write_private(paths.last_good_settings, data)


def write_template(paths: Paths) -> None:
    """Put a commented file in place for a person to edit, unless one is there."""
    if not os.path.lexists(paths.settings):
        write_private(paths.settings, settings_module.template_text().encode())


class SettingsWatch:
    """Reads the settings again whenever their file changes; on the core loop."""

    def __init__(
        self,
        paths: Paths,
        loop: asyncio.AbstractEventLoop,
        on_settings: Callable[[Settings], None],
        on_error: Callable[[SettingsError], None],
    ) -> None:
        """Begin to watch.

        Args:
            paths: Where the file is.
            loop: The loop on which the callbacks are called.
            on_settings: Called with new settings that are valid.
            on_error: Called with what is wrong; the settings in use stay.
        """
        self._paths = paths
        self._loop = loop
        self._on_settings = on_settings
        self._on_error = on_error
        self._pending: asyncio.TimerHandle | None = None
        self._inotify: object | None = None
        self._seen = self._state()
        if sys.platform == "linux":
            self._watch()
        else:
            self._pending = loop.call_later(_ASK_SECONDS, self._ask)

    def _watch(self) -> None:
        from inotify_simple import INotify, flags  # noqa: PLC0415 - exists on Linux alone

        self._inotify = inotify = INotify(nonblocking=True)
        what = flags.CLOSE_WRITE | flags.MOVED_TO | flags.MOVED_FROM | flags.CREATE | flags.DELETE
        inotify.add_watch(str(self._paths.settings.parent), what)

        def readable() -> None:
            names = {event.name for event in inotify.read(timeout=0)}
            if self._paths.settings.name in names:
                self._soon()

        self._loop.add_reader(inotify.fileno(), readable)

    def _soon(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
        self._pending = self._loop.call_later(_SETTLE_SECONDS, self.read)

    def _ask(self) -> None:
        self._pending = self._loop.call_later(_ASK_SECONDS, self._ask)
        if self._state() != self._seen:
            self.read()

    def _state(self) -> tuple[int, int] | None:
        try:
            status = self._paths.settings.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def read(self) -> None:
        """Read the file now and tell what came of it."""
        self._seen = self._state()
        try:
            settings = settings_module.load(self._paths.settings)
            keep_last_good(self._paths)
        except SettingsError as error:
            self._on_error(error)
        except OSError as error:
            # The new settings are good; only the copy for a later start could not be kept.
            _log.warning("the last good settings could not be kept: %s", error.strerror)
            self._on_settings(settings)
        else:
            self._on_settings(settings)

    def stop(self) -> None:
        """Stop watching."""
        if self._pending is not None:
            self._pending.cancel()
        if self._inotify is not None:
            self._loop.remove_reader(self._inotify.fileno())  # type: ignore[attr-defined]
            self._inotify.close()  # type: ignore[attr-defined]
            self._inotify = None
