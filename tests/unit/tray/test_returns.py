"""What comes back: after "Later", a pause, a sleep of the machine, a start."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from lull_parts import ZONE, Time, lull, moment, play

from config.kinds import NudgeKind
from config.settings import parse
from tray import messages
from tray.answers import Answer
from tray.clock import Clock
from tray.schedule import Schedule

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

SHORT_GAP = "[limits]\ngap_minutes = 5\nnudges_per_day = 24\n"


def test_two_that_were_put_off_come_back_one_after_the_other(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.press(Answer.LATER)
            await run.due(NudgeKind.HYDRATION, at="16:10")
            await run.press(Answer.LATER)
            await run.act("pause 1h")
            await run.until("17:10")
            [_, _, first] = run.screen.nudges
            assert list(run.screen.standing.values()) == [first]
            assert run.later() == {NudgeKind.HYDRATION: moment("16:40")}
            await run.until("17:15")
            assert len(run.screen.nudges) == 4
            assert [record.shown_at for record in run.records()[-2:]] == [
                moment("17:10"),
                moment("17:15"),
            ]
            assert run.later() == {}

    play(scene())


def test_what_is_demanded_shows_at_once_and_leaves_what_was_put_off(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.press(Answer.LATER)
            await run.core.answer(messages.Nudge(NudgeKind.STRESS))
            await run.settle()
            assert len(run.screen.nudges) == 2
            assert run.later() == {NudgeKind.STRESS: moment("16:30")}
            await run.press(Answer.BREATHE)
            assert run.later() == {NudgeKind.STRESS: moment("16:30")}

    play(scene())


def test_at_one_moment_a_review_comes_after_all_that_is_due() -> None:
    came: list[str] = []

    async def scene() -> None:
        done = asyncio.Event()

        async def due(kind: NudgeKind, _: datetime) -> None:
            came.append(kind)

        async def review() -> None:
            came.append("review")
            done.set()

        now = moment("15:59")
        clock = Clock(lambda: now, ZONE)
        schedule = Schedule(clock, asyncio.get_running_loop(), due, review)
        schedule.start(parse(""))
        # The scheduler keeps the true time: jobs of the past are run at once, in the order given.
        schedule.wake_at(now - timedelta(minutes=1))
        for job in schedule._scheduler.get_jobs():
            if job.id in {"review", "hydration", "stress"}:
                early = job.id == "review"
                job.modify(next_run_time=moment("15:00" if early else "15:30"))
        async with asyncio.timeout(30):
            await done.wait()
        schedule.stop()

    play(scene())
    assert came[-1] == "review"
    assert set(came) == {"hydration", "stress", "review"}


@pytest.mark.parametrize("start", ["14:31", "16:29"])
def test_what_fell_due_while_nothing_ran_shows_at_the_start(tmp_path: Path, start: str) -> None:
    async def scene() -> None:
        time = Time(start)
        async with lull(tmp_path, time) as run:
            assert [(record.kind, record.due_at) for record in run.records()][-1:] == [
                (NudgeKind.CAFFEINE, moment("14:30"))
            ]
            await run.press(Answer.FINE)
        async with lull(tmp_path, time) as run:
            assert len(run.records()) == 1

    play(scene())


def test_what_is_too_late_at_the_start_or_fills_the_gaps_does_not_come(tmp_path: Path) -> None:
    async def scene(start: str, home: Path) -> None:
        async with lull(home, Time(start)) as run:
            assert run.records() == []

    play(scene("12:10", tmp_path / "water"))
    play(scene("22:31", tmp_path / "night"))


def test_the_answer_to_the_end_of_a_pause_tells_what_comes_then(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.STRESS, at="09:50")
            await run.act("pause 2h")
            await run.due(NudgeKind.HYDRATION, at="10:00")
            run.time.set("10:05")
            status = await run.core.answer(messages.Resume())
            assert status["paused_until"] is None
            assert status["holds"][0]["reason"] == "too_soon"

    play(scene())


def test_later_past_the_active_hours_says_that_it_comes_no_more(tmp_path: Path) -> None:
    async def scene(at: str, home: Path) -> None:
        async with lull(home, Time(), toml="[nudges.cold]\non = true") as run:
            await run.due(NudgeKind.COLD, at=at)
            await run.press(Answer.LATER)
            told.extend(run.screen.titles("reply"))

    told: list[str] = []
    play(scene("21:20", tmp_path / "early"))
    assert told == []
    play(scene("21:35", tmp_path / "late"))
    assert told == ["Not again today"]


def test_not_tonight_leaves_the_next_evening(tmp_path: Path) -> None:
    toml = '[day]\nbedtime = "22:30"\n[day.monday]\nbedtime = "01:00"\n'

    async def scene() -> None:
        async with lull(tmp_path, Time("00:10"), toml=toml) as run:
            await run.due(NudgeKind.SLEEP, at="00:15")
            await run.press(Answer.NOT_TODAY)
            await run.due(NudgeKind.SLEEP, at="21:45")
            assert len(run.screen.nudges) == 2
            await run.press(Answer.NOT_TODAY)
            await run.due(NudgeKind.SLEEP, at="22:00")
            assert len(run.screen.nudges) == 2

    play(scene())
