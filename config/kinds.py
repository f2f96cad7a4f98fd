"""The kinds of nudge and the windows that exist."""

from __future__ import annotations

from enum import StrEnum


class NudgeKind(StrEnum):
    """What a nudge is about; the value is its name in settings, commands and JSON."""

    CAFFEINE = "caffeine"
    SLEEP = "sleep"
    STRESS = "stress"
    HYDRATION = "hydration"
    CHECK_IN = "check_in"
    MOVEMENT = "movement"
    ALCOHOL = "alcohol"
    COLD = "cold"
    SCREEN = "screen"
    BREATHING = "breathing"


class Window(StrEnum):
    """A window; the value is its name between processes, with hyphens on the command line."""

    LOG = "log"
    CHECK = "check"
    WELCOME = "welcome"
    CHECK_IN = "check_in"
    BREATHE = "breathe"
    LOOK_BACK = "look_back"
    SETTINGS = "settings"
    REPORT = "report"
    ABOUT = "about"
    WHEN_TO_GET_HELP = "when_to_get_help"


class FactorName(StrEnum):
    """What patterns compare; the value is its name in settings and in JSON."""

    SHORT_SLEEP = "short_sleep"
    CAFFEINE = "late_or_high_caffeine"
    HIGH_STRESS = "high_stress"
    LOW_WATER = "low_water"
    HARD_EXERCISE = "hard_exercise"
    ALCOHOL = "alcohol"
    COLD = "cold"


class TrialHabit(StrEnum):
    """What a person may try for two weeks; the value is its name in commands and in JSON."""

    CAFFEINE_AFTER_NOON = "caffeine_after_noon"
    LATE_SCREEN = "late_screen"
    WIND_DOWN = "wind_down"
    SLOW_BREATHING = "slow_breathing"
    DAILY_WALK = "daily_walk"
