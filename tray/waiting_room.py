"""What is due and has neither shown nor lapsed: why it waits, and when it is tried again.

What was put off with "Later" and the reasons stand in the journal, so that a restart loses neither.
"""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING

from config.language import tr
from journal.entries import new_id
from journal.records import NudgeRecord, Outcome
from tray import plan, remembered
from tray.answers import LATER_MINUTES
from tray.due import Due
from tray.facts import Unshown, unshown_text
from tray.hold_book import HoldBook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from config.kinds import NudgeKind
    from journal.store import Journal
    from tray.clock import Clock
    from tray.gate import Verdict
    from tray.left_over import LeftOver

RETRY = timedelta(minutes=2)
"""How soon a nudge that could not be shown is tried again, as long as its time has not passed."""
LONGEST_RETRY = timedelta(minutes=30)
"""Each further try comes twice as late as the one before, up to this."""


def _put_off() -> tuple[str, str, None]:
    return "put_off", tr("the one that you put off comes in its place"), None


class WaitingRoom:
    """Where nudges wait, at most one of a kind; see the module.

    Whatever writes to the journal raises JournalError where that is not possible; nothing is lost.
    """

    def __init__(self, journal: Journal, clock: Clock, rest: LeftOver) -> None:
        """Go on with the rest of an earlier run."""
        self._journal = journal
        self._clock = clock
        self._book = HoldBook(journal, clock, rest.recorded)
        self._tried = rest.not_shown
        self._unshown: dict[Due, Unshown] = {}
        self._leaving: list[Due] = []
        self.dues = rest.waiting
        """What waits; what is on its way to the screen is not among it."""

    @property
    def is_leaving(self) -> bool:
        """Whether something is on its way to the screen."""
        return bool(self._leaving)

    def unshown(self) -> tuple[Unshown, ...]:
        """What could not be shown and is tried again later on."""
        now = self._clock.now()
        return tuple(one for due, one in self._unshown.items() if self._is_postponed(due, now))

    def ready(self, now: datetime) -> list[Due]:
        """What may show at ``now`` if nothing holds it: all but what is tried again later on."""
        return [due for due in self.dues if not self._is_postponed(due, now)]

    def moments(self) -> Iterator[datetime]:
        """When something comes back that was put off or could not be shown."""
        yield from remembered.later(self._journal).values()
        for unshown in self._unshown.values():
            yield unshown.again

    def _is_postponed(self, due: Due, now: datetime) -> bool:
        unshown = self._unshown.get(due)
        return unshown is not None and now < unshown.again

    # -- coming

    def enter(self, due: Due) -> None:
        """Have ``due`` wait, unless one of its kind that was put off comes in its place."""
        if any(old.kind is due.kind and old.asked_for for old in self.dues):
            self._book.write(due, *_put_off())
        else:
            self._add(due)

    def enter_later(self) -> None:
        """Have what was put off with "Later" wait, if its time has come."""
        now = self._clock.now()
        # It is forgotten when it has shown or lapsed, so that a restart in between loses nothing.
        for kind, moment in remembered.later(self._journal).items():
            due = Due(kind, moment, asked_for=True)
            # One further ahead was noted by a clock that was wrong and has been set back.
            if moment <= now + timedelta(minutes=LATER_MINUTES):
                for other in [one for one in self.dues if one.kind is kind and one != due]:
                    self._book.write(other, *_put_off())
                    self._remove(other)
            if moment <= now and due not in self.dues:
                self._add(due)

    def _add(self, due: Due) -> None:
        self.dues = plan.add_due(self.dues, due)
        self._keep_only_what_waits()

    # -- going

    def leave(self, due: Due) -> None:
        """``due`` is on its way to the screen, whether it waited or not."""
        self.dues = tuple(other for other in self.dues if other != due)
        self._leaving.append(due)

    def attempt(self, due: Due) -> NudgeRecord:
        """The record of showing ``due``; another try goes on with that of the first."""
        return self._tried.setdefault(due, _new_record(due))

    def has_shown(self, due: Due) -> None:
        """``due`` came up on the screen."""
        self._forget_later(due)

    def has_failed(self, due: Due, why: str) -> None:
        """``due`` could not be shown."""
        self._tried[due] = dataclasses.replace(self.attempt(due), outcome=Outcome.NOT_SHOWN)
        self._book.write(due, "not_shown", unshown_text(why), None)

    def has_left(self, due: Due, again: str | None) -> None:
        """``due`` is not on its way any more.

        Args:
            due: What it was.
            again: Why it is to be tried again; None if it is not.
        """
        self._leaving.remove(due)
        # One of the same kind that became due meanwhile takes its place.
        if again is not None and not any(other.kind is due.kind for other in self.dues):
            before = self._unshown.get(due)
            wait = RETRY if before is None else min(2 * before.wait, LONGEST_RETRY)
            self._add(due)
            self._unshown[due] = Unshown(due, again, self._clock.now() + wait, wait)
        self._keep_only_what_waits()

    def drop(self, kinds: Collection[NudgeKind]) -> None:
        """Forget what waits of ``kinds``, which are not wanted any more."""
        for due in self.dues:
            if due.kind in kinds:
                self._remove(due)
        for kind, moment in remembered.later(self._journal).items():
            if kind in kinds:
                self._forget_later(Due(kind, moment))

    def _remove(self, due: Due) -> None:
        self.dues = tuple(other for other in self.dues if other != due)
        self._keep_only_what_waits()

    def _keep_only_what_waits(self) -> None:
        known = {*self.dues, *self._leaving}
        self._unshown = {due: kept for due, kept in self._unshown.items() if due in known}
        self._tried = {due: record for due, record in self._tried.items() if due in known}
        self._book.keep_only(known)

    def _forget_later(self, due: Due) -> None:
        """Forget what was put off, if ``due`` is what it came back as."""
        if remembered.later(self._journal).get(due.kind) == due.at:
            remembered.set_later(self._journal, due.kind, None)

    # -- why it was quiet

    def record(self, verdict: Verdict, now: datetime) -> None:
        """Keep what was decided at ``now``: why each waits, and what lapsed."""
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
            self._remove(due)


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
