"""What an X server knows: the time since the last input, a return, and a full screen."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from config.language import N_
from tray.presence import x11_wire
from tray.presence.source import Fact, NotKnownError
from tray.presence.x11_connection import open_display

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tray.presence.changes import Changes
    from tray.presence.x11_connection import XConnection

_log = logging.getLogger(__name__)

SCREEN_SAVER = "MIT-SCREEN-SAVER"
SYNC = "SYNC"
IDLE_COUNTER = "IDLETIME"
ACTIVE_WINDOW = "_NET_ACTIVE_WINDOW"
STATE = "_NET_WM_STATE"
FULL_SCREEN = "_NET_WM_STATE_FULLSCREEN"


class XServer:
    """One connection, opened when it is first needed and again when it was lost.

    It is kept because a question costs 0.2 ms on it, and because only a client that stays hears
    of a return. No event is asked for but that one, so that nothing else wakes Lull up.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        environ: Mapping[str, str],
        changes: Changes,
        away_seconds: float,
    ) -> None:
        """Prepare; nothing is opened.

        Args:
            loop: The core loop.
            environ: Names the display.
            changes: Who is told of a return.
            away_seconds: After how long without input a return is told of.
        """
        self._loop = loop
        self._environ = environ
        self._changes = changes
        self._away_milliseconds = round(away_seconds * 1000)
        self._lock = asyncio.Lock()
        self._connection: XConnection | None = None
        self._screen_saver: int | None = None
        self._sync_event: int | None = None
        self._root = 0
        self._alarm = 0
        self._stopped = False

    async def connection(self) -> XConnection:
        """The connection, opened now if there is none.

        Raises:
            NotKnownError: There is no display, or it turned us away.
        """
        async with self._lock:
            if self._stopped:
                raise NotKnownError(N_("it is over"))
            if self._connection is None or not self._connection.is_open:
                self._connection = await self._open()
            return self._connection

    async def _open(self) -> XConnection:
        connection, said = await open_display(self._loop, self._environ)
        try:
            self._root = said.root
            self._alarm = said.first_id
            found = await self._extension(connection, SCREEN_SAVER)
            self._screen_saver = found[0] if found is not None else None
            await self._watch_return(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    async def _extension(self, connection: XConnection, name: str) -> tuple[int, int] | None:
        return await connection.ask(x11_wire.query_extension(name), x11_wire.parse_extension)

    async def _watch_return(self, connection: XConnection) -> None:
        """Have the server tell when its idle time falls back below the limit."""
        sync = await self._extension(connection, SYNC)
        if sync is None:
            _log.info("presence: this X server does not tell of a return")
            return
        opcode, self._sync_event = sync
        await connection.ask(x11_wire.initialize_sync(opcode), bytes)
        request = x11_wire.list_counters(opcode)
        counters = await connection.ask(request, x11_wire.parse_counters)
        counter = counters.get(IDLE_COUNTER)
        if counter is None:
            _log.info("presence: this X server does not tell of a return")
            return
        connection.on_event = self._event
        connection.send(
            x11_wire.create_alarm(opcode, self._alarm, counter, self._away_milliseconds)
        )

    def _event(self, event: bytes) -> None:
        if self._sync_event is not None:
            alarm = x11_wire.alarm_of(event, self._sync_event)
            if alarm == self._alarm:
                self._changes.changed()

    async def idle_seconds(self) -> float:
        """Seconds since the last input.

        Raises:
            NotKnownError: The server is gone, or does not tell.
        """
        connection = await self.connection()
        if self._screen_saver is None:
            raise NotKnownError(N_("the X server has no {name}"), name=SCREEN_SAVER)
        request = x11_wire.query_screen_saver(self._screen_saver, self._root)
        return await connection.ask(request, x11_wire.parse_idle_milliseconds) / 1000

    async def root(self) -> int:
        """The root window; raises as `connection` does."""
        await self.connection()
        return self._root

    async def numbers(self, window: int, name: str) -> tuple[int, ...] | None:
        """A window's property that is a list of windows or atoms; None without one.

        Raises:
            NotKnownError: The server is gone, or the window is.
        """
        connection = await self.connection()
        atom = await connection.atom(name)
        if not atom:
            return None
        request = x11_wire.get_property(window, atom)
        return await connection.ask(request, x11_wire.parse_numbers)

    def stop(self) -> None:
        """Close the connection; nothing is told or opened afterwards."""
        self._stopped = True
        if self._connection is not None:
            self._connection.close()


class XIdle:
    """MIT-SCREEN-SAVER's time since the last input."""

    fact = Fact.IDLE
    name = "X11 XScreenSaver"

    def __init__(self, server: XServer) -> None:
        """Ask ``server``."""
        self._server = server

    async def ask(self) -> float:
        """Seconds since the last input."""
        return await self._server.idle_seconds()

    def stop(self) -> None:
        """Close the connection."""
        self._server.stop()


class XFullScreen:
    """Whether the active window has the state of a full screen (EWMH 1.5)."""

    fact = Fact.FULL_SCREEN
    name = "X11 active window"

    def __init__(self, server: XServer) -> None:
        """Ask ``server``."""
        self._server = server

    async def ask(self) -> bool:
        """Whether the active window fills the screen."""
        active = await self._server.numbers(await self._server.root(), ACTIVE_WINDOW)
        if active is None or len(active) != 1:
            raise NotKnownError(N_("the window manager names no active window"))
        if not active[0]:
            return False
        state = await self._server.numbers(active[0], STATE)
        if not state:
            return False
        connection = await self._server.connection()
        return await connection.atom(FULL_SCREEN) in state

    def stop(self) -> None:
        """Close the connection."""
        self._server.stop()
