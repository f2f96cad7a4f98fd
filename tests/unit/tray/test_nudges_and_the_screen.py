"""A screen that refuses, hangs or breaks; nudges by command; the end."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from lull_parts import EVERYTHING, Screen, Time, lull, moment, play

from config.kinds import NudgeKind
from journal.records import Outcome
from tray import messages
from tray.answers import Answer
from tray.icon.state import IconState

if TYPE_CHECKING:
    from pathlib import Path

    from journal.records import NudgeRecord
    from tray.notify.base import Note, Shown

ALL_ON = "\n".join(f"[nudges.{kind}]\non = true" for kind in NudgeKind)
ALL_HOURS = '[day]\nactive_hours = ["00:00-24:00"]\n'
SHORT_GAP = "[limits]\ngap_minutes = 5\nnudges_per_day = 24\n"


def test_a_nudge_that_could_not_be_shown_says_nothing_about_the_person_and_is_tried_again(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.due(NudgeKind.STRESS, at="16:00")
            [record] = run.records()
            assert (record.outcome, record.shown_at) == (Outcome.NOT_SHOWN, None)
            assert run.icon == IconState.RESTING
            assert run.menu.status == "Next: two slow minutes at 16:02"
            status = await run.core.answer(messages.Status())
            assert status["holds"] == [
                {
                    "reason": "not_shown",
                    "text": "it could not be shown (no notification daemon runs)",
                    "until": "2026-03-10T16:02:00+01:00",
                }
            ]

            await run.until("16:03")
            assert run.outcomes() == [("stress", "not_shown")]
            # One line in `lull why`, not one for every try.
            assert run.holds() == [("stress", "not_shown")]
            run.screen.refusal = ""
            await run.until("16:06")
            assert run.outcomes() == [("stress", "shown")]
            assert run.records()[0].due_at == moment("16:00")
            assert (await run.core.answer(messages.Status()))["holds"] == []

    play(scene())


def test_a_nudge_that_can_never_be_shown_stays_not_shown(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.due(NudgeKind.SLEEP, at="21:45")
            await run.until("23:30")
            assert run.outcomes() == [("sleep", "not_shown")]
            assert run.core.nudger.waiting == ()

    play(scene())


def test_a_nudge_that_could_not_be_shown_can_be_held_at_its_next_try(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.due(NudgeKind.STRESS, at="16:00")
            run.screen.refusal = ""
            await run.act("pause 30m")
            assert run.menu.status == "Quiet: paused until 16:30"
            await run.until("16:29")
            assert run.screen.nudges == []
            await run.until("16:30")
            assert run.outcomes() == [("stress", "shown")]

    play(scene())


def test_what_stood_keeps_standing_if_the_next_cannot_be_shown(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="14:00")
            run.screen.refusal = "the notification daemon does not answer"
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            assert run.menu.answers[0][0] == "had_glass"
            await run.press(Answer.HAD_GLASS)
            assert run.today()["water_ml"] == 250

    play(scene())


def test_one_of_the_same_kind_takes_the_place_of_one_that_could_not_be_shown(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        screen = Screen()
        async with lull(tmp_path, Time(), screen, SHORT_GAP) as run:
            screen.hanging = asyncio.Event()
            screen.refusal = "the notification daemon does not answer"
            await run.due(NudgeKind.HYDRATION, at="10:00")
            run.time.set("10:15")
            due = asyncio.create_task(run.core.due(NudgeKind.HYDRATION, run.time.now))
            await run.settle()
            screen.hanging.set()
            await due
            await run.settle()
            screen.refusal = ""
            await run.until("10:17")
            assert [(r.due_at, r.outcome) for r in run.records()] == [
                (moment("10:00"), Outcome.NOT_SHOWN),
                (moment("10:15"), Outcome.SHOWN),
            ]

    play(scene())


def test_the_menu_and_the_control_socket_answer_while_the_notification_daemon_hangs(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.hanging = asyncio.Event()
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.screen.nudges == []

            await run.act("log coffee")
            await run.act("pause 1h")
            assert run.menu.status == "Quiet: paused until 17:00"
            assert run.menu.today[0].startswith("Caffeine: about 100 mg")
            status = await asyncio.wait_for(run.core.answer(messages.Status()), 1.0)
            assert status["paused_until"] == "2026-03-10T17:00:00+01:00"
            await asyncio.wait_for(run.core.answer(messages.Resume()), 1.0)
            await run.due(NudgeKind.HYDRATION, at="16:01")

            run.screen.hanging.set()
            await run.settle()
            # Only then is the second one looked at, and the first has just shown.
            assert [record.kind for record in run.journal.shown_between(*EVERYTHING)] == [
                NudgeKind.STRESS
            ]
            assert ("hydration", "already_done") in run.holds()

    play(scene())


def test_an_answer_that_overtakes_the_showing_is_not_lost(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            screen = run.screen
            shown = screen.show

            async def show(note: Note) -> Shown:
                result = await shown(note)
                screen.press(Answer.HAD_GLASS)
                for _ in range(10):
                    await asyncio.sleep(0)
                return result

            screen.show = show  # type: ignore[method-assign] # for this test alone
            run.time.set("10:00")
            due = asyncio.create_task(run.core.due(NudgeKind.HYDRATION, run.time.now))
            await run.settle()
            screen.show = shown  # type: ignore[method-assign] # for this test alone
            await due
            await run.settle()
            assert run.outcomes() == [("hydration", "answered")]
            assert run.today()["water_ml"] == 250

    play(scene())


def test_an_answer_to_the_old_one_does_not_take_away_the_new_one(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="14:00")
            run.screen.hanging = asyncio.Event()
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            await run.act("answer had_glass")
            run.screen.hanging.set()
            await run.settle()
            assert run.today()["water_ml"] == 250
            assert run.outcomes() == [("hydration", "answered"), ("caffeine", "shown")]
            assert "nudge" in run.screen.standing

    play(scene())


def test_a_notifier_that_breaks_does_not_stop_the_nudges(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.broken = RuntimeError("a bug")
            await run.due(NudgeKind.STRESS, at="16:00")
            run.screen.broken = None
            await run.until("16:02")
            assert run.outcomes() == [("stress", "shown")]

    play(scene())


def test_a_command_shows_a_nudge_whatever_holds_others_and_does_not_count(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("23:30"), toml="[limits]\nnudges_per_day = 0") as run:
            await run.act("pause 2h")
            result = await run.core.answer(messages.Nudge(NudgeKind.SCREEN))
            assert result == {"kind": "screen"}
            assert run.records()[0].asked_for
            assert run.holds() == []

    play(scene())


def test_a_nudge_by_command_moves_the_gap_but_leaves_the_day_its_room(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml="[limits]\nnudges_per_day = 1") as run:
            run.time.set("15:00")
            await run.core.answer(messages.Nudge(NudgeKind.COLD))
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.holds() == [("stress", "too_soon")]
            await run.until("16:30")
            assert [record.kind for record in run.records()] == [NudgeKind.COLD, NudgeKind.STRESS]

    play(scene())


def test_a_command_is_told_that_its_nudge_could_not_be_shown_and_none_comes_later(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            with pytest.raises(Exception, match="no notification daemon runs; see lull doctor"):
                await run.core.answer(messages.Nudge(NudgeKind.HYDRATION))
            run.screen.refusal = ""
            await run.settle()
            await run.until("09:30")
            assert run.screen.nudges == []
            assert run.outcomes() == [("hydration", "not_shown")]
            assert run.holds() == [("hydration", "not_shown")]

    play(scene())


def test_where_nothing_can_be_shown_lull_tries_ever_more_rarely(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.due(NudgeKind.STRESS, at="16:00")
            waits = []
            for _ in range(6):
                [unshown] = run.core.nudger.unshown
                waits.append(unshown.wait // dt.timedelta(minutes=1))
                await run.until(f"{run.time.clock.local(unshown.again):%H:%M}")
            assert waits == [2, 4, 8, 16, 30, 30]

    play(scene())


def test_at_the_end_no_dead_button_stays_on_the_screen(tmp_path: Path) -> None:
    records: list[NudgeRecord] = []
    screen = Screen()

    async def scene() -> None:
        async with lull(tmp_path, Time(), screen) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.core.end()
            records.extend(run.records())

    play(scene())
    assert [record.outcome for record in records] == [Outcome.WITHDRAWN]
    assert screen.ended
    assert screen.standing == {}


def test_the_end_does_not_wait_for_a_daemon_that_hangs(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.hanging = asyncio.Event()
            await run.due(NudgeKind.STRESS, at="16:00")
            await asyncio.wait_for(run.core.end(), 1.0)
            assert run.outcomes() == [("stress", "pending")]

    play(scene())
