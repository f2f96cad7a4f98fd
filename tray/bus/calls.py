"""Calls under way on a D-Bus connection, and their answers; see `tray.bus.connection`."""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

TIMEOUT_ERROR = "org.freedesktop.DBus.Error.Timeout"
DISCONNECTED_ERROR = "org.freedesktop.DBus.Error.Disconnected"
CALL_SECONDS = 5.0
"""A daemon that hangs must not hold anything up: every call has a deadline of its own."""


class DBusError(Exception):
    """An error that a handler answers with, or that a call came back with.

    Attributes:
        name: The D-Bus error name, such as ``org.freedesktop.DBus.Error.InvalidArgs``.
    """

    def __init__(self, name: str, text: str = "") -> None:
        """Keep the D-Bus error ``name`` and a ``text`` for the other side."""
        super().__init__(text)
        self.name = name


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """What a call came back with.

    Attributes:
        error: The D-Bus error name, or None for success.
        body: The returned values; the error's arguments if there was one.
    """

    error: str | None
    body: tuple[Any, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """A call that wants an answer.

    Attributes:
        on_reply: Gets the answer, exactly once.
        deadline: When it is given up, on the monotonic clock, in seconds.
        destination: The name that was asked, and that alone may answer.
    """

    on_reply: Callable[[Reply], None]
    deadline: float
    destination: str

    @classmethod
    def until(cls, on_reply: Callable[[Reply], None], seconds: float, destination: str) -> Waiting:
        """A call to ``destination`` that waits for so many seconds from now on."""
        return cls(on_reply, time.monotonic() + seconds, destination)


class PendingCalls:
    """The calls that were sent and not answered yet; used in the connection's thread alone."""

    def __init__(self) -> None:
        self._waiting: dict[int, Waiting] = {}

    def add(self, serial: int, waiting: Waiting) -> None:
        """Wait for the answer to the message with this serial number."""
        self._waiting[serial] = waiting

    def of(self, serial: int | None) -> Waiting | None:
        """Who waits for the answer to a message; None where nobody does (it came too late)."""
        return None if serial is None else self._waiting.get(serial)

    def resolve(self, serial: int, reply: Reply) -> None:
        """Hand on the answer to a message that somebody waits for."""
        self._waiting.pop(serial).on_reply(reply)

    def seconds_to_deadline(self) -> float | None:
        """How long until the first call is to be given up; None if none is under way."""
        if not self._waiting:
            return None
        nearest = min(waiting.deadline for waiting in self._waiting.values())
        return max(0.0, nearest - time.monotonic())

    def expire(self) -> None:
        """Give up the calls whose time is over."""
        now = time.monotonic()
        for serial in [s for s, waiting in self._waiting.items() if waiting.deadline <= now]:
            self._waiting.pop(serial).on_reply(Reply(TIMEOUT_ERROR, ("no answer in time",)))

    def take_all(self) -> list[Waiting]:
        """Forget all of them; the caller answers them."""
        waiting = list(self._waiting.values())
        self._waiting.clear()
        return waiting
