"""From where on a night is short, caffeine high or late, and so on, for comparing days."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from tips.caffeine import shipped_caffeine
from tips.fluids import why_no_water_nudges
from tips.sources import pick_sources, shipped_sources

if TYPE_CHECKING:
    from config.settings import Settings
    from tips.model import Source

SHORT_SLEEP_HOURS: Final = 7.0
"""Adults: 7 or more hours a night regularly (AASM and SRS 2015)."""

LOW_WATER_ML: Final = 1600.0
"""Drinks of a day, women; men 2000 (EFSA 2010, less what food gives). The lower figure for all, as
a profile does not say which, and so that an ordinary day is not called low."""

LATE_CAFFEINE_MINUTES: Final = 480
"""Minutes before the bedtime: the cautious cut-off of the caffeine nudge. 6 hours is what was
tested (Drake 2013)."""

SOURCES: Final = ("aasm-2015", "efsa-caffeine-2015", "drake-2013", "efsa-water-2010")
"""Of the figures of this module and of those that it takes from `tips.caffeine`."""

_NOON: Final = 720
_MINUTES_OF_A_DAY: Final = 1440
_UNDER_16: Final = "under_16"


@dataclasses.dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on each factor holds for one person; see `journal.factors.Thresholds`.

    Attributes:
        short_sleep_hours: Less sleep than this is short.
        high_caffeine_mg: More caffeine in a day than this is high; None under 16, for whom no
            guidance gives a figure.
        high_stress: Stress from here on is high; the person's own figure.
        low_water_ml: Less drinks in a day than this is low; None where drinking is for the person's
            own care team.
        hard_exercise_minutes: Exercise from here on is hard; the person's own figure.
        evenings: By weekday, from Monday: when caffeine is late, and the bedtime.
    """

    short_sleep_hours: float
    high_caffeine_mg: float | None
    high_stress: float
    low_water_ml: float | None
    hard_exercise_minutes: float
    evenings: tuple[tuple[int, int], ...]

    def caffeine_hours(self, weekday: int) -> tuple[int, int]:
        """When caffeine is late on a weekday, in minutes after its midnight."""
        return self.evenings[weekday]


def thresholds(settings: Settings) -> Thresholds:
    """What holds for the person with these settings."""
    before = settings.nudges.caffeine.before_bedtime_minutes or LATE_CAFFEINE_MINUTES
    bedtimes = [settings.day.bedtime_on(weekday).minutes for weekday in range(7)]
    # A bedtime before noon belongs to the night after the day.
    ends = [minutes + _MINUTES_OF_A_DAY * (minutes < _NOON) for minutes in bedtimes]
    profile = settings.profile
    who = "pregnant" if profile.pregnant in {"yes", "postpartum"} else "adults"
    limits = shipped_caffeine().limits
    most = next(one.mg for one in limits if (one.who, one.over) == (who, "day"))
    return Thresholds(
        SHORT_SLEEP_HOURS,
        None if profile.age_band == _UNDER_16 else most,
        settings.patterns.high_stress,
        None if why_no_water_nudges(profile) else LOW_WATER_ML,
        settings.patterns.hard_exercise_minutes,
        tuple((end - before, end) for end in ends),
    )


def threshold_sources() -> tuple[Source, ...]:
    """Where the figures come from."""
    return pick_sources(SOURCES, shipped_sources(), "the thresholds of patterns")
