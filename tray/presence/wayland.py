"""Idle under Wayland, over the compositor's own socket: ext-idle-notify-v1, else KDE's older one.

The compositor tells when there has been no input for a while, and when it is back; it cannot be
asked. So the time since the last input is known only from that while on.
"""

from __future__ import annotations

import asyncio
import logging
import struct
from typing import TYPE_CHECKING

from config.foreign_words import quoted, reason_of
from config.language import N_
from tray.presence import wayland_wire
from tray.presence.source import Fact, NotKnownError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tray.presence.changes import Changes
    from tray.presence.wayland_wire import Event

_log = logging.getLogger(__name__)

EXT_IDLE = "ext_idle_notifier_v1"
KDE_IDLE = "org_kde_kwin_idle"
SEAT = "wl_seat"

_REGISTRY, _FIRST_SYNC, _SEAT, _NOTIFIER, _NOTIFICATION = 2, 3, 4, 5, 6
"""The ids of our objects, in the order in which they are made."""
_SYNC, _GET_REGISTRY = 0, 1
_BIND = 0
_KDE_GET_TIMEOUT, _EXT_GET_NOTIFICATION, _EXT_GET_INPUT_NOTIFICATION = 0, 1, 2

_REFUSAL = (wayland_wire.DISPLAY, 0)
_OFFER = (_REGISTRY, 0)
_ALL_OFFERED = (_FIRST_SYNC, 0)
_IDLED = (_NOTIFICATION, 0)
_RESUMED = (_NOTIFICATION, 1)
"""Events, by the object and the opcode; idle and resumed are the same in both protocols."""


class _Compositor(asyncio.Protocol):
    """One connection, from the first word to the last."""

    def __init__(self, source: WaylandIdle, milliseconds: int) -> None:
        self._source = source
        self._milliseconds = milliseconds
        self._buffer = bytearray()
        self._offers: dict[str, tuple[int, int]] = {}
        self._transport: asyncio.Transport | None = None
        self.ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        """The interface that tells; set once it was asked to."""

    @property
    def is_open(self) -> bool:
        return self._transport is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what a stream socket has
        self._transport = transport
        self._send(wayland_wire.DISPLAY, _GET_REGISTRY, _REGISTRY)
        self._send(wayland_wire.DISPLAY, _SYNC, _FIRST_SYNC)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        try:
            while self._transport is not None:
                event = wayland_wire.take_event(self._buffer)
                if event is None:
                    return
                self._heard(event)
        except (ValueError, struct.error) as error:
            reason = N_("the compositor is not understood: {words}")
            self._lose(NotKnownError(reason, words=quoted(str(error))))
        except NotKnownError as error:
            self._lose(error)

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is None:
            self._lose(NotKnownError(N_("the compositor closed the connection")))
        else:
            self._lose(NotKnownError(N_("the compositor is gone: {reason}"), reason=reason_of(exc)))

    def _heard(self, event: Event) -> None:
        kind = (event.sender, event.opcode)
        if kind == _REFUSAL:
            text, _ = wayland_wire.text_at(event.body, 8)
            raise NotKnownError(N_("the compositor refuses: {words}"), words=quoted(text))
        if kind == _OFFER:
            number, interface, version = wayland_wire.parse_global(event.body)
            self._offers.setdefault(interface, (number, version))
        elif kind == _ALL_OFFERED:
            self._choose()
        elif kind == _IDLED:
            self._source.idled()
        elif kind == _RESUMED:
            self._source.resumed()

    def _choose(self) -> None:
        if SEAT not in self._offers:
            raise NotKnownError(N_("the compositor has no seat"))
        interface = next((name for name in (EXT_IDLE, KDE_IDLE) if name in self._offers), None)
        if interface is None:
            self._source.lacks_idle = True
            raise _lacking()
        self._bind(SEAT, 1, _SEAT)
        if interface == EXT_IDLE:
            version = min(self._offers[EXT_IDLE][1], 2)
            self._bind(EXT_IDLE, version, _NOTIFIER)
            # From version 2 on also while a film keeps the screen from going dark.
            opcode = _EXT_GET_NOTIFICATION if version == 1 else _EXT_GET_INPUT_NOTIFICATION
            self._send(_NOTIFIER, opcode, _NOTIFICATION, self._milliseconds, _SEAT)
        else:
            self._bind(KDE_IDLE, 1, _NOTIFIER)
            self._send(_NOTIFIER, _KDE_GET_TIMEOUT, _NOTIFICATION, _SEAT, self._milliseconds)
        if not self.ready.done():
            self.ready.set_result(interface)

    def _bind(self, interface: str, version: int, new_id: int) -> None:
        number, _ = self._offers[interface]
        self._send(_REGISTRY, _BIND, number, interface, version, new_id)

    def _send(self, target: int, opcode: int, *arguments: int | str) -> None:
        if self._transport is not None:
            self._transport.write(wayland_wire.request(target, opcode, *arguments))

    def _lose(self, reason: NotKnownError) -> None:
        if not self.ready.done():
            self.ready.set_exception(reason)
            self.ready.exception()  # whoever waited may have gone away
        elif self._transport is not None:
            _log.info("presence: %s", reason)
        self.close()

    def close(self) -> None:
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.abort()


def _lacking() -> NotKnownError:
    reason = N_("the compositor has neither {one} nor {other}")
    return NotKnownError(reason, one=EXT_IDLE, other=KDE_IDLE)


class WaylandIdle:
    """What the compositor told last."""

    fact = Fact.IDLE

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
            environ: Names the compositor's socket.
            changes: Who is told of a return.
            away_seconds: After how long without input the compositor speaks.
        """
        self.name = "Wayland"
        self._loop = loop
        self._environ = environ
        self._changes = changes
        self._away_seconds = away_seconds
        self._lock = asyncio.Lock()
        self._compositor: _Compositor | None = None
        self.lacks_idle = False
        """This compositor knows of no idleness, and is not asked again: GNOME's would be often."""
        self._stopped = False
        self._asked_at = 0.0
        self._idle_at: float | None = None
        self._resumed = False

    async def ask(self) -> float:
        """Seconds since the last input; 0 stands for less than the while after which it is told."""
        async with self._lock:
            if self._stopped:
                raise NotKnownError(N_("it is over"))
            if self.lacks_idle:
                raise _lacking()
            if self._compositor is None or not self._compositor.is_open:
                await self._open()
        now = self._loop.time()
        if self._idle_at is not None:
            return self._away_seconds + now - self._idle_at
        if not self._resumed and now < self._asked_at + self._away_seconds:
            away = f"{self._away_seconds:g}"
            raise NotKnownError(N_("it is told after {n} s without input"), n=away)
        return 0.0

    async def _open(self) -> None:
        compositor = _Compositor(self, round(self._away_seconds * 1000))
        try:
            await self._loop.create_unix_connection(lambda: compositor, self._path())
            self._idle_at, self._resumed = None, False
            self.name = f"Wayland {await compositor.ready}"
        except OSError as error:
            reason = reason_of(error)
            raise NotKnownError(N_("no compositor answers: {reason}"), reason=reason) from error
        except BaseException:
            compositor.close()
            raise
        self._asked_at = self._loop.time()
        self._compositor = compositor

    def _path(self) -> str:
        name = self._environ.get("WAYLAND_DISPLAY") or "wayland-0"
        runtime = self._environ.get("XDG_RUNTIME_DIR", "")
        if name.startswith("/"):
            return name
        if not runtime:
            raise NotKnownError(N_("XDG_RUNTIME_DIR is not set"))
        return f"{runtime}/{name}"

    def idled(self) -> None:
        """The compositor tells that there has been no input for the while that was asked for."""
        self._idle_at = self._loop.time()

    def resumed(self) -> None:
        """The compositor tells that there is input again."""
        self._idle_at, self._resumed = None, True
        self._changes.changed()

    def stop(self) -> None:
        """Close the connection; nothing is told or opened afterwards."""
        self._stopped = True
        if self._compositor is not None:
            self._compositor.close()
