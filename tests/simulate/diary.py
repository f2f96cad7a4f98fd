"""When a person really was at the computer, against which the nudges at an interval are held."""

from __future__ import annotations

import dataclasses
import math
from datetime import timedelta
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from tray import timetable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime, tzinfo

    from config.settings import Settings
    from tests.simulate.tally import Tally
    from tray.timetable import Span


@dataclasses.dataclass
class Diary:
    """What the person did, whatever Lull knows of it.

    Attributes:
        there: When they were there, before a screen that was not locked.
        zones: The zones of each local date; more than one on the day of a flight.
    """

    there: list[Span] = dataclasses.field(default_factory=list)
    zones: dict[date, set[tzinfo]] = dataclasses.field(default_factory=dict)
    _since: datetime | None = None

    def note(self, now: datetime, zone: tzinfo, *, there: bool) -> None:
        """Keep how things stand from ``now`` on."""
        if self._since is not None and now > self._since:
            self.there.append((self._since, now))
        self._since = now if there else None
        self.zones.setdefault(now.astimezone(zone).date(), set()).add(zone)

    def check_intervals(self, settings: Settings, tally: Tally) -> None:
        """No lock, sleep or do-not-disturb has an interval begin anew.

        On each day there was a nudge for each whole interval that the person was there.

        Raises:
            AssertionError: There were fewer.
        """
        dues = sorted(tally.due, key=lambda due: due[1])
        for kind in NudgeKind:
            step = timedelta(minutes=settings.nudge(kind).every_minutes or 0)
            if not settings.nudge(kind).on or not step:
                continue
            moments = [at for other, at in dues if other is kind]
            for on, start, end, there in self._days(settings):
                came = sum(start <= at < end for at in moments)
                # The last one of a day has no time left when it falls on the end.
                assert came >= math.ceil(there / step) - 1, f"{kind} on {on}: {came} in {there}"

    def _days(self, settings: Settings) -> Iterator[tuple[date, datetime, datetime, timedelta]]:
        """Each date without a flight that has one range of hours, and how long they were there."""
        days = sorted(self.zones)
        for on in days[1:-2]:
            zones = set().union(
                *(self.zones.get(on + timedelta(days=n), set()) for n in (-1, 0, 1))
            )
            ranges = settings.day.hours(on.weekday())
            if len(zones) != 1 or len(ranges) != 1:
                continue
            [zone], [hours] = zones, ranges
            start = timetable.instant(on, hours.start.minutes, zone)
            last = on + timedelta(days=1) if hours.overnight else on
            end = timetable.instant(last, hours.end.minutes, zone)
            yield on, start, end, timetable.time_away(tuple(self.there), start, end)
