"""Whether a nudge that is due shows now: pure.

What holds it is for `tray.holds` to say; how long it waits, and which goes first, stands here.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from config.language import tr
from tray import holds, timetable
from tray.due import Due, Hold, Reason, Situation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of the nudges that are due.

    Attributes:
        show: The one to show now, or None.
        waiting: Those that wait, each with what holds it.
        lapsed: Those whose time has passed, each with what held it last.
        wake_at: When to decide again if nothing else happens before, or None.
    """

    show: Due | None
    waiting: tuple[tuple[Due, tuple[Hold, ...]], ...]
    lapsed: tuple[tuple[Due, tuple[Hold, ...]], ...]
    wake_at: datetime | None


WAIT_MINUTES = {
    NudgeKind.CAFFEINE: 120,
    NudgeKind.SLEEP: 45,
    NudgeKind.STRESS: 180,
    NudgeKind.HYDRATION: 60,
    NudgeKind.CHECK_IN: 120,
    NudgeKind.MOVEMENT: 120,
    NudgeKind.ALCOHOL: 120,
    NudgeKind.COLD: 60,
    NudgeKind.SCREEN: 60,
    NudgeKind.BREATHING: 120,
}
"""How many minutes after its time a held nudge is still worth showing; then it lapses."""

USEFULNESS = (
    NudgeKind.SLEEP,
    NudgeKind.CAFFEINE,
    NudgeKind.CHECK_IN,
    NudgeKind.STRESS,
    NudgeKind.BREATHING,
    NudgeKind.MOVEMENT,
    NudgeKind.ALCOHOL,
    NudgeKind.COLD,
    NudgeKind.HYDRATION,
    NudgeKind.SCREEN,
)
"""Which goes first when several could show: those bound to a time of day before the others."""

_LATE_EVENING = timedelta(hours=3)
"""For how long after a bedtime what was asked for still counts to its evening."""


def deadline(due: Due, settings: Settings) -> datetime:
    """The moment from which a nudge that was due is no longer worth showing."""
    minutes = WAIT_MINUTES[due.kind]
    ahead = settings.nudge(due.kind).before_bedtime_minutes
    if ahead is not None and not due.asked_for:
        # What leads up to the bedtime is pointless after it; a minute lets it show when on time.
        minutes = max(1, min(minutes, ahead))
    return due.at + timedelta(minutes=minutes)


def bedtime_of(due: Due, settings: Settings, zone: tzinfo) -> datetime | None:
    """The bedtime of the evening that ``due`` belongs to; None if its kind follows no bedtime."""
    if settings.nudge(due.kind).before_bedtime_minutes is None:
        return None
    # What was put off may come a little after the bedtime that it still belongs to.
    back = _LATE_EVENING if due.asked_for else timedelta(microseconds=1)
    return timetable.next_bedtime(settings.day, zone, due.at - back)


def may_stand(due: Due, situation: Situation) -> bool:
    """Whether ``due``, which was shown, is still worth an answer.

    The end of the active hours does not take away what came inside them.
    """
    if holds.barring_hold(due.kind, situation.settings):
        return False  # for safety's sake, whoever asked for it
    if due.asked_for:
        return True
    if not timetable.is_wanted(situation.settings, due.kind):
        return False
    return not (holds.pause_hold(situation) or holds.done_hold(due, situation))


def decide(dues: Sequence[Due], situation: Situation) -> Verdict:
    """Decide about everything that is due; at most one nudge shows."""
    show: Due | None = None
    waiting: list[tuple[Due, tuple[Hold, ...]]] = []
    lapsed: list[tuple[Due, tuple[Hold, ...]]] = []
    for due in sorted(dues, key=lambda due: (USEFULNESS.index(due.kind), due.at)):
        held = holds.holding(due, situation)
        if situation.now >= deadline(due, situation.settings):
            lapsed.append((due, held or (_missed(),)))
        elif held:
            waiting.append((due, held))
        elif show is None:
            show = due
        else:
            hold = holds.gap_hold(situation.now, due, situation)
            filler = timetable.is_filler(situation.settings.nudge(due.kind))
            # Water that waited is not worth a second notification right after the first; what
            # comes once a day still gets its turn, a gap later.
            (lapsed if filler and not due.asked_for else waiting).append((due, (hold,)))
    return Verdict(show, tuple(waiting), tuple(lapsed), _wake_at(waiting, situation))


def _wake_at(
    waiting: Sequence[tuple[Due, tuple[Hold, ...]]], situation: Situation
) -> datetime | None:
    moments = []
    for due, held in waiting:
        end = deadline(due, situation.settings)
        ends = [_end_of(hold, situation.now) for hold in held]
        known = [moment for moment in ends if moment is not None]
        moments.append(min(end, max(known)) if len(known) == len(held) else end)
    return min(moments, default=None)


def _end_of(hold: Hold, now: datetime) -> datetime | None:
    """When ``hold`` may have ended: its own end, or when to look whether it has."""
    wait = holds.LOOK_AGAIN.get(hold.reason)
    return hold.until if wait is None else now + wait


def _missed() -> Hold:
    text = tr("its time had passed before it could show")
    return Hold(Reason.MISSED, text, None)
