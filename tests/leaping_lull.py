"""The running Lull, with a clock that leaps over every time in which nothing would happen.

``python leaping_lull.py HOME [few]`` runs what ``lull run --autostart`` runs. After each hour of
its own clock it stops leaping, says on a line of JSON how much it holds, and goes on when it reads
a line; ``back SECONDS`` on a line sets its clock back, as somebody or an empty battery does.
Everything else is as ever: the icon, the session bus, the control socket and the journal are real.
With ``few``, what is kept in numbers with an end is kept in few from the beginning, so that
whatever grows on a day or two would grow for ever.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import functools
import gc
import json
import os
import selectors
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import apscheduler.schedulers.base

from config.paths import resolve
from journal import totals
from tray import app, living, plan, timetable
from tray.clock import Clock
from tray.clock_watch import ClockWatch
from tray.commands import resident
from tray.icon.status_notifier import menu_tree

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Mapping

    from config.paths import Paths
    from tray.bus.connection import Bus
    from tray.core import Core
    from tray.icon.state import IconState
    from tray.menu import MenuState

_HOUR = 3600.0
_PATIENT_SECONDS = 0.02
"""So long nothing may have happened before it leaps."""
_NEAR_SECONDS = 10.0
_NEAR_PATIENT_SECONDS = 0.3
"""An end that is as near as that waits for the answer of another program, which takes real time."""


_FEW = 4


class Leaps(selectors.DefaultSelector):
    """Waits for real events, and lets the time until the next timer pass where none comes."""

    def __init__(self) -> None:
        super().__init__()
        self.leapt = self.set_forward = 0.0
        self.held = True
        self.on_jump: Callable[[], None]

    def select(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - as its base
        if timeout is None or timeout <= 0 or self.held:
            return super().select(timeout)
        patient = _NEAR_PATIENT_SECONDS if timeout <= _NEAR_SECONDS else _PATIENT_SECONDS
        events = super().select(min(timeout, patient))
        # A copy of the journal takes real time too.
        if not events and not any(thread.name == "backup" for thread in threading.enumerate()):
            self.leapt += max(0.0, timeout - patient)
        return events

    def now(self) -> dt.datetime:
        """The present moment by its own clock, in UTC."""
        return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=self.leapt + self.set_forward)


class Loop(asyncio.SelectorEventLoop):
    """An event loop that goes by such a clock."""

    def __init__(self, leaps: Leaps) -> None:
        super().__init__(leaps)
        self.leaps = leaps

    def time(self) -> float:
        return time.monotonic() + self.leaps.leapt


def _leap_with(leaps: Leaps) -> None:
    """Have everything in this process that asks for the time ask this clock."""

    class Datetime(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:  # noqa: ANN401 - as its base
            return leaps.now().astimezone(tz)

    class Watch(ClockWatch):
        def __init__(self, loop: asyncio.AbstractEventLoop, on_jump: Callable[[], None]) -> None:
            super().__init__(loop, on_jump)
            leaps.on_jump = on_jump

    def run(main: Coroutine[Any, Any, None]) -> None:
        with asyncio.Runner(loop_factory=lambda: Loop(leaps)) as runner:
            runner.run(main)

    apscheduler.schedulers.base.datetime = Datetime
    living.Clock = lambda: Clock(leaps.now)  # type: ignore[misc] # the one place that makes one
    living.ClockWatch = Watch  # type: ignore[misc] # likewise
    asyncio.run = run  # type: ignore[assignment] # what the resident calls


def _held() -> Mapping[str, float]:
    """What this process holds at this moment."""
    gc.collect()
    return {
        "objects": len(gc.get_objects()),
        "files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - names alone
        "tasks": len(asyncio.all_tasks()),
        "threads": threading.active_count(),
    }


async def _keep_time(leaps: Leaps) -> None:
    """Tell of every hour, and wait for a line each time."""
    loop = asyncio.get_running_loop()
    heard = asyncio.Event()

    def hear() -> None:
        word, _, seconds = sys.stdin.readline().partition(" ")
        if word == "back":
            leaps.set_forward -= float(seconds)
            leaps.on_jump()
        else:
            heard.set()

    loop.add_reader(sys.stdin.fileno(), hear)
    try:
        while True:
            told = {"at": leaps.now().isoformat(), **_held()}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
            await heard.wait()
            heard.clear()
            leaps.held = False
            await asyncio.sleep(_HOUR)
            leaps.held = True
    finally:
        loop.remove_reader(sys.stdin.fileno())


def _keep_few() -> None:
    """Have menu rows that are gone, and what is reckoned for a while, kept in few."""
    menu_tree.RETIRED_LIMIT = _FEW
    for module in (plan, timetable, totals):
        for name, value in vars(module).items():
            if hasattr(value, "cache_clear"):
                setattr(module, name, functools.lru_cache(_FEW)(value.__wrapped__))


def main(home: str, *how: str) -> None:
    """Run until somebody quits."""
    leaps = Leaps()
    if how == ("few",):
        _keep_few()
    _leap_with(leaps)

    @contextlib.asynccontextmanager
    async def alive(
        paths: Paths,
        bus: Bus | None,
        show: Callable[[MenuState, IconState], None],
        quit_: Callable[[], None],
    ) -> AsyncIterator[Core]:
        async with living.living(paths, bus, show, quit_) as core:
            keeping = asyncio.get_running_loop().create_task(_keep_time(leaps))
            try:
                yield core
            finally:
                keeping.cancel()
                await asyncio.gather(keeping, return_exceptions=True)

    paths = resolve(home, {})
    app.restrict()
    started = app.Resident(paths, alive)
    resident._log_to(paths)
    started.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
