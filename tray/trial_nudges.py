"""How a self-test changes the nudges: the settings of each day, from the plan.

In the weeks as usual the nudges of its habit stay quiet; in the changed weeks the first of them
comes daily, at the time that goes with it. The timetable and the gate know nothing of it: they get
settings.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec

from config.clock import Weekday
from config.errors import JournalError
from config.language import tr
from journal.totals import day_start
from journal.trial import STATE_KEY, Phase, latest, trials_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from config.kinds import NudgeKind
    from config.settings import Nudge, Settings
    from journal.store import Journal
    from journal.trial import Trial
    from tips.model import Tip
    from tips.trials import TrialHabitFacts

_log = logging.getLogger(__name__)


def _facts_of(trial: Trial) -> TrialHabitFacts:
    """What is known of the habit that is tried; loaded only where somebody tries one."""
    from tips.trials import trial_habit  # noqa: PLC0415 - with it come the rules for wording

    return trial_habit(trial.habit)


def kept_trial(journal: Journal) -> Trial | None:
    """The trial that was planned last; a plan that cannot be read stops no nudge.

    Raises:
        JournalError: The journal cannot be read.
    """
    text = journal.state(STATE_KEY)
    try:
        return latest(trials_from(text))
    except JournalError as error:
        _log.warning("%s", error.for_log)
        return None


def decided(trial: Trial | None, day: date) -> tuple[NudgeKind, ...]:
    """The kinds about which the plan decides on a local date, whatever the settings say."""
    if trial is None or trial.phase_on(day) is None:
        return ()
    return _facts_of(trial).kinds


def on_day(settings: Settings, trial: Trial | None, day: date) -> Settings:
    """The settings by which nudges come on a local date."""
    phase = None if trial is None else trial.phase_on(day)
    if trial is None or phase is None:
        return settings
    facts = _facts_of(trial)
    nudges = {
        kind.value: msgspec.structs.replace(settings.nudge(kind), on=False) for kind in facts.kinds
    }
    if phase is Phase.CHANGED:
        nudges = {facts.kinds[0].value: _daily(settings.nudge(facts.kinds[0]), facts)}
    changed = msgspec.structs.replace(settings.nudges, **nudges)
    return msgspec.structs.replace(settings, nudges=changed)


def _daily(nudge: Nudge, facts: TrialHabitFacts) -> Nudge:
    daily = msgspec.structs.replace(nudge, on=True, weekdays=tuple(Weekday))
    if facts.at is None and facts.before_bedtime_minutes is None:
        return daily
    return msgspec.structs.replace(
        daily,
        at=None if facts.at is None else (facts.at,),
        before_bedtime_minutes=facts.before_bedtime_minutes,
        every_minutes=None,
    )


def spans(
    settings: Settings, trial: Trial | None, zone: tzinfo, start: datetime, end: datetime
) -> tuple[tuple[datetime, Settings], ...]:
    """The settings of the time from ``start`` to ``end``: until when, and which; in order."""
    turns = set() if trial is None else {trial.start, trial.switch, trial.end}
    days, untils = [start.astimezone(zone).date()], []
    for day in sorted(turns):
        if day > days[0] and (edge := day_start(day, zone)) < end:
            days.append(day)
            untils.append(edge)
    return tuple(
        (until, on_day(settings, trial, day))
        for until, day in zip([*untils, end], days, strict=True)
    )


def tips_for(
    trial: Trial | None, day: date, kind: NudgeKind, usual: Sequence[Tip]
) -> Sequence[Tip]:
    """What nudges of ``kind`` choose from on a local date; never empty."""
    if trial is None or trial.phase_on(day) is not Phase.CHANGED:
        return usual
    facts = _facts_of(trial)
    return facts.tips if kind is facts.kinds[0] else usual


def status_text(trial: Trial | None, today: date) -> str | None:
    """Where a trial that runs stands, as a line of ``lull status``; None without one."""
    if trial is None or trial.phase_on(today) is None:
        return None
    from journal.trial_words import stage_text  # noqa: PLC0415 - with it comes the statistics

    return f"{tr('Self-test')}: {stage_text(trial, today, _facts_of(trial).changed)}"
