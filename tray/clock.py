"""The present moment and the local time zone, given to everything that needs them."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING

from config.local_time import system_zone

if TYPE_CHECKING:
    from collections.abc import Callable


def _system_now() -> datetime:
    return datetime.now(UTC)


@dataclasses.dataclass(slots=True)
class Clock:
    """Where the time comes from; everybody holds the same one, so that a new zone is everybody's.

    Attributes:
        now: The present moment, aware, in UTC.
        zone: The local time zone.
    """

    now: Callable[[], datetime] = _system_now
    zone: tzinfo = dataclasses.field(default_factory=system_zone)

    def local(self, moment: datetime) -> datetime:
        """``moment`` on the wall clock."""
        return moment.astimezone(self.zone)

    def today(self) -> date:
        """The local date."""
        return self.local(self.now()).date()

    def iso(self, moment: datetime) -> str:
        """``moment`` as ISO 8601 with the local offset, to the second."""
        return self.local(moment).isoformat(timespec="seconds")
