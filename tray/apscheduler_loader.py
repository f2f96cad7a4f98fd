"""The one door to APScheduler: imported without what Lull makes no use of.

APScheduler (3.11) can find triggers, job stores and executors by the entry points of whatever is
installed, and can run jobs in pools of threads and processes. Lull hands it objects, and its jobs
run on the loop. What is loaded for the rest (``importlib.metadata`` with all of ``email``, and
``multiprocessing``) costs 1.7 MB and a third of the import's time, so something that says that
there is nothing stands in its place, for the time of the import alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tray.stand_ins import later, standing_in

if TYPE_CHECKING:
    from time import struct_time

__all__ = ["AsyncIOExecutor", "AsyncIOScheduler", "BaseTrigger", "DateTrigger"]


class _NotInstalled(Exception):  # noqa: N818 - in the place of PackageNotFoundError
    """What asking for a version ends with; APScheduler goes on without."""


def _no_version(_name: str) -> str:
    raise _NotInstalled


def _timegm(moment: struct_time) -> int:
    """As `calendar.timegm`, without the calendars."""
    return int(datetime(*moment[:6], tzinfo=UTC).timestamp())


with standing_in(
    {
        "importlib.metadata": {
            "entry_points": lambda **_: (),
            "version": _no_version,
            "PackageNotFoundError": _NotInstalled,
        },
        "apscheduler.executors.pool": {"ThreadPoolExecutor": object},
        # For jobs without a name and times that are shaken a little, of which we have none.
        "uuid": {"uuid4": later("uuid", "uuid4")},
        "random": {},
        "calendar": {"timegm": _timegm},
    }
):
    from apscheduler.executors.asyncio import AsyncIOExecutor
    from apscheduler.schedulers.asyncio import AsyncIOScheduler
    from apscheduler.triggers.base import BaseTrigger
    from apscheduler.triggers.date import DateTrigger
