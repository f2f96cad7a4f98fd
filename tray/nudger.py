"""The live engine: takes what is due, asks the gate, shows one nudge, acts on its answer.

It lives on the core loop. What it decides is decided by `tray.gate`; what it knows over a restart
stands in the journal. Everything that may change a decision ends in `Nudger.review`, which never
waits: what has to wait for the desktop runs in the background.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from config.errors import JournalError
from config.kinds import NudgeKind
from journal.entries import new_id
from journal.records import NudgeRecord, Outcome
from tray import answers, effects, gate, holds, left_over, nudge_text, plan, remembered, timetable
from tray.answers import LATER_MINUTES, Answer
from tray.due import Due, Hold
from tray.facts import Unshown, unshown_text
from tray.gate import Verdict
from tray.hold_book import HoldBook
from tray.lookout import Lookout
from tray.presence.attendance import Attendance
from tray.situation import situation
from tray.stage import Open, Stage

if TYPE_CHECKING:
    from datetime import datetime

    from config.settings import Settings
    from journal.store import Journal
    from tips.catalog import Catalog
    from tray.clock import Clock
    from tray.effects import Effects
    from tray.notify.base import Button, Closed, Note, Notifier, Shown

_log = logging.getLogger(__name__)

RETRY = timedelta(minutes=2)
"""How soon a nudge that could not be shown is tried again, as long as its time has not passed."""
LONGEST_RETRY = timedelta(minutes=30)
"""Each further try comes twice as late as the one before, up to this."""
_NOTHING = Verdict(None, (), (), None)
_PUT_OFF = ("put_off", "the one that you put off comes in its place", None)


class Nudger:
    """Shows nudges when they are due and the gate lets them; see the module."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        settings: Settings,
        catalog: Catalog,
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
        self._on_the_way: list[Due] = []
        self._unshown: dict[Due, Unshown] = {}
        rest = left_over.take_up(journal, settings, clock.zone, clock.now())
        self._waiting = rest.waiting
        self._tried = rest.not_shown
        self._book = HoldBook(journal, clock, rest.recorded)
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
        now = self._clock.now()
        return tuple(one for due, one in self._unshown.items() if self._is_postponed(due, now))

    async def due(self, kind: NudgeKind, at: datetime) -> None:
        """A nudge's time has come."""
        due = Due(kind, at)
        if any(old.kind is kind and old.asked_for for old in self._waiting):
            self._book.write(due, *_PUT_OFF)
        else:
            self._wait(due)
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
        self._on_the_way.append(due)
        return await self._show(due, again=False)

    def use(self, settings: Settings) -> None:
        """Take up new settings; what waits of a kind that was switched off is dropped.

        Raises:
            JournalError: What was put off of such a kind could not be forgotten.
        """
        before, self.settings = self.settings, settings
        self.lookout.attendance.away_seconds = settings.limits.away_minutes * 60.0
        off = [kind for kind in NudgeKind if before.nudge(kind).on and not settings.nudge(kind).on]
        for due in self._waiting:
            if due.kind in off:
                self._forget(due)
        for kind, moment in remembered.later(self._journal).items():
            if kind in off:
                self._forget_later(Due(kind, moment))

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
            if not self._on_the_way:
                self._decide(looked=looked)
            look = self.lookout.next_look(self.settings, self._clock)
            if look is not None and look <= self._clock.now():
                self.lookout.look()
            wake = self._next_wake()
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
        self._take_later()
        if not self._waiting and self._stage.open is None:
            self._verdict = _NOTHING
            return  # so that a look that only counts the time at the computer costs little
        present = situation(
            self._journal,
            self._clock,
            self.settings,
            self._waiting,
            self.lookout.attendance.attended,
        )
        if self._stage.is_over(present):
            self._effects.in_background(self._stage.clear())
            self._stage.close()
        ready = [due for due in self._waiting if not self._is_postponed(due, present.now)]
        verdict = gate.decide(ready, present)
        if not looked and self.lookout.watches and _hangs_on_presence(verdict):
            # What was seen a while ago neither shows anything nor keeps it back.
            self.lookout.look()
            return
        self._record(verdict, present.now)
        self._verdict = verdict
        if verdict.show is not None:
            self._waiting = tuple(due for due in self._waiting if due != verdict.show)
            self._on_the_way.append(verdict.show)
            self._effects.in_background(self._show(verdict.show, again=True))

    def _take_later(self) -> None:
        now = self._clock.now()
        # It is forgotten when it has shown or lapsed, so that a restart in between loses nothing.
        for kind, moment in remembered.later(self._journal).items():
            due = Due(kind, moment, asked_for=True)
            # One further ahead was noted by a clock that was wrong and has been set back.
            if moment <= now + timedelta(minutes=LATER_MINUTES):
                for other in [one for one in self._waiting if one.kind is kind and one != due]:
                    self._book.write(other, *_PUT_OFF)
                    self._forget(other)
            if moment <= now and due not in self._waiting:
                self._wait(due)

    def _is_postponed(self, due: Due, now: datetime) -> bool:
        unshown = self._unshown.get(due)
        return unshown is not None and now < unshown.again

    def _wait(self, due: Due) -> None:
        self._waiting = plan.add_due(self._waiting, due)
        self._keep_only_what_waits()

    def _forget(self, due: Due) -> None:
        self._waiting = tuple(other for other in self._waiting if other != due)
        self._keep_only_what_waits()

    def _keep_only_what_waits(self) -> None:
        known = {*self._waiting, *self._on_the_way}
        self._unshown = {due: kept for due, kept in self._unshown.items() if due in known}
        self._tried = {due: record for due, record in self._tried.items() if due in known}
        self._book.keep_only(known)

    def _forget_later(self, due: Due) -> None:
        """Forget what was put off, if ``due`` is what it came back as."""
        if remembered.later(self._journal).get(due.kind) == due.at:
            remembered.set_later(self._journal, due.kind, None)

    def _next_wake(self) -> datetime:
        now, zone = self._clock.now(), self._clock.zone
        # Lines of the menu change at midnight, at the bedtime and at the end of a pause.
        moments = [
            timetable.next_midnight(now, zone),
            timetable.next_bedtime(self.settings.day, zone, now),
            remembered.paused_until(self._journal, now),
            self._verdict.wake_at,
            self.lookout.next_look(self.settings, self._clock),
            *remembered.later(self._journal).values(),
            *(unshown.again for unshown in self._unshown.values()),
            None if self._stage.open is None else self._stage.open.until,
        ]
        return min(moment for moment in moments if moment is not None and moment > now)

    # -- why it was quiet

    def _record(self, verdict: Verdict, now: datetime) -> None:
        for due, held in (*verdict.waiting, *verdict.lapsed):
            for hold in held:
                self._book.write(due, hold.reason.value, hold.text, hold.until)
        for due, _ in verdict.lapsed:
            record = self._tried.get(due) or _new_record(due)
            # One that could not be shown keeps that outcome.
            if record.outcome is not Outcome.NOT_SHOWN:
                record = dataclasses.replace(record, outcome=Outcome.LAPSED, outcome_at=now)
                self._journal.put_nudge(record)
            if due.asked_for:
                self._forget_later(due)
            self._forget(due)

    # -- showing

    async def _show(self, due: Due, *, again: bool) -> Shown:
        """Show ``due``, which is on its way.

        Args:
            due: What to show.
            again: Whether it waits for another try if it does not come up.
        """
        why = "an error that stands in the log"
        try:
            shown = await self._put_on_stage(due)
            if shown.ok:
                self._forget_later(due)
            else:
                why = shown.why
                _log.info("a nudge could not be shown: %s", why)
                self._book.write(due, "not_shown", unshown_text(why), None)
        finally:
            self._on_the_way.remove(due)
            if again and (self.open is None or self.open.due != due):
                self._try_again(due, why)
            self._keep_only_what_waits()
            self._effects.in_background(self._review())
        return shown

    async def _review(self) -> None:
        self.review()

    async def _put_on_stage(self, due: Due) -> Shown:
        # Another try goes on with the record of the first.
        record = self._tried.setdefault(due, _new_record(due))
        end = gate.deadline(due, self.settings)
        result = await self._stage.show(
            due,
            record,
            nudge_text.tip_now(
                self._catalog.tips(due.kind), self._journal, self._clock, self.settings
            ),
            float(self.settings.notifications.stay_seconds) or None,
            # One that was shown at the last moment is not taken away before it can be read.
            lambda shown_at: max(end, shown_at + RETRY),
        )
        if not result.ok:
            self._tried[due] = dataclasses.replace(record, outcome=Outcome.NOT_SHOWN)
        return result

    def _try_again(self, due: Due, why: str) -> None:
        # One of the same kind that became due meanwhile takes its place.
        if not any(other.kind is due.kind for other in self._waiting):
            before = self._unshown.get(due)
            wait = RETRY if before is None else min(2 * before.wait, LONGEST_RETRY)
            self._wait(due)
            self._unshown[due] = Unshown(due, why, self._clock.now() + wait, wait)

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


def _new_record(due: Due) -> NudgeRecord:
    return NudgeRecord(
        id=new_id(),
        kind=due.kind,
        tip="",
        due_at=due.at,
        shown_at=None,
        shown_by="",
        outcome=Outcome.PENDING,
        outcome_at=None,
        answer="",
        asked_for=due.asked_for,
    )


def _hangs_on_presence(verdict: Verdict) -> bool:
    """Whether something would show, or is kept from it by nothing but what was seen."""
    return verdict.show is not None or any(
        all(hold.reason in holds.SEEN for hold in held) for _, held in verdict.waiting
    )
