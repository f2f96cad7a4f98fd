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
    from pathlib import Path

    from inotify_simple import INotify

    from config.paths import Paths
    from config.settings import Settings

_log = logging.getLogger(__name__)

_SETTLE_SECONDS = 0.1
"""An editor's save is several events; the file is read once they have passed."""
_ASK_SECONDS = 30.0
"""How often the file's time is looked at where nothing tells of changes."""
_MAX_LINKS = 8
"""Symbolic links that are followed from the file's own place to where it is kept."""


def load_or_last_good(paths: Paths) -> tuple[Settings, SettingsError | None]:
    """The settings to start with, and what is wrong with the file if they are not from it.

    A file that is not valid never takes effect: the last valid one is used in its place, and
    without one the defaults. It stays as it is, for the person to mend.
    """
    try:
        settings = settings_module.load(paths.settings)
    except SettingsError as error:
        return _last_good(paths) or settings_module.default_settings(), error
    keep_last_good(paths)
    return settings, None


def _last_good(paths: Paths) -> Settings | None:
    if not paths.last_good_settings.exists():
        return None
    try:
        return settings_module.load(paths.last_good_settings)
    except SettingsError as error:
        # Another version of Lull kept it. What helps is to mend the file that a person can see.
        _log.warning("the last good settings are of no use: %s", error.for_log)
        return None


def keep_last_good(paths: Paths) -> None:
    """Keep a copy of the settings file, which has just proved to be valid.

    Where that is not possible the present settings are as good; only a later start may miss it.
    """
    kept = paths.last_good_settings
    try:
        data = paths.settings.read_bytes() if paths.settings.exists() else b""
        if kept.exists() and kept.read_bytes() == data:
            return
        # It may have been written once more since it was looked at.
        settings_module.parse(data.decode("utf-8-sig"))
        write_private(kept, data, follow=False)
    except OSError as error:
        _log.warning("the last good settings could not be kept: %s", error)
    except (SettingsError, UnicodeDecodeError):
        _log.info("the settings changed again before they could be kept")


def write_template(paths: Paths) -> None:
    """Put a commented file in place for a person to edit, unless one is there.

    A folder that cannot be written (settings kept by a system's configuration) is left as it is.
    """
    if os.path.lexists(paths.settings):
        return
    try:
        write_private(paths.settings, settings_module.template_text().encode())
    except OSError as error:
        _log.warning("the settings file could not be made: %s", error)


def places(path: Path) -> set[Path]:
    """``path`` and each place that it leads to over symbolic links, existing or not."""
    found = {path}
    for _ in range(_MAX_LINKS):
        try:
            path = path.parent / path.readlink()
        except OSError:  # not a link
            break
        found.add(path)
    return found


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
        self._inotify: INotify | None = None
        self._names: dict[int, set[str]] = {}
        self._seen = self._state()
        if sys.platform == "linux":
            self._open()
        self._watch()

    def _open(self) -> None:
        from inotify_simple import INotify  # noqa: PLC0415 - exists on Linux alone

        try:
            self._inotify = INotify(nonblocking=True)
        except OSError as error:
            # A person may have 128 of them, which a few editors use up.
            _log.info("changes of the settings are asked for now and then: %s", error.strerror)
        else:
            self._loop.add_reader(self._inotify.fileno(), self._readable)

    def _watch(self) -> None:
        """Watch every folder in which the file or a link to it stands."""
        self._names = {}
        for place in places(self._paths.settings):
            number = self._add(place.parent)
            if number is not None:
                self._names.setdefault(number, set()).add(place.name)
        if not self._names:
            self._pending = self._loop.call_later(_ASK_SECONDS, self._ask)

    def _add(self, folder: Path) -> int | None:
        if self._inotify is None:
            return None
        from inotify_simple import flags  # noqa: PLC0415 - see _open

        inside = flags.CLOSE_WRITE | flags.MOVED_FROM | flags.MOVED_TO | flags.CREATE | flags.DELETE
        itself = flags.DELETE_SELF | flags.MOVE_SELF
        try:
            number: int = self._inotify.add_watch(os.fspath(folder), inside | itself)
        except OSError as error:
            _log.info("%s cannot be watched: %s", folder, error.strerror)
            return None
        return number

    def _readable(self) -> None:
        if self._inotify is None:
            return
        for event in self._inotify.read(timeout=0):
            # Without a name: the folder itself is gone, or events were lost.
            if not event.name or event.name in self._names.get(event.wd, ()):
                self._soon()

    def _soon(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
        self._pending = self._loop.call_later(_SETTLE_SECONDS, self.read)

    def _ask(self) -> None:
        if self._state() == self._seen:
            self._pending = None
            self._watch()
        else:
            self.read()

    def _state(self) -> tuple[int, int] | None:
        try:
            status = self._paths.settings.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def read(self) -> None:
        """Read the file now and tell what came of it."""
        self._pending = None
        # Before it is read: a change that comes meanwhile is then told of.
        self._watch()
        self._seen = self._state()
        try:
            settings = settings_module.load(self._paths.settings)
        except SettingsError as error:
            self._on_error(error)
        else:
            keep_last_good(self._paths)
            self._on_settings(settings)

    def stop(self) -> None:
        """Stop watching."""
        if self._pending is not None:
            self._pending.cancel()
        if self._inotify is not None:
            self._loop.remove_reader(self._inotify.fileno())
            self._inotify.close()
            self._inotify = None
