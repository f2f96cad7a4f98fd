"""Whether a nudge that is due shows now: pure, and the only place where reasons to hold live.

Every reason is a value of its own with its own end. They are looked at independently, so that the
end of one never clears another.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from tips.fluids import why_no_water_nudges
from tray import timetable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from config.settings import Settings


class Reason(StrEnum):
    """Why a nudge is held; the value is its name in JSON."""

    PAUSED = "paused"
    OUTSIDE_ACTIVE_HOURS = "outside_active_hours"
    TOO_SOON = "too_soon"
    DAY_LIMIT = "day_limit"
    ALREADY_DONE = "already_done"
    NOT_TODAY = "not_today"
    CONDITION = "condition"
    MISSED = "missed"


@dataclasses.dataclass(frozen=True, slots=True)
class Hold:
    """One reason not to show a nudge now.

    Attributes:
        reason: Which rule holds it.
        text: The reason as a sentence for the person, without symptom words.
        until: The UTC moment at which this reason ends by itself; None if it does not.
    """

    reason: Reason
    text: str
    until: datetime | None


@dataclasses.dataclass(frozen=True, slots=True)
class Due:
    """A nudge whose time has come.

    Attributes:
        kind: What it is about.
        at: The UTC moment at which it was due.
        asked_for: Whether the person asked for it ("Later", or a command), so that the day's limit
            and all but `SHORT_GAP` of the gap, which keep Lull from nagging, do not stand in the
            way.
    """

    kind: NudgeKind
    at: datetime
    asked_for: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Situation:
    """Everything that the gate may look at; all moments in UTC.

    Attributes:
        now: The present moment.
        zone: The local time zone.
        settings: The settings.
        paused_until: The end of a pause, or None.
        last_shown_at: When a nudge was last shown, or None.
        shown_today: Nudges shown on this local day, those that were asked for left out.
        kept: Moments at which nudges with a place of their own can show: those of the rest of this
            local day, and those of the next one that are less than a gap away.
        not_today: Kinds that the person does not want again before midnight.
        done_at: When the thing that a kind nudges about was last done.
    """

    now: datetime
    zone: tzinfo
    settings: Settings
    paused_until: datetime | None = None
    last_shown_at: datetime | None = None
    shown_today: int = 0
    kept: tuple[datetime, ...] = ()
    not_today: frozenset[NudgeKind] = frozenset()
    done_at: Mapping[NudgeKind, datetime] = dataclasses.field(default_factory=dict)


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

DONE_MINUTES = {
    NudgeKind.STRESS: 180,
    NudgeKind.BREATHING: 180,
    NudgeKind.MOVEMENT: 240,
    NudgeKind.CHECK_IN: 720,
}
"""How long a thing counts as done; for water it is the interval between two nudges."""

_LATE_EVENING = timedelta(hours=3)
"""For how long after a bedtime what was asked for still counts to its evening."""

SHORT_GAP = timedelta(minutes=5)
"""What was asked for does not wait for the whole gap, but neither does it come in a heap."""

_WATER_DONE_MINUTES = 60
"""How long a glass counts where water nudges have fixed times instead of an interval."""


def deadline(due: Due, settings: Settings) -> datetime:
    """The moment from which a nudge that was due is no longer worth showing."""
    minutes = WAIT_MINUTES[due.kind]
    ahead = settings.nudge(due.kind).before_bedtime_minutes
    if ahead is not None and not due.asked_for:
        # What leads up to the bedtime is pointless after it; a minute lets it show when on time.
        minutes = max(1, min(minutes, ahead))
    return due.at + timedelta(minutes=minutes)


def holds(due: Due, situation: Situation) -> tuple[Hold, ...]:
    """Every reason that holds ``due`` now; empty if it may show."""
    found = (
        _paused(situation),
        _condition(due, situation),
        _not_today(due, situation),
        _outside_active_hours(due, situation),
        _already_done(due, situation),
        _too_soon(due, situation),
        _day_limit(due, situation),
    )
    return tuple(hold for hold in found if hold is not None)


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
    if _condition(due, situation):
        return False  # for safety's sake, whoever asked for it
    if due.asked_for:
        return True
    if not timetable.is_wanted(situation.settings, due.kind):
        return False
    return not (_paused(situation) or _already_done(due, situation))


def decide(dues: Sequence[Due], situation: Situation) -> Verdict:
    """Decide about everything that is due; at most one nudge shows."""
    show: Due | None = None
    waiting: list[tuple[Due, tuple[Hold, ...]]] = []
    lapsed: list[tuple[Due, tuple[Hold, ...]]] = []
    for due in sorted(dues, key=lambda due: (USEFULNESS.index(due.kind), due.at)):
        held = holds(due, situation)
        if situation.now >= deadline(due, situation.settings):
            lapsed.append((due, held or (_missed(),)))
        elif held:
            waiting.append((due, held))
        elif show is None:
            show = due
        else:
            hold = _after(situation.now, due, situation)
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
        ends = [hold.until for hold in held if hold.until is not None]
        moments.append(min(end, max(ends)) if len(ends) == len(held) else end)
    return min(moments, default=None)


def clock(moment: datetime, situation: Situation) -> str:
    """A moment for a sentence: "15:00", "tomorrow at 08:00" or "Monday 2 March at 08:00"."""
    local = moment.astimezone(situation.zone)
    days = (local.date() - situation.now.astimezone(situation.zone).date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1:
        return f"tomorrow at {local:%H:%M}"
    return f"{local:%A} {local.day} {local:%B} at {local:%H:%M}"


def pause_hold(situation: Situation) -> Hold | None:
    """The pause, if there is one that has not ended."""
    return _paused(situation)


def _paused(situation: Situation) -> Hold | None:
    until = situation.paused_until
    if until is None or until <= situation.now:
        return None
    return Hold(Reason.PAUSED, f"paused until {clock(until, situation)}", until)


def _condition(due: Due, situation: Situation) -> Hold | None:
    if due.kind is not NudgeKind.HYDRATION:
        return None
    text = why_no_water_nudges(situation.settings.profile)
    return Hold(Reason.CONDITION, text, None) if text else None


def condition_hold(settings: Settings) -> Hold | None:
    """The hold of a kind that is switched on and that a condition of the person's keeps off."""
    text = why_no_water_nudges(settings.profile)
    on = settings.nudge(NudgeKind.HYDRATION).on
    return Hold(Reason.CONDITION, text, None) if on and text else None


def _not_today(due: Due, situation: Situation) -> Hold | None:
    if due.kind not in situation.not_today:
        return None
    midnight = timetable.next_midnight(situation.now, situation.zone)
    return Hold(Reason.NOT_TODAY, "you chose not to have this one again today", midnight)


def outside_hours_hold(situation: Situation) -> Hold | None:
    """The hold of everything that follows the active hours, if they are over now."""
    day, zone, now = situation.settings.day, situation.zone, situation.now
    if timetable.is_active(day, zone, now):
        return None
    until = timetable.next_active(day, zone, now)
    if until is None:
        return Hold(Reason.OUTSIDE_ACTIVE_HOURS, "there are no active hours", None)
    text = f"outside active hours until {clock(until, situation)}"
    return Hold(Reason.OUTSIDE_ACTIVE_HOURS, text, until)


def _outside_active_hours(due: Due, situation: Situation) -> Hold | None:
    if situation.settings.nudge(due.kind).before_bedtime_minutes is not None:
        return None  # these follow the bedtime
    return outside_hours_hold(situation)


def done_until(kind: NudgeKind, settings: Settings, done_at: datetime) -> datetime:
    """Until when a thing that was done at ``done_at`` counts as done."""
    if kind is NudgeKind.HYDRATION:
        minutes = settings.nudge(kind).every_minutes or _WATER_DONE_MINUTES
    else:
        minutes = DONE_MINUTES.get(kind, 0)
    return done_at + timedelta(minutes=minutes)


def _already_done(due: Due, situation: Situation) -> Hold | None:
    done_at = situation.done_at.get(due.kind)
    if done_at is None or done_at > situation.now:
        return None
    until = done_until(due.kind, situation.settings, done_at)
    if until <= situation.now:
        return None
    local = done_at.astimezone(situation.zone)
    return Hold(Reason.ALREADY_DONE, f"already done at {local:%H:%M}", until)


def _too_soon(due: Due, situation: Situation) -> Hold | None:
    gap = _gap(due, situation)
    last = situation.last_shown_at
    # A showing further ahead than the gap was noted by a clock that was wrong and has been set
    # back; it must not keep Lull quiet until that time comes.
    if last is not None and last - gap <= situation.now < last + gap:
        return _after(last, due, situation)
    if not due.asked_for and timetable.is_filler(situation.settings.nudge(due.kind)):
        for moment in situation.kept:
            if moment - gap < situation.now:
                text = f"too close to the next one at {clock(moment, situation)}"
                return Hold(Reason.TOO_SOON, text, moment + gap)
    return None


def _gap(due: Due, situation: Situation) -> timedelta:
    gap = timedelta(minutes=situation.settings.limits.gap_minutes)
    return min(gap, SHORT_GAP) if due.asked_for else gap


def _after(shown_at: datetime, due: Due, situation: Situation) -> Hold:
    gap = _gap(due, situation)
    until = shown_at + gap
    minutes = gap // timedelta(minutes=1)
    text = f"less than {minutes} minutes after the last one, until {clock(until, situation)}"
    return Hold(Reason.TOO_SOON, text, until)


def _day_limit(due: Due, situation: Situation) -> Hold | None:
    if due.asked_for:
        return None
    limit = situation.settings.limits.nudges_per_day
    kept = 0
    until = timetable.next_midnight(situation.now, situation.zone)
    if timetable.is_filler(situation.settings.nudge(due.kind)):
        kept = sum(moment < until for moment in situation.kept)
    if situation.shown_today + kept < limit:
        return None
    if situation.shown_today >= limit:
        text = f"the day's limit of {limit} is reached"
    else:
        text = f"the day's limit of {limit} leaves room only for those with a fixed time"
    return Hold(Reason.DAY_LIMIT, text, until)


def _missed() -> Hold:
    text = "its time had passed before it could show"
    return Hold(Reason.MISSED, text, None)
