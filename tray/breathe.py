"""Two minutes of slow breathing, guided by one notification that changes with each breath.

It stands in where no window can open; the pace is that of `tips.breathing`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from config.language import N_, tr, trp
from journal.entries import new_id
from tips.breathing import BREATHS, IN_SECONDS, MAY_HELP, OUT_SECONDS
from tray.notify.base import Button, Closed, Note, Shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tray.notify.base import Notifier

SLOT = "breathe"
STOP = "stop"

_TIP = N_("Small, easy breaths. Stop if it does not feel right.")


class Guide:
    """One guided round at a time; on the core loop."""

    def __init__(
        self,
        notifier: Notifier,
        seen: Callable[[str], Awaitable[None]],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Prepare.

        Args:
            notifier: What shows the guide.
            seen: Waits until the note of a slot says what it is about.
            sleep: Waits for a number of seconds.
        """
        self._notifier = notifier
        self._seen = seen
        self._sleep = sleep
        self._waits = False
        self._token = ""
        self._round: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether a round is under way."""
        return self._round is not None and not self._round.done()

    def is_over(self, how: Closed) -> bool:
        """Whether the round ends with its note, which was closed in this way.

        Who closes the guide has had enough; the next breath must not bring it back. With private
        wording, one that nobody asked to see has no breath to come.
        """
        return how is Closed.DISMISSED or self._waits

    async def start(self, on_done: Callable[[], None]) -> Shown:
        """Start a round; one that is under way goes on.

        Args:
            on_done: Called after the whole round, not after one that was stopped.

        Returns:
            Whether the guide came up; there is no round without it.
        """
        if self.running:
            return Shown(ok=True, by=self._notifier.name, why="")
        loop = asyncio.get_running_loop()
        began: asyncio.Future[Shown] = loop.create_future()
        self._token = new_id()
        self._round = loop.create_task(self._guide(self._token, began, on_done))
        return await began

    async def stop(self, token: str | None = None) -> None:
        """End the round early; nothing is noted.

        Args:
            token: The round to end; None for whichever is under way.
        """
        current = self._round
        if current is None or (token is not None and token != self._token):
            return
        current.cancel()
        await asyncio.gather(current, return_exceptions=True)
        await self._notifier.withdraw(SLOT)

    async def _guide(
        self, token: str, began: asyncio.Future[Shown], on_done: Callable[[], None]
    ) -> None:
        welcome = f"{tr('Sit well, shoulders loose.')} {tr(_TIP)}"
        try:
            began.set_result(await self._say(token, tr("Two slow minutes"), welcome))
        finally:
            if not began.done():
                began.set_result(Shown.failed(tr("it was stopped")))
        if not began.result().ok:
            return
        self._waits = True
        try:
            await self._seen(SLOT)
        finally:
            self._waits = False
        await self._sleep(IN_SECONDS)
        for breath in range(1, BREATHS + 1):
            count = f"{tr('Breath {n} of {all}', n=breath, all=BREATHS)} · {tr(_TIP)}"
            steps = (
                (tr("Breathe in… {n}", n=round(IN_SECONDS)), IN_SECONDS),
                (tr("…and slowly out {n}", n=round(OUT_SECONDS)), OUT_SECONDS),
            )
            for words, seconds in steps:
                if not (await self._say(token, words, count)).ok:
                    return  # nobody was guided, so nothing is noted
                await self._sleep(seconds)
        on_done()
        end = Note(SLOT, token, tr("That was two minutes"), tr(MAY_HELP), stay_seconds=15.0)
        await self._notifier.show(end)

    async def _say(self, token: str, title: str, body: str) -> Shown:
        note = Note(
            SLOT, token, title, body, (Button(STOP, trp("a button", "Stop")),), stay_seconds=30.0
        )
        return await self._notifier.show(note)
