"""Notifications that say nothing but whose they are, until the person asks to see the rest."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING, Final

from tray.notify.base import Button, Closed, Note, Notifier, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.notify.base import OnAnswer, OnClosed

SHOW: Final = "show"
"""The key of the button that shows the rest."""
NUDGE_TITLE: Final = "A reminder from Lull"
TITLE: Final = "A message from Lull"
SAID_AT_ONCE: Final = frozenset({"breathe"})
"""Slots of what a person began at this moment and follows with their eyes."""
_NEUTRAL: Final = {"later": "Later", "not_today": "Not today"}
"""Buttons that can be pressed without knowing what it is about, and what then stands on them."""


def hidden(note: Note) -> Note:
    """The note without a word of what it is about."""
    buttons = [
        Button(button.key, _NEUTRAL[button.key])
        for button in note.buttons
        if button.key in _NEUTRAL
    ]
    title = NUDGE_TITLE if note.slot == "nudge" else TITLE
    return dataclasses.replace(note, title=title, body="", buttons=(Button(SHOW, "Show"), *buttons))


class PrivateNotifier:
    """Shows notes with another notifier, hidden while the person wants that."""

    def __init__(
        self,
        make_notifier: Callable[[OnAnswer, OnClosed], Notifier],
        on_answer: OnAnswer,
        on_closed: OnClosed,
        wanted: Callable[[], bool],
    ) -> None:
        """Make the other notifier.

        Args:
            make_notifier: Makes it from its two callbacks.
            on_answer: Told about a pressed button, but for the one that shows the rest.
            on_closed: Told about every other end of a note.
            wanted: Whether the wording is to be private now.
        """
        self._notifier = make_notifier(self._answered, on_closed)
        self._on_answer = on_answer
        self._on_closed = on_closed
        self._wanted = wanted
        self._standing: dict[str, tuple[Note, Note]] = {}
        self._showing: set[asyncio.Task[None]] = set()

    @property
    def name(self) -> str:
        """That of the other notifier."""
        return self._notifier.name

    @property
    def last_activation_token(self) -> str:
        """The token of the last answer; empty where there is none."""
        token: str = getattr(self._notifier, "last_activation_token", "")
        return token

    async def show(self, note: Note) -> Shown:
        """Show ``note``, or only that there is one."""
        self._standing.pop(note.slot, None)
        if not self._wanted() or note.slot in SAID_AT_ONCE:
            return await self._notifier.show(note)
        secret = hidden(note)
        self._standing[note.slot] = (secret, note)
        return await self._notifier.show(secret)

    async def withdraw(self, slot: str) -> None:
        """Take away the note of ``slot``; it can be shown no more."""
        self._standing.pop(slot, None)
        await self._notifier.withdraw(slot)

    async def close(self) -> None:
        """Take away every note."""
        self._standing.clear()
        await asyncio.gather(*self._showing)
        await self._notifier.close()

    def _answered(self, note: Note, key: str) -> None:
        if key != SHOW:
            self._on_answer(note, key)
            return
        task = asyncio.get_running_loop().create_task(self._show_all(note))
        self._showing.add(task)
        task.add_done_callback(self._showing.discard)

    async def _show_all(self, note: Note) -> None:
        """Show the rest in the place of ``note``, unless something else stands there by now."""
        secret, whole = self._standing.get(note.slot, (None, note))
        if secret is not note:
            self._on_closed(note, Closed.WITHDRAWN)
        elif not (await self._notifier.show(whole)).ok:
            self._on_closed(whole, Closed.LOST)
