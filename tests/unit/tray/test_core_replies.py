"""Logging from the menu, taking back, and what is said back: never a symptom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lull_parts import EVERYTHING, Lull, Time, collect_opened, lull, moment, play

from config.errors import SettingsError
from config.kinds import NudgeKind
from tips.blocklist import broken_rules
from tips.nudge_words import SYMPTOMS
from tray import menu, messages
from tray.notify.base import Closed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was opened in other programs."""
    return collect_opened(monkeypatch)


def test_a_row_logs_and_says_what_the_day_is_now(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            await run.act("log coffee")
            [entry] = run.journal.entries(*EVERYTHING)
            assert (entry.item, entry.source, entry.at) == ("coffee", "menu", moment("09:30"))
            reply = run.screen.reply
            assert reply.title == "Coffee noted, about 100 mg of caffeine"
            assert reply.body == "Today: about 100 mg of caffeine, about 17 mg left at bedtime."
            assert [button.label for button in reply.buttons] == ["Undo"]
            assert run.menu.today == (
                "Caffeine: about 100 mg, about 17 mg left at bedtime",
                "Water and other drinks: 250 ml",
                "Sleep: not noted",
            )
            assert run.menu.undo == "coffee at 09:30"

    play(scene())


@pytest.mark.parametrize(
    ("actions", "title", "body"),
    [
        (["log water"], "Water noted, 250 ml", "Today: 250 ml of water and other drinks."),
        (["log tea", "log water"], None, "Today: 500 ml of water and other drinks."),
        (["log sleep 6.5"], "Sleep noted, 6.5 hours", ""),
        (["log sleep 6.5", "log sleep 1"], "Sleep noted, 1 hour", "Today: 7.5 hours of sleep."),
        (["log stress 7"], "Stress noted, 7 of 10", ""),
        (["log exercise 30"], "Exercise noted, 30 minutes", ""),
        (["log exercise 30", "log exercise 10"], None, "Today: 40 minutes of exercise."),
        (["log alcohol"], "Alcohol noted, 1 unit", ""),
        (["log alcohol", "log alcohol"], None, "Today: 2 units of alcohol."),
        (
            ["log coffee", "log tea"],
            None,
            "Today: about 175 mg of caffeine, about 30 mg left at bedtime.",
        ),
    ],
)
def test_the_reply_tells_the_figure_that_changed_and_no_other(
    tmp_path: Path, actions: list[str], title: str | None, body: str
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("09:30")) as run:
            for action in actions:
                await run.act(action)
            assert run.screen.reply.body == body
            assert title in (None, run.screen.reply.title)
            assert not run.screen.reply.title.endswith(".")

    play(scene())


def test_undo_in_the_reply_takes_back_its_own_entry(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log coffee")
            run.desk.log(["tea"], "command")
            await run.press("undo", "reply")
            assert [entry.item for entry in run.journal.entries(*EVERYTHING)] == ["tea"]
            assert run.screen.reply.title == "Taken back"
            assert run.screen.reply.body == "Coffee, about 100 mg of caffeine."
            assert run.menu.undo == "tea at 09:00"

    play(scene())


def test_undo_of_what_was_taken_back_before_says_so_and_takes_nothing_else(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log tea")
            await run.act("log coffee")
            reply = run.screen.reply
            await run.act("undo")
            run.core._on_answer(reply, "undo")
            await run.settle()
            assert run.screen.reply.title == "Taken back before"
            assert [entry.item for entry in run.journal.entries(*EVERYTHING)] == ["tea"]

    play(scene())


def test_undo_twice_in_the_menu_takes_back_two_and_then_says_that_there_is_nothing(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log tea")
            await run.act("log sleep 7")
            assert run.menu.undo == "sleep at 09:00"
            await run.act("undo")
            assert run.screen.reply.body == "Sleep, 7 hours."
            await run.act("undo")
            assert run.menu.undo == ""
            await run.act("undo")
            assert run.screen.reply.title == "Nothing to undo"

    play(scene())


def test_a_row_that_makes_no_sense_is_told_and_changes_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            for action in ("log petrol", "pause whenever", "nonsense", "log"):
                await run.act(action)
                assert run.screen.reply.title in {
                    "Nothing of that name",
                    "Not a pause",
                    "No such page",
                }
            assert run.journal.entries(*EVERYTHING) == ()
            assert run.menu.pause == ""

    play(scene())


# -- what may stand in a notification


async def everything(run: Lull) -> None:
    """Every row of the menu, every nudge with each of its answers, every trouble."""
    for state in (menu.MenuState(), menu.MenuState(pause="1h", undo="tea")):
        for action in actions(menu.rows(state)):
            await run.act(action)
    await run.act("resume")
    for kind in NudgeKind:
        for _ in range(3):
            run.time.set("16:00")
            await run.core.answer(messages.Nudge(kind))
            for key, _ in run.menu.answers[:1]:
                await run.act(f"answer {key}")
        await run.core.answer(messages.Nudge(kind))
        await run.close_note(Closed.EXPIRED)
    await run.act("undo")
    run.core.tell_no_tray("The desktop has no place for tray icons.")
    run.core.refuse_settings(SettingsError("Settings are not valid", "no such setting"))
    await run.core.answer(messages.Hello())
    await run.settle()


def actions(rows: tuple[menu.Row, ...]) -> list[str]:
    return [
        action
        for row in rows
        for action in ([row.action] if row.action else []) + actions(row.children)
    ]


def test_no_notification_ever_names_a_symptom(tmp_path: Path, opened: list[Any]) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("11:00")) as run:
            await everything(run)
            assert len(run.screen.notes) > 80
            for note in run.screen.notes:
                words = " ".join([note.title, note.body, *(b.label for b in note.buttons)])
                assert "twitch" not in words.lower()
                assert not broken_rules(words, SYMPTOMS), note
                assert len(note.title) <= 60, note
                assert not note.title.endswith("."), note

    play(scene())
    assert opened
