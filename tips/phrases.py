"""What a nudge of each kind is called in the status line: "Next: a glass of water at 14:30"."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from config.kinds import NudgeKind
from config.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND_PHRASES: Final[Mapping[NudgeKind, str]] = MappingProxyType(
    {
        NudgeKind.CAFFEINE: N_("caffeine cut-off"),
        NudgeKind.SLEEP: N_("wind down"),
        NudgeKind.STRESS: N_("two slow minutes"),
        NudgeKind.HYDRATION: N_("a glass of water"),
        NudgeKind.CHECK_IN: N_("evening check-in"),
        NudgeKind.MOVEMENT: N_("a short stretch"),
        NudgeKind.ALCOHOL: N_("easy on the alcohol"),
        NudgeKind.COLD: N_("keeping warm"),
        NudgeKind.SCREEN: N_("a rest for your eyes"),
        NudgeKind.BREATHING: N_("slow breathing"),
    }
)
"""A phrase that fits after "Next:" and before a time, for every kind; no symptom words."""
