"""What a nudge of each kind is called in the status line: "Next: a glass of water at 14:30"."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from config.kinds import NudgeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND_PHRASES: Final[Mapping[NudgeKind, str]] = MappingProxyType(
    {
        NudgeKind.CAFFEINE: "caffeine cut-off",
        NudgeKind.SLEEP: "wind down",
        NudgeKind.STRESS: "two slow minutes",
        NudgeKind.HYDRATION: "a glass of water",
        NudgeKind.CHECK_IN: "evening check-in",
        NudgeKind.MOVEMENT: "a short stretch",
        NudgeKind.ALCOHOL: "easy on the alcohol",
        NudgeKind.COLD: "keeping warm",
        NudgeKind.SCREEN: "a rest for your eyes",
        NudgeKind.BREATHING: "slow breathing",
    }
)
"""A phrase that fits after "Next:" and before a time, for every kind; no symptom words."""
