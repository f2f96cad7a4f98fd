"""How absences are noticed and kept by the whole core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lull_parts import Desktop, Time, killed, lull, moment, play

from config.errors import JournalError
from config.kinds import NudgeKind
from tray import remembered

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NO_INTERVALS = "[nudges.hydration]\non = false\n"


def test_idleness_is_asked_for_a_minute_ahead_and_every_five_minutes_only_for_intervals(
    tmp_path: Path,
) -> None:
    async def scene(toml: str) -> list[int]:
        time = Time("06:00")
        desktop = Desktop(time)
        desktop.last_input = time.now
        counts = []
        async with lull(tmp_path, time, toml=toml, desktop=desktop) as run:
            for until in ("08:00", "10:00", "22:00", "+1 07:59"):
                desktop.looks = 0
                start = time.now
                while run.wake is not None and run.wake <= moment(until):
                    time.now = desktop.last_input = run.wake
                    await run.core.review()
                    await run.settle()
                time.now = desktop.last_input = moment(until)
                assert start <= time.now
                counts.append(desktop.looks)
        return counts

    async def both() -> None:
        assert await scene("") == [1, 24, 144, 0]
        # Ahead of the caffeine cut-off, the slow minutes and the wind down.
        assert await scene(NO_INTERVALS) == [0, 0, 3, 0]

    play(both())


def test_absences_are_known_over_a_restart(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("10:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, desktop=desktop) as run:
            desktop.locked = True
            run.lookout.presence_changed()
            await run.settle()
            time.set("11:00")
            assert run.lookout.attendance.absences() == ((moment("10:00"), moment("11:00")),)
            desktop.locked = False
            run.lookout.presence_changed()
            await run.settle()
            time.set("11:30")
        async with killed(tmp_path, time) as run:
            assert run.lookout.attendance.absences() == ((moment("10:00"), moment("11:00")),)

    play(scene())


def test_an_absence_that_cannot_be_kept_is_told_and_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        time = Time("12:00")
        desktop = Desktop(time)
        async with lull(tmp_path, time, toml=NO_INTERVALS, desktop=desktop) as run:
            desktop.locked = True
            await run.due(NudgeKind.STRESS, at="16:00")

            def refuse(*_: object) -> None:
                raise JournalError("The journal cannot be written", "the disk is full")

            with monkeypatch.context() as patch:
                patch.setattr(remembered, "set_absences", refuse)
                time.set("16:05")
                desktop.locked = False
                run.lookout.presence_changed()
                await run.settle()
            assert run.screen.reply.title == "The journal cannot be written"
            await run.until("16:06")
            assert len(run.screen.nudges) == 1

    play(scene())
