"""Asks every source at once, and makes one picture of what they answer.

How several answers to one fact combine:

* Idle: the shortest time. A source may miss what another saw (an X server under Wayland sees only
  what is typed into its own windows), and a wrong "away" would hold every nudge.
* Locked, do not disturb, full screen: yes if one says yes. Each source is asked only where it
  speaks for the present session (`tray.presence.disturb` asks none but the service that shows the
  notifications), so that a setting left behind by another desktop is no yes.
* What no source knows is not known.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from config.language import tr
from tray.presence.base import Presence
from tray.presence.source import Answer, Fact, NotKnownError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from tray.clock import Clock
    from tray.presence.source import Source

_log = logging.getLogger(__name__)

ANSWER_SECONDS = 0.9
"""How long a source may take; real ones take 0.1-20 ms."""


def combine(at: datetime, answers: Iterable[Answer]) -> Presence:
    """What is known at the UTC moment ``at``, out of what the sources answered."""
    known: dict[Fact, list[float | bool]] = {fact: [] for fact in Fact}
    for answer in answers:
        if answer.value is not None:
            known[answer.fact].append(answer.value)
    return Presence(
        at,
        idle_seconds=min(known[Fact.IDLE], default=None),
        locked=_any(known[Fact.LOCKED]),
        do_not_disturb=_any(known[Fact.DO_NOT_DISTURB]),
        full_screen=_any(known[Fact.FULL_SCREEN]),
    )


def _any(values: Sequence[float | bool]) -> bool | None:
    return any(values) if values else None


class SourceWatch:
    """The `tray.presence.base.PresenceWatch` of a list of sources."""

    def __init__(
        self,
        sources: Sequence[Source],
        clock: Clock,
        loop: asyncio.AbstractEventLoop,
        on_stop: Callable[[], None],
    ) -> None:
        """Watch over ``sources``; they were made on the loop that this is used on.

        Args:
            sources: Whom to ask, in the order in which `lull doctor` lists them.
            clock: Tells the moment of a look.
            loop: That loop.
            on_stop: Called once when it is over, before the sources are stopped.
        """
        self._sources = tuple(sources)
        self._clock = clock
        self._loop = loop
        self._on_stop = on_stop
        self._stopped = False
        self._beginning: asyncio.Task[list[Answer]] | None = None

    def begin(self) -> None:
        """Have the sources connect now instead of at the first look; nobody waits for it."""
        self._beginning = self._loop.create_task(self.answers())

    async def look(self) -> Presence:
        """Ask every source now; never raises, and takes at most about a second."""
        return combine(self._clock.now(), await self.answers())

    async def answers(self) -> list[Answer]:
        """What each source answers now, in their order; nobody is asked after `stop`."""
        if self._stopped:
            return []
        return list(await asyncio.gather(*(_ask(source) for source in self._sources)))

    async def stop(self) -> None:
        """Let go of every source; no callback comes afterwards."""
        if self._stopped:
            return
        self._stopped = True
        if self._beginning is not None:
            self._beginning.cancel()
        self._on_stop()
        for source in self._sources:
            source.stop()


async def _ask(source: Source) -> Answer:
    value: float | bool | None = None
    reason = ""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            value = await source.ask()
    except NotKnownError as error:
        reason = error.told
    except TimeoutError:
        reason = tr("no answer in time")
    # A source that breaks must not take the others' answers with it, nor hold a nudge up.
    except Exception as error:  # noqa: BLE001 - barrier: logged, and told as not known
        _log.exception("presence: %s could not be asked", source.name)
        reason = tr("it could not be asked: {error}", error=type(error).__name__)
    return Answer(source.fact, source.name, value, reason)
