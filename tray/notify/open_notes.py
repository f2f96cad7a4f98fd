"""Which notes stand open, by slot: the bookkeeping that every notifier shares."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from tray.notify.base import Closed

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from tray.notify.base import Note, OnAnswer, OnClosed


@dataclasses.dataclass(frozen=True, slots=True)
class OpenNote:
    """A note that was shown and has not ended.

    Attributes:
        note: What was shown.
        number: What the notification daemon calls it; 0 where there is no such number.
        timer: Ends its time; None if the desktop decides about that.
    """

    note: Note
    number: int
    timer: asyncio.TimerHandle | None


class OpenNotes:
    """The open notes of one notifier, at most one in a slot; the newest stands last.

    Each ends exactly once. Listeners are called by the loop, never from within a method, so that
    an error in one cannot disturb the notifier.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        on_answer: OnAnswer,
        on_closed: OnClosed,
        take_away: Callable[[OpenNote], None],
    ) -> None:
        """Start with no open note.

        Args:
            loop: The loop that everything happens on.
            on_answer: Told about a chosen button.
            on_closed: Told about every other end.
            take_away: Removes a note from the screen whose time is over.
        """
        self._loop = loop
        self._on_answer = on_answer
        self._on_closed = on_closed
        self._take_away = take_away
        self._by_slot: dict[str, OpenNote] = {}

    def slots(self) -> list[str]:
        """The slots that hold an open note, the oldest note first."""
        return list(self._by_slot)

    def get(self, slot: str) -> OpenNote | None:
        """The open note of ``slot``."""
        return self._by_slot.get(slot)

    def numbered(self, number: int) -> OpenNote | None:
        """The open note that the daemon calls ``number``."""
        return next((each for each in self._by_slot.values() if each.number == number), None)

    def newest_with_buttons(self) -> OpenNote | None:
        """The open note that was shown last among those that can be answered."""
        return next((each for each in reversed(self._by_slot.values()) if each.note.buttons), None)

    def open(self, note: Note, number: int = 0) -> OpenNote:
        """Keep a note that was just shown; the one that its slot held is replaced."""
        self.end(note.slot, Closed.REPLACED)
        timer = None
        if note.stay_seconds is not None:
            timer = self._loop.call_later(max(0.0, note.stay_seconds), self._overdue, note.slot)
        opened = self._by_slot[note.slot] = OpenNote(note, number, timer)
        return opened

    def answer(self, slot: str, key: str) -> OpenNote | None:
        """End the note of ``slot`` with the answer ``key``, and return it."""
        opened = self.take(slot)
        if opened is not None:
            self._loop.call_soon(self._on_answer, opened.note, key)
        return opened

    def end(self, slot: str, how: Closed) -> OpenNote | None:
        """End the note of ``slot`` without an answer, and return it."""
        opened = self.take(slot)
        if opened is not None:
            self._loop.call_soon(self._on_closed, opened.note, how)
        return opened

    def end_all(self, how: Closed) -> list[OpenNote]:
        """End every note without an answer, and return them, the oldest first."""
        ended = [self.end(slot, how) for slot in self.slots()]
        return [opened for opened in ended if opened is not None]

    def take(self, slot: str) -> OpenNote | None:
        """End the note of ``slot`` and return it; the caller tells about it."""
        opened = self._by_slot.pop(slot, None)
        if opened is not None and opened.timer is not None:
            opened.timer.cancel()
        return opened

    def _overdue(self, slot: str) -> None:
        # The timer is cancelled with the note, so the note is there.
        opened = self._by_slot[slot]
        self.end(slot, Closed.EXPIRED)
        self._take_away(opened)
