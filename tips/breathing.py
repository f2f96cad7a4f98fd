"""The pace of slow breathing, for the window, the notifications and the terminal alike."""

from __future__ import annotations

from typing import Final

from config.language import N_

IN_SECONDS: Final = 4.0
OUT_SECONDS: Final = 6.0
"""Out longer than in, together about six breaths a minute (knowledge, section 3)."""
BREATHS: Final = 12
MINUTES: Final = BREATHS * (IN_SECONDS + OUT_SECONDS) / 60

MAY_HELP: Final = N_("Slow breathing may help you feel calmer.")
"""As far as the evidence goes: it raises heart-rate variability, and what it does to perceived
stress was marginal (Laborde 2022; Shao, Man and Lee 2024)."""
SOURCES: Final = ("laborde-2022", "shao-2024")
"""Their ids in ``sources.toml``."""
