"""Brings the core to life and ends it in order: journal, notifier, schedule, watchers, control."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from typing import TYPE_CHECKING

from config.errors import JournalDamageError
from config.language import in_english, tr
from journal.condition import believe, trouble
from journal.store import Journal
from tips.catalog import TipsWhenDue
from tips.drinks import load_drinks
from tray import replies
from tray.clock import Clock
from tray.clock_check import ClockCheck, ZoneWatch
from tray.clock_watch import ClockWatch
from tray.control_server import open_door
from tray.core import Core
from tray.daily_backup import DailyBackup
from tray.desk import Desk
from tray.following import Following
from tray.notify.chain import NotifierChain
from tray.notify.console import ConsoleNotifier
from tray.notify.portable import PortableNotifier, obstacle
from tray.schedule import Schedule
from tray.settings_watch import SettingsWatch, load_or_last_good, write_template

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from config.errors import LullError
    from config.paths import Paths
    from tray.bus.connection import Bus
    from tray.icon.state import IconState
    from tray.menu import MenuState
    from tray.notify.base import Notifier, OnAnswer, OnClosed

_log = logging.getLogger(__name__)

_BACKUP_SECONDS = 5.0
"""So long after the start, which has enough to do, the day's backup is looked after."""


def icon_file(paths: Paths) -> Path:
    """The PNG that notifications show, usually written by `tray.icon.drawn`."""
    path = paths.pages / "lull.png"
    if not path.exists():
        from tray.icon.art import write_icon  # noqa: PLC0415 - it loads Pillow

        write_icon(paths.pages)
    return path


def plyer_obstacle(bus: Bus | None) -> str:
    """Why plyer cannot show anything now; empty if it may.

    plyer's own Linux route says that it showed a note when nothing appeared. On a bus that is
    there, a note that our own call could not show would not be shown by plyer either.
    """
    if bus is not None and bus.connected:
        return tr("the desktop's notification service does not answer")
    return obstacle()


def make_notifier(
    paths: Paths, bus: Bus | None, clock: Clock, on_answer: OnAnswer, on_closed: OnClosed
) -> Notifier:
    """The ways to show a notification here, the best one first."""
    # A terminal shows none, and drawing it would hold up the first start there.
    icon = None if bus is None and sys.platform == "linux" else icon_file(paths)
    ways: list[Notifier] = []
    if bus is not None:
        from tray.notify.freedesktop import FreedesktopNotifier  # noqa: PLC0415 - Linux alone

        ways.append(FreedesktopNotifier(bus, on_answer, on_closed, icon=icon))
    if bus is not None or sys.platform != "linux":
        ways.append(
            PortableNotifier(
                on_answer, on_closed, icon=icon, find_obstacle=lambda: plyer_obstacle(bus)
            )
        )
    # Without a console (pythonw, a closed descriptor) there is no such stream.
    if sys.stdout is not None and (bus is None or sys.stdout.isatty()):
        ways.append(ConsoleNotifier(on_answer, on_closed, now=lambda: clock.local(clock.now())))
    return NotifierChain(ways)


@contextlib.contextmanager
def _daily_backup(paths: Paths, schedule: Schedule, core: Core) -> Iterator[None]:
    """Look after the day's backup as long as the block lasts."""
    loop = asyncio.get_running_loop()

    def tell(error: LullError) -> None:
        if isinstance(error, JournalDamageError):
            core.not_kept.heard(error)
        else:
            core.reply(replies.no_backup(error))

    backup = DailyBackup(paths.journal, core.desk.clock, loop, tell)
    schedule.each_day(backup.look)
    first = loop.call_later(_BACKUP_SECONDS, backup.look)
    try:
        yield
    finally:
        first.cancel()
        backup.end()


def _open(paths: Paths, clock: Clock) -> Journal:
    """Open the journal; one that is damaged is made anew first."""
    if wrong := trouble(paths.journal):
        from journal.rescue import mend  # noqa: PLC0415 - for this alone, it loads what export needs

        _log.warning("the journal is made anew: %s", in_english(wrong))
        mend(paths.journal, clock.local(clock.now()))
    journal = Journal.open(paths.journal, clock.now)
    journal.hold_little()
    believe(journal)
    return journal


@contextlib.asynccontextmanager
async def living(
    paths: Paths,
    bus: Bus | None,
    show: Callable[[MenuState, IconState], None],
    quit_: Callable[[], None],
) -> AsyncIterator[Core]:
    """A core that lives as long as the block.

    Raises:
        JournalError: The journal cannot be used.
        DesktopError: The control socket cannot be opened.
    """
    settings, settings_error = load_or_last_good(paths)
    write_template(paths)
    loop = asyncio.get_running_loop()
    clock = Clock()
    async with contextlib.AsyncExitStack() as stack:
        # First: who has something to log while the journal is looked at, or made anew, waits at the
        # door, and does not write into a file that is about to be replaced.
        server, inside = await stack.enter_async_context(open_door(paths.control))
        journal = stack.enter_context(_open(paths, clock))
        # Before anything is promised: one that may only be read would lose every answer.
        journal.set_state("started", clock.iso(clock.now()))
        desk = Desk(journal, clock, settings, load_drinks())

        def wake_at(moment: datetime | None) -> None:
            schedule.wake_at(moment)

        core = Core(
            paths,
            desk,
            TipsWhenDue(),
            lambda on_answer, on_closed: make_notifier(paths, bus, clock, on_answer, on_closed),
            wake_at,
            show,
            quit_,
        )
        stack.push_async_callback(core.end)
        attendance = core.nudger.lookout.attendance

        async def review() -> None:
            clock_check.check()
            await following.review()

        schedule = Schedule(clock, loop, core.due, review, attendance.absences)
        attendance.on_return = schedule.resync
        schedule.start(settings)
        stack.callback(schedule.stop)
        stack.enter_context(_daily_backup(paths, schedule, core))

        following = Following(core, schedule)
        watch = SettingsWatch(paths, loop, following.use, core.refuse_settings)
        stack.callback(watch.stop)

        def moved() -> None:
            core.clock_moved()
            schedule.resync()
            # As a job of the schedule: it comes after what became due meanwhile.
            schedule.wake_at(clock.now())

        clock_check = ClockCheck(clock, core.nudger.lookout.slept, moved)

        def jumped() -> None:
            _log.info("the wall clock jumped")
            clock_check.check()
            moved()

        clock_watch = ClockWatch(loop, jumped)
        stack.callback(clock_watch.stop)
        stack.callback(ZoneWatch(loop, clock_check.check).stop)
        # The door closes before anything that stands behind it.
        stack.push_async_callback(server.stop)
        if settings_error is not None:
            core.refuse_settings(settings_error)
        core.not_kept.tell_rescued()
        # Last: from here on it is asked before anything shows.
        if bus is not None or sys.platform != "linux":
            from tray.presence.select import presence_watch  # noqa: PLC0415 - not in a terminal

            attendance.watch = presence_watch(bus, os.environ, loop, core.nudger.lookout, clock)
            stack.push_async_callback(attendance.watch.stop)
        await following.review()
        inside.set_result(following.answer)
        yield core
