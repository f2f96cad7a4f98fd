"""Which row opens which window, what stands in for one, and what becomes of what it says."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from lull_parts import Lull, Time, lull, play

from config.kinds import NudgeKind, Window
from journal.entries import new_id
from journal.twitches import TwitchRecord
from tray import autostart, messages, opener, windowing, windows_door
from tray.qt_trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was opened in other programs."""
    found: list[Any] = []

    async def keep(what: object) -> None:
        found.append(what)

    monkeypatch.setattr(opener, "open_file", keep)
    monkeypatch.setattr(opener, "open_terminal", keep)
    return found


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The windows that were asked for, with their tokens, on a desktop that can show them."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(windowing, "can_show", lambda _: True)

    def open_(
        _door: object, name: str, token: str = "", _: str = ""
    ) -> asyncio.Future[Trouble | None]:
        found.append((name, token))
        painted = asyncio.get_running_loop().create_future()
        painted.set_result(None)
        return painted

    monkeypatch.setattr(windows_door.WindowsDoor, "open", open_)
    return found


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("twitch", "log"),
        ("check", "check"),
        ("about", "about"),
        ("breathe", "breathe"),
        ("check_in", "check_in"),
        ("look_back", "look_back"),
        ("report", "report"),
        ("settings", "settings"),
    ],
)
def test_a_row_opens_its_window_with_the_token_of_the_click(
    tmp_path: Path, shown: list[tuple[str, str]], action: str, name: str
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.act(action, "abc-1")
            await run.settle()
            await run.act(action)
            assert shown == [(name, "abc-1"), (name, "")]
            assert run.screen.notes == []

    play(scene())


def test_a_second_start_opens_the_log_window_with_its_token(
    tmp_path: Path, shown: list[tuple[str, str]]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            assert await run.core.answer(messages.Hello("second-1")) == {}
            await run.settle()
            assert shown == [("log", "second-1")]
            assert run.screen.notes == []

    play(scene())


def test_a_window_can_be_asked_for_by_name_with_its_token(
    tmp_path: Path, shown: list[tuple[str, str]]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            for window in Window:
                assert await run.core.answer(messages.Open(window, f"key-{window}")) == {}
            assert shown == [(window.value, f"key-{window}") for window in Window]

    play(scene())


def test_the_token_of_an_answered_notification_brings_the_page_to_the_front(
    tmp_path: Path, shown: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.windows.failed("log", Trouble(lambda: "libegl1 is missing."))
            await run.settle()
            monkeypatch.setattr(run.screen, "last_activation_token", "note-1", raising=False)
            await run.press("help", "reply")
            assert shown == [("when_to_get_help", "note-1")]

    play(scene())


@pytest.mark.parametrize(
    ("kind", "button", "name"),
    [
        (NudgeKind.STRESS, "breathe", "breathe"),
        (NudgeKind.BREATHING, "breathe", "breathe"),
        (NudgeKind.CHECK_IN, "fill_in", "check_in"),
    ],
)
def test_a_nudges_button_opens_its_window_with_the_token_of_the_notification(
    tmp_path: Path,
    shown: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    kind: NudgeKind,
    button: str,
    name: str,
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            monkeypatch.setattr(run.screen, "last_activation_token", "note-2", raising=False)
            await run.core.answer(messages.Nudge(kind))
            await run.press(button)
            assert shown == [(name, "note-2")]
            # The window guides and keeps; nothing is guided or kept a second time.
            assert run.screen.titles("breathe") == []

    play(scene())


def test_the_command_opens_the_breathing_window(
    tmp_path: Path, shown: list[tuple[str, str]]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            assert await run.core.answer(messages.Breathe()) == {}
            assert shown == [("breathe", "")]

    play(scene())


# -- where no window opens


def test_the_settings_file_opens_where_their_window_cannot(
    tmp_path: Path, opened: list[Any]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.windows.failed("settings", Trouble(lambda: "libegl1 is missing."))
            await run.settle()
            assert opened == [run.paths.settings]
            assert run.screen.titles("reply") == []

    play(scene())


def test_notifications_guide_where_the_breathing_window_cannot_open(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.windows.failed("breathe", Trouble(lambda: "libegl1 is missing."))
            await run.settle()
            assert run.screen.titles("breathe") == ["Two slow minutes"]
            assert run.screen.titles("reply") == []

    play(scene())


@pytest.mark.parametrize(
    ("name", "words"), [("check_in", ["check-in"]), ("report", ["report", "--stay"])]
)
def test_the_terminal_stands_in_where_the_window_cannot_open(
    tmp_path: Path, opened: list[Any], name: str, words: list[str]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            # Here is no desktop at all; below a library is missing.
            await run.act(name)
            run.core.windows.failed(name, Trouble(lambda: "libegl1 is missing."))
            await run.settle()
            assert [command[-len(words) :] for command in opened] == [words, words]
            assert run.screen.notes == []

    play(scene())


@pytest.mark.parametrize("name", ["log", "check"])
def test_a_missing_library_is_told_with_its_package_and_the_terminal_asks_instead(
    tmp_path: Path, opened: list[Any], name: str
) -> None:
    words = "libxcb-cursor0 is missing. On Debian and Ubuntu: sudo apt install libxcb-cursor0"

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.windows.failed(name, Trouble(lambda: words, ("libxcb-cursor0",)))
            await run.settle()
            reply = run.screen.reply
            assert (reply.title, reply.body) == ("The window cannot be opened", words)
            assert [button.label for button in reply.buttons] == [
                "Use the terminal",
                "When to get help",
            ]
            await run.press(reply.buttons[0].key, "reply")
            assert opened[0][-1] == {"log": "--stay", "check": "check"}[name]

    play(scene())


@pytest.mark.parametrize("name", ["about", "when_to_get_help", "look_back"])
def test_a_page_stands_in_for_a_window_that_could_not_open(
    tmp_path: Path, opened: list[Any], name: str
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.windows.failed(name, Trouble(lambda: "libegl1 is missing."))
            await run.settle()
            assert [path.name for path in opened] == [f"{name}.html"]
            assert run.screen.notes == []

    play(scene())


# -- what a window says


def log_elsewhere(run: Lull) -> None:
    """Log something as another process does: the core is not told."""
    record = TwitchRecord(
        new_id(), run.time.now, {"sites": ["eyelid"]}, "self_care", (), advice_shown=True
    )
    run.journal.add_twitch(record)


@pytest.mark.parametrize("words", ["saved", "changed"])
def test_what_a_window_saved_shows_in_the_menu(tmp_path: Path, words: str) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            log_elsewhere(run)
            assert run.menu.undo == ""
            run.core.windows.heard("log", words)
            await run.settle()
            assert run.menu.undo == "twitch at 09:00"

    play(scene())


def test_what_a_command_changed_shows_in_the_menu(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            log_elsewhere(run)
            await run.core.answer(messages.Changed())
            assert run.menu.undo == "twitch at 09:00"
            await run.act("undo")
            reply = run.screen.reply
            assert (reply.title, reply.body) == ("Taken back", "Your last note.")
            assert run.menu.undo == ""

    play(scene())


def test_a_window_may_open_another_and_nothing_else(
    tmp_path: Path, shown: list[tuple[str, str]]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            for words in ("open about", "open ../x", "open", "quit", "", "painted"):
                run.core.windows.heard("log", words)
            await run.settle()
            assert shown == [("about", "")]
            assert run.quits == 0

    play(scene())


# -- the welcome


def test_a_newcomer_is_welcomed_once_it_was_seen(
    tmp_path: Path, shown: list[tuple[str, str]]
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.windows.welcome()
            await run.settle()
            # It never came up on the screen, so nobody was welcomed.
            run.core.windows.failed("welcome", Trouble(lambda: "libegl1 is missing."))
            await run.settle()
            run.core.windows.welcome()
            await run.settle()
            run.core.windows.heard("welcome", "painted")
            await run.settle()
            run.core.windows.welcome()
            await run.settle()
            assert shown == [("welcome", "")] * 2
        async with lull(tmp_path, Time()) as run:
            run.core.windows.welcome()
            await run.settle()
            assert len(shown) == 2

    play(scene())


def test_a_welcome_that_cannot_open_is_told_once_with_the_package(tmp_path: Path) -> None:
    words = "libxcb-cursor0 is missing. On Debian and Ubuntu: sudo apt install libxcb-cursor0"

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.screen.refusal = "there is no notification daemon yet"
            run.core.windows.failed("welcome", Trouble(lambda: words))
            await run.settle()
            run.screen.refusal = ""
            for _ in range(2):
                run.core.windows.failed("welcome", Trouble(lambda: words))
                await run.settle()
            [told] = run.screen.notes
            assert (told.title, told.body) == ("Lull runs, but cannot open windows", words)
            assert told.buttons == ()
        async with lull(tmp_path, Time()) as run:
            run.core.windows.failed("welcome", Trouble(lambda: words))
            await run.settle()
            assert run.screen.notes == []

    play(scene())


@pytest.mark.parametrize("name", ["welcome", "settings"])
def test_two_windows_know_whether_lull_starts_at_login_and_can_change_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            windows = run.core.windows
            assert windows._command(name)[-2:] == ["--autostart", "off"]
            assert "--autostart" not in windows._command("log")
            for words in ("autostart maybe", "autostart"):
                windows.heard(name, words)
            windows.heard("log", "autostart on")
            await run.settle()
            assert not autostart.is_on(os.environ)
            windows.heard(name, "autostart on")
            await run.settle()
            entry = autostart.entry_path(os.environ).read_text()
            assert str(run.paths.home) in entry
            assert windows._command(name)[-2:] == ["--autostart", "on"]
            windows.heard(name, "autostart off")
            await run.settle()
            assert not autostart.is_on(os.environ)
            assert run.screen.notes == []

    play(scene())


@pytest.mark.skipif(sys.platform == "win32", reason="there it is no file")
def test_an_autostart_that_cannot_be_changed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("a file")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.windows.heard("welcome", "autostart on")
            await run.settle()
            assert run.screen.reply.title == "Autostart could not be changed"

    play(scene())


def test_nobody_is_welcomed_where_no_window_can_open(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            run.core.windows.welcome()
            await run.settle()
            assert run.screen.notes == []
            assert run.journal.state("told.welcome") is None

    play(scene())
