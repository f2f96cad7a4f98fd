"""Private wording: a notification names no habit before the person asks to see it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from lull_parts import Lull, Screen, Time, lull, play

from config.kinds import NudgeKind
from config.settings import parse
from tray import answers, breathe, replies
from tray.notify.base import Button, Closed, Note, Shown
from tray.notify.private import NUDGE_TITLE, SHOW, TITLE, hidden

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = "[notifications]\nprivate_wording = true"


@pytest.mark.parametrize("kind", NudgeKind)
def test_a_hidden_nudge_is_the_same_for_every_kind_but_for_whether_it_can_wait(
    kind: NudgeKind,
) -> None:
    note = Note("nudge", "1", "Time for a glass", "Small sips count.", answers.buttons(kind), 60.0)
    secret = hidden(note)
    assert (secret.title, secret.body) == (NUDGE_TITLE, "")
    assert (secret.slot, secret.token, secret.stay_seconds) == ("nudge", "1", 60.0)
    labels = [button.label for button in secret.buttons]
    assert labels[0] == "Show"
    assert set(labels[1:]) <= {"Later", "Not today"}


def test_a_hidden_reply_keeps_no_button_that_names_something() -> None:
    for note in (replies.keep_or_stop(NudgeKind.ALCOHOL), replies.note("Coffee noted", "x")):
        secret = hidden(note)
        assert (secret.title, secret.body) == (TITLE, "")
        assert secret.buttons == (Button(SHOW, "Show"),)


async def nudged(run: Lull) -> Note:
    await run.due(NudgeKind.HYDRATION, at="10:00")
    return run.screen.nudges[-1]


def test_the_habit_is_named_once_it_is_asked_for_and_answered_as_ever(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=PRIVATE) as run:
            secret = await nudged(run)
            assert (secret.title, secret.body) == (NUDGE_TITLE, "")
            await run.press(SHOW)
            whole = run.screen.nudges[-1]
            assert whole.token == secret.token
            assert [button.label for button in whole.buttons] == [
                "Had a glass",
                "Later",
                "Not today",
            ]
            assert run.outcomes() == [("hydration", "shown")]
            await run.press("had_glass")
            assert run.outcomes() == [("hydration", "answered")]
            # What is said back is as private.
            assert (run.screen.reply.title, run.screen.reply.body) == (TITLE, "")
            assert run.today()["water_ml"] == 250
            await run.press(SHOW, slot="reply")
            assert run.screen.reply.title.startswith("Water")
            await run.press("undo", slot="reply")
            assert run.today()["water_ml"] == 0

    play(scene())


def test_what_can_wait_is_put_off_unseen(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=PRIVATE) as run:
            await nudged(run)
            await run.press("later")
            assert list(run.later()) == [NudgeKind.HYDRATION]

    play(scene())


def test_the_menu_still_answers_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=PRIVATE) as run:
            await nudged(run)
            assert run.menu.answers[0] == ("had_glass", "Had a glass")
            await run.act("answer had_glass")
            assert run.today()["water_ml"] == 250
            assert "nudge" in run.screen.withdrawn

    play(scene())


def test_settings_that_change_count_for_the_next_note(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00")) as run:
            assert (await nudged(run)).title != NUDGE_TITLE
            run.core.use(parse(PRIVATE))
            await run.press("later")
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.screen.nudges[-1].title == NUDGE_TITLE
            run.core.use(parse(""))
            await run.act("log water")
            assert run.screen.reply.title.startswith("Water")

    play(scene())


async def guided(run: Lull) -> breathe.Guide:
    """A guide whose breaths take no time."""

    async def at_once(_: float) -> None:
        await asyncio.sleep(0)

    run.core._guide = breathe.Guide(run.core._notifier, run.core._notifier.seen, at_once)
    await run.core.guide_breathing()
    await run.core.guide_breathing()  # one that is under way goes on
    await run.settle()
    return run.core._guide


def test_the_habit_that_the_breathing_guide_named_to_all_who_saw_the_screen(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=PRIVATE) as run:
            guide = await guided(run)
            # Nothing is said, and no breath begins, before somebody asks to see it.
            assert run.screen.titles(breathe.SLOT) == [TITLE]
            assert guide.running
            assert run.today()["breathe_minutes"] == 0
            await run.press(SHOW, slot=breathe.SLOT)
            while guide.running:
                await run.settle()
            titles = run.screen.titles(breathe.SLOT)
            assert titles[:3] == [TITLE, "Two slow minutes", "Breathe in… 4"]
            assert titles[-1] == "That was two minutes"
            await run.settle()
            assert run.today()["breathe_minutes"] == 2
            # The next round is as private as the first.
            await guided(run)
            assert run.screen.titles(breathe.SLOT)[len(titles) :] == [TITLE]

    play(scene())


@pytest.mark.parametrize("how", [Closed.DISMISSED, Closed.EXPIRED, Closed.LOST])
def test_a_guide_that_nobody_asked_to_see_is_over_and_notes_nothing(
    tmp_path: Path, how: Closed
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=PRIVATE) as run:
            guide = await guided(run)
            await run.close_note(how, breathe.SLOT)
            assert not guide.running
            assert run.today()["breathe_minutes"] == 0
            assert run.screen.titles(breathe.SLOT) == [TITLE]

    play(scene())


def test_a_note_that_went_while_it_was_asked_for_is_shown_no_more(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=PRIVATE) as run:
            await nudged(run)
            run.screen.press(SHOW)
            await run.core._notifier.withdraw("nudge")
            await run.settle()
            assert len(run.screen.nudges) == 1
            assert run.outcomes() == [("hydration", "withdrawn")]

    play(scene())


def test_a_note_that_cannot_be_shown_whole_stays_in_the_menu(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=PRIVATE) as run:
            await nudged(run)
            run.screen.refusal = "the daemon is gone"
            await run.press(SHOW)
            assert run.outcomes() == [("hydration", "withdrawn")]
            assert run.menu.answer_title

    play(scene())


def test_it_ends_while_a_note_is_being_shown_whole(tmp_path: Path) -> None:
    class Slow(Screen):
        async def show(self, note: Note) -> Shown:
            shown = await super().show(note)
            if note.slot == "nudge" and note.title != NUDGE_TITLE:
                self.whole = True
            return shown

    screen = Slow()

    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), screen, toml=PRIVATE) as run:
            await nudged(run)
            screen.press(SHOW)
        assert screen.ended
        assert screen.standing == {}
        assert not hasattr(screen, "whole")

    play(scene())


def test_closing_the_hidden_note_is_a_dismissal(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:00"), toml=PRIVATE) as run:
            await nudged(run)
            await run.close_note(Closed.DISMISSED)
            assert run.outcomes() == [("hydration", "dismissed")]

    play(scene())
