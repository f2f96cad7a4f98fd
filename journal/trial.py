"""A self-test: two weeks as usual and two weeks with one habit changed, in a chosen order; pure.

A trial stands in local dates alone, so that it goes on by itself over restarts, clock changes and
journeys: where it stands on a day follows from the day. What came of it is `journal.trial_result`.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from config.errors import InputError, JournalError
from config.kinds import TrialHabit
from config.language import N_, tr
from config.value_words import complaint_of
from journal.entries import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

STATE_KEY: Final = "trials"
"""The state under which the journal keeps all trials, as `trials_text` writes them."""

PHASE_DAYS: Final = 14
"""Of each part; every weekday comes twice in it, so that weekends do not tell the parts apart."""

MOST_DAYS_AHEAD: Final = 60
"""How far ahead a trial may begin."""

_TITLE: Final = N_("That cannot be planned")
_NOT_READ: Final = N_("The plan in the journal cannot be read")


class Phase(StrEnum):
    """One of the two parts."""

    AS_USUAL = "as_usual"
    CHANGED = "changed"

    @property
    def other(self) -> Phase:
        """The other part."""
        return Phase.CHANGED if self is Phase.AS_USUAL else Phase.AS_USUAL


class Stage(StrEnum):
    """Where a trial stands."""

    PLANNED = "planned"
    FIRST = "first"
    SECOND = "second"
    FINISHED = "finished"
    STOPPED = "stopped"


class Trial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One trial.

    Attributes:
        habit: What is changed in one part.
        first: Which part comes first.
        drawn: Whether that was drawn by lot.
        start: The first day, a local date.
        planned_on: The local date on which it was planned.
        stopped_on: The first day that counts no more; None if it was not stopped.
        off_days: Days of which the person says that they did not go as planned.
    """

    habit: TrialHabit
    first: Phase
    drawn: bool
    start: dt.date
    planned_on: dt.date
    stopped_on: dt.date | None = None
    off_days: tuple[dt.date, ...] = ()

    @property
    def switch(self) -> dt.date:
        """The first day of the second part."""
        return self.start + dt.timedelta(days=PHASE_DAYS)

    @property
    def planned_end(self) -> dt.date:
        """The first day that would count no more if it was not stopped."""
        return self.switch + dt.timedelta(days=PHASE_DAYS)

    @property
    def end(self) -> dt.date:
        """The first day that counts no more."""
        return self.planned_end if self.stopped_on is None else self.stopped_on

    def stage(self, today: dt.date) -> Stage:
        """Where it stands on the local date ``today``."""
        if self.stopped_on is not None:
            return Stage.STOPPED
        if today < self.start:
            return Stage.PLANNED
        if today < self.switch:
            return Stage.FIRST
        return Stage.SECOND if today < self.end else Stage.FINISHED

    def is_open(self, today: dt.date) -> bool:
        """Whether it lies ahead or runs."""
        return self.stage(today) in {Stage.PLANNED, Stage.FIRST, Stage.SECOND}

    def phase_on(self, day: dt.date) -> Phase | None:
        """The part that a local date belongs to; None before the first day and after the last."""
        if not self.start <= day < self.end:
            return None
        return self.first if day < self.switch else self.first.other

    def day_of_phase(self, day: dt.date) -> int:
        """Which day of its part a day of the trial is, from 1 to 14."""
        return (day - self.start).days % PHASE_DAYS + 1

    def days_of(self, phase: Phase) -> tuple[dt.date, dt.date]:
        """The first and the last day of a part, as planned."""
        first = self.start if phase is self.first else self.switch
        return first, first + dt.timedelta(days=PHASE_DAYS - 1)


def trials_from(text: str | None) -> tuple[Trial, ...]:
    """Read the trials that the journal keeps, the oldest first.

    Raises:
        JournalError: They cannot be read; another version of Lull may have written them.
    """
    try:
        trials = msgspec.json.decode(text or "[]", type=tuple[Trial, ...])
    except msgspec.ValidationError as error:
        raise complaint_of(error).error(JournalError, tr(_NOT_READ)) from error
    except msgspec.DecodeError as error:
        raise JournalError(tr(_NOT_READ), tr("it is not JSON")) from error
    # Four weeks after the last day of the calendar there is none.
    if not all(FIRST_YEAR <= trial.start.year <= LAST_YEAR for trial in trials):
        raise JournalError(
            tr(_NOT_READ),
            tr("it begins before {first} or after {last}", first=FIRST_YEAR, last=LAST_YEAR),
        )
    if not all(trial.start <= trial.end <= trial.planned_end for trial in trials):
        raise JournalError(
            tr(_NOT_READ), tr("it was stopped before it began, or after it was over")
        )
    return trials


def trials_text(trials: Sequence[Trial]) -> str | None:
    """What the journal keeps of some trials; None for none."""
    return msgspec.json.encode(trials).decode() if trials else None


def latest(trials: Sequence[Trial]) -> Trial | None:
    """The trial that was planned last, or None."""
    return trials[-1] if trials else None


def with_plan(
    trials: Sequence[Trial],
    habit: TrialHabit,
    start: dt.date,
    first: Phase,
    today: dt.date,
    *,
    drawn: bool,
) -> tuple[Trial, ...]:
    """Plan one more trial.

    Args:
        trials: Those that there are.
        habit: What is changed.
        start: The first day, from tomorrow to `MOST_DAYS_AHEAD` days ahead.
        first: Which part comes first.
        today: The local date.
        drawn: Whether ``first`` was drawn by lot.

    Raises:
        InputError: The start is out of range, or another trial lies ahead or runs.
    """
    before = latest(trials)
    if before is not None and before.is_open(today):
        raise InputError(
            tr(_TITLE), tr("one at a time: another is planned or runs; lull trial stop")
        )
    if not 1 <= (start - today).days <= MOST_DAYS_AHEAD:
        detail = tr(
            "{start}: it can begin from tomorrow on, at most {n} days ahead",
            start=start,
            n=MOST_DAYS_AHEAD,
        )
        raise InputError(tr(_TITLE), detail)
    return (*trials, Trial(habit, first, drawn, start, today))


def with_stop(trials: Sequence[Trial], today: dt.date) -> tuple[Trial, ...]:
    """Stop the trial that runs; today counts no more. One that has not begun is taken away.

    Raises:
        InputError: None lies ahead or runs.
    """
    trial = _open(trials, today)
    if trial.stage(today) is Stage.PLANNED:
        return tuple(trials[:-1])
    return (*trials[:-1], msgspec.structs.replace(trial, stopped_on=today))


def with_mark(
    trials: Sequence[Trial], day: dt.date, today: dt.date, *, off: bool
) -> tuple[Trial, ...]:
    """Keep whether a day of the trial that runs went as planned.

    Args:
        trials: Those that there are.
        day: A day of it, today at the latest.
        today: The local date.
        off: Whether the day did not go as planned.

    Raises:
        InputError: No trial runs, or the day is none of its days so far.
    """
    trial = _open(trials, today)
    if trial.start > today:
        detail = tr("it begins on {start}; from then on its days can be marked", start=trial.start)
        raise InputError(tr("No day of the trial has come yet"), detail)
    if trial.phase_on(day) is None or day > today:
        detail = tr(
            "{day}: a day from {start} to {today} can be marked",
            day=day,
            start=trial.start,
            today=today,
        )
        raise InputError(tr("Not a day of the trial so far"), detail)
    days = {*trial.off_days, day} if off else {*trial.off_days} - {day}
    return (*trials[:-1], msgspec.structs.replace(trial, off_days=tuple(sorted(days))))


def _open(trials: Sequence[Trial], today: dt.date) -> Trial:
    trial = latest(trials)
    if trial is None or not trial.is_open(today):
        raise InputError(tr("Nothing is planned"), tr("see what can be tried: lull trial"))
    return trial
