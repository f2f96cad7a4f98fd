"""The one place where a nudge stands: on the screen, and in the menu until its time has passed.

It keeps each showing in the journal, from "about to be shown" to its end. Nothing but `Stage.show`
and `Stage.clear` waits for the desktop, which may take seconds; they take turns.
"""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING

from journal.records import NudgeRecord, Outcome
from tray import answers, gate
from tray.notify.base import Closed, Note, Notifier, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from journal.store import Journal
    from tips.model import Tip
    from tray.clock import Clock
    from tray.due import Due, Situation

NUDGE_SLOT = "nudge"

_OUTCOMES = {
    Closed.EXPIRED: Outcome.EXPIRED,
    Closed.DISMISSED: Outcome.DISMISSED,
    Closed.WITHDRAWN: Outcome.WITHDRAWN,
    Closed.REPLACED: Outcome.WITHDRAWN,
    # A daemon that went away says nothing about the person.
    Closed.LOST: Outcome.WITHDRAWN,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Open:
    """The nudge that waits for an answer.

    Attributes:
        due: What was due.
        record: Its record in the journal.
        tip: What it says.
        until: The UTC moment at which its time has passed.
    """

    due: Due
    record: NudgeRecord
    tip: Tip
    until: datetime


class Stage:
    """Where at most one nudge stands; see the module."""

    def __init__(self, journal: Journal, clock: Clock, notifier: Notifier) -> None:
        """Begin with nothing on it."""
        self._journal = journal
        self._clock = clock
        self._notifier = notifier
        self._screen = asyncio.Lock()
        self._arriving = ""
        self.open: Open | None = None
        """The nudge that waits for an answer, on the screen or in the menu."""

    async def show(
        self,
        due: Due,
        record: NudgeRecord,
        tip: Tip,
        stay_seconds: float | None,
        until: Callable[[datetime], datetime],
    ) -> Shown:
        """Show ``tip`` in the place of whatever stands there.

        What stood there keeps standing if the new one does not come up.

        Args:
            due: What is due.
            record: Its record, new or of an earlier attempt.
            tip: What to say.
            stay_seconds: How long it stays on the screen; None leaves that to the desktop.
            until: Tells from the moment of showing when its time has passed.

        Raises:
            JournalError: The journal cannot be written. It stands if `open` says so.
        """
        async with self._screen:
            record = dataclasses.replace(
                record, tip=tip.id, outcome=Outcome.PENDING, outcome_at=None
            )
            self._journal.put_nudge(record)
            buttons = answers.buttons(due.kind)
            note = Note(NUDGE_SLOT, record.id, tip.title, tip.text, buttons, stay_seconds)
            self._arriving = record.id
            try:
                shown = await self._notifier.show(note)
            finally:
                self._arriving = ""
            now = self._clock.now()
            if not shown.ok:
                self._put(record, Outcome.NOT_SHOWN)
                return shown
            record = dataclasses.replace(
                record, outcome=Outcome.SHOWN, shown_at=now, shown_by=shown.by
            )
            # Before the journal, which may fail: a button that is on the screen is to work.
            before, self.open = self.open, Open(due, record, tip, until(now))
            self._journal.put_nudge(record)
            if before is not None:
                self._end(before)
            return shown

    def retell(self, tips: Iterable[Tip]) -> None:
        """Have what stands here say what it says in ``tips``; on the screen it stays as it is."""
        if self.open is not None:
            told = {tip.id: tip for tip in tips}
            tip = told.get(self.open.tip.id, self.open.tip)
            self.open = dataclasses.replace(self.open, tip=tip)

    async def clear(self) -> None:
        """Take away what is on the screen and stands no more."""
        async with self._screen:
            # Another nudge may have taken the place meanwhile, and the screen with it.
            if self.open is None:
                await self._notifier.withdraw(NUDGE_SLOT)

    async def arrived(self, token: str | None) -> None:
        """Wait for the showing ``token`` if it is on its way: its end may overtake it."""
        if token is not None and token == self._arriving:
            async with self._screen:
                pass

    def is_over(self, present: Situation) -> bool:
        """Whether the time of what stands here has passed, or nothing asks for an answer now."""
        current = self.open
        if current is None:
            return False
        return present.now >= current.until or not gate.may_stand(current.due, present)

    def close(self) -> None:
        """Nothing stands here any more; `clear` takes it off the screen.

        Raises:
            JournalError: What became of it could not be kept.
        """
        current, self.open = self.open, None
        if current is not None:
            self._end(current)

    def answered(self, current: Open, key: str) -> None:
        """What stands here, ``current``, was answered with the button ``key``.

        Raises:
            JournalError: The answer could not be kept.
        """
        self.open = None
        self._put(dataclasses.replace(current.record, answer=key), Outcome.ANSWERED)

    def closed(self, token: str, how: Closed) -> bool:
        """A notification is gone without an answer; whether it was the one that stands here.

        One that the desktop took away can be answered in the menu until its time has passed; one
        that the person closed cannot.

        Raises:
            JournalError: What became of it could not be kept.
        """
        current = self.open
        if current is None or current.record.id != token:
            return False
        if how is Closed.DISMISSED:
            self.open = None
        record = self._put(current.record, _OUTCOMES[how])
        if self.open is not None:
            self.open = dataclasses.replace(current, record=record)
        return True

    def _end(self, current: Open) -> None:
        # A pop-up that expired keeps that outcome; the nudge only stops waiting in the menu.
        if current.record.outcome is Outcome.SHOWN:
            self._put(current.record, Outcome.WITHDRAWN)

    def _put(self, record: NudgeRecord, outcome: Outcome) -> NudgeRecord:
        record = dataclasses.replace(record, outcome=outcome, outcome_at=self._clock.now())
        self._journal.put_nudge(record)
        return record
