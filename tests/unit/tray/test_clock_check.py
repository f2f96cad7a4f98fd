"""A sleep of the machine and a new time zone are found out; a pause outlives both."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from lull_parts import ZONE, Time, lull, moment, play

from config.kinds import NudgeKind
from tray import clock_check, remembered
from tray.clock_check import ClockCheck, ZoneWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

TOKYO = ZoneInfo("Asia/Tokyo")


class Machine:
    """What a check is told by, and what it told."""

    def __init__(self, etc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.etc = etc
        self.asleep = timedelta(hours=5)
        self.zone = ZONE
        self.sleeps: list[timedelta] = []
        self.zones = 0
        monkeypatch.setattr(clock_check, "suspended", lambda: self.asleep)
        monkeypatch.setattr(clock_check, "system_zone", lambda: self.zone)
        self.link("Europe/Berlin")
        self.time = Time()
        self.check = ClockCheck(self.time.clock, self.sleeps.append, self._moved, etc)

    def _moved(self) -> None:
        self.zones += 1

    def link(self, name: str) -> None:
        """Replace the link as timedatectl does: whoever looks sees the old one or the new one."""
        new = self.etc / ".#localtime"
        new.symlink_to(self.etc / name)
        new.replace(self.etc / "localtime")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    for name in ("Europe/Berlin", "Asia/Tokyo"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(name)
    return Machine(tmp_path, monkeypatch)


def test_as_long_as_nothing_happens_nothing_is_told(machine: Machine) -> None:
    machine.check.check()
    # The two clocks are read one after the other.
    machine.asleep += timedelta(seconds=1)
    machine.check.check()
    assert (machine.sleeps, machine.zones) == ([], 0)


def test_a_sleep_is_told_once_with_its_length(machine: Machine) -> None:
    machine.asleep += timedelta(hours=1)
    machine.check.check()
    machine.check.check()
    assert machine.sleeps == [timedelta(hours=1)]


def test_where_only_the_wall_clock_tells_a_correction_of_it_is_no_sleep(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    machine.asleep += timedelta(seconds=29)
    machine.check.check()
    # Set back by an hour, it is no sleep either.
    machine.asleep -= timedelta(hours=1)
    machine.check.check()
    assert machine.sleeps == []
    machine.asleep += timedelta(seconds=30)
    machine.check.check()
    assert machine.sleeps == [timedelta(seconds=30)]


@pytest.mark.parametrize("platform", [sys.platform, "win32"])
def test_the_real_clocks_stand_still_against_each_other(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    before = clock_check.suspended()
    assert abs(clock_check.suspended() - before) < timedelta(seconds=1)


def test_a_new_zone_is_everybodys(machine: Machine) -> None:
    machine.zone = TOKYO
    machine.check.check()
    assert machine.time.clock.zone is ZONE  # the system has not said so
    machine.link("Asia/Tokyo")
    machine.check.check()
    machine.check.check()
    assert machine.time.clock.zone is TOKYO
    assert machine.zones == 1


def test_another_file_for_the_same_zone_changes_nothing(machine: Machine) -> None:
    (machine.etc / "timezone").write_text("Europe/Berlin\n")
    machine.check.check()
    assert machine.zones == 0


# -- the watch


def watched(
    folder: Path, body: Callable[[ZoneWatch, asyncio.Event], Coroutine[None, None, None]]
) -> None:
    async def run() -> None:
        changed = asyncio.Event()
        watch = ZoneWatch(asyncio.get_running_loop(), changed.set, folder)
        try:
            await body(watch, changed)
        finally:
            watch.stop()
            watch.stop()

    asyncio.run(run())


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's own")
def test_the_replaced_link_is_told_and_nothing_else(machine: Machine) -> None:
    async def body(watch: ZoneWatch, changed: asyncio.Event) -> None:
        assert watch.watching
        (machine.etc / "hosts").write_text("")
        watch._readable()
        assert not changed.is_set()
        machine.link("Asia/Tokyo")
        async with asyncio.timeout(10):
            await changed.wait()
        watch.stop()
        watch._readable()  # one more that was on its way

    watched(machine.etc, body)


def test_a_folder_that_is_not_there_is_not_watched(tmp_path: Path) -> None:
    async def body(watch: ZoneWatch, _: asyncio.Event) -> None:
        assert not watch.watching

    watched(tmp_path / "missing", body)


def test_on_another_system_nothing_is_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")

    async def body(watch: ZoneWatch, _: asyncio.Event) -> None:
        assert not watch.watching

    watched(tmp_path, body)


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's own")
def test_without_inotify_it_lives_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("inotify_simple.INotify", refuse)

    async def body(watch: ZoneWatch, _: asyncio.Event) -> None:
        assert not watch.watching

    watched(tmp_path, body)


# -- what it means


def test_after_a_flight_the_nudges_follow_the_new_wall_clock(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        async with lull(tmp_path, time, toml="nudges.hydration.on = false") as run:
            assert run.menu.status == "Next: caffeine cut-off at 14:30"
            time.clock.zone = TOKYO  # where it is 20:00
            run.core.clock_moved()
            await run.core.review()
            assert run.menu.status == "Next: wind down at 21:45"
            await run.due(NudgeKind.SLEEP, at="21:45")
            assert len(run.screen.nudges) == 1
            assert run.records()[0].shown_at == moment("13:45")

    play(scene())


def test_a_pause_keeps_its_end_when_the_zone_changes(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        async with lull(tmp_path, time) as run:
            await run.act("pause tomorrow")
            time.clock.zone = TOKYO
            run.core.clock_moved()
            await run.core.review()
            assert remembered.paused_until(run.journal, time.now) == moment("+1 00:00")
            assert run.menu.status == "Quiet: paused until tomorrow at 08:00"

    play(scene())


@pytest.mark.parametrize(
    ("choice", "now", "end"),
    [
        # The clock stood a day ahead when the pause was taken.
        ("1h", "-1 12:10", "-1 13:10"),
        # It stood right, or was set on: the end stays.
        ("1h", "12:30", "13:00"),
        # "Tomorrow" is the next day on the clock that is right, be it set back by years.
        ("tomorrow", "-1 12:10", "00:00"),
        ("tomorrow", "-700 12:10", "-699 00:00"),
        ("tomorrow", "11:59:55", "+1 00:00"),
        ("tomorrow", "12:30", "+1 00:00"),
        # A date is a date.
        ("2026-03-12", "-1 12:10", "+2 00:00"),
    ],
)
def test_a_pause_that_began_by_a_wrong_clock_lasts_as_long_as_was_said(
    tmp_path: Path, choice: str, now: str, end: str
) -> None:
    async def scene() -> None:
        time = Time("12:00")
        async with lull(tmp_path, time) as run:
            await run.act(f"pause {choice}")
            time.set(now)
            for _ in range(2):
                run.core.clock_moved()
                await run.settle()
            assert remembered.paused_until(run.journal, time.now) == moment(end)
            # Time goes on, and the pause is not begun anew.
            time.now += timedelta(minutes=20)
            run.core.clock_moved()
            await run.settle()
            assert remembered.paused_until(run.journal, time.now) == moment(end)

    play(scene())
