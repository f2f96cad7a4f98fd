"""A presence watch on a private desktop, on a loop in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from children import wait_for

from tray.bus.connection import Bus
from tray.clock import Clock
from tray.presence.select import presence_watch

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from tray.presence.base import Presence
    from tray.presence.source import Answer
    from tray.presence.watch import SourceWatch

Value = TypeVar("Value")

AWAY_SECONDS = 0.6
"""After how long a return is told of here; the product waits a minute."""


class Place(Protocol):
    """A private desktop, as far as presence is concerned."""

    env: dict[str, str]

    @property
    def bus_address(self) -> str:
        """The address of its session bus."""


class Watched:
    """What Lull would know on this desktop; a context manager.

    Attributes:
        heard: What was told: ``changed``, ``asleep`` and ``awake``.
    """

    def __init__(self, desktop: Place) -> None:
        """Watch over ``desktop``."""
        self.heard: list[str] = []
        self._desktop = desktop
        self._bus = Bus(desktop.bus_address)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._watch: SourceWatch | None = None

    def __enter__(self) -> Self:
        self._bus.start()
        self._thread.start()
        self._watch = self._run(self._begin())
        wait_for(lambda: self.look() is not None, what="a first look")
        return self

    def __exit__(self, *_: object) -> None:
        assert self._watch is not None
        self._run(self._watch.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._bus.stop()

    async def _begin(self) -> SourceWatch:
        env = self._desktop.env
        return presence_watch(self._bus, env, self._loop, self, Clock(), AWAY_SECONDS)

    def _run(self, work: Coroutine[Any, Any, Value]) -> Value:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def look(self) -> Presence:
        """What is known now."""
        assert self._watch is not None
        return self._run(self._watch.look())

    def answers(self) -> dict[tuple[str, str], Answer]:
        """What each source answers now, by fact and source."""
        assert self._watch is not None
        found = self._run(self._watch.answers())
        return {(answer.fact.value, answer.source): answer for answer in found}

    def take_heard(self) -> list[str]:
        """What was told since the last time."""
        heard, self.heard = self.heard, []
        return heard

    # -- the hearer

    def presence_changed(self) -> None:
        self.heard.append("changed")

    def fell_asleep(self) -> None:
        self.heard.append("asleep")

    def woke_up(self) -> None:
        self.heard.append("awake")
