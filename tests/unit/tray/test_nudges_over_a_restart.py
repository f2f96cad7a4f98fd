"""What a restart or a kill leaves of the nudges."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lull_parts import Screen, Time, killed, lull, moment, play

from config.kinds import NudgeKind
from journal.entries import new_id
from journal.records import HoldRecord, NudgeRecord, Outcome
from tray.answers import Answer
from tray.icon.state import IconState

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from lull_parts import Lull

    Way = Callable[..., AbstractAsyncContextManager[Lull]]


def test_a_pause_survives_a_restart(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time()
        async with lull(tmp_path, time) as run:
            await run.act("pause 2h")
        async with lull(tmp_path, time) as run:
            assert run.menu.status == "Quiet: paused until 11:00"
            assert run.menu.pause == "other"
            assert run.icon == IconState.PAUSED
            await run.due(NudgeKind.HYDRATION, at="10:30")
            assert run.screen.nudges == []
            await run.until("11:00")
            assert len(run.screen.nudges) == 1
            assert run.menu.pause == ""

    play(scene())


@pytest.mark.parametrize("way", [lull, killed])
def test_later_survives_a_restart(tmp_path: Path, way: Way) -> None:
    async def scene() -> None:
        time = Time()
        async with way(tmp_path, time) as run:
            await run.due(NudgeKind.SLEEP, at="21:45")
            await run.press(Answer.LATER)
        time.set("21:55")
        async with lull(tmp_path, time) as run:
            assert run.menu.status == "Next: wind down at 22:15"
            await run.until("22:15")
            assert [record.shown_at for record in run.records()] == [
                moment("21:45"),
                moment("22:15"),
            ]

    play(scene())


def test_later_that_came_due_and_was_held_survives_a_restart(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time()
        async with killed(tmp_path, time) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.press(Answer.LATER)
            await run.act("pause 1h")
            await run.until("16:40")
            assert run.holds() == [("stress", "paused")]
        async with lull(tmp_path, time) as run:
            await run.until("17:00")
            assert len(run.screen.nudges) == 1
            assert run.holds() == [("stress", "paused")]

    play(scene())


def test_later_that_came_due_while_lull_was_off_shows_or_lapses(tmp_path: Path) -> None:
    async def scene(back: str, outcome: str, home: Path) -> None:
        time = Time()
        async with lull(home, time) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.press(Answer.LATER)
        time.set(back)
        async with lull(home, time) as run:
            assert [what for _, what in run.outcomes()] == ["answered", outcome]
            assert run.later() == {}

    play(scene("11:10", "shown", tmp_path / "1"))
    play(scene("11:40", "lapsed", tmp_path / "2"))


def test_what_was_held_waits_on_after_a_restart(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time()
        async with lull(tmp_path, time) as run:
            await run.act("pause 1h")
            await run.due(NudgeKind.HYDRATION, NudgeKind.CAFFEINE, at="09:30")
        time.set("09:40")
        async with lull(tmp_path, time) as run:
            assert {due.kind for due, _ in run.core.nudger.waiting} == {
                NudgeKind.HYDRATION,
                NudgeKind.CAFFEINE,
            }
            # Not a second line for the same reason.
            paused = [hold for hold in run.holds() if hold[1] == "paused"]
            assert sorted(paused) == [("caffeine", "paused"), ("hydration", "paused")]
            await run.until("10:00")
            assert [record.kind for record in run.records()] == [NudgeKind.CAFFEINE]

    play(scene())


def test_what_was_held_too_long_lapses_at_the_next_start(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time()
        async with lull(tmp_path, time) as run:
            await run.act("pause 2h")
            await run.due(NudgeKind.HYDRATION, at="09:30")
        time.set("13:00")
        async with lull(tmp_path, time) as run:
            assert run.outcomes() == [("hydration", "lapsed")]
        async with lull(tmp_path, time) as run:
            assert run.outcomes() == [("hydration", "lapsed")]

    play(scene())


def test_the_process_was_killed_with_a_nudge_on_the_screen(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time()
        async with killed(tmp_path, time) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.outcomes() == [("stress", "shown")]
        time.set("16:10")
        async with lull(tmp_path, time) as run:
            [record] = run.records()
            assert (record.outcome, record.outcome_at) == (Outcome.WITHDRAWN, moment("16:10"))
            assert run.screen.nudges == []
            assert run.icon == IconState.RESTING

    play(scene())


def test_the_process_was_killed_before_its_nudge_was_shown(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time()
        async with killed(tmp_path, time) as run:
            run.screen.hanging = asyncio.Event()
            await run.due(NudgeKind.STRESS, at="17:00")
            assert run.outcomes() == [("stress", "pending")]
        time.set("17:10")
        async with lull(tmp_path, time) as run:
            # Nobody saw it, so it is tried again, under the same record.
            [record] = run.records()
            assert (record.outcome, record.shown_at) == (Outcome.SHOWN, moment("17:10"))
            assert record.due_at == moment("17:00")

    play(scene())


def test_what_could_not_be_shown_is_tried_again_after_a_restart(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time()
        screen = Screen()
        screen.refusal = "no notification daemon runs"
        async with lull(tmp_path, time, screen) as run:
            await run.due(NudgeKind.STRESS, at="17:00")
        async with lull(tmp_path, time) as run:
            assert run.outcomes() == [("stress", "shown")]

    play(scene())


def record(kind: NudgeKind, at: str, outcome: Outcome, *, asked_for: bool = False) -> NudgeRecord:
    shown_at = moment(at) if outcome is Outcome.SHOWN else None
    return NudgeRecord(
        id=new_id(),
        kind=kind,
        tip="",
        due_at=moment(at),
        shown_at=shown_at,
        shown_by="",
        outcome=outcome,
        outcome_at=None,
        answer="",
        asked_for=asked_for,
    )


def hold(kind: NudgeKind, at: str) -> HoldRecord:
    return HoldRecord(moment(at), kind, moment(at), "paused", "paused until 12:00", None)


@pytest.mark.parametrize(
    ("records", "waits"),
    [
        ([], True),
        ([record(NudgeKind.HYDRATION, "10:00", Outcome.LAPSED)], False),
        ([record(NudgeKind.HYDRATION, "10:30", Outcome.SHOWN)], False),
        ([record(NudgeKind.HYDRATION, "09:00", Outcome.SHOWN)], True),
        ([record(NudgeKind.STRESS, "10:00", Outcome.LAPSED)], True),
        ([record(NudgeKind.HYDRATION, "10:00", Outcome.NOT_SHOWN)], True),
        ([record(NudgeKind.HYDRATION, "10:00", Outcome.NOT_SHOWN, asked_for=True)], False),
    ],
)
def test_only_what_had_no_end_waits_on(
    tmp_path: Path, records: list[NudgeRecord], *, waits: bool
) -> None:
    async def scene() -> None:
        time = Time("10:40")
        async with lull(tmp_path, time) as run:
            for each in records:
                run.journal.put_nudge(each)
            run.journal.add_hold(hold(NudgeKind.HYDRATION, "10:00"))
            await run.act("pause 2h")
        async with lull(tmp_path, time) as run:
            assert bool(run.core.nudger.waiting) is waits

    play(scene())


def test_what_was_switched_off_meanwhile_does_not_wait_on(tmp_path: Path) -> None:
    async def scene() -> None:
        time = Time("10:40")
        async with lull(tmp_path, time) as run:
            await run.act("pause 2h")
            await run.due(NudgeKind.HYDRATION)
        async with lull(tmp_path, time, toml="[nudges.hydration]\non = false") as run:
            assert run.core.nudger.waiting == ()

    play(scene())
