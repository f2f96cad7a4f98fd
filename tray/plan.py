"""A dry run: what would come, by the same timetable and the same gate as the real thing."""

from __future__ import annotations

import dataclasses
import functools
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from journal.totals import day_start
from tray import gate, holds, timetable
from tray.due import Due, Situation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from config.settings import Settings
    from tray.timetable import Span


@dataclasses.dataclass(frozen=True, slots=True)
class Start:
    """Where a dry run begins; all moments in UTC.

    Attributes:
        now: The moment from which on things happen.
        waiting: What is due already.
        paused_until: The end of a pause, or None.
        last_shown_at: When a nudge was last shown, or None.
        shown_today: Nudges shown on the first local day, those asked for left out.
        not_today: Kinds not wanted again before the first midnight.
        done_at: When things were last done.
        eased: The kinds that come half as often; see `Situation.eased`.
        absent: When the person was away from the computer; from ``now`` on they stay.
    """

    now: datetime
    waiting: tuple[Due, ...] = ()
    paused_until: datetime | None = None
    last_shown_at: datetime | None = None
    shown_today: int = 0
    not_today: frozenset[NudgeKind] = frozenset()
    done_at: Mapping[NudgeKind, datetime] = dataclasses.field(default_factory=dict)
    absent: tuple[Span, ...] = ()
    eased: Mapping[NudgeKind, datetime] = dataclasses.field(default_factory=dict)


@functools.lru_cache(maxsize=64)
def _places(settings: Settings, zone: tzinfo, on: date) -> tuple[tuple[Due, datetime], ...]:
    """What keeps its place on a local date, each with the first moment at which it can show."""
    dues = [Due(kind, at) for at, kind in timetable.kept_places(settings, zone, on)]
    return tuple((due, at) for due in dues if (at := first_chance(settings, zone, due)))


def first_chance(settings: Settings, zone: tzinfo, due: Due) -> datetime | None:
    """When the active hours first let ``due`` show; None if its time has passed by then."""
    if settings.nudge(due.kind).before_bedtime_minutes is not None:
        return due.at
    moment = timetable.next_active(settings.day, zone, due.at)
    return moment if moment is not None and moment < gate.deadline(due, settings) else None


def kept_after(
    settings: Settings,
    zone: tzinfo,
    now: datetime,
    excluded: frozenset[NudgeKind],
    done_at: Mapping[NudgeKind, datetime] | None = None,
) -> tuple[datetime, ...]:
    """When nudges with a place of their own that are due later can show; see `kept_now`."""
    midnight = timetable.next_midnight(now, zone)
    gap_end = now + timedelta(minutes=settings.limits.gap_minutes)
    places = [
        (due, at)
        for due, at in _places(settings, zone, now.astimezone(zone).date())
        if due.at > now and due.kind not in excluded
    ]
    if gap_end > midnight:
        tomorrow = midnight.astimezone(zone).date()
        places += [(due, at) for due, at in _places(settings, zone, tomorrow) if at < gap_end]
    return _until_done(settings, places, done_at or {})


def kept_now(
    settings: Settings,
    zone: tzinfo,
    now: datetime,
    waiting: tuple[Due, ...],
    excluded: frozenset[NudgeKind],
    done_at: Mapping[NudgeKind, datetime] | None = None,
) -> tuple[datetime, ...]:
    """When nudges with a place of their own can show, for `Situation.kept`.

    Args:
        settings: The settings.
        zone: The local time zone.
        now: The present moment.
        waiting: What is due and held already; it keeps its place as well.
        excluded: Kinds that do not come again on this local day.
        done_at: When things were last done; what that makes needless for good keeps no place.
    """
    held = [
        (due, now)
        for due in waiting
        if not due.asked_for
        and due.kind not in excluded
        and timetable.is_wanted(settings, due.kind)
        and not timetable.is_filler(settings.nudge(due.kind))
    ]
    later = kept_after(settings, zone, now, excluded, done_at)
    return _until_done(settings, held, done_at or {}) + later


def _until_done(
    settings: Settings,
    places: Sequence[tuple[Due, datetime]],
    done_at: Mapping[NudgeKind, datetime],
) -> tuple[datetime, ...]:
    """Put each place off for as long as its thing counts as done, while it is of use by then."""
    moments = []
    for due, at in places:
        done = done_at.get(due.kind)
        until = at if done is None else max(at, holds.done_until(due.kind, settings, done))
        if until == at or until < gate.deadline(due, settings):
            moments.append(until)
    return tuple(moments)


def add_due(waiting: tuple[Due, ...], due: Due) -> tuple[Due, ...]:
    """``waiting`` with ``due``; two of one kind never wait together, and the newer one stays.

    What the person asked for stays, though, when the next of its kind is merely due.
    """
    asked = any(old.kind is due.kind and old.asked_for for old in waiting)
    if asked and not due.asked_for:
        return waiting
    return (*(old for old in waiting if old.kind is not due.kind), due)


def simulate(
    settings: Settings, zone: tzinfo, start: Start, end: datetime
) -> Iterator[tuple[datetime, Due]]:
    """Yield each nudge that would show, with its moment, from ``start`` up to ``end``.

    Nobody answers in a dry run: nothing is logged, put off or paused meanwhile. And it takes the
    person to be at the computer all the time, in the way of nothing.
    """
    now, waiting = start.now, start.waiting
    last_shown_at, shown_today, not_today = start.last_shown_at, start.shown_today, start.not_today
    today, eased = now.astimezone(zone).date(), dict(start.eased)
    upcoming = _first_times(settings, zone, now, start.absent)
    wake_at: datetime | None = now
    while True:
        moments = [*upcoming.values(), *([wake_at] if wake_at is not None else [])]
        now = min(moments, default=end)
        if now >= end:
            return
        for kind in [kind for kind, moment in upcoming.items() if moment <= now]:
            waiting = add_due(waiting, Due(kind, upcoming[kind]))
            nudge = settings.nudge(kind)
            following = timetable.next_time(nudge, settings.day, zone, now, start.absent)
            if following is None:
                del upcoming[kind]
            else:
                upcoming[kind] = following
        day_now = now.astimezone(zone).date()
        if day_now != today:
            today, shown_today, not_today = day_now, 0, frozenset()
        situation = Situation(
            now=now,
            zone=zone,
            settings=settings,
            paused_until=start.paused_until,
            last_shown_at=last_shown_at,
            shown_today=shown_today,
            kept=kept_now(settings, zone, now, waiting, not_today, start.done_at),
            not_today=not_today,
            done_at=start.done_at,
            eased=eased,
        )
        verdict = gate.decide(waiting, situation)
        waiting = tuple(due for due, _ in verdict.waiting)
        wake_at = verdict.wake_at
        if verdict.show is not None:
            yield now, verdict.show
            last_shown_at = now
            if verdict.show.kind in eased and not verdict.show.asked_for:
                eased = {**eased, verdict.show.kind: verdict.show.at}
            shown_today += not verdict.show.asked_for


def simulate_spans(
    spans: Sequence[tuple[datetime, Settings]], zone: tzinfo, start: Start
) -> Iterator[tuple[datetime, Due]]:
    """`simulate`, where other settings hold from some midnights on.

    Args:
        spans: Until when which settings hold, in order; each but the last ends at a midnight.
        zone: The local time zone.
        start: Where it begins.
    """
    for until, settings in spans:
        last_shown_at, eased = start.last_shown_at, dict(start.eased)
        for at, due in simulate(settings, zone, start, until):
            yield at, due
            last_shown_at = at
            if due.kind in eased and not due.asked_for:
                eased[due.kind] = due.at
        start = Start(
            now=until,
            paused_until=start.paused_until,
            last_shown_at=last_shown_at,
            done_at=start.done_at,
            eased=eased,
            absent=start.absent,
        )


def _first_times(
    settings: Settings, zone: tzinfo, now: datetime, absent: tuple[Span, ...]
) -> dict[NudgeKind, datetime]:
    # A moment exactly at the start belongs to the dry run.
    before = now - timedelta(microseconds=1)
    first = {}
    for kind in NudgeKind:
        nudge = settings.nudge(kind)
        if nudge.on:
            moment = timetable.next_time(nudge, settings.day, zone, before, absent)
            if moment is not None:
                first[kind] = moment
    return first


def day_range(first: date, days: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """The half-open range of UTC moments of ``days`` local days from ``first`` on."""
    return day_start(first, zone), day_start(first + timedelta(days=days), zone)
