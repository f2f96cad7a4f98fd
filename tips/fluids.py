"""For whom drinking is a matter of their own care team, so that nobody nudges them to drink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from config.language import N_, tr

if TYPE_CHECKING:
    from config.settings import ProfileSettings

CARE_WITH_FLUIDS: Final = frozenset({"kidney_disease", "heart_failure"})
"""Conditions with which drinking is a matter for the person's own team (knowledge, section 4).

The same section names cirrhosis, low sodium and desmopressin, which a profile cannot say; whoever
was told to limit fluids says so with ``profile.limit_fluids``.
"""

TOLD_TO_LIMIT: Final = N_("water nudges are off because you were told to limit fluids")
OWN_TEAM: Final = N_("water nudges are off because your own care team knows how much fits you")
"""No condition is named: it is read in notifications and in the menu."""


def why_no_water_nudges(profile: ProfileSettings) -> str:
    """Why this person gets no water nudges, as a sentence; empty where they may have them."""
    if profile.limit_fluids:
        return tr(TOLD_TO_LIMIT)
    return "" if CARE_WITH_FLUIDS.isdisjoint(profile.conditions or ()) else tr(OWN_TEAM)
