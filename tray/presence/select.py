"""Which sources of presence there are on this system."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tray.presence.changes import Changes
from tray.presence.watch import SourceWatch

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

    from tray.bus.connection import Bus
    from tray.clock import Clock
    from tray.presence.base import Hearer
    from tray.presence.source import Source

AWAY_SECONDS = 60.0
"""After how long without input a return is told of, where the system tells of it at all."""


def is_wayland(environ: Mapping[str, str]) -> bool:
    """Whether the session is one of Wayland; X programs may run in it all the same."""
    kind = environ.get("XDG_SESSION_TYPE", "")
    return kind == "wayland" or (bool(environ.get("WAYLAND_DISPLAY")) and kind != "x11")


def presence_watch(
    bus: Bus | None,
    environ: Mapping[str, str],
    loop: asyncio.AbstractEventLoop,
    hearer: Hearer,
    clock: Clock,
    away_seconds: float = AWAY_SECONDS,
) -> SourceWatch:
    """Find the sources of this session, and begin to hear what they tell by themselves.

    Called on ``loop``. The order is that of `lull doctor`; how answers combine is told in
    `tray.presence.watch`.

    Args:
        bus: The session bus; None where there is none.
        environ: Names the displays and the session.
        loop: The core loop.
        hearer: Who is told of changes.
        clock: Tells the moment of a look.
        away_seconds: After how long without input a return is told of.
    """
    changes = Changes(loop, hearer)
    if sys.platform == "linux":
        return _linux(bus, environ, loop, changes, clock, away_seconds)
    return SourceWatch(_native(), clock, loop, changes.end)


def _native() -> list[Source]:
    if sys.platform == "win32":
        from tray.presence import native_windows as windows  # noqa: PLC0415 - there alone

        return [
            windows.WindowsIdle(),
            windows.WindowsLock(),
            windows.WindowsDoNotDisturb(),
            windows.WindowsFullScreen(),
        ]
    if sys.platform == "darwin":
        from tray.presence import native_macos as macos  # noqa: PLC0415 - there alone

        return [macos.MacIdle(), macos.MacLock()]
    return []


def _linux(
    bus: Bus | None,
    environ: Mapping[str, str],
    loop: asyncio.AbstractEventLoop,
    changes: Changes,
    clock: Clock,
    away_seconds: float,
) -> SourceWatch:
    from tray.bus.connection import Bus  # noqa: PLC0415 - see above
    from tray.presence import screen_saver  # noqa: PLC0415 - Linux alone, like all of these
    from tray.presence.bus_caller import BusCaller  # noqa: PLC0415 - see above
    from tray.presence.disturb import NotificationService  # noqa: PLC0415 - see above
    from tray.presence.logind import LogindLock, LogindSleep  # noqa: PLC0415 - see above
    from tray.presence.mutter import MutterIdle  # noqa: PLC0415 - see above

    # Where there is none, as in a container, nothing wakes up to look for it again.
    system_bus = Bus("SYSTEM", keeps_trying=False)
    system = BusCaller(system_bus, loop)
    session = BusCaller(bus, loop) if bus is not None else None
    sources: list[Source] = []
    if session is not None:
        sources.append(MutterIdle(session, changes, away_seconds))
    sources += _displays(environ, loop, changes, away_seconds)
    sources.append(LogindLock(system, changes, environ.get("XDG_SESSION_ID", "")))
    if session is not None:
        for name, path in (screen_saver.FREEDESKTOP, screen_saver.GNOME):
            sources.append(screen_saver.ScreenSaverLock(session, changes, name, path))
        sources.append(NotificationService(session, changes, environ))
    sources.append(LogindSleep(system, changes))
    system_bus.start()

    def stop() -> None:
        changes.end()
        for caller in (system, session):
            if caller is not None:
                caller.end()
        system_bus.stop(wait_seconds=0.2)

    watch = SourceWatch(sources, clock, loop, stop)
    # Who is to hear of a return must be connected before.
    watch.begin()
    return watch


def _displays(
    environ: Mapping[str, str],
    loop: asyncio.AbstractEventLoop,
    changes: Changes,
    away_seconds: float,
) -> list[Source]:
    if is_wayland(environ):
        from tray.presence.wayland import WaylandIdle  # noqa: PLC0415 - where there is Wayland

        # Not X: its server sees only what is typed into windows of X programs. And no full
        # screen: Wayland tells no program about the windows of others.
        return [WaylandIdle(loop, environ, changes, away_seconds)]
    if environ.get("DISPLAY"):
        from tray.presence.x11 import XFullScreen, XIdle, XServer  # noqa: PLC0415 - where there is X

        server = XServer(loop, environ, changes, away_seconds)
        return [XIdle(server), XFullScreen(server)]
    return []
