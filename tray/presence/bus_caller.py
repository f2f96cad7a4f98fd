"""D-Bus for sources: calls that are awaited on the core loop, and signals that arrive there."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from config.language import N_
from tray.bus.calls import DISCONNECTED_ERROR
from tray.bus.owners import DBUS_NAME, DBUS_PATH
from tray.presence.source import NotKnownError
from tray.presence.watch import ANSWER_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.bus.calls import Reply
    from tray.bus.connection import Bus

PROPERTIES = "org.freedesktop.DBus.Properties"
SERVICE_ERRORS = "org.freedesktop.DBus.Error."


class BusCaller:
    """One bus, used from the core loop.

    Nothing that it calls is started by being called: a screen locker or a settings service that
    does not run has nothing to tell about the present session.
    """

    def __init__(self, bus: Bus, loop: asyncio.AbstractEventLoop) -> None:
        """Use ``bus`` from ``loop``."""
        self._bus = bus
        self._loop = loop
        self._ended = False
        self._tried = asyncio.Event()
        bus.listen(lambda: self._post(self._tried.set), lambda: self._post(self._tried.set))

    async def call(
        self,
        name: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
    ) -> tuple[Any, ...]:
        """Call a method of the service ``name``, which must be running.

        Raises:
            NotKnownError: It does not run, or answered with an error.
        """
        owned = await self._send(DBUS_NAME, DBUS_PATH, DBUS_NAME, "NameHasOwner", "s", (name,))
        if owned != (True,):
            raise NotKnownError(N_("it does not run"))
        return await self._send(name, path, interface, member, signature, body)

    async def read(self, name: str, path: str, interface: str, name_of_property: str) -> object:
        """Read a property of the service ``name``, which must be running.

        Raises:
            NotKnownError: It does not run, or has no such property.
        """
        wanted = (interface, name_of_property)
        body = await self.call(name, path, PROPERTIES, "Get", "ss", wanted)
        return variant(body)

    async def _send(
        self,
        name: str,
        path: str,
        interface: str,
        member: str,
        signature: str,
        body: tuple[Any, ...],
    ) -> tuple[Any, ...]:
        if not self._bus.tried.is_set():
            # A bus that was only just started would refuse what it can do in a moment.
            await self._tried.wait()
        answered: asyncio.Future[Reply] = self._loop.create_future()

        def settle(reply: Reply) -> None:
            if not answered.done():
                answered.set_result(reply)

        self._bus.call(
            name,
            path,
            interface,
            member,
            signature,
            body,
            lambda reply: self._post(settle, reply),
            ANSWER_SECONDS,
        )
        reply = await answered
        if reply.error == DISCONNECTED_ERROR:
            raise NotKnownError(N_("there is no bus"))
        if reply.error is not None:
            name = reply.error.removeprefix(SERVICE_ERRORS)
            raise NotKnownError(N_("it answered {error}"), error=name)
        return reply.body

    def hear(
        self,
        callback: Callable[[tuple[Any, ...]], None],
        *,
        sender: str,
        interface: str,
        member: str,
        path: str | None = None,
        argument0: str | None = None,
    ) -> None:
        """Have ``callback`` called on the loop with the body of each such signal of ``sender``."""
        self._bus.subscribe(
            lambda body: self._post(callback, body),
            interface=interface,
            member=member,
            sender=sender,
            path=path,
            argument0=argument0,
        )

    def follow(self, name: str, callback: Callable[[], None]) -> None:
        """Have ``callback`` called when the bus is there, and each time ``name`` gets an owner."""
        self._bus.listen(lambda: self._post(callback), lambda: None)
        self.hear(
            lambda body: callback() if body[-1:] != ("",) else None,
            sender=DBUS_NAME,
            interface=DBUS_NAME,
            member="NameOwnerChanged",
            argument0=name,
        )

    def end(self) -> None:
        """Tell nothing any more; whoever still waits for an answer gets none."""
        self._ended = True

    def _post(self, callback: Callable[..., None], *arguments: object) -> None:
        """From the bus thread to the loop, which may have been closed meanwhile."""
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._run, callback, arguments)

    def _run(self, callback: Callable[..., None], arguments: tuple[object, ...]) -> None:
        if not self._ended:
            callback(*arguments)


def variant(body: tuple[Any, ...]) -> object:
    """The value of a body that is one variant.

    Raises:
        NotKnownError: It is anything else.
    """
    if len(body) != 1 or not isinstance(body[0], tuple) or len(body[0]) != 2:  # noqa: PLR2004 - signature and value
        raise NotKnownError(N_("it answered something that is no property"))
    return body[0][1]
