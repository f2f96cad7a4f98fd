"""Days of trials that are over, and what came of them."""

from __future__ import annotations

import datetime as dt

from config.kinds import TrialHabit
from journal.trial import Phase, Trial
from journal.trial_result import TrialResult, result_of

START = dt.date(2026, 1, 5)


def of(twitches: list[bool | None], first: Phase = Phase.AS_USUAL, off: int = 0) -> TrialResult:
    trial = Trial(TrialHabit.WIND_DOWN, first, drawn=False, start=START, planned_on=START)
    return result_of(trial, twitches, off)


def often(days: int, hits: int) -> list[bool | None]:
    """Days of which some, evenly spread, had a twitch."""
    return [(day + 1) * hits // days > day * hits // days for day in range(days)]
