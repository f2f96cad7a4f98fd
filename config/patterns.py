"""What a person can set about patterns."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from config.kinds import FactorName
from config.language import tr


class PatternSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is compared, and the one factor that was named beforehand.

    Attributes:
        high_stress: Stress from here on counts as high, 1 to 10. No source gives a figure for a
            scale of one's own, so it is the person's to set.
        hard_exercise_minutes: Exercise of a day from here on counts as hard, 1 to 1440 minutes.
            Likewise.
        suspected: The factor that the person suspects; None for none.
        suspected_lag_days: Days from it to the twitch, 0 or 1; None for both.
        suspected_since: The local day on which it was named; given where a factor is.
    """

    high_stress: Annotated[int, msgspec.Meta(ge=1, le=10)]
    hard_exercise_minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)]
    suspected: FactorName | None = None
    suspected_lag_days: Annotated[int, msgspec.Meta(ge=0, le=1)] | None = None
    suspected_since: dt.date | None = None

    @property
    def problem(self) -> tuple[str, str] | None:
        """The setting that does not go with the others, and what is wrong; None if all is well."""
        if self.suspected is not None and self.suspected_since is None:
            return "patterns.suspected_since", tr("say since when, such as 2026-03-01")
        for key in ("suspected_since", "suspected_lag_days"):
            if self.suspected is None and getattr(self, key) is not None:
                return f"patterns.{key}", tr("it needs patterns.suspected beside it")
        return None
