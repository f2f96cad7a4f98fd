"""What is known about the person at the computer at one moment. No desktop library in here.

Every fact has sources that may be absent. Absent means "not known" (None), never "busy" and never
"away": a source that is wrongly taken for busy would silence everything.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Presence:
    """What is known at one moment.

    Attributes:
        at: The UTC moment at which it was asked.
        idle_seconds: Seconds since the last key or pointer movement; None if not known.
        locked: Whether the session is locked; None if not known.
        do_not_disturb: Whether the desktop was told not to disturb; None if not known.
        full_screen: Whether the active window fills its screen; None if not known.
    """

    at: datetime
    idle_seconds: float | None = None
    locked: bool | None = None
    do_not_disturb: bool | None = None
    full_screen: bool | None = None


class PresenceWatch(Protocol):
    """Knows what the desktop says about the person; all methods are called on the core loop."""

    async def look(self) -> Presence:
        """Ask every source now; never raises, and takes at most about a second."""

    async def stop(self) -> None:
        """Let go of every source; no callback comes afterwards."""


class Hearer(Protocol):
    """Who hears of changes that sources tell by themselves; called on the core loop."""

    def presence_changed(self) -> None:
        """Something may have changed: unlocked, back from idle, do not disturb switched."""

    def fell_asleep(self) -> None:
        """The machine is about to be suspended."""

    def woke_up(self) -> None:
        """The machine resumed from suspend."""
