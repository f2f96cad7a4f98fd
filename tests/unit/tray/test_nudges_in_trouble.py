"""Nudges while the journal fails: nothing is lost, and the trouble is told once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lull_parts import Time, lull, moment, play

from config.errors import JournalError
from config.kinds import NudgeKind
from tray import messages, replies
from tray.answers import Answer
from tray.icon.state import IconState

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from lull_parts import Lull

    from journal.store import Journal

    Way = Callable[..., AbstractAsyncContextManager[Lull]]


class Trouble:
    """Makes methods of one journal raise what a full disk makes them raise."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.originals = {name: getattr(journal, name) for name in ("put_nudge", "add_hold")}

    def start(self, *names: str) -> None:
        def fail(*_: object) -> None:
            raise JournalError("The journal cannot be used", "the disk is full")

        for name in names:
            setattr(self.journal, name, fail)

    def end(self) -> None:
        for name, original in self.originals.items():
            setattr(self.journal, name, original)


def test_a_full_disk_is_told_once_and_the_nudge_comes_when_there_is_room(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            trouble = Trouble(run.journal)
            trouble.start("put_nudge")
            await run.due(NudgeKind.STRESS, at="16:00")
            await run.until("16:09")
            assert run.screen.nudges == []
            assert run.screen.titles("reply") == ["The journal cannot be used"]
            assert run.screen.reply.body == "the disk is full"
            trouble.end()
            await run.until("16:14")
            assert run.outcomes() == [("stress", "shown")]

    play(scene())


def test_the_same_trouble_is_told_again_after_some_hours(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            Trouble(run.journal).start("put_nudge")
            await run.due(NudgeKind.STRESS, at="09:00")
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            assert len(run.screen.titles("reply")) == 1
            await run.due(NudgeKind.SLEEP, at="21:45")
            assert len(run.screen.titles("reply")) == 2

    play(scene())


def test_a_hold_that_could_not_be_kept_is_kept_later_and_nothing_is_lost(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            trouble = Trouble(run.journal)
            await run.act("pause 1h")
            trouble.start("add_hold")
            await run.due(NudgeKind.STRESS, NudgeKind.CAFFEINE)
            assert run.holds() == []
            trouble.end()
            await run.until("09:02")
            assert sorted(run.holds()) == [("caffeine", "paused"), ("stress", "paused")]
            await run.until("10:00")
            assert run.outcomes() == [("caffeine", "shown")]

    play(scene())


def test_a_lapse_that_could_not_be_kept_is_kept_later(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            trouble = Trouble(run.journal)
            await run.act("pause 2h")
            await run.due(NudgeKind.HYDRATION, at="09:10")
            trouble.start("put_nudge")
            await run.until("10:20")
            trouble.end()
            await run.until("10:30")
            assert run.outcomes() == [("hydration", "lapsed")]

    play(scene())


def test_a_nudge_that_shows_works_although_that_could_not_be_kept(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            trouble = Trouble(run.journal)
            run.screen.hanging = asyncio.Event()
            await run.due(NudgeKind.HYDRATION, at="10:00")
            trouble.start("put_nudge")
            run.screen.hanging.set()
            await run.settle()
            assert run.icon == IconState.DUE
            trouble.end()
            await run.press(Answer.HAD_GLASS)
            assert run.today()["water_ml"] == 250
            assert run.outcomes() == [("hydration", "answered")]
            assert len(run.screen.nudges) == 1

    play(scene())


def test_an_answer_that_could_not_be_done_can_be_given_again(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            add_many = run.journal.add_many

            def fail(_: object) -> None:
                raise JournalError("The journal cannot be used", "the disk is full")

            run.journal.add_many = fail  # type: ignore[method-assign, assignment] # for this test alone
            await run.press(Answer.HAD_GLASS)
            assert run.screen.reply.title == "The journal cannot be used"
            assert run.icon == IconState.DUE
            run.journal.add_many = add_many  # type: ignore[method-assign] # for this test alone
            await run.act("answer had_glass")
            assert run.today()["water_ml"] == 250
            assert run.icon == IconState.RESTING

    play(scene())


def test_an_answer_is_done_once_although_it_could_not_be_kept(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            Trouble(run.journal).start("put_nudge")
            await run.act("answer had_glass")
            assert "The journal cannot be used" in run.screen.titles("reply")
            await run.act("answer had_glass")
            assert run.today()["water_ml"] == 250
            assert run.icon == IconState.RESTING

    play(scene())


def test_a_journal_that_was_closed_is_told_and_lull_goes_on(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            run.journal.close()
            await run.core.review()
            await run.settle()
            assert run.menu.status.startswith('Nothing can be noted now: "Cannot operate')
            assert run.icon == IconState.DUE
            await run.act("log coffee")
            assert run.screen.reply.title == "Not noted yet"
            with pytest.raises(JournalError):
                await run.core.answer(messages.Today())
            await run.act("twitch")
            assert run.screen.reply == replies.no_window("log", "")
            # The end takes everything away, whatever cannot be kept.

    play(scene())


def test_a_wake_is_asked_for_again_after_a_failure(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("pause 1h")
            Trouble(run.journal).start("add_hold")
            await run.due(NudgeKind.STRESS, at="09:30")
            assert run.wake == moment("09:32")

    play(scene())
