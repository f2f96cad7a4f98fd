"""The live engine: takes what is due, asks the gate, shows one nudge, acts on its answer.

It lives on the core loop. What it decides is decided by `tray.gate`; what it knows over a restart
stands in the journal. Everything that may change a decision ends in `Nudger.review`, which never
waits: what has to wait for the desktop runs in the background.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from config.errors import JournalError
from config.kinds import NudgeKind
from config.language import in_english, tr
from tray import answers, effects, gate, holds, left_over, nudge_text, remembered, timetable
from tray.answers import Answer
from tray.due import Due, Hold
from tray.gate import Verdict
from tray.lookout import Lookout
from tray.presence.attendance import Attendance
from tray.situation import situation
from tray.stage import Open, Stage
from tray.waiting_room import RETRY, WaitingRoom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from config.settings import Settings
    from journal.store import Journal
    from tips.catalog import TipsByKind
    from tray.clock import Clock
    from tray.effects import Effects
    from tray.facts import Unshown
    from tray.notify.base import Button, Closed, Note, Notifier, Shown

_log = logging.getLogger(__name__)

_NOTHING = Verdict(None, (), (), None)


class Nudger:
    """Shows nudges when they are due and the gate lets them; see the module."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        settings: Settings,
        catalog: TipsByKind,
        notifier: Notifier,
        outside: Effects,
    ) -> None:
        """Take up what an earlier run left: nudges that wait, and showings without an end.

        Raises:
            JournalError: The journal cannot be read or written.
        """
        self.settings = settings
        self._journal = journal
        self._clock = clock
        self._catalog = catalog
        self._effects = outside
        self._stage = Stage(journal, clock, notifier)
        self._verdict = _NOTHING
        rest = left_over.take_up(journal, settings, clock.zone, clock.now())
        self._room = WaitingRoom(journal, clock, rest)
        attendance = Attendance(
            clock.now,
            remembered.absences(journal),
            lambda absences: remembered.set_absences(journal, absences),
        )
        attendance.away_seconds = settings.limits.away_minutes * 60.0
        self.lookout = Lookout(attendance, outside.in_background, self._seen)
        """Knows where the person is, and hears what the desktop tells of it."""

    @property
    def open(self) -> Open | None:
        """The nudge that waits for an answer, on the screen or in the menu."""
        return self._stage.open

    # -- what is due

    @property
    def waiting(self) -> tuple[tuple[Due, tuple[Hold, ...]], ...]:
        """What is due and held, each with its reasons, as of the last review."""
        return self._verdict.waiting

    @property
    def unshown(self) -> tuple[Unshown, ...]:
        """What could not be shown and is tried again later on."""
        return self._room.unshown()

    async def due(self, kind: NudgeKind, at: datetime) -> None:
        """A nudge's time has come."""
        self._room.enter(Due(kind, at))
        # Whatever is due at the same moment is to be here before anything is decided: which of
        # them goes first is not for the order of the timers to say.
        await asyncio.sleep(0)
        self.review()

    async def show_now(self, kind: NudgeKind) -> Shown:
        """Show a nudge at once because the person asked to see it.

        Nothing holds it and it does not count towards the day's limit, but the next one keeps its
        distance from it. If it cannot be shown it is not tried again: the person is told.
        """
        due = Due(kind, self._clock.now(), asked_for=True)
        self._room.leave(due)
        return await self._show(due, again=False)

    def use(self, settings: Settings) -> None:
        """Take up new settings; what waits of a kind that was switched off is dropped.

        Raises:
            JournalError: What was put off of such a kind could not be forgotten.
        """
        before, self.settings = self.settings, settings
        self.lookout.attendance.away_seconds = settings.limits.away_minutes * 60.0
        self._room.drop(
            [kind for kind in NudgeKind if before.nudge(kind).on and not settings.nudge(kind).on]
        )

    def retell(self) -> None:
        """Another language is spoken now: so is what waits for an answer in the menu.

        On the screen it stays as it came up.

        Raises:
            CatalogError: Its words cannot be read.
        """
        current = self.open
        if current is not None:
            self._stage.retell(self._catalog.tips(current.due.kind))

    def review(self, *, looked: bool = False) -> None:
        """Decide anew about everything that waits; safe to call at any time.

        Where the decision hangs on what the desktop says of the person, that is asked for first,
        in the background.

        Args:
            looked: Whether the desktop was asked just now.

        Raises:
            JournalError: The journal cannot be read or written; nothing is lost, and it is called
                again soon.
        """
        wake = self._clock.now() + RETRY
        try:
            # What is on its way to the screen has to arrive before another can be judged.
            if not self._room.is_leaving:
                self._decide(looked=looked)
            decisions = tuple(self._decisions())
            look = self.lookout.next_look(self.settings, self._clock, decisions)
            if look is not None and look <= self._clock.now():
                self.lookout.look()
            wake = self._next_wake(look, *decisions)
        finally:
            self._effects.wake_at(wake)
            self._effects.changed()

    def _seen(self, unlocked: bool) -> None:  # noqa: FBT001 - see Lookout
        try:
            if unlocked:
                # Nobody was there to see it; its kind comes again by its own time.
                self._effects.in_background(self._stage.clear())
                self._stage.close()
        finally:
            self.review(looked=True)

    def _decide(self, *, looked: bool) -> None:
        self._room.enter_later()
        if not self._room.dues and self._stage.open is None:
            self._verdict = _NOTHING
            return  # so that a look that only counts the time at the computer costs little
        present = situation(
            self._journal,
            self._clock,
            self.settings,
            self._room.dues,
            self.lookout.attendance.attended,
        )
        if self._stage.is_over(present):
            self._effects.in_background(self._stage.clear())
            self._stage.close()
        verdict = gate.decide(self._room.ready(present.now), present)
        if not looked and self.lookout.watches and _hangs_on_presence(verdict):
            # What was seen a while ago neither shows anything nor keeps it back.
            self.lookout.look()
            return
        self._room.record(verdict, present.now)
        self._verdict = verdict
        if verdict.show is not None:
            self._room.leave(verdict.show)
            self._effects.in_background(self._show(verdict.show, again=True))

    def _decisions(self) -> Iterator[datetime]:
        """When something that waits, was put off or could not be shown may show."""
        if self._verdict.wake_at is not None:
            yield self._verdict.wake_at
        yield from self._room.moments()

    def _next_wake(self, *known: datetime | None) -> datetime:
        now, zone = self._clock.now(), self._clock.zone
        # Lines of the menu change at midnight, at the bedtime and at the end of a pause.
        moments = [
            timetable.next_midnight(now, zone),
            timetable.next_bedtime(self.settings.day, zone, now),
            remembered.paused_until(self._journal, now),
            *known,
            None if self._stage.open is None else self._stage.open.until,
        ]
        return min(moment for moment in moments if moment is not None and moment > now)

    # -- showing

    async def _show(self, due: Due, *, again: bool) -> Shown:
        """Show ``due``, which is on its way.

        Args:
            due: What to show.
            again: Whether it waits for another try if it does not come up.
        """
        why = tr("an error that stands in the log")
        try:
            shown = await self._put_on_stage(due)
            if shown.ok:
                self._room.has_shown(due)
            else:
                why = shown.why
                _log.info("a nudge could not be shown: %s", in_english(why))
                self._room.has_failed(due, why)
        finally:
            stands = self.open is not None and self.open.due == due
            self._room.has_left(due, why if again and not stands else None)
            self._effects.in_background(self._review())
        return shown

    async def _review(self) -> None:
        self.review()

    async def _put_on_stage(self, due: Due) -> Shown:
        end = gate.deadline(due, self.settings)
        return await self._stage.show(
            due,
            self._room.attempt(due),
            nudge_text.tip_now(
                self._catalog.tips(due.kind), self._journal, self._clock, self.settings
            ),
            float(self.settings.notifications.stay_seconds) or None,
            # One that was shown at the last moment is not taken away before it can be read.
            lambda shown_at: max(end, shown_at + RETRY),
        )

    # -- what becomes of it

    async def closed(self, note: Note, how: Closed) -> None:
        """A notification is gone without an answer; see `Stage.closed`."""
        await self._stage.arrived(note.token)
        if self._stage.closed(note.token, how):
            self.review()

    async def answered(self, key: str, token: str | None = None) -> None:
        """The open nudge was answered, by a button or in the menu.

        Args:
            key: The button's key; one that this nudge does not have is ignored.
            token: The showing that it belongs to; None for whichever is open.

        Raises:
            LullError: What the answer asks for could not be done; it can be answered again.
        """
        await self._stage.arrived(token)
        current = self.open
        if current is None or (token is not None and token != current.record.id):
            return
        if key not in {button.key for button in answers.buttons(current.due.kind)}:
            return
        # First what the person wants: if it fails, the nudge still waits for an answer.
        effects.carry_out(
            Answer(key), current.due, self._journal, self._clock, self.settings, self._effects
        )
        self._effects.in_background(self._stage.clear())
        try:
            self._stage.answered(current, key)
        finally:
            self.review()

    def answers(self) -> tuple[Button, ...]:
        """The buttons of the nudge that waits for an answer; empty if none does."""
        return () if self.open is None else answers.buttons(self.open.due.kind)

    def end(self) -> None:
        """Nothing stands any more; the caller closes the notifier."""
        try:
            self._stage.close()
        except JournalError:
            _log.exception("the last nudge's outcome could not be kept")


def _hangs_on_presence(verdict: Verdict) -> bool:
    """Whether something would show, or is kept from it by nothing but what was seen."""
    return verdict.show is not None or any(
        all(hold.reason in holds.SEEN for hold in held) for _, held in verdict.waiting
    )
