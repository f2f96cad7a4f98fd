"""When the person was at the computer: from what the desktop says at single moments, over time.

Where nothing is known, nobody was ever away.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from config.language import N_
from tray.presence.base import Presence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tray.presence.base import PresenceWatch
    from tray.timetable import Span

_log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=5)
"""How often idleness is asked for while it has to be counted: some sources tell nothing."""
_SOONEST_LOOK = timedelta(seconds=10)
"""How soon it is asked for again at the soonest, whatever a source says."""
SUSPENDED_WITHIN = timedelta(minutes=1)
"""Whoever still runs so long after a suspend was announced was not suspended."""
_LONGEST_LOOK_SECONDS = 5.0
"""A look takes about a second at most; one that hangs is not waited for."""
_KEPT = timedelta(days=2)
"""Longer ago than any active hours that still go on have begun."""


@dataclasses.dataclass(frozen=True, slots=True)
class Attended:
    """What the gate may know of the person at the computer; all moments in UTC.

    Attributes:
        seen: What the last look told; None if nothing is known.
        asleep_at: When the machine was about to be suspended; None if it is not.
        back_at: When it was last noticed that the person can be spoken to again, or None.
        back_from: What had been in the way by then, as the end of "less than a minute after ".
    """

    seen: Presence | None = None
    asleep_at: datetime | None = None
    back_at: datetime | None = None
    back_from: str = ""


class Attendance:
    """Keeps what was seen of the person, and when they were away."""

    def __init__(
        self,
        now: Callable[[], datetime],
        absences: tuple[Span, ...] = (),
        keep: Callable[[tuple[Span, ...]], None] = lambda _: None,
    ) -> None:
        """Begin with the absences that an earlier run noticed.

        Args:
            now: The present UTC moment.
            absences: When the person was away, in order.
            keep: Takes the absences whenever one has ended.
        """
        self.watch: PresenceWatch | None = None
        """Asks the desktop; None where nothing can be known."""
        self.away_seconds = 300.0
        """From how many seconds without a key or the pointer on the person counts as away."""
        self.on_return: Callable[[], None] = lambda: None
        """Called when an absence has ended: what follows the time at the computer has moved."""
        self.attended = Attended()
        self._now = now
        self._ended = absences
        self._keep = keep
        self._away_since: datetime | None = None
        self._looked_at: datetime | None = None

    @property
    def next_look(self) -> datetime | None:
        """When to look again so that no absence of `LOOK_EVERY` is missed; None if that is known.

        One that is shorter may begin and end between two looks.
        """
        if self.watch is None:
            return None
        if self._looked_at is None:
            return self._now()
        limit = max(self.away_seconds, LOOK_EVERY.total_seconds())
        away_in = self._away_in(limit)
        return None if away_in is None else self._last_look() + min(away_in, LOOK_EVERY)

    def look_before(self, moment: datetime, ahead: timedelta) -> datetime | None:
        """When to look so that at ``moment`` it is known who came back within ``ahead`` of it.

        Somebody who touches a key just then would else look like one who was there all the time.
        None where nothing has to be asked for that.
        """
        if self.watch is None:
            return None
        since = moment - ahead
        if self._looked_at is None or self._last_look() < since:
            only_told = self._looked_at is not None and self._idle_seconds() is None
            return None if only_told else max(since, self._now())
        away_in = self._away_in(self.away_seconds)
        again = None if away_in is None else self._last_look() + away_in
        return again if again is not None and again < moment else None

    def _idle_seconds(self) -> float | None:
        return None if self.attended.seen is None else self.attended.seen.idle_seconds

    def _last_look(self) -> datetime:
        # A look that lies ahead was made by a clock that has been set back.
        return min(self._looked_at or self._now(), self._now())

    def _away_in(self, limit_seconds: float) -> timedelta | None:
        """How long after the last look ``limit_seconds`` without input are over, if none comes.

        None where idleness is not known: what else is, its source tells by itself.
        """
        idle = self._idle_seconds()
        if idle is None:
            return None
        left = timedelta(seconds=max(0.0, limit_seconds - idle))
        return max(left, _SOONEST_LOOK) if left else LOOK_EVERY

    def absences(self) -> tuple[Span, ...]:
        """When the person was away, in order; one that goes on ends now."""
        now = self._now()
        if self._away_since is None or self._away_since >= now:
            return self._ended
        return (*self._ended, (self._away_since, now))

    async def look(self) -> bool:
        """Ask the desktop now.

        Returns:
            Whether the session was locked at the last look and is not any more.
        """
        if self.watch is None:
            return False
        try:
            seen = await asyncio.wait_for(self.watch.look(), _LONGEST_LOOK_SECONDS)
        except Exception:  # noqa: BLE001 - barrier: a source that fails knows nothing
            _log.exception("it could not be found out whether the person is there")
            seen = Presence(self._now())
        before = self.attended.seen
        self._take(before, seen)
        return before is not None and before.locked is True and seen.locked is not True

    def _take(self, before: Presence | None, seen: Presence) -> None:
        now = self._now()
        idle = timedelta(seconds=min(seen.idle_seconds or 0.0, _KEPT.total_seconds()))
        since_input = now - idle
        back_from = ""
        if before is not None:
            if before.do_not_disturb and not seen.do_not_disturb:
                back_from = N_("do not disturb was on")
            if before.full_screen and not seen.full_screen:
                back_from = N_("a program filled the screen")
        away, looked_at = self._is_away(seen, now), min(self._looked_at or now, now)
        if self._away_since is not None and not away:
            back_from = N_("you came back")
        self.attended = dataclasses.replace(self.attended, seen=seen)
        if back_from:
            self.attended = dataclasses.replace(self.attended, back_at=now, back_from=back_from)
        self._looked_at = now
        if away:
            self._leave(since_input if idle.total_seconds() >= self.away_seconds else now)
        else:
            # Back by the last key at the latest, and not before it was seen to be away.
            self._return(max(since_input, looked_at))

    def _is_away(self, seen: Presence, now: datetime) -> bool:
        since = self.attended.asleep_at
        if since is not None and since <= now < since + SUSPENDED_WITHIN:
            return True
        return seen.locked is True or (seen.idle_seconds or 0.0) >= self.away_seconds

    def fell_asleep(self) -> None:
        """The machine is about to be suspended."""
        now = self._now()
        self._leave(now)
        self.attended = dataclasses.replace(self.attended, asleep_at=now)

    def woke_up(self, asleep: timedelta | None = None) -> None:
        """The machine resumed.

        Args:
            asleep: How long it slept; None where only the falling asleep was told.
        """
        now = self._now()
        if asleep is not None:
            self._leave(now - asleep)
        seen = self.attended.seen
        if seen is None or not seen.locked:
            self._return(now)
        self.attended = Attended(seen, None, now, N_("the computer woke up"))

    def _leave(self, at: datetime) -> None:
        if self._away_since is None:
            last = self._ended[-1][1] if self._ended else at
            # Where the clock was set back, the last absence may end ahead.
            self._away_since = max(at, last) if last <= self._now() else at

    def _return(self, at: datetime) -> None:
        since, self._away_since = self._away_since, None
        if since is None or since >= at:
            return
        kept = (span for span in self._ended if at - _KEPT < span[1] <= since)
        self._ended = (*kept, (since, at))
        self.on_return()
        self._keep(self._ended)
