"""GNOME's idle time, on X11 and Wayland alike: org.gnome.Mutter.IdleMonitor on the session bus."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from config.language import N_
from tray.presence.source import Fact, NotKnownError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from tray.presence.bus_caller import BusCaller
    from tray.presence.changes import Changes

_log = logging.getLogger(__name__)

NAME = "org.gnome.Mutter.IdleMonitor"
PATH = "/org/gnome/Mutter/IdleMonitor/Core"


class MutterIdle:
    """``GetIdletime``, and word of the return after a while away.

    The return is told by a watch that fires once; it is set each time another watch tells that
    the person has gone. Both cost nothing while they wait.
    """

    fact = Fact.IDLE
    name = "GNOME Mutter"

    def __init__(self, caller: BusCaller, changes: Changes, away_seconds: float) -> None:
        """Hear of each return.

        Args:
            caller: The session bus.
            changes: Who is told.
            away_seconds: After how long without input a return is told of.
        """
        self._caller = caller
        self._changes = changes
        self._away_milliseconds = round(away_seconds * 1000)
        self._gone_watch: int | None = None
        self._return_watch: int | None = None
        self._setting: asyncio.Task[None] | None = None
        self._early: list[tuple[object, ...]] = []
        caller.hear(self._fired, sender=NAME, path=PATH, interface=NAME, member="WatchFired")
        caller.follow(NAME, self._begin)

    def _begin(self) -> None:
        """The service is new (or the bus is): watches that were set before are gone."""
        self._gone_watch = self._return_watch = None
        self._set(self._watch_going())

    def _fired(self, body: tuple[object, ...]) -> None:
        if body == (self._gone_watch,):
            self._set(self._watch_return())
        elif body == (self._return_watch,):
            self._return_watch = None
            self._changes.changed()
        elif self._setting is not None:
            # It may fire before whoever set it has read its number.
            self._early.append(body)

    def _set(self, setting: Coroutine[Any, Any, None]) -> None:
        if self._setting is not None:
            self._setting.cancel()
        self._early = []
        self._setting = asyncio.ensure_future(setting)

    async def _watch_going(self) -> None:
        self._gone_watch = await self._add("AddIdleWatch", "t", (self._away_milliseconds,))
        self._take_early()

    async def _watch_return(self) -> None:
        self._return_watch = await self._add("AddUserActiveWatch", "", ())
        self._take_early()

    def _take_early(self) -> None:
        early, self._early = self._early, []
        self._setting = None
        for body in early:
            self._fired(body)

    async def _add(self, member: str, signature: str, body: tuple[int, ...]) -> int | None:
        try:
            answer = await self._caller.call(NAME, PATH, NAME, member, signature, body)
            return _number(answer)
        except NotKnownError as error:
            _log.debug("presence: Mutter does not tell of a return: %s", error)
            return None

    async def ask(self) -> float:
        """Seconds since the last input."""
        return _number(await self._caller.call(NAME, PATH, NAME, "GetIdletime")) / 1000

    def stop(self) -> None:
        """Set no watch any more; those that are set end with the connection."""
        if self._setting is not None:
            self._setting.cancel()
            self._setting = None


def _number(body: tuple[object, ...]) -> int:
    if len(body) != 1 or type(body[0]) is not int or body[0] < 0:
        raise NotKnownError(N_("it answered something that is no number"))
    return body[0]
