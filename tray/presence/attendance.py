"""When the person was at the computer: from what the desktop says at single moments, over time.

Where nothing is known, nobody was ever away.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from tray.presence.base import Presence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tray.presence.base import PresenceWatch
    from tray.timetable import Span

_log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=5)
"""How often idleness is asked for while it has to be counted: some sources tell nothing."""
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
        """When to look again so that no absence is missed; None if looking tells nothing."""
        if self.watch is None:
            return None
        if self._looked_at is None:
            return self._now()
        seen = self.attended.seen
        if seen is None or seen.idle_seconds is None:
            return None  # what else is known, its source tells by itself
        # A look that lies ahead was made by a clock that has been set back.
        return min(self._looked_at, self._now()) + LOOK_EVERY

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
                back_from = "do not disturb was on"
            if before.full_screen and not seen.full_screen:
                back_from = "a program filled the screen"
        away, looked_at = self._is_away(seen), min(self._looked_at or now, now)
        if self._away_since is not None and not away:
            back_from = "you came back"
        self.attended = dataclasses.replace(self.attended, seen=seen)
        if back_from:
            self.attended = dataclasses.replace(self.attended, back_at=now, back_from=back_from)
        self._looked_at = now
        if away:
            self._leave(since_input if idle.total_seconds() >= self.away_seconds else now)
        else:
            # Back by the last key at the latest, and not before it was seen to be away.
            self._return(max(since_input, looked_at))

    def _is_away(self, seen: Presence) -> bool:
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
        self.attended = Attended(seen, None, now, "the computer woke up")

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
