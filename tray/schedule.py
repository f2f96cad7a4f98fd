"""When to wake: APScheduler jobs, one for each kind of nudge, and one for the next review.

APScheduler is used here alone. Its timers count monotonic time, which stands still during
suspend, so `Schedule.resync` is called whenever the clock jumped or the machine resumed.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from journal.totals import day_start
from tray import gate, timetable
from tray.apscheduler_loader import AsyncIOExecutor, AsyncIOScheduler, BaseTrigger, DateTrigger
from tray.due import Due

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from config.settings import Nudge, Settings
    from tray.clock import Clock
    from tray.timetable import Span

_log = logging.getLogger(__name__)

_REVIEW = "review"
_DAY = "day"


class NudgeTrigger(BaseTrigger):  # type: ignore[misc] # APScheduler has no types
    """The moments of one kind of nudge, by `tray.timetable`."""

    def __init__(
        self,
        settings: Settings,
        kind: NudgeKind,
        clock: Clock,
        absences: Callable[[], tuple[Span, ...]] = tuple,
    ) -> None:
        """Follow ``kind`` in ``settings``; ``absences`` tells when the person was away."""
        self._day = settings.day
        self._nudge = settings.nudge(kind)
        self._clock = clock
        self._absences = absences

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        """APScheduler's question: the first moment after the last one, or from now on."""
        # After a sleep it asks for each missed moment in turn, then runs the job once (coalesce).
        after = now if previous_fire_time is None else previous_fire_time
        zone, absent = self._clock.zone, self._absences()
        return timetable.next_time(self._nudge, self._day, zone, after.astimezone(UTC), absent)


class DayTrigger(BaseTrigger):  # type: ignore[misc] # see above
    """The beginning of each local day."""

    def __init__(self, clock: Clock) -> None:
        """Follow the days of ``clock``, whose zone may change."""
        self._clock = clock

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """APScheduler's question: the first moment from now on."""
        return day_start(self._clock.local(now).date() + timedelta(days=1), self._clock.zone)


def is_told(nudge: Nudge, at: datetime, told: datetime | None, absent: tuple[Span, ...]) -> bool:
    """Whether the moment ``at`` is the one that was told as ``told``.

    An absence that is noticed only afterwards moves the moments of an interval by some minutes.
    """
    if told is None or at <= told or nudge.every_minutes is None:
        return at == told
    counted = at - told - timetable.time_away(absent, told, at)
    return counted < timedelta(minutes=nudge.every_minutes) / 2


class Schedule:
    """Calls back when a kind of nudge is due and when a review is wanted; on the core loop."""

    def __init__(
        self,
        clock: Clock,
        loop: asyncio.AbstractEventLoop,
        on_due: Callable[[NudgeKind, datetime], Awaitable[None]],
        on_review: Callable[[], Awaitable[None]],
        absences: Callable[[], tuple[Span, ...]] = tuple,
    ) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            clock: The present and the zone.
            loop: The core loop.
            on_due: Called with a kind and the moment for which it is due.
            on_review: Called when a review is wanted.
            absences: Tells when the person was away from the computer.
        """
        self._absences = absences
        self._clock = clock
        self._on_due = on_due
        self._on_review = on_review
        self._told: dict[NudgeKind, datetime] = {}
        # A job that fires late fires once, however late: the gate knows what is still of use.
        self._scheduler = AsyncIOScheduler(
            event_loop=loop,
            timezone=UTC,
            executors={"default": AsyncIOExecutor()},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 8},
        )

    def start(self, settings: Settings) -> None:
        """Begin to call back."""
        self.use(settings)
        self._scheduler.start()

    def use(self, settings: Settings) -> None:
        """Follow ``settings`` from now on."""
        for kind in NudgeKind:
            if settings.nudge(kind).on:
                self._scheduler.add_job(
                    self._due,
                    NudgeTrigger(settings, kind, self._clock, self._absences),
                    args=[settings, kind],
                    id=kind.value,
                    replace_existing=True,
                )
            elif self._scheduler.get_job(kind.value) is not None:
                self._scheduler.remove_job(kind.value)

    def each_day(self, on_day: Callable[[], None]) -> None:
        """Call back when a local day has begun, or later if the machine was asleep then."""

        async def begun() -> None:
            on_day()

        self._scheduler.add_job(begun, DayTrigger(self._clock), id=_DAY)

    async def _due(self, settings: Settings, kind: NudgeKind) -> None:
        now = self._clock.now()
        # The moment for which it was due, which after a sleep may lie days back.
        nudge, absent = settings.nudge(kind), self._absences()
        at = timetable.last_time(nudge, settings.day, self._clock.zone, now, absent)
        # A clock that is set back a little brings the same moment again. One that came too late
        # to be of use may come again: the clock that made it late was perhaps the wrong one.
        if at is None or is_told(nudge, at, self._told.get(kind), absent):
            return
        if now < gate.deadline(Due(kind, at), settings):
            self._told[kind] = at
        await self._on_due(kind, at)

    async def _review(self) -> None:
        # Jobs of one moment run in any order: whatever is due now is to be in before it is decided
        # which of them shows.
        await asyncio.sleep(0)
        await self._on_review()

    def wake_at(self, moment: datetime | None) -> None:
        """Ask for a review at ``moment`` and drop the one that was asked for before."""
        if moment is not None:
            self._scheduler.add_job(
                self._review,
                DateTrigger(max(moment, self._clock.now()), timezone=UTC),
                id=_REVIEW,
                replace_existing=True,
            )
        elif self._scheduler.get_job(_REVIEW) is not None:
            self._scheduler.remove_job(_REVIEW)

    def resync(self) -> None:
        """Look at the wall clock again: it jumped, or the machine was asleep.

        What became due meanwhile fires now; every other nudge is placed anew, since a clock that
        was set back would leave it far in the future. The review is the caller's to ask for again.
        """
        if not self._scheduler.running:
            return  # a look that was under way at the end told of a return
        now = self._clock.now()
        for name in (*NudgeKind, _DAY):
            job = self._scheduler.get_job(str(name))
            # A kind that never comes by its settings has a job without a time.
            if job is not None and job.next_run_time is not None and job.next_run_time > now:
                job.reschedule(job.trigger)
        self._scheduler.wakeup()

    def stop(self) -> None:
        """End; no callback comes afterwards."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
