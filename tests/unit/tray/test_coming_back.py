"""Who came back a moment ago is left in peace for a minute, also where no desktop tells of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lull_parts import Desktop, Lull, Time, lull, moment, play

from config.kinds import NudgeKind

if TYPE_CHECKING:
    from pathlib import Path

NO_INTERVALS = "[nudges.hydration]\non = false\n[nudges.caffeine]\non = false\n"


def idle_desktop(time: Time, last_input: str) -> Desktop:
    """A desktop that can be asked for the idle time and tells nothing by itself."""
    desktop = Desktop(time)
    desktop.last_input = moment(last_input)
    return desktop


async def touch_at(run: Lull, desktop: Desktop, text: str) -> None:
    """Let time pass until the person touches a key."""
    await run.until(text)
    desktop.last_input = moment(text)


@pytest.mark.parametrize(
    ("away_minutes", "left", "back", "shown"),
    [
        # An hour away, and there again just before the nudge.
        (5, "15:00", "15:59:55", "16:01"),
        (5, "15:00", "15:59:05", "16:01"),
        # Just long enough to be away.
        (5, "15:54:30", "15:59:45", "16:01"),
        (1, "15:58:20", "15:59:45", "16:01"),
        # There again for longer than a minute, or never away.
        (5, "15:00", "15:58:50", "16:00"),
        (5, "15:56:00", "15:59:50", "16:00"),
    ],
)
def test_who_came_back_just_before_a_nudge_is_left_a_minute(
    tmp_path: Path, away_minutes: int, left: str, back: str, shown: str
) -> None:
    async def scene() -> None:
        time = Time("14:45")
        desktop = idle_desktop(time, "14:45")
        toml = f"{NO_INTERVALS}[limits]\naway_minutes = {away_minutes}\n"
        async with lull(tmp_path, time, toml=toml, desktop=desktop) as run:
            await touch_at(run, desktop, left)
            await touch_at(run, desktop, back)
            await run.until("16:00")
            desktop.last_input = time.now
            await run.due(NudgeKind.STRESS)
            await touch_at(run, desktop, "16:00:30")
            await run.until("16:02")
            [record] = run.records()
            assert record.shown_at == moment(shown)

    play(scene())


def test_what_was_put_off_is_looked_ahead_for_as_well(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = idle_desktop(time, "12:00")
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            desktop.last_input = moment("16:00")
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.press("later")
            await touch_at(run, desktop, "16:29:50")
            await run.until("16:30")
            assert len(run.screen.nudges) == 1
            assert run.menu.status == "Quiet: less than a minute after you came back"
            await run.until("16:31")
            assert len(run.screen.nudges) == 2

    play(scene())


def test_an_absence_of_five_minutes_is_noticed_wherever_the_looks_fall(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("10:00")
        desktop = idle_desktop(time, "10:00")
        async with lull(tmp_path, time, desktop=desktop) as run:
            # Looks fall on 10:05 and 10:10; without another in between this would be unseen.
            await touch_at(run, desktop, "10:00:30")
            await touch_at(run, desktop, "10:09:50")
            await run.until("10:12")
            assert run.lookout.attendance.absences() == ((moment("10:00:30"), moment("10:09:50")),)

    play(scene())


def test_a_source_that_stands_still_is_not_asked_without_end(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("10:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, desktop=desktop) as run:
            for _ in range(12):
                # Whatever time passes, it says that a moment is missing.
                desktop.last_input = time.now - (moment("10:05") - moment("10:00:00.001"))
                desktop.looks = 0
                assert run.wake is not None
                time.now = run.wake
                await run.core.review()
                await run.settle()
                assert desktop.looks <= 1
            assert time.now >= moment("10:02")

    play(scene())


# -- a change during a look


def test_a_lock_during_a_look_is_not_missed(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        desktop.locked = False
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            desktop.slow = asyncio.Event()
            await run.due(NudgeKind.STRESS, at="16:00")
            # The lock was asked for already, and the answer is on its way.
            desktop.locked = True
            run.lookout.presence_changed()
            desktop.slow.set()
            await run.settle()
            assert run.screen.nudges == []
            assert run.menu.status == "Quiet: the screen is locked"

    play(scene())


def test_a_desktop_that_tells_of_changes_without_end_holds_nothing_up(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        desktop.locked = False
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            desktop.on_look = run.lookout.presence_changed
            await run.due(NudgeKind.STRESS, at="16:00")
            assert len(run.screen.nudges) == 1
            desktop.on_look = lambda: None
            await run.settle()

    play(scene())
