"""The reasons to hold a nudge: pure, each a value of its own with its text and its end.

They are looked at independently, so that the end of one never clears another.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from config.language import N_, tr, trn
from config.local_format import clock_time, date_with_weekday
from tips.fluids import why_no_water_nudges
from tray import timetable
from tray.due import Due, Hold, Reason, Situation
from tray.presence.attendance import SUSPENDED_WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.settings import Settings

DONE_MINUTES = {
    NudgeKind.STRESS: 180,
    NudgeKind.BREATHING: 180,
    NudgeKind.MOVEMENT: 240,
    NudgeKind.CHECK_IN: 720,
}
"""How long a thing counts as done; for water it is the interval between two nudges."""

CALM = timedelta(minutes=1)
"""Nothing shows for this long after the person came back, or the computer from a sleep."""

SEEN = frozenset({Reason.LOCKED, Reason.AWAY, Reason.DO_NOT_DISTURB, Reason.FULL_SCREEN})
"""The reasons that the last look at the desktop gave."""

LOOK_AGAIN = {
    Reason.LOCKED: timedelta(minutes=5),
    Reason.AWAY: timedelta(minutes=1),
    Reason.DO_NOT_DISTURB: timedelta(minutes=5),
    Reason.FULL_SCREEN: timedelta(minutes=1),
}
"""How soon to look whether a reason without an end of its own has ended, while something waits.

No desktop tells when a program leaves the full screen, nor X11 when a key is pressed; the end of
the others is told, and looking is for the case that nobody did.
"""

SHORT_GAP = timedelta(minutes=5)
"""What was asked for does not wait for the whole gap, but neither does it come in a heap."""

_INSTANT = timedelta(microseconds=1)
_WATER_DONE_MINUTES = 60
"""How long a glass counts where water nudges have fixed times instead of an interval."""


def holding(due: Due, situation: Situation) -> tuple[Hold, ...]:
    """Every reason that holds ``due`` now; empty if it may show."""
    found = (
        pause_hold(situation),
        barring_hold(due.kind, situation.settings),
        _not_today(due, situation),
        _outside_active_hours(due, situation),
        done_hold(due, situation),
        _too_soon(due, situation),
        _day_limit(due, situation),
        _eased(due, situation),
        *presence_holds(situation),
    )
    return tuple(hold for hold in found if hold is not None)


def clock(moment: datetime, situation: Situation) -> str:
    """A moment for a sentence: "15:00", "tomorrow at 08:00" or "Monday 2 March at 08:00"."""
    local = moment.astimezone(situation.zone)
    days = (local.date() - situation.now.astimezone(situation.zone).date()).days
    if days == 0:
        return clock_time(local)
    if days == 1:
        return tr("tomorrow at {time}", time=clock_time(local))
    return tr("{date} at {time}", date=date_with_weekday(local.date()), time=clock_time(local))


def pause_hold(situation: Situation) -> Hold | None:
    """The pause, if there is one that has not ended."""
    until = situation.paused_until
    if until is None or until <= situation.now:
        return None
    return Hold(Reason.PAUSED, _paused(until, situation), until)


def _paused(until: datetime, situation: Situation) -> str:
    local = until.astimezone(situation.zone)
    if local.time() != time():
        return tr("paused until {time}", time=clock(until, situation))
    # "Tomorrow at 12:00 AM" and "at 00:00" are taken for the end of the day as often as for its
    # beginning.
    tomorrow = situation.now.astimezone(situation.zone).date() + timedelta(days=1)
    if local.date() == tomorrow:
        return tr("paused until midnight")
    return tr("paused until {date} begins", date=date_with_weekday(local.date()))


def barring_hold(kind: NudgeKind, settings: Settings) -> Hold | None:
    """The hold of a kind that a condition of the person's stands against."""
    text = why_no_water_nudges(settings.profile) if kind is NudgeKind.HYDRATION else ""
    return Hold(Reason.CONDITION, text, None) if text else None


def _not_today(due: Due, situation: Situation) -> Hold | None:
    if due.kind not in situation.not_today:
        return None
    midnight = timetable.next_midnight(situation.now, situation.zone)
    return Hold(Reason.NOT_TODAY, tr("you chose not to have this one again today"), midnight)


def presence_holds(situation: Situation) -> tuple[Hold, ...]:
    """What holds everything because of where the person is and what the screen is used for.

    What is not known holds nothing.
    """
    found = (
        _asleep(situation),
        *_seen(situation),
        _just_back(situation),
    )
    return tuple(hold for hold in found if hold is not None)


def _asleep(situation: Situation) -> Hold | None:
    since = situation.attended.asleep_at
    if since is None or not since <= situation.now < since + SUSPENDED_WITHIN:
        return None
    return Hold(Reason.ASLEEP, tr("the computer is going to sleep"), since + SUSPENDED_WITHIN)


def _seen(situation: Situation) -> Iterator[Hold]:
    seen = situation.attended.seen
    if seen is None:
        return
    away_seconds = situation.settings.limits.away_minutes * 60
    facts = (
        (seen.locked, Reason.LOCKED, N_("the screen is locked")),
        ((seen.idle_seconds or 0.0) >= away_seconds, Reason.AWAY, N_("you are away")),
        (seen.do_not_disturb, Reason.DO_NOT_DISTURB, N_("do not disturb is on")),
        (seen.full_screen, Reason.FULL_SCREEN, N_("a program fills the whole screen")),
    )
    for is_so, reason, text in facts:
        if is_so:
            yield Hold(reason, tr(text), None)


def _just_back(situation: Situation) -> Hold | None:
    back_at = situation.attended.back_at
    # One that lies ahead was noted by a clock that has been set back.
    if back_at is None or not back_at <= situation.now < back_at + CALM:
        return None
    text = tr("less than a minute after {what}", what=tr(situation.attended.back_from))
    return Hold(Reason.JUST_BACK, text, back_at + CALM)


def _eased(due: Due, situation: Situation) -> Hold | None:
    """Of a kind that comes half as often, the one after a showing is left out."""
    shown = situation.eased.get(due.kind)
    if shown is None or due.asked_for:
        return None
    settings, zone = situation.settings, situation.zone
    nudge = settings.nudge(due.kind)
    following = timetable.next_time(nudge, settings.day, zone, due.at)
    if nudge.every_minutes is not None:
        # Those follow the time at the computer and not the wall clock's grid.
        skipped = due.at - shown >= timedelta(minutes=nudge.every_minutes) * 1.5
    else:
        before = timetable.last_time(nudge, settings.day, zone, due.at - _INSTANT)
        skipped = before is None or before > shown
    if skipped or due.at <= shown:
        return None
    return Hold(Reason.EASED, tr("this kind comes half as often for now"), following)


def outside_hours_hold(situation: Situation) -> Hold | None:
    """The hold of everything that follows the active hours, if they are over now."""
    day, zone, now = situation.settings.day, situation.zone, situation.now
    if timetable.is_active(day, zone, now):
        return None
    until = timetable.next_active(day, zone, now)
    if until is None:
        return Hold(Reason.OUTSIDE_ACTIVE_HOURS, tr("there are no active hours"), None)
    text = tr("outside active hours until {time}", time=clock(until, situation))
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


def done_hold(due: Due, situation: Situation) -> Hold | None:
    """The hold of a kind whose thing was done a short while ago."""
    done_at = situation.done_at.get(due.kind)
    if done_at is None or done_at > situation.now:
        return None
    until = done_until(due.kind, situation.settings, done_at)
    if until <= situation.now:
        return None
    local = done_at.astimezone(situation.zone)
    return Hold(Reason.ALREADY_DONE, tr("already done at {time}", time=clock_time(local)), until)


def _too_soon(due: Due, situation: Situation) -> Hold | None:
    gap = _gap(due, situation)
    last = situation.last_shown_at
    # A showing further ahead than the gap was noted by a clock that was wrong and has been set
    # back; it must not keep Lull quiet until that time comes.
    if last is not None and last - gap <= situation.now < last + gap:
        return gap_hold(last, due, situation)
    if not due.asked_for and timetable.is_filler(situation.settings.nudge(due.kind)):
        for moment in situation.kept:
            if moment - gap < situation.now:
                text = tr("too close to the next one at {time}", time=clock(moment, situation))
                return Hold(Reason.TOO_SOON, text, moment + gap)
    return None


def _gap(due: Due, situation: Situation) -> timedelta:
    gap = timedelta(minutes=situation.settings.limits.gap_minutes)
    return min(gap, SHORT_GAP) if due.asked_for else gap


def gap_hold(shown_at: datetime, due: Due, situation: Situation) -> Hold:
    """The hold of ``due`` after the nudge that was shown at ``shown_at``."""
    gap = _gap(due, situation)
    until = shown_at + gap
    minutes = gap // timedelta(minutes=1)
    text = trn(
        "less than {n} minute after the last one, until {time}",
        "less than {n} minutes after the last one, until {time}",
        minutes,
        time=clock(until, situation),
    )
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
    reached = limit_hold(situation)
    if reached is not None:
        return reached
    text = tr("the day's limit of {n} leaves room only for those with a fixed time", n=limit)
    return Hold(Reason.DAY_LIMIT, text, until)


def limit_hold(situation: Situation) -> Hold | None:
    """The hold of everything that was not asked for, if as many showed today as may."""
    limit = situation.settings.limits.nudges_per_day
    if situation.shown_today < limit:
        return None
    until = timetable.next_midnight(situation.now, situation.zone)
    return Hold(Reason.DAY_LIMIT, tr("the day's limit of {n} is reached", n=limit), until)
