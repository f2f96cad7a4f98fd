"""What the rows of the menu do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lull_parts import Time, collect_opened, lull, play

from config.errors import DesktopError, InputError
from journal.entries import new_id
from tray import menu, messages, opener
from tray.icon.state import IconState

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was opened in other programs."""
    return collect_opened(monkeypatch)


# -- pause


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("30m", "09:30"),
        ("1h", "10:00"),
        ("2h", "11:00"),
        ("tomorrow", "midnight"),
        ("week", "Tuesday 17 March begins"),
    ],
)
def test_a_pause_is_marked_told_and_ended(tmp_path: Path, choice: str, text: str) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act(f"pause {choice}")
            assert run.menu.status == f"Quiet: paused until {text}"
            assert run.menu.pause == choice
            assert run.icon == IconState.PAUSED
            await run.act("resume")
            assert run.menu.pause == ""
            assert run.icon == IconState.RESTING
            assert run.menu.status.startswith("Next: ")

    play(scene())


def test_every_choice_of_the_pause_menu_works(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            for choice, _ in menu.PAUSES:
                await run.act(f"pause {choice}")
                assert run.menu.pause == choice

    play(scene())


def test_the_mark_stays_while_others_ask_and_goes_with_another_pause(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("pause 1h")
            await run.core.answer(messages.Today())
            await run.core.answer(messages.Log(["tea"], new_id()))
            with pytest.raises(InputError):
                await run.core.answer(messages.Pause("whenever"))
            await run.core.review()
            assert run.menu.pause == "1h"
            await run.core.answer(messages.Pause("3h"))
            assert run.menu.pause == "other"
            await run.core.answer(messages.Resume())
            assert run.menu.pause == ""

    play(scene())


def test_the_labels_follow_when_a_pause_ends(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("pause 30m")
            await run.until("09:30")
            assert run.menu.pause == ""
            assert run.icon == IconState.RESTING

    play(scene())


# -- rows that tell


def test_the_status_row_says_why_it_is_quiet(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("23:15")) as run:
            await run.act("why")
            assert run.screen.reply.title == "Next: a glass of water tomorrow at 10:00"
            assert run.screen.reply.body == "Outside active hours until tomorrow at 08:00."

    play(scene())


def test_the_status_row_says_that_nothing_holds(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("why")
            assert run.screen.reply.body == "Nothing holds the nudges back now."

    play(scene())


def test_the_today_row_tells_the_day(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("log sleep 1")
            await run.act("today")
            assert run.screen.reply.title == "Today"
            assert run.screen.reply.body == (
                "Caffeine: none yet · Water and other drinks: none yet · Sleep: 1 hour"
            )

    play(scene())


def test_yesterdays_coffee_is_told_as_what_is_left_of_it(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time("-1 20:00")) as run:
            for _ in range(5):
                await run.act("log energy_shot")
            run.time.set("00:30")
            await run.core.review()
            assert run.menu.today[0].startswith("Caffeine: none yet, about ")
            await run.act("log decaf")
            assert "about 2 mg of caffeine" in run.screen.reply.title

    play(scene())


@pytest.mark.parametrize(
    ("action", "words"),
    [("twitch", ["log", "--stay"]), ("open log", ["log", "--stay"]), ("check", ["check"])],
)
def test_without_windows_the_terminal_asks_the_same_questions(
    tmp_path: Path, opened: list[Any], action: str, words: list[str]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act(action)
            assert run.screen.reply.title == "The window cannot be opened"
            await run.press(run.screen.reply.buttons[0].key, "reply")
            [command] = opened
            assert command[-len(words) - 2 :] == ["--home", str(run.paths.home), *words]
            await run.act(action)
            await run.press("help", "reply")
            assert opened[1].name == "when_to_get_help.html"

    play(scene())


@pytest.mark.parametrize("name", ["look_back", "about"])
def test_a_page_opens_from_a_file_of_the_persons_own(
    tmp_path: Path, opened: list[Any], name: str
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act(name)
            [path] = opened
            assert path.name == f"{name}.html"
            assert path.stat().st_mode & 0o777 == 0o600

    play(scene())


def test_the_settings_open_and_are_written_where_they_are_missing(
    tmp_path: Path, opened: list[Any]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            assert not run.paths.settings.exists()
            await run.act("settings")
            assert opened == [run.paths.settings]
            assert "active_hours" in run.paths.settings.read_text()

    play(scene())


def test_quit_ends(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("quit")
            assert run.quits == 1
            await run.core.answer(messages.Quit())
            assert run.quits == 2

    play(scene())


def test_what_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: object) -> None:
        raise DesktopError("That could not be opened", "there is no xdg-open; the file is here")

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            monkeypatch.setattr(opener, "open_file", fail)
            await run.act("about")
            assert run.screen.reply.title == "That could not be opened"

    play(scene())


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.paths.pages.rmdir()
            run.paths.pages.write_text("in the way")
            await run.act("about")
            assert run.screen.reply.title == "That did not work"
            assert run.screen.reply.body

    play(scene())


def test_an_error_that_nobody_thought_of_is_told_without_its_insides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_: object) -> None:
        message = "inside"
        raise RuntimeError(message)

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            monkeypatch.setattr(opener, "open_file", fail)
            await run.act("about")
            assert run.screen.reply.body == "What went wrong is in the log file."
            assert "RuntimeError: inside" in caplog.text
            # A job that nobody asked for is only logged.
            monkeypatch.setattr(run.core.nudger, "review", lambda: 1 / 0)
            await run.core.review()
            assert "ZeroDivisionError" in caplog.text
            assert len(run.screen.titles("reply")) == 1
            monkeypatch.undo()

    play(scene())
