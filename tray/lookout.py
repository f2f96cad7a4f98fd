"""Looks where the person is, when something depends on it or the desktop tells of a change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from config.errors import JournalError
from config.kinds import NudgeKind
from tray import holds, timetable

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from datetime import datetime

    from config.settings import Settings
    from tray.clock import Clock
    from tray.presence.attendance import Attendance


class Lookout:
    """Keeps `Attendance` up to date; what sources tell by themselves arrives here (`Hearer`)."""

    def __init__(
        self,
        attendance: Attendance,
        in_background: Callable[[Coroutine[Any, Any, object]], None],
        on_seen: Callable[[bool], None],
    ) -> None:
        """Begin with nothing under way.

        Args:
            attendance: What is known of the person.
            in_background: Runs something on the loop without waiting.
            on_seen: Called after each look, with whether the session was just unlocked.
        """
        self.attendance = attendance
        self._in_background = in_background
        self._on_seen = on_seen
        self._looking = False
        self._changed = False

    @property
    def watches(self) -> bool:
        """Whether looking can tell anything."""
        return self.attendance.watch is not None

    def look(self) -> None:
        """See where the person is, in the background; a look that is under way is enough."""
        if not self._looking:
            self._looking = True
            self._in_background(self._look())

    async def _look(self) -> None:
        self._changed = False
        try:
            unlocked = await self.attendance.look()
            if self._changed:
                # What has changed since may be what was asked first. Not more than twice: a desktop
                # that tells of changes without end must not keep anything undecided.
                self._changed = False
                unlocked = await self.attendance.look() or unlocked
        except JournalError:
            # An absence could not be kept; that is no reason to leave what waits undecided.
            self._on_seen(False)  # noqa: FBT003 - see __init__
            raise
        finally:
            self._looking = False
        self._on_seen(unlocked)
        if self._changed:
            self.look()

    async def look_now(self) -> None:
        """See where the person is, for somebody who waits for the answer."""
        self._on_seen(await self.attendance.look())

    def next_look(
        self, settings: Settings, clock: Clock, decisions: Iterable[datetime]
    ) -> datetime | None:
        """When to look without being told of anything: seldom, and None for not at all.

        Args:
            settings: The settings.
            clock: The present and the zone.
            decisions: When something that waits may show.
        """
        now, today = clock.now(), clock.today()
        # Whatever comes later still is seen at midnight, when the menu is drawn anew.
        days = (today, today + timedelta(days=1))
        places = (timetable.kept_places(settings, clock.zone, day) for day in days)
        dues = (moment for places_of_day in places for moment, _ in places_of_day)
        ahead = (moment for moment in (*decisions, *dues) if moment > now)
        looks = [self.attendance.look_before(moment, holds.CALM) for moment in ahead]
        looks.append(self._look_to_count(settings, clock))
        return min((look for look in looks if look is not None), default=None)

    def _look_to_count(self, settings: Settings, clock: Clock) -> datetime | None:
        """When to look only to count the time at the computer, which intervals follow."""
        moment = self.attendance.next_look
        if moment is None or not any(
            timetable.is_wanted(settings, kind) and timetable.is_filler(settings.nudge(kind))
            for kind in NudgeKind
        ):
            return None
        active = timetable.next_active(settings.day, clock.zone, clock.now())
        return None if active is None else max(moment, active)

    # -- what sources tell (tray.presence.base.Hearer)

    def presence_changed(self) -> None:
        """Something may have changed: unlocked, back from idle, do not disturb switched."""
        self._changed = True
        self.look()

    def fell_asleep(self) -> None:
        """The machine is about to be suspended."""
        self.attendance.fell_asleep()

    def woke_up(self) -> None:
        """The machine resumed from suspend."""
        self.slept(None)

    def slept(self, length: timedelta | None) -> None:
        """The machine resumed after ``length``; None if the source that tells it does not know."""
        self._in_background(self._woke_up(length))

    async def _woke_up(self, length: timedelta | None) -> None:
        self.attendance.woke_up(length)
        self.look()
