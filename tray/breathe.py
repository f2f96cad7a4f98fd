"""Two minutes of slow breathing, guided by one notification that changes with each breath.

About six breaths a minute, in 4 s and out 6 s, out longer than in; "may help you feel calmer" is as
far as the evidence goes (knowledge, section 3: Laborde 2022; Shao, Man and Lee 2024).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from journal.entries import new_id
from tray.notify.base import Button, Note

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tray.notify.base import Notifier

SLOT = "breathe"
STOP = "stop"
IN_SECONDS = 4.0
OUT_SECONDS = 6.0
BREATHS = 12
MINUTES = BREATHS * (IN_SECONDS + OUT_SECONDS) / 60

_TIP = "Small, easy breaths. Stop if you feel light-headed."


class Guide:
    """One guided round at a time; on the core loop."""

    def __init__(
        self,
        notifier: Notifier,
        on_done: Callable[[], None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Prepare.

        Args:
            notifier: What shows the guide.
            on_done: Called after a whole round, not after one that was stopped.
            sleep: Waits for a number of seconds.
        """
        self._notifier = notifier
        self._on_done = on_done
        self._sleep = sleep
        self._round: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether a round is under way."""
        return self._round is not None and not self._round.done()

    def start(self) -> None:
        """Start a round; one that is under way goes on."""
        if not self.running:
            self._round = asyncio.get_running_loop().create_task(self._guide(new_id()))

    async def stop(self) -> None:
        """End the round early; nothing is noted."""
        if self._round is not None:
            self._round.cancel()
            await asyncio.gather(self._round, return_exceptions=True)
            self._round = None
            await self._notifier.withdraw(SLOT)

    async def _guide(self, token: str) -> None:
        first = await self._say(token, "Two slow minutes", f"Sit well, shoulders loose. {_TIP}")
        if not first:
            return
        await self._sleep(IN_SECONDS)
        for breath in range(1, BREATHS + 1):
            count = f"Breath {breath} of {BREATHS}. {_TIP}"
            await self._say(token, f"Breathe in… {IN_SECONDS:.0f}", count)
            await self._sleep(IN_SECONDS)
            await self._say(token, f"…and slowly out {OUT_SECONDS:.0f}", count)
            await self._sleep(OUT_SECONDS)
        self._on_done()
        await self._notifier.show(
            Note(
                SLOT,
                token,
                "That was two minutes",
                "Slow breathing may help you feel calmer.",
                stay_seconds=15.0,
            )
        )

    async def _say(self, token: str, title: str, body: str) -> bool:
        note = Note(SLOT, token, title, body, (Button(STOP, "Stop"),), stay_seconds=30.0)
        return (await self._notifier.show(note)).ok
