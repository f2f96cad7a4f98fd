"""The door of the running Lull: an owner-only socket, one request and one reply a connection.

On Linux and macOS it is a Unix socket in an owner-only folder; on Windows a named pipe. Nothing
here can be reached over a network. Who knocks uses `tray.control`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import stat
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from config.errors import DesktopError, LullError
from config.foreign_words import named, reason_of
from config.language import tr
from tray import messages
from tray.control import is_same_user, pipe_name

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)

READ_SECONDS = 5.0
"""How long a client may take to say its line, and to read the reply."""
MAX_READING = 16
"""How many clients may be about to say their line; beyond it the one that waits longest goes."""


Answer: TypeAlias = Callable[[messages.Request], Awaitable[Any]]
"""Gives the JSON of what was asked for, or raises LullError."""


@contextlib.asynccontextmanager
async def open_door(path: Path) -> AsyncIterator[tuple[Server, asyncio.Future[Answer]]]:
    """A door that is open before anybody is inside; it is closed when the block ends.

    Yields:
        The server, which may be stopped before the block ends, and what is to be told who answers.
        Who asks before that waits for it.

    Raises:
        DesktopError: See `Server.start`.
    """
    inside: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

    async def answer(request: messages.Request) -> Any:  # noqa: ANN401 - JSON of each
        return await (await asyncio.shield(inside))(request)

    server = Server(path, answer)
    await server.start()
    try:
        yield server, inside
    finally:
        await server.stop()


class Server:
    """Answers requests; it lives on the core loop."""

    def __init__(self, path: Path, answer: Answer) -> None:
        """Prepare to answer at ``path`` with ``answer``, which may raise LullError."""
        self._path = path
        self._answer = answer
        self._server: asyncio.AbstractServer | None = None
        # In the order in which they came; a dictionary because it forgets any of them at once.
        self._reading: dict[asyncio.StreamWriter, None] = {}

    async def start(self) -> None:
        """Open the socket; the caller holds the lock, so whatever stands there is left over.

        Raises:
            DesktopError: Something else stands at the path, or it cannot be made.
        """
        try:
            if sys.platform == "win32":
                await self._start_pipe()
                return
            with contextlib.suppress(FileNotFoundError):
                if not stat.S_ISSOCK(self._path.lstat().st_mode):
                    raise DesktopError(
                        tr("No control socket"), tr("{path} is not a socket", path=self._path)
                    )
                self._path.unlink()
            # The folder is closed to others already; the mask keeps the socket so from the start.
            mask = os.umask(0o177)
            try:
                self._server = await asyncio.start_unix_server(
                    self._serve, self._path, limit=messages.MAX_BYTES
                )
            finally:
                os.umask(mask)
        except OSError as error:
            title = tr("No control socket")
            raise DesktopError(title, named(self._path, reason_of(error))) from error

    async def _start_pipe(self) -> None:
        loop: Any = asyncio.get_running_loop()

        def protocol() -> asyncio.StreamReaderProtocol:
            reader = asyncio.StreamReader(limit=messages.MAX_BYTES)
            return asyncio.StreamReaderProtocol(reader, self._serve)

        await loop.start_serving_pipe(protocol, pipe_name(self._path))

    async def stop(self) -> None:
        """Close the socket and take it away; doing it again does nothing."""
        if self._server is not None:
            self._server.close()
            self._server = None
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if is_same_user(writer.get_extra_info("socket")):
                await self._exchange(reader, writer)
        # A client that hangs up or stalls concerns nobody else.
        except (OSError, EOFError) as error:
            _log.info("a control connection ended early: %s", type(error).__name__)
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line = await self._read(reader, writer)
        except asyncio.LimitOverrunError:
            reply = messages.refusal(messages.not_understood())
        else:
            # Who gave up while Lull was busy was told that it did not work, and may have asked
            # again since: what they wanted must not be done twice. One turn tells of it.
            await asyncio.sleep(0)
            if reader.at_eof():
                raise EOFError
            reply = await self._reply(line)
        writer.write(messages.encode(reply))
        async with asyncio.timeout(READ_SECONDS):
            await writer.drain()

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        """The line of one client; clients that say nothing never keep others out."""
        self._reading[writer] = None
        if len(self._reading) > MAX_READING:
            longest = next(iter(self._reading))
            del self._reading[longest]
            longest.transport.abort()
        try:
            async with asyncio.timeout(READ_SECONDS):
                return await reader.readuntil(b"\n")
        finally:
            self._reading.pop(writer, None)

    async def _reply(self, line: bytes) -> messages.Reply:
        try:
            result = await self._answer(messages.decode_request(line))
        except LullError as error:
            return messages.refusal(error)
        except Exception:  # noqa: BLE001 - barrier: one bad request must not end the running Lull
            _log.exception("a control request failed")
            title, detail = tr("That did not work"), tr("see the log file")
            return messages.Reply(ok=False, title=title, detail=detail, exit_code=1)
        return messages.Reply(ok=True, result=result)
