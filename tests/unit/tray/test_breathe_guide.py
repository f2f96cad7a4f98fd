"""Two minutes of slow breathing, one notification that changes with each breath."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from lull_parts import EVERYTHING, Screen, Time, lull, play

from config.language import PSEUDO
from tips.breathing import BREATHS, MINUTES
from tray import breathe, messages
from tray.notify.base import Closed, Note, Shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tray.core import Core


class Breath:
    """Waits of the guide: each ends when the test says so."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.go = asyncio.Semaphore(0)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await self.go.acquire()


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


class Ready:
    """A guide, what it shows, and how often it was done."""

    def __init__(self) -> None:
        self.screen = Screen()
        self.screen.on_closed = lambda _note, _how: None
        self.breath = Breath()
        self.done = 0
        self.guide = breathe.Guide(self.screen, self.seen, self.breath.sleep)

    async def seen(self, slot: str) -> None:
        assert slot == breathe.SLOT

    async def start(self) -> Shown:
        shown = await self.guide.start(self.count)
        await settle()
        return shown

    def count(self) -> None:
        self.done += 1

    async def go_on(self, waits: int) -> None:
        for _ in range(waits):
            self.breath.go.release()
            await settle()


def test_a_round_takes_two_minutes_of_breaths_longer_out_than_in() -> None:
    async def scene() -> None:
        ready = Ready()
        assert (await ready.start()).ok
        assert ready.guide.running
        await ready.go_on(1 + 2 * BREATHS)
        assert ready.done == 1
        assert not ready.guide.running
        breaths = ready.breath.waits[1:]
        assert sum(breaths) == 120 == MINUTES * 60
        assert breaths[::2] == [4.0] * 12
        assert breaths[1::2] == [6.0] * 12
        titles = ready.screen.titles("breathe")
        assert titles[:3] == ["Two slow minutes", "Breathe in… 4", "…and slowly out 6"]
        assert titles[-1] == "That was two minutes"
        # One note that changes, with a way to stop it but for the last.
        assert {note.slot for note in ready.screen.notes} == {breathe.SLOT}
        assert len({note.token for note in ready.screen.notes}) == 1
        buttons = [[button.label for button in note.buttons] for note in ready.screen.notes]
        assert buttons == [["Stop"]] * (len(buttons) - 1) + [[]]
        assert "Breath 12 of 12" in ready.screen.notes[-2].body

    play(scene())


def test_a_round_is_guided_in_the_language(speak: Callable[[str], None]) -> None:
    speak(PSEUDO)

    async def scene() -> None:
        ready = Ready()
        await ready.start()
        await ready.go_on(1 + 2 * BREATHS)
        assert ready.done == 1
        for note in ready.screen.notes:
            assert note.title.startswith("⟦")
            assert not re.search("(?i)breath|stop", note.body)

    play(scene())


def test_a_round_that_was_stopped_is_not_noted_and_leaves_the_screen() -> None:
    async def scene() -> None:
        ready = Ready()
        await ready.start()
        await ready.go_on(3)
        await ready.guide.stop()
        await ready.go_on(30)
        assert ready.done == 0
        assert not ready.guide.running
        assert ready.screen.standing == {}
        await ready.guide.stop()

    play(scene())


def test_stop_with_an_old_token_stops_nothing() -> None:
    async def scene() -> None:
        ready = Ready()
        await ready.guide.stop()
        await ready.start()
        await ready.guide.stop("another round")
        assert ready.guide.running
        await ready.guide.stop(ready.screen.notes[0].token)
        assert not ready.guide.running

    play(scene())


def test_starting_again_goes_on_with_the_round() -> None:
    async def scene() -> None:
        ready = Ready()
        await ready.start()
        await ready.go_on(4)
        assert (await ready.start()).ok
        assert ready.screen.titles("breathe").count("Two slow minutes") == 1
        await ready.go_on(30)
        assert ready.done == 1
        await ready.start()
        assert ready.screen.titles("breathe").count("Two slow minutes") == 2
        await ready.guide.stop()

    play(scene())


def test_without_a_notification_there_is_no_round() -> None:
    async def scene() -> None:
        ready = Ready()
        ready.screen.refusal = "no notification daemon runs"
        shown = await ready.start()
        assert (shown.ok, shown.why) == (False, "no notification daemon runs")
        assert not ready.guide.running
        assert ready.breath.waits == []

    play(scene())


def test_a_round_that_nobody_sees_to_its_end_is_not_noted() -> None:
    async def scene() -> None:
        ready = Ready()
        await ready.start()
        await ready.go_on(4)
        ready.screen.refusal = "the notification daemon is gone"
        await ready.go_on(30)
        assert not ready.guide.running
        assert ready.done == 0

    play(scene())


def test_a_round_that_is_stopped_before_it_came_up_says_so() -> None:
    async def scene() -> None:
        ready = Ready()
        hanging = asyncio.Event()

        async def show(note: Note) -> Shown:
            await hanging.wait()
            return Shown(ok=True, by="screen", why=note.slot)

        ready.screen.show = show  # type: ignore[method-assign] # for this test alone
        starting = asyncio.create_task(ready.start())
        await settle()
        await ready.guide.stop()
        assert not (await starting).ok

    play(scene())


# -- in the running Lull


def hurried(core: Core, breath: Breath) -> None:
    core._guide = breathe.Guide(core._notifier, core._notifier.seen, breath.sleep)


def test_a_whole_round_is_noted_with_where_it_began(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            breath = Breath()
            hurried(run.core, breath)
            for source in ("menu", "command"):
                if source == "menu":
                    await run.act("breathe")
                else:
                    assert await run.core.answer(messages.Breathe()) == {}
                for _ in range(25):
                    breath.go.release()
                    await run.settle()
            entries = run.journal.entries(*EVERYTHING)
            assert [(entry.kind, entry.amount, entry.source) for entry in entries] == [
                ("breathe", 2.0, "menu"),
                ("breathe", 2.0, "command"),
            ]

    play(scene())


def test_the_stop_button_and_closing_the_guide_both_end_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            breath = Breath()
            hurried(run.core, breath)
            await run.act("breathe")
            await run.press(breathe.STOP, breathe.SLOT)
            assert not run.core._guide.running

            await run.act("breathe")
            breath.go.release()
            await run.settle()
            # Each breath takes the place of the one before, which ends nothing.
            assert run.core._guide.running
            await run.close_note(Closed.EXPIRED, breathe.SLOT)
            assert run.core._guide.running
            breath.go.release()
            await run.settle()
            await run.close_note(Closed.DISMISSED, breathe.SLOT)
            assert not run.core._guide.running
            assert run.today()["breathe_minutes"] == 0

    play(scene())


def test_a_guide_that_cannot_be_shown_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "no notification daemon runs"
            await run.act("breathe")
            assert "The breathing guide could not be shown" in caplog.text
            assert "a reply could not be shown" in caplog.text

    play(scene())
