"""The kinds of nudge that exist."""

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
