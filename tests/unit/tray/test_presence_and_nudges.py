"""Nudges wait while the person is away or busy, and come back one at a time, a minute later."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from lull_parts import Desktop, Screen, Time, lull, moment, play

from config.errors import JournalError
from config.kinds import NudgeKind
from config.settings import parse
from tray import messages
from tray.answers import Answer
from tray.notify.base import Closed

if TYPE_CHECKING:
    from pathlib import Path

NO_INTERVALS = "[nudges.hydration]\non = false\n"


def test_somebody_who_is_there_is_asked_for_once_and_nudged(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        desktop.locked = desktop.do_not_disturb = desktop.full_screen = False
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            desktop.looks = 0
            await run.due(NudgeKind.STRESS, at="16:00")
            assert len(run.screen.nudges) == 1
            assert desktop.looks == 1
            assert run.holds() == []

    play(scene())


@pytest.mark.parametrize(
    ("fact", "reason", "quiet", "back"),
    [
        ("locked", "locked", "Quiet: the screen is locked", "you came back"),
        (
            "do_not_disturb",
            "do_not_disturb",
            "Quiet: do not disturb is on",
            "do not disturb was on",
        ),
        (
            "full_screen",
            "full_screen",
            "Quiet: a program fills the whole screen",
            "a program filled the screen",
        ),
    ],
)
def test_what_is_held_comes_a_minute_after_its_reason_ended(
    tmp_path: Path, fact: str, reason: str, quiet: str, back: str
) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            setattr(desktop, fact, True)
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.screen.nudges == []
            assert run.menu.status == quiet
            status = await run.core.answer(messages.Status())
            assert status["text"] == quiet
            assert [hold["reason"] for hold in status["holds"]] == [reason]
            await run.until("16:30")
            setattr(desktop, fact, False)
            run.lookout.presence_changed()
            await run.settle()
            assert run.screen.nudges == []
            assert run.menu.status == f"Quiet: less than a minute after {back}"
            await run.until("16:31")
            assert len(run.screen.nudges) == 1
            assert run.holds() == [("stress", reason), ("stress", "just_back")]

    play(scene())


def test_on_x11_nobody_tells_of_a_return_so_it_is_looked_for_once_a_minute(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            desktop.last_input = moment("15:40")
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.menu.status == "Quiet: you are away"
            desktop.looks = 0
            await run.until("16:20")
            assert desktop.looks == 20
            desktop.last_input = moment("16:20:30")
            await run.until("16:21")
            assert run.screen.nudges == []
            await run.until("16:22")
            assert len(run.screen.nudges) == 1
            # Nothing waits any more, so nobody looks.
            desktop.looks = 0
            await run.until("21:00")
            assert desktop.looks == 0

    play(scene())


def test_who_stays_away_is_spared_what_has_become_useless(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            desktop.locked = True
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.until("19:30")
            assert run.outcomes() == [("stress", "lapsed")]
            assert run.menu.status == "Quiet: the screen is locked"

    play(scene())


def test_on_return_the_most_useful_one_shows_alone(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("13:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, desktop=desktop) as run:
            desktop.locked = True
            await run.due(NudgeKind.HYDRATION, at="14:00")
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            await run.until("14:40")
            desktop.locked = False
            run.lookout.presence_changed()
            await run.settle()
            await run.until("14:41")
            assert [record.kind for record in run.records() if record.shown_at] == [
                NudgeKind.CAFFEINE
            ]
            await run.until("16:00")
            assert len(run.screen.nudges) == 1

    play(scene())


def test_the_unlock_takes_away_what_nobody_saw(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        desktop.locked = False
        async with lull(tmp_path, time, desktop=desktop) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            assert "nudge" in run.screen.standing
            desktop.locked = True
            run.lookout.presence_changed()
            await run.settle()
            assert "nudge" in run.screen.standing
            time.set("16:10")
            desktop.locked = False
            run.lookout.presence_changed()
            await run.settle()
            assert "nudge" not in run.screen.standing
            assert run.outcomes() == [("stress", "withdrawn")]
            assert run.menu.answer_title == ""

    play(scene())


def test_an_unlock_on_a_full_disk_still_decides_about_what_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        desktop.locked = False
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            desktop.locked = True
            await run.due(NudgeKind.STRESS, at="16:00")

            def refuse(*_: object) -> None:
                raise JournalError("The journal cannot be written", "the disk is full")

            time.set("16:05")
            desktop.locked = False
            with monkeypatch.context() as patch:
                patch.setattr(run.journal, "put_nudge", refuse)
                run.lookout.presence_changed()
                await run.settle()
            assert run.screen.reply.title == "The journal cannot be written"
            assert "nudge" not in run.screen.standing
            await run.until("16:06")
            assert len(run.screen.nudges) == 2

    play(scene())


def test_nothing_shows_in_the_first_minute_after_a_resume(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            time.set("15:30")
            run.lookout.fell_asleep()
            time.set("16:45")
            run.lookout.woke_up()
            await run.due(NudgeKind.STRESS)
            assert run.screen.nudges == []
            assert run.menu.status == "Quiet: less than a minute after the computer woke up"
            await run.until("16:46")
            assert len(run.screen.nudges) == 1

    play(scene())


def test_what_falls_due_while_the_machine_goes_to_sleep_waits(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            time.set("16:00")
            run.lookout.fell_asleep()
            await run.due(NudgeKind.STRESS)
            assert run.menu.status == "Quiet: the computer is going to sleep"
            # It did not: somebody else kept it awake.
            await run.until("16:01")
            assert run.screen.nudges == []
            await run.until("16:02")
            assert len(run.screen.nudges) == 1

    play(scene())


def test_a_pause_outlasts_a_sleep_and_the_end_of_a_lock(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            time.set("15:00")
            await run.act("pause 2h")
            desktop.locked = True
            await run.due(NudgeKind.STRESS, at="16:00")
            run.lookout.fell_asleep()
            time.set("16:20")
            run.lookout.woke_up()
            desktop.locked = False
            run.lookout.presence_changed()
            await run.settle()
            assert run.menu.status == "Quiet: paused until 17:00"
            await run.until("16:59")
            assert run.screen.nudges == []
            await run.until("17:00")
            assert len(run.screen.nudges) == 1

    play(scene())


def test_what_was_put_off_waits_for_the_return_as_well(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.press(Answer.LATER)
            desktop.locked = True
            await run.until("16:50")
            assert len(run.screen.nudges) == 1
            desktop.locked = False
            run.lookout.presence_changed()
            await run.settle()
            await run.until("16:51")
            assert len(run.screen.nudges) == 2

    play(scene())


def test_a_source_that_breaks_or_hangs_knows_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tray.presence.attendance._LONGEST_LOOK_SECONDS", 0.01)

    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        screen = Screen()
        async with lull(tmp_path, time, screen, NO_INTERVALS, desktop) as run:
            desktop.broken = RuntimeError("the bus is gone")
            await run.due(NudgeKind.STRESS, at="16:00")
            assert len(run.screen.nudges) == 1
            assert "the bus is gone" in caplog.text
            await run.press(Answer.FINE)
            desktop.broken, desktop.slow = None, asyncio.Event()
            screen.shown.clear()
            await run.due(NudgeKind.MOVEMENT, at="20:00")
            async with asyncio.timeout(10):
                await screen.shown.wait()
            assert len(run.screen.nudges) == 2

    play(scene())


def test_what_becomes_due_during_a_look_is_decided_with_it(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("13:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, desktop=desktop) as run:
            desktop.slow = asyncio.Event()
            desktop.looks = 0
            await run.due(NudgeKind.HYDRATION, at="14:30")
            await run.due(NudgeKind.CAFFEINE)
            await run.core.review()
            assert desktop.looks == 1
            assert run.screen.nudges == []
            desktop.slow.set()
            await run.settle()
            assert [record.kind for record in run.records() if record.shown_at] == [
                NudgeKind.CAFFEINE
            ]

    play(scene())


def test_new_settings_say_how_long_away_takes(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            run.core.use(parse(NO_INTERVALS + "[limits]\naway_minutes = 30"))
            await run.settle()
            desktop.last_input = moment("15:40")
            await run.due(NudgeKind.STRESS, at="16:00")
            assert len(run.screen.nudges) == 1
            assert run.lookout.attendance.absences() == ()

    play(scene())


def test_one_that_expired_while_nobody_was_there_is_not_held_against_anybody(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop, screen = Desktop(time), Screen()
        desktop.locked = False
        async with lull(tmp_path, time, screen, desktop=desktop) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.close_note(Closed.EXPIRED)
            for locked in (True, False):
                desktop.locked = locked
                run.lookout.presence_changed()
                await run.settle()
            time.now += dt.timedelta(minutes=1)
            assert run.outcomes() == [("stress", "expired")]

    play(scene())
