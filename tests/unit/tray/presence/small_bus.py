"""A stand-in for a message bus with some services on it, and for who hears of changes."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from typing import TYPE_CHECKING, Any
from unittest import mock

from tray.bus.calls import Reply
from tray.presence import changes
from tray.presence.bus_caller import BusCaller
from tray.presence.changes import Changes
from tray.presence.source import NotKnownError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from tray.presence.source import Source

DBUS = "org.freedesktop.DBus"
UNKNOWN = Reply("org.freedesktop.DBus.Error.UnknownProperty", ("no such property",))


def value(signature: str, held: object) -> Reply:
    """A property's value as `Get` returns it."""
    return Reply(None, ((signature, held),))


NO_ANSWERS = [
    Reply(None, ()),
    Reply(None, (True,)),
    value("s", "yes"),
    value("u", 1),
    Reply("org.freedesktop.DBus.Error.UnknownProperty", ("no",)),
    Reply("org.freedesktop.DBus.Error.Timeout", ("no answer in time",)),
]
"""What a property that is yes or no may come back with instead."""


@dataclasses.dataclass
class Wanted:
    """What somebody subscribed to."""

    callback: Callable[[tuple[Any, ...]], None]
    sender: str | None
    path: str | None
    interface: str
    member: str
    argument0: str | None


class SmallBus:
    """Answers at once, in the caller's thread.

    Attributes:
        services: Name to what it answers: a member, or the name of a property, to the reply.
        asked: Every call but those for names: ``(name, path, interface, member, body)``.
        held: Members whose replies wait for `release`.
    """

    def __init__(self, services: dict[str, dict[str, Reply]] | None = None) -> None:
        self.services = services if services is not None else {}
        self.asked: list[tuple[str, str, str, str, tuple[Any, ...]]] = []
        self.held: set[str] = set()
        self.waiting: list[Callable[[], None]] = []
        self.wanted: list[Wanted] = []
        self.listeners: list[Callable[[], None]] = []
        self.lost: Reply | None = None
        self.tried = threading.Event()
        self.tried.set()
        self.started = self.stopped = False

    def start(self) -> None:
        self.started = True

    def stop(self, wait_seconds: float = 1.0) -> None:
        self.stopped = wait_seconds < 1

    def call(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        on_reply: Callable[[Reply], None] | None = None,
        timeout_seconds: float = 5.0,
    ) -> None:
        assert on_reply is not None
        assert 0 < timeout_seconds < 1
        assert len(signature) == len(body)
        reply = self.lost or self._reply(destination, path, interface, member, body)
        if member in self.held:
            self.waiting.append(lambda: on_reply(reply))
        else:
            on_reply(reply)

    def _reply(
        self, name: str, path: str, interface: str, member: str, body: tuple[Any, ...]
    ) -> Reply:
        if member == "NameHasOwner":
            assert (name, path, interface) == (DBUS, "/org/freedesktop/DBus", DBUS)
            return Reply(None, (body[0] in self.services,))
        assert name in self.services, "who does not run is never called, so never started"
        self.asked.append((name, path, interface, member, body))
        return self.services[name].get(body[1] if member == "Get" else member, UNKNOWN)

    def release(self) -> None:
        """Give the replies that were held."""
        waiting, self.waiting = self.waiting, []
        for give in waiting:
            give()

    def subscribe(
        self,
        callback: Callable[[tuple[Any, ...]], None],
        *,
        interface: str,
        member: str,
        sender: str | None = None,
        path: str | None = None,
        argument0: str | None = None,
    ) -> None:
        assert sender, "every signal is taken from its owner alone"
        self.wanted.append(Wanted(callback, sender, path, interface, member, argument0))

    def listen(self, on_connected: Callable[[], None], on_lost: Callable[[], None]) -> None:
        self.listeners.append(on_connected)
        on_connected()
        assert on_lost is not None

    def emit(self, sender: str, path: str, interface: str, member: str, *body: object) -> None:
        """A signal, which reaches those alone who asked the bus for it."""
        for wanted in self.wanted:
            if (
                (wanted.sender, wanted.interface, wanted.member) == (sender, interface, member)
                and wanted.path in {None, path}
                and (wanted.argument0 is None or body[:1] == (wanted.argument0,))
            ):
                wanted.callback(body)


class Heard:
    """Who hears of changes."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def presence_changed(self) -> None:
        self.told.append("changed")

    def fell_asleep(self) -> None:
        self.told.append("asleep")

    def woke_up(self) -> None:
        self.told.append("awake")


class Stage:
    """A bus, its caller and who hears, on the running loop."""

    def __init__(self, services: dict[str, dict[str, Reply]] | None = None) -> None:
        self.bus = SmallBus(services)
        self.loop = asyncio.get_running_loop()
        self.caller = BusCaller(self.bus, self.loop)
        self.heard = Heard()
        self.changes = Changes(self.loop, self.heard)

    async def told(self) -> list[str]:
        """What was told since the last time, once everything has run that is ready."""
        await settle()
        told, self.heard.told = self.heard.told, []
        return told


async def settle() -> None:
    """Let everything run that is ready, and what that makes ready."""
    for _ in range(12):
        await asyncio.sleep(0)


def play(
    scene: Callable[[Stage], Coroutine[Any, Any, None]],
    services: dict[str, dict[str, Reply]] | None = None,
) -> None:
    """Have ``scene`` run on a stage where bursts of changes are over at once."""

    async def run() -> None:
        await scene(Stage(services))

    with mock.patch.object(changes, "SETTLE_SECONDS", 0):
        asyncio.run(run())


async def reason(source: Source) -> str:
    """Why ``source`` does not know."""
    try:
        answer = await source.ask()
    except NotKnownError as error:
        return str(error)
    message = f"it knows: {answer!r}"
    raise AssertionError(message)
