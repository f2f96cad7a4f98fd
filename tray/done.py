"""What counts as having done the thing that a kind of nudge is about; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from journal.check_in import SOURCE as CHECK_IN
from journal.entries import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from journal.entries import Entry


def done_at(entries: Iterable[Entry]) -> dict[NudgeKind, datetime]:
    """When the thing that each kind nudges about was last done, from recent entries in order."""
    done = {}
    for entry in entries:
        if entry.source == CHECK_IN:
            done[NudgeKind.CHECK_IN] = entry.at
        if entry.water_ml > 0:
            done[NudgeKind.HYDRATION] = entry.at
        elif entry.kind is EntryKind.BREATHE:
            done[NudgeKind.STRESS] = done[NudgeKind.BREATHING] = entry.at
        elif entry.kind is EntryKind.EXERCISE:
            done[NudgeKind.MOVEMENT] = entry.at
    return done
