"""Notifications that say nothing but whose they are, until the person asks to see the rest."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING, Final

from config.language import N_, tr, trp
from tray.notify.base import Button, Closed, Note, Notifier, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.notify.base import OnAnswer, OnClosed

SHOW: Final = "show"
"""The key of the button that shows the rest."""
NUDGE_TITLE: Final = N_("A reminder from Lull")
TITLE: Final = N_("A message from Lull")
FOLLOWED: Final = frozenset({"breathe"})
"""Slots of a note that changes while the person follows it; who asked to see it sees it change."""
_NEUTRAL: Final = {"later": N_("Later"), "not_today": N_("Not today")}
"""Buttons that can be pressed without knowing what it is about, and what then stands on them."""


def hidden(note: Note) -> Note:
    """The note without a word of what it is about."""
    buttons = [
        Button(button.key, tr(_NEUTRAL[button.key]))
        for button in note.buttons
        if button.key in _NEUTRAL
    ]
    title = tr(NUDGE_TITLE if note.slot == "nudge" else TITLE)
    return dataclasses.replace(
        note, title=title, body="", buttons=(Button(SHOW, trp("a button", "Show")), *buttons)
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Hidden:
    """A note that stands hidden, the whole of it, and whether that was shown by now."""

    secret: Note
    whole: Note
    seen: asyncio.Event = dataclasses.field(default_factory=asyncio.Event)


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
        self._standing: dict[str, _Hidden] = {}
        self._asked: dict[str, str] = {}
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
        if not self._wanted() or self._asked.get(note.slot) == note.token:
            return await self._notifier.show(note)
        secret = hidden(note)
        self._standing[note.slot] = _Hidden(secret, note)
        return await self._notifier.show(secret)

    async def seen(self, slot: str) -> None:
        """Wait until the note of ``slot`` is shown whole; where none is hidden, for nothing."""
        hidden_one = self._standing.get(slot)
        if hidden_one is not None:
            await hidden_one.seen.wait()

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
        standing = self._standing.get(note.slot)
        if standing is None or standing.secret is not note:
            self._on_closed(note, Closed.WITHDRAWN)
        elif not (await self._notifier.show(standing.whole)).ok:
            self._on_closed(standing.whole, Closed.LOST)
        else:
            if note.slot in FOLLOWED:
                self._asked[note.slot] = note.token
            standing.seen.set()
