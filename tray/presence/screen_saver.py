"""The desktop's own screen locker on the session bus: KDE's, GNOME's and their like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.language import N_
from tray.presence.source import Fact, NotKnownError, flag

if TYPE_CHECKING:
    from tray.presence.bus_caller import BusCaller
    from tray.presence.changes import Changes

FREEDESKTOP = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver")
GNOME = ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver")


class ScreenSaverLock:
    """``GetActive`` of a screen saver. One that only blanks the screen means the same: away."""

    fact = Fact.LOCKED

    def __init__(self, caller: BusCaller, changes: Changes, name: str, path: str) -> None:
        """Hear of each change.

        Args:
            caller: The session bus.
            changes: Who is told.
            name: Its name on the bus, which is its interface too.
            path: Its object.
        """
        self.name = name
        self._path = path
        self._caller = caller
        # KDE sends it from two objects.
        caller.hear(
            lambda _body: changes.changed(), sender=name, interface=name, member="ActiveChanged"
        )

    async def ask(self) -> bool:
        """Whether the screen saver or locker is on."""
        body = await self._caller.call(self.name, self._path, self.name, "GetActive")
        if len(body) != 1:
            raise NotKnownError(N_("it answered something else than yes or no"))
        return flag(body[0])

    def stop(self) -> None:
        """The bus is let go of by whoever opened it."""
