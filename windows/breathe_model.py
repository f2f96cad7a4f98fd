"""Two minutes of slow breathing: what to do at each moment, what is said, and what is kept."""

from __future__ import annotations

import dataclasses
import math
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from config.language import N_, tr
from config.local_time import local_now
from journal.entries import Entry, EntryKind
from journal.store import Journal
from tips.breathing import BREATHS, IN_SECONDS, MAY_HELP, MINUTES, OUT_SECONDS, SOURCES
from tips.sources import shipped_sources

if TYPE_CHECKING:
    import datetime as dt

    from config.paths import Paths

READY_SECONDS: Final = 5.0
"""Time to sit well before the first breath."""

READY: Final = N_("Sit well and let your shoulders drop.")
TIP: Final = N_("Small, easy breaths, through the nose if you like.")
STOP_IF: Final = N_("Stop if you feel light-headed.")
DONE: Final = N_("That was two minutes")
HONEST: Final = N_("In studies, what it does for stress was small. Do it if it feels good.")


class Phase(StrEnum):
    """What there is to do."""

    READY = "ready"
    IN = "in"
    OUT = "out"
    DONE = "done"


WORDS: Final = {
    Phase.READY: N_("Get ready"),
    Phase.IN: N_("Breathe in"),
    Phase.OUT: N_("Slowly out"),
    Phase.DONE: DONE,
}
"""What is shown and said when a phase begins."""


@dataclasses.dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a round.

    Attributes:
        phase: What there is to do.
        breath: Which breath it is, from 1; 0 before the first.
        share: How much of the phase is over, from 0 to below 1; 1 when all is done.
    """

    phase: Phase
    breath: int
    share: float

    @property
    def full(self) -> float:
        """How full the lungs are, 0 to 1; it begins and ends each breath gently."""
        eased = (1 - math.cos(math.pi * self.share)) / 2
        return {Phase.IN: eased, Phase.OUT: 1 - eased}.get(self.phase, 0.0)


def moment_at(seconds: float) -> Moment:
    """What there is to do so many seconds after the beginning of a round."""
    since = seconds - READY_SECONDS
    if since < 0:
        return Moment(Phase.READY, 0, max(0.0, seconds) / READY_SECONDS)
    number, inside = divmod(since, IN_SECONDS + OUT_SECONDS)
    if number >= BREATHS:
        return Moment(Phase.DONE, BREATHS, 1.0)
    if inside < IN_SECONDS:
        return Moment(Phase.IN, int(number) + 1, inside / IN_SECONDS)
    return Moment(Phase.OUT, int(number) + 1, (inside - IN_SECONDS) / OUT_SECONDS)


def ended() -> tuple[str, str, str]:
    """What is said at the end: what it may do, how sure that is, and where that comes from."""
    known = shipped_sources()
    titles = "; ".join(known[each].calm_title for each in SOURCES)
    return tr(MAY_HELP), tr(HONEST), tr("Sources: {titles}", titles=titles)


def keep(paths: Paths, entry_id: str, now: dt.datetime | None = None) -> None:
    """Keep a whole round in the journal; doing it again changes nothing.

    Args:
        paths: Where the journal is.
        entry_id: The id of the entry, made once for each round.
        now: When it ended, aware; the present by default.

    Raises:
        JournalError: It could not be kept.
    """
    if now is None:
        now = local_now()
    with Journal.open(paths.journal) as journal:
        journal.add(Entry(entry_id, EntryKind.BREATHE, now, "", MINUTES, source="window"))
