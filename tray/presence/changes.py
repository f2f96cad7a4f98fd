"""Brings what sources tell by themselves to the core loop, a burst of it as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from tray.presence.base import Hearer

SETTLE_SECONDS = 0.2
"""An unlock is several signals, and the property that is asked then changes among the last."""


class Changes:
    """Tells the hearer; every method is called on the core loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, hearer: Hearer) -> None:
        """Tell ``hearer`` on ``loop``."""
        self._loop = loop
        self._hearer = hearer
        self._ended = False
        self._soon: asyncio.TimerHandle | None = None

    def changed(self) -> None:
        """Something may have changed; it is told once a burst is over."""
        if self._soon is None and not self._ended:
            self._soon = self._loop.call_later(SETTLE_SECONDS, self._tell)

    def _tell(self) -> None:
        self._soon = None
        self._hearer.presence_changed()

    def suspend(self, *, begins: bool) -> None:
        """The machine is about to be suspended, or has resumed; told at once."""
        if self._ended:
            return
        if begins:
            self._hearer.fell_asleep()
        else:
            self._hearer.woke_up()

    def end(self) -> None:
        """Tell nothing any more."""
        self._ended = True
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
