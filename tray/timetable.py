"""When nudges are due, by the settings alone: pure arithmetic on clocks.

Instants are aware datetimes in UTC throughout, because two local datetimes of the same zone compare
by their wall clocks and go wrong in the hour that a clock change repeats. Local times appear only
where a rule speaks of the wall clock.

How clock changes are met: a local time that a change skips stands for the moment of the change; a
local time that a change repeats means its first occurrence; midnight is where the day begins for
the journal too (`journal.totals`). A moment is inside active hours when
the wall clock says so. Offsets (before bedtime) and intervals count real minutes.
"""

from __future__ import annotations

import bisect
import functools
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from config.clock import MINUTES_PER_DAY
from config.kinds import NudgeKind
from journal.totals import day_start
from tips.fluids import why_no_water_nudges

if TYPE_CHECKING:
    from config.settings import Day, Nudge, Settings

Span = tuple[datetime, datetime]
"""From the first UTC moment up to the second."""

_NOON_MINUTES = 12 * 60
_LOOK_BACK_DAYS = 2
"""What belongs to a day lies at most this far after it: an overnight range, a bedtime at 11:59."""
_LOOK_AHEAD_DAYS = 15
"""A weekly time that one clock change swallows comes again within a fortnight."""


@functools.lru_cache(maxsize=256)
def instant(day: date, minutes: int, zone: tzinfo) -> datetime:
    """The moment at which the wall clock of ``zone`` shows a local time.

    Args:
        day: The local date.
        minutes: Minutes after its midnight, 0 to 1440.
        zone: The time zone.

    Returns:
        A UTC datetime; the moment of the change for a time that does not exist, the first of two
        for a time that exists twice, and where the day begins for midnight.
    """
    if minutes in {0, MINUTES_PER_DAY}:
        return day_start(day + timedelta(days=1) if minutes else day, zone)
    local = datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    early, late = local.replace(fold=1).astimezone(UTC), moment
    offset_after = late.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset_after:
            late = middle
        else:
            early = middle
    return late


def next_midnight(moment: datetime, zone: tzinfo) -> datetime:
    """The end of the local day that holds ``moment``; always after it."""
    today = moment.astimezone(zone).date()
    start = day_start(today, zone)
    # St. John's set its clocks back a minute after midnight until 2011: the evening came twice, and
    # in the first minute of the date its day had not begun.
    return start if start > moment else day_start(today + timedelta(days=1), zone)


def is_active(day: Day, zone: tzinfo, moment: datetime) -> bool:
    """Whether the wall clock stands inside the active hours at ``moment``."""
    local = moment.astimezone(zone)
    minutes = local.hour * 60 + local.minute
    today = local.weekday()
    for hours in day.hours(today):
        if hours.overnight:
            if minutes >= hours.start.minutes:
                return True
        elif hours.start.minutes <= minutes < hours.end.minutes:
            return True
    return any(
        hours.overnight and minutes < hours.end.minutes for hours in day.hours((today - 1) % 7)
    )


def next_active(day: Day, zone: tzinfo, moment: datetime) -> datetime | None:
    """The first moment from ``moment`` on inside active hours; None if there are none at all.

    Hours that a clock change takes back into, in its repeated hour, are not looked for.
    """
    if is_active(day, zone, moment):
        return moment
    first = moment.astimezone(zone).date() - timedelta(days=1)
    starts = (
        instant(first + timedelta(days=ahead), hours.start.minutes, zone)
        for ahead in range(_LOOK_AHEAD_DAYS)
        for hours in day.hours((first + timedelta(days=ahead)).weekday())
    )
    return min((s for s in starts if s > moment and is_active(day, zone, s)), default=None)


def bedtime(day: Day, zone: tzinfo, of: date) -> datetime:
    """The moment of the bedtime that belongs to the date ``of``; it may lie on the next one."""
    at = day.bedtime_on(of.weekday()).minutes
    return instant(of + timedelta(days=1) if at < _NOON_MINUTES else of, at, zone)


def next_bedtime(day: Day, zone: tzinfo, moment: datetime) -> datetime:
    """The first bedtime after ``moment``."""
    first = moment.astimezone(zone).date() - timedelta(days=1)
    times = (bedtime(day, zone, first + timedelta(days=n)) for n in range(4))
    return min(at for at in times if at > moment)


@functools.lru_cache(maxsize=512)
def _times_of(
    nudge: Nudge, day: Day, zone: tzinfo, of: date, absent: tuple[Span, ...] = ()
) -> tuple[datetime, ...]:
    """The moments that belong to the date ``of``, in order."""
    if of.weekday() not in {weekday.number for weekday in nudge.weekdays}:
        return ()
    if nudge.at is not None:
        return tuple(sorted({instant(of, at.minutes, zone) for at in nudge.at}))
    if nudge.before_bedtime_minutes is not None:
        return (bedtime(day, zone, of) - timedelta(minutes=nudge.before_bedtime_minutes),)
    step = timedelta(minutes=nudge.every_minutes or MINUTES_PER_DAY)
    return _interval_times(step, day, zone, of, absent)


def _interval_times(
    step: timedelta, day: Day, zone: tzinfo, of: date, absent: tuple[Span, ...]
) -> tuple[datetime, ...]:
    # Neither time outside the active hours nor time away from the computer counts: the interval
    # goes on afterwards, so that a day of stretches that are each shorter than the interval still
    # has its nudges.
    moments: list[datetime] = []
    left = step
    for hours in sorted(day.hours(of.weekday()), key=lambda hours: hours.start):
        end_day = of + timedelta(days=1) if hours.overnight else of
        end = instant(end_day, hours.end.minutes, zone)
        position = instant(of, hours.start.minutes, zone)
        while (moment := _reached(position, left, absent)) < end:
            if is_active(day, zone, moment):
                moments.append(moment)
            position, left = moment, step
        left -= max(end - position, timedelta()) - time_away(absent, position, end)
    return tuple(moments)


def _reached(start: datetime, length: timedelta, absent: tuple[Span, ...]) -> datetime:
    """When the person has been there for ``length`` from ``start`` on."""
    for since, until in absent:
        if until <= start:
            continue
        if start + length <= since:
            break
        length -= max(since - start, timedelta())
        start = until
    return start + length


def time_away(absent: tuple[Span, ...], start: datetime, end: datetime) -> timedelta:
    """How much of the time from ``start`` to ``end`` the person was away."""
    away = (min(until, end) - max(since, start) for since, until in absent)
    return sum((length for length in away if length > timedelta()), timedelta())


def _near(absent: tuple[Span, ...], of: date) -> tuple[Span, ...]:
    """The absences that can matter for what belongs to the date ``of``, in any zone."""
    if not absent:
        return ()
    start = datetime.combine(of - timedelta(days=1), time(), tzinfo=UTC)
    end = start + timedelta(days=_LOOK_BACK_DAYS + 2)
    return tuple((since, until) for since, until in absent if since < end and until > start)


def next_time(
    nudge: Nudge, day: Day, zone: tzinfo, after: datetime, absent: tuple[Span, ...] = ()
) -> datetime | None:
    """The first moment strictly after ``after`` at which a nudge is due; None if there is none.

    Whether the nudge is switched on is not asked here.

    Args:
        nudge: Its settings.
        day: The person's day.
        zone: The local time zone.
        after: A UTC moment.
        absent: When the person was away from the computer, in order; it does not count for
            intervals.
    """
    absent = absent if nudge.every_minutes is not None else ()
    best: datetime | None = None
    start = after.astimezone(zone).date() - timedelta(days=_LOOK_BACK_DAYS)
    for ahead in range(_LOOK_BACK_DAYS + _LOOK_AHEAD_DAYS):
        of = start + timedelta(days=ahead)
        if best is not None and of > best.astimezone(zone).date() + timedelta(days=1):
            break
        moments = _times_of(nudge, day, zone, of, _near(absent, of))
        index = bisect.bisect_right(moments, after)
        if index < len(moments):
            best = moments[index] if best is None else min(best, moments[index])
    return best


def last_time(
    nudge: Nudge, day: Day, zone: tzinfo, until: datetime, absent: tuple[Span, ...] = ()
) -> datetime | None:
    """The last moment up to and including ``until``, at most about a fortnight back, or None.

    The arguments are those of `next_time`.
    """
    absent = absent if nudge.every_minutes is not None else ()
    best: datetime | None = None
    start = until.astimezone(zone).date() + timedelta(days=1)
    for back in range(_LOOK_AHEAD_DAYS):
        of = start - timedelta(days=back)
        if best is not None and of < best.astimezone(zone).date() - timedelta(days=1):
            break
        moments = _times_of(nudge, day, zone, of, _near(absent, of))
        index = bisect.bisect_right(moments, until)
        if index > 0:
            best = moments[index - 1] if best is None else max(best, moments[index - 1])
    return best


def is_filler(nudge: Nudge) -> bool:
    """Whether a nudge takes what the others leave of the day's limit: those at an interval."""
    return nudge.every_minutes is not None


def is_wanted(settings: Settings, kind: NudgeKind) -> bool:
    """Whether a kind is switched on and no condition of the person's stands against it."""
    if kind is NudgeKind.HYDRATION and why_no_water_nudges(settings.profile):
        return False
    return settings.nudge(kind).on


@functools.lru_cache(maxsize=64)
def kept_places(
    settings: Settings, zone: tzinfo, on: date
) -> tuple[tuple[datetime, NudgeKind], ...]:
    """The moments on a local date that keep their place in the day's limit, in order.

    These are the nudges at fixed times and before bedtime that are wanted.
    """
    places = []
    for kind in NudgeKind:
        nudge = settings.nudge(kind)
        if not is_wanted(settings, kind) or is_filler(nudge):
            continue
        for ahead in range(-_LOOK_BACK_DAYS, 2):
            of = on + timedelta(days=ahead)
            places += [
                (moment, kind)
                for moment in _times_of(nudge, settings.day, zone, of)
                if moment.astimezone(zone).date() == on
            ]
    return tuple(sorted(places))
