"""A connection to the X server of this computer, on the core loop; it never blocks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from config.errors import DesktopError
from config.foreign_words import quoted, reason_of
from config.language import N_
from tray.presence import x11_wire
from tray.presence.source import NotKnownError
from tray.x_name import display_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = TypeVar("Value")

_log = logging.getLogger(__name__)

SOCKET = "/tmp/.X11-unix/X{display}"  # noqa: S108 - where X servers put their sockets
_HEAD = 32
"""Bytes of an event, an error, and of a reply without more."""
_REPLY = 1
_ERROR = 0
_SETUP_HEAD = 8
_ACCEPTED = 1


class XConnection(asyncio.Protocol):
    """Sends requests and hands out the replies."""

    def __init__(self, loop: asyncio.AbstractEventLoop, screen: int, cookie: bytes) -> None:
        """Prepare; `open_display` connects.

        Args:
            loop: The core loop.
            screen: The number of the screen whose root window is wanted.
            cookie: The cookie of the display; empty for none.
        """
        self._loop = loop
        self._screen = screen
        self._cookie = cookie
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._sent = 0
        self._waiting: dict[int, asyncio.Future[bytes]] = {}
        self._atoms: dict[str, int] = {}
        self.ready: asyncio.Future[x11_wire.Setup] = loop.create_future()
        """What the server said at the beginning."""
        self.on_event: Callable[[bytes], None] = lambda _event: None

    @property
    def is_open(self) -> bool:
        """Whether the server is still there, as far as is known."""
        return self._transport is not None

    # -- called by asyncio

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say hello."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what a stream socket has
        self._transport = transport
        transport.write(x11_wire.setup(self._cookie))

    def data_received(self, data: bytes) -> None:
        """Take apart what came."""
        self._buffer += data
        try:
            while self._transport is not None and self._take():
                pass
        except (ValueError, struct.error) as error:
            _log.warning("presence: the X server is not understood: %s", error)
            self._lose(NotKnownError(N_("it is not understood: {words}"), words=quoted(str(error))))

    def connection_lost(self, exc: Exception | None) -> None:
        """The server is gone, or `close` was called."""
        if exc is None:
            self._lose(NotKnownError(N_("the X server closed the connection")))
        else:
            self._lose(NotKnownError(N_("the X server is gone: {reason}"), reason=reason_of(exc)))

    # -- what is in the bytes

    def _take(self) -> bool:
        """Take one message off the buffer; False if there is no whole one."""
        if not self.ready.done():
            return self._take_setup()
        if len(self._buffer) < _HEAD:
            return False
        kind = self._buffer[0]
        length = _HEAD
        if kind == _REPLY:
            length += 4 * struct.unpack_from("=4xI", self._buffer)[0]
        if len(self._buffer) < length:
            return False
        message = bytes(self._buffer[:length])
        del self._buffer[:length]
        if kind not in {_REPLY, _ERROR}:
            self.on_event(message)
            return True
        waiting = self._waiting.pop(struct.unpack_from("=2xH", message)[0], None)
        if waiting is None or waiting.done():
            _log.debug("presence: an X reply or error that nobody waits for: %s", message[:12])
        elif kind == _REPLY:
            waiting.set_result(message)
        else:
            waiting.set_exception(
                NotKnownError(N_("the X server answered error {number}"), number=str(message[1]))
            )
        return True

    def _take_setup(self) -> bool:
        if len(self._buffer) < _SETUP_HEAD:
            return False
        status, reason_length, words = struct.unpack_from("=BB4xH", self._buffer)
        length = _SETUP_HEAD + 4 * words
        if len(self._buffer) < length:
            return False
        body = bytes(self._buffer[_SETUP_HEAD:length])
        del self._buffer[:length]
        if status != _ACCEPTED:
            reason = body[:reason_length].decode("latin-1").strip()
            self._lose(
                NotKnownError(
                    N_("it turned us away: {words}"), words=quoted(reason or f"status {status}")
                )
            )
            return False
        self.ready.set_result(x11_wire.parse_setup(body, self._screen))
        return True

    def _lose(self, reason: NotKnownError) -> None:
        waiting: list[asyncio.Future[Any]] = [self.ready, *self._waiting.values()]
        self._waiting.clear()
        for future in waiting:
            if not future.done():
                future.set_exception(reason)
                future.exception()  # whoever waited may have gone away
        self.close()

    # -- for sources

    def send(self, request: bytes) -> int:
        """Send a request; returns its number, which its reply or error carries.

        Raises:
            NotKnownError: The connection was lost.
        """
        if self._transport is None:
            raise NotKnownError(N_("the X server is gone"))
        self._transport.write(request)
        self._sent += 1
        return self._sent & 0xFFFF

    async def ask(self, request: bytes, parse: Callable[[bytes], Value]) -> Value:
        """Send a request and return what ``parse`` makes of its reply.

        Raises:
            NotKnownError: The server refuses, answers nonsense, or is gone.
        """
        answered: asyncio.Future[bytes] = self._loop.create_future()
        self._waiting[self.send(request)] = answered
        reply = await answered
        try:
            return parse(reply)
        except struct.error as error:
            raise NotKnownError(N_("the X server answered nonsense")) from error

    async def atom(self, name: str) -> int:
        """The number of a name; 0 if nobody on this display uses it. Raises as `ask` does."""
        number = self._atoms.get(name, 0)
        if not number:
            number = await self.ask(x11_wire.intern_atom(name), x11_wire.parse_atom)
            self._atoms[name] = number
        return number

    def close(self) -> None:
        """Close the connection."""
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.abort()


async def open_display(
    loop: asyncio.AbstractEventLoop, environ: Mapping[str, str]
) -> tuple[XConnection, x11_wire.Setup]:
    """Connect to the display that ``environ`` names.

    Raises:
        NotKnownError: There is none on this computer, or it turned us away.
    """
    try:
        display, screen = display_numbers(environ.get("DISPLAY", ""))
    except DesktopError as error:
        raise NotKnownError(N_("no X display: {reason}"), reason=error.detail) from error
    connection = XConnection(loop, screen, _cookie(environ, display))
    path = SOCKET.format(display=display)
    try:
        try:
            await loop.create_unix_connection(lambda: connection, path)
        except FileNotFoundError:
            # Some servers listen without a file (a Linux abstract socket).
            await loop.create_unix_connection(lambda: connection, f"\0{path}")
        return connection, await connection.ready
    except OSError as error:
        reason = reason_of(error)
        raise NotKnownError(N_("no X server answers: {reason}"), reason=reason) from error
    except BaseException:
        connection.close()
        raise


def _cookie(environ: Mapping[str, str], display: int) -> bytes:
    home = environ.get("HOME", "")
    path = environ.get("XAUTHORITY") or (f"{home}/.Xauthority" if home else "")
    if not path:
        return b""
    # Without a file the server may still let the person's own programs in.
    with contextlib.suppress(OSError):
        return x11_wire.cookie_for(Path(path).read_bytes(), socket.gethostname(), display)
    return b""
