"""The live engine: takes what is due, asks the gate, shows one nudge, acts on its answer.

It lives on the core loop. What it decides is decided by `tray.gate`; what it knows over a restart
stands in the journal. Everything that may change a decision ends in `review`.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from config.errors import JournalError
from journal.entries import new_id
from journal.records import HoldRecord, NudgeRecord, Outcome
from tips.rotation import choose_tip
from tray import answers, gate, plan, remembered, timetable
from tray.answers import LATER_MINUTES, Answer
from tray.gate import Due, Hold, Verdict
from tray.notify.base import Button, Closed, Note, Notifier
from tray.situation import situation

if TYPE_CHECKING:
    from config.kinds import NudgeKind
    from config.settings import Settings
    from journal.store import Journal
    from tips.catalog import Catalog
    from tips.model import Tip
    from tray.clock import Clock

_log = logging.getLogger(__name__)

NUDGE_SLOT = "nudge"
RETRY = timedelta(minutes=2)
"""How soon a nudge that could not be shown is tried again, as long as its time has not passed."""

_OUTCOMES = {
    Closed.EXPIRED: Outcome.EXPIRED,
    Closed.DISMISSED: Outcome.DISMISSED,
    Closed.WITHDRAWN: Outcome.WITHDRAWN,
    Closed.REPLACED: Outcome.WITHDRAWN,
    # A daemon that went away says nothing about the person.
    Closed.LOST: Outcome.WITHDRAWN,
}


class Effects(Protocol):
    """What an answer may set off outside of the nudger."""

    def log(self, words: list[str], source: str) -> None:
        """Log a drink; see `tray.quick_log`."""

    def breathe(self) -> None:
        """Start two minutes of slow breathing."""

    def fill_in(self) -> None:
        """Open the check-in."""

    def changed(self) -> None:
        """Something that the menu or the icon shows may have changed."""

    def wake_at(self, moment: datetime | None) -> None:
        """Call `Nudger.review` at ``moment``, and only then; None for not at all."""


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


class Nudger:
    """Shows nudges when they are due and the gate lets them; see the module."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        settings: Settings,
        catalog: Catalog,
        notifier: Notifier,
        effects: Effects,
    ) -> None:
        """Take up what an earlier run left: nudges put off, and records without an outcome."""
        self.settings = settings
        self._journal = journal
        self._clock = clock
        self._catalog = catalog
        self._notifier = notifier
        self._effects = effects
        self._reviewing = asyncio.Lock()
        self._waiting: tuple[Due, ...] = ()
        self._verdict = Verdict(None, (), (), None)
        self._recorded: set[tuple[NudgeKind, datetime, str]] = set()
        self._unshown: dict[Due, tuple[NudgeRecord, datetime]] = {}
        self.open: Open | None = None
        """The nudge that waits for an answer, on the screen or in the menu."""
        self._adopt()

    def _adopt(self) -> None:
        now = self._clock.now()
        for record in self._journal.pending_nudges():
            # The process that showed it is gone, and its notification cannot answer any more.
            outcome = Outcome.NOT_SHOWN if record.shown_at is None else Outcome.WITHDRAWN
            self._journal.put_nudge(dataclasses.replace(record, outcome=outcome, outcome_at=now))

    # -- what is due

    @property
    def waiting(self) -> tuple[tuple[Due, tuple[Hold, ...]], ...]:
        """What is due and held, each with its reasons, as of the last review."""
        return self._verdict.waiting

    async def due(self, kind: NudgeKind, at: datetime, *, asked_for: bool = False) -> None:
        """A nudge's time has come."""
        self._waiting = plan.add_due(self._waiting, Due(kind, at, asked_for=asked_for))
        await self.review()

    async def show_now(self, kind: NudgeKind) -> bool:
        """Show a nudge at once because the person asked to see it; whether it could be shown."""
        async with self._reviewing:
            shown = await self._show(Due(kind, self._clock.now(), asked_for=True))
        self._effects.changed()
        await self.review()
        return shown

    def use(self, settings: Settings) -> None:
        """Take up new settings; what waits of a kind that is now off is dropped."""
        self.settings = settings
        self._waiting = tuple(
            due for due in self._waiting if due.asked_for or settings.nudge(due.kind).on
        )

    async def review(self) -> None:
        """Decide anew about everything that waits; safe to call at any time.

        Raises:
            JournalError: The journal cannot be read or written; nothing was shown then.
        """
        async with self._reviewing:
            await self._withdraw_stale()
            self._take_later()
            present = situation(self._journal, self._clock, self.settings, self._waiting)
            ready = tuple(due for due in self._waiting if not self._retry_later(due, present.now))
            verdict = gate.decide(ready, present)
            postponed = tuple(due for due in self._waiting if due not in ready)
            self._waiting = tuple(due for due, _ in verdict.waiting) + postponed
            self._record(verdict, present.now)
            self._verdict = verdict
            if verdict.show is not None:
                await self._show(verdict.show)
        self._schedule_wake()
        self._effects.changed()

    def _take_later(self) -> None:
        now = self._clock.now()
        for kind, moment in remembered.later(self._journal).items():
            if moment <= now:
                remembered.set_later(self._journal, kind, None)
                self._waiting = plan.add_due(self._waiting, Due(kind, moment, asked_for=True))

    def _retry_later(self, due: Due, now: datetime) -> bool:
        unshown = self._unshown.get(due)
        return unshown is not None and now < unshown[1]

    def _schedule_wake(self) -> None:
        now = self._clock.now()
        # The menu's own lines change at midnight, at the end of a pause and with active hours.
        moments = [timetable.next_midnight(now, self._clock.zone)]
        paused = remembered.paused_until(self._journal, now)
        following = (self._verdict.wake_at, paused)
        moments += [moment for moment in following if moment is not None]
        moments += remembered.later(self._journal).values()
        moments += [again for due, (_, again) in self._unshown.items() if due in self._waiting]
        if self.open is not None:
            moments.append(self.open.until)
        self._effects.wake_at(min(moments, default=None))

    def _record(self, verdict: Verdict, now: datetime) -> None:
        for due, held in (*verdict.waiting, *verdict.lapsed):
            for hold in held:
                key = (due.kind, due.at, hold.reason.value)
                if key not in self._recorded:
                    self._recorded.add(key)
                    self._journal.add_hold(
                        HoldRecord(now, due.kind, due.at, hold.reason.value, hold.text, hold.until)
                    )
        for due, _ in verdict.lapsed:
            record = self._unshown.pop(due, (_new_record(due, ""), now))[0]
            if record.outcome is not Outcome.NOT_SHOWN:
                record = dataclasses.replace(record, outcome=Outcome.LAPSED, outcome_at=now)
                self._journal.put_nudge(record)
        current = {(due.kind, due.at) for due, _ in verdict.waiting}
        self._recorded = {key for key in self._recorded if key[:2] in current}

    # -- showing

    async def _show(self, due: Due) -> bool:
        """Show ``due``; whether it came up. One that did not waits for another try."""
        now = self._clock.now()
        tip = self._choose(due.kind, now)
        record = self._unshown.pop(due, (_new_record(due, tip.id), now))[0]
        record = dataclasses.replace(record, tip=tip.id, outcome=Outcome.PENDING)
        self._journal.put_nudge(record)
        stay = self.settings.notifications.stay_seconds
        note = Note(
            slot=NUDGE_SLOT,
            token=record.id,
            title=tip.title,
            body=tip.text,
            buttons=answers.buttons(due.kind),
            stay_seconds=float(stay) if stay else None,
        )
        self._close_open(Outcome.WITHDRAWN)
        shown = await self._notifier.show(note)
        now = self._clock.now()
        if not shown.ok:
            _log.warning("a nudge could not be shown: %s", shown.why)
            record = dataclasses.replace(record, outcome=Outcome.NOT_SHOWN, outcome_at=now)
            self._journal.put_nudge(record)
            self._unshown[due] = (record, now + RETRY)
            self._waiting = plan.add_due(self._waiting, due)
            return False
        record = dataclasses.replace(
            record, outcome=Outcome.SHOWN, outcome_at=None, shown_at=now, shown_by=shown.by
        )
        self._journal.put_nudge(record)
        self.open = Open(due, record, tip, max(gate.deadline(due, self.settings), now + RETRY))
        return True

    def _choose(self, kind: NudgeKind, now: datetime) -> Tip:
        seed = self._clock.local(now).date().isoformat()
        return choose_tip(
            self._catalog.tips(kind), self._journal.tips_last_shown(), now, f"{seed} {kind}"
        )

    async def _withdraw_stale(self) -> None:
        if self.open is not None and self._clock.now() >= self.open.until:
            self._close_open(Outcome.WITHDRAWN)
            await self._notifier.withdraw(NUDGE_SLOT)

    def _close_open(self, outcome: Outcome) -> None:
        if self.open is None:
            return
        record, self.open = self.open.record, None
        # A popup that expired keeps that outcome; the nudge only stops waiting in the menu.
        if record.outcome is Outcome.SHOWN:
            self._journal.put_nudge(
                dataclasses.replace(record, outcome=outcome, outcome_at=self._clock.now())
            )

    # -- what becomes of it

    async def closed(self, note: Note, how: Closed) -> None:
        """A notification is gone without an answer.

        One that the desktop took away stays answerable in the menu until its time has passed; one
        that the person closed does not.
        """
        current = self.open
        if current is None or current.record.id != note.token:
            return
        outcome = _OUTCOMES[how]
        record = dataclasses.replace(current.record, outcome=outcome, outcome_at=self._clock.now())
        self._journal.put_nudge(record)
        if how is Closed.DISMISSED:
            self.open = None
        else:
            self.open = dataclasses.replace(current, record=record)
        await self.review()

    async def answered(self, key: str, token: str | None = None) -> None:
        """The open nudge was answered, by a button or in the menu.

        Args:
            key: The button's key; one that this nudge does not have is ignored.
            token: The showing that it belongs to; None for whichever is open.
        """
        current = self.open
        if current is None or (token is not None and token != current.record.id):
            return
        kind = current.due.kind
        if key not in {button.key for button in answers.buttons(kind)}:
            return
        now = self._clock.now()
        self.open = None
        self._journal.put_nudge(
            dataclasses.replace(
                current.record, outcome=Outcome.ANSWERED, outcome_at=now, answer=key
            )
        )
        await self._notifier.withdraw(NUDGE_SLOT)
        self._act(Answer(key), kind, now)
        await self.review()

    def _act(self, answer: Answer, kind: NudgeKind, now: datetime) -> None:
        if answer is Answer.LATER:
            remembered.set_later(self._journal, kind, now + timedelta(minutes=LATER_MINUTES))
        elif answer is Answer.NOT_TODAY:
            remembered.add_not_today(self._journal, kind, self._clock.local(now).date())
        elif answer is Answer.HAD_GLASS:
            self._effects.log(["water"], "nudge")
        elif answer is Answer.HAD_ONE:
            self._effects.log([self.settings.caffeine.usual_drink], "nudge")
        elif answer is Answer.BREATHE:
            self._effects.breathe()
        elif answer is Answer.FILL_IN:
            self._effects.fill_in()

    def answers(self) -> tuple[Button, ...]:
        """The buttons of the nudge that waits for an answer; empty if none does."""
        return () if self.open is None else answers.buttons(self.open.due.kind)

    async def end(self) -> None:
        """Take the open nudge off the screen, so that no dead button stays behind."""
        try:
            self._close_open(Outcome.WITHDRAWN)
        except JournalError:
            _log.exception("the last nudge's outcome could not be kept")
        await self._notifier.withdraw(NUDGE_SLOT)


def _new_record(due: Due, tip: str) -> NudgeRecord:
    return NudgeRecord(
        id=new_id(),
        kind=due.kind,
        tip=tip,
        due_at=due.at,
        shown_at=None,
        shown_by="",
        outcome=Outcome.PENDING,
        outcome_at=None,
        answer="",
        asked_for=due.asked_for,
    )
