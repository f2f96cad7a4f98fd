"""Several ways of showing a note, tried from the best to the last."""

from __future__ import annotations

import asyncio
import collections
import logging
from typing import TYPE_CHECKING

from config.foreign_words import named
from config.language import in_english, tr
from config.local_format import in_a_row
from tray.notify.base import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tray.notify.base import Note, Notifier

_log = logging.getLogger(__name__)


class NotifierChain:
    """Shows each note in the first way that works.

    Every note begins with the first notifier again, so that a daemon which comes back is used at
    once.
    """

    name = "chain"

    def __init__(self, notifiers: Sequence[Notifier]) -> None:
        """Keep the notifiers, the best first."""
        self._notifiers = tuple(notifiers)
        self._shown_by: dict[str, Notifier] = {}
        self._locks: collections.defaultdict[str, asyncio.Lock]
        self._locks = collections.defaultdict(asyncio.Lock)

    @property
    def last_activation_token(self) -> str:
        """The token of the last answer, from whichever notifier has one."""
        tokens = (getattr(notifier, "last_activation_token", "") for notifier in self._notifiers)
        return next((token for token in tokens if token), "")

    async def show(self, note: Note) -> Shown:
        """Show ``note``; if nothing can, ``why`` holds the reason of each notifier."""
        reasons = []
        async with self._locks[note.slot]:
            for notifier in self._notifiers:
                shown = await self._try(notifier, note)
                if shown.ok:
                    earlier = self._shown_by.get(note.slot)
                    self._shown_by[note.slot] = notifier
                    if earlier is not None and earlier is not notifier:
                        await earlier.withdraw(note.slot)
                    return shown
                _log.info("%s did not show a note: %s", notifier.name, in_english(shown.why))
                reasons.append(named(notifier.name, shown.why))
        return Shown.failed(in_a_row(reasons) or tr("there is no way to show it"))

    async def withdraw(self, slot: str) -> None:
        """Take away the note of ``slot``, wherever it was shown."""
        async with self._locks[slot]:
            notifier = self._shown_by.pop(slot, None)
            if notifier is not None:
                await notifier.withdraw(slot)

    async def close(self) -> None:
        """Close every notifier."""
        for notifier in self._notifiers:
            await notifier.close()

    async def _try(self, notifier: Notifier, note: Note) -> Shown:
        try:
            return await notifier.show(note)
        except Exception:  # noqa: BLE001 - barrier: the other ways must still be tried
            _log.exception("%s failed", notifier.name)
            return Shown.failed(tr("an error that stands in the log"))
