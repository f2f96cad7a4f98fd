"""Windows as processes: opened once, brought to the front, heard, and their end understood."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from typing import TYPE_CHECKING

from config.paths import resolve
from tray import windows_door
from tray.windows_door import TOKEN_VARIABLE, WindowsDoor, can_show, window_command

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    import pytest

    from tray.qt_trouble import Trouble

SECONDS = 20.0
"""A process that takes longer hangs."""

# A window as far as the door can tell: it does what it is told on its command line.
WINDOW = """
import os, sys

def say(words):
    os.write(1, words.encode() + b"\\n")

for act in sys.argv[1:]:
    if act == "paint":
        say("painted")
    elif act == "token":
        say("token " + os.environ.get("XDG_ACTIVATION_TOKEN", "none"))
    elif act == "language":
        say("language " + os.environ.get("LULL_LANGUAGE", "none"))
    elif act == "ask anew":
        sys.stdin.readline()
        say("anew")
    elif act == "listen":
        for line in sys.stdin:
            say("heard " + line.strip())
    elif act == "wait":
        sys.stdin.readline()
    elif act == "close input":
        os.close(0)
    elif act == "long":
        say("x" * 5000)
    elif act == "abort":
        os.abort()
    elif act == "miss":
        sys.exit("ImportError: libEGL.so.1: cannot open shared object file: No such file")
    elif act == "noise":
        sys.stderr.write("noise\\n" * 100000)
    else:
        say(act)
"""


class House:
    """Hears of windows, and lets a test wait for what it hears."""

    def __init__(self) -> None:
        self.heard_of: list[tuple[str, str]] = []
        self.failures: list[tuple[str, Trouble]] = []
        self._news = asyncio.Event()

    def heard(self, name: str, words: str) -> None:
        self.heard_of.append((name, words))
        self._news.set()

    def failed(self, name: str, trouble: Trouble) -> None:
        self.failures.append((name, trouble))
        self._news.set()

    async def until(self, there: Callable[[], object]) -> None:
        async with asyncio.timeout(SECONDS):
            while not there():
                self._news.clear()
                await self._news.wait()

    async def until_heard(self, words: str, times: int = 1) -> None:
        await self.until(lambda: [w for _, w in self.heard_of].count(words) >= times)


def play(scene: Callable[[House, WindowsDoor, list[str]], Awaitable[None]]) -> None:
    """Run a scene; the list holds what the next process of a window is to do."""

    async def run() -> None:
        house, acts = House(), ["paint", "listen"]
        door = WindowsDoor(
            asyncio.get_running_loop(), house, lambda _: [sys.executable, "-c", WINDOW, *acts]
        )
        try:
            await scene(house, door, acts)
        finally:
            door.close()
            await gone(door)

    asyncio.run(run())


async def gone(door: WindowsDoor) -> None:
    """Wait until every process of a window has ended and the door knows it."""
    for thread in threading.enumerate():
        if thread.name.startswith("window "):
            await asyncio.to_thread(thread.join, SECONDS)
    await asyncio.sleep(0)
    assert door._children == {}


def test_a_window_is_heard_and_opened_once() -> None:
    async def scene(house: House, door: WindowsDoor, _: list[str]) -> None:
        door.open("log")
        door.open("log")
        await house.until_heard("painted")
        door.open("log")
        await house.until_heard("heard show")
        assert house.heard_of == [("log", "painted"), ("log", "heard show")]
        # A token comes with the line; what is no single word would break it.
        door.open("log", "abc-1_TIME7")
        await house.until_heard("heard show abc-1_TIME7")
        for broken in ("a b", "a\nquit", "\x00"):
            door.open("log", broken)
        await house.until_heard("heard show", 4)
        assert house.failures == []

    play(scene)


def test_two_windows_stand_beside_each_other() -> None:
    async def scene(house: House, door: WindowsDoor, _: list[str]) -> None:
        door.open("log")
        door.open("about")
        await house.until_heard("painted", 2)
        assert {name for name, _ in house.heard_of} == {"log", "about"}

    play(scene)


def test_a_window_that_was_closed_is_opened_anew() -> None:
    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["paint", "saved"]
        door.open("log")
        await house.until_heard("saved")
        await gone(door)
        door.open("log")
        await house.until_heard("saved", 2)
        assert house.failures == []

    play(scene)


def test_a_window_that_ends_just_when_it_is_asked_for_is_opened_anew() -> None:
    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        # It reads the line and ends without a word, as one whose minute is over.
        acts[:] = ["paint", "wait"]
        door.open("log")
        await house.until_heard("painted")
        acts[:] = ["paint", "token"]
        door.open("log", "abc-2")
        await house.until_heard("painted", 2)
        await house.until_heard("token abc-2")

    play(scene)


def test_a_window_that_ends_long_after_it_was_asked_for_stays_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(windows_door, "_JUST_ASKED_SECONDS", -1.0)

    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["paint", "wait"]
        door.open("log")
        await house.until_heard("painted")
        door.open("log")
        await gone(door)
        assert house.heard_of == [("log", "painted")]

    play(scene)


def test_a_window_that_no_longer_listens_is_opened_anew() -> None:
    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["close input", "paint", "token"]
        door.open("log")
        await house.until_heard("painted")
        acts[:] = ["paint", "listen"]
        door.open("log")
        await house.until_heard("painted", 2)

    play(scene)


def test_the_token_of_a_click_reaches_the_window_and_no_older_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = "of Lull's own start"
    monkeypatch.setenv(TOKEN_VARIABLE, own)

    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["token"]
        door.open("log", "abc-1")
        await house.until_heard("token abc-1")
        door.open("about")
        await house.until_heard("token none")
        # Only the window's own environment was changed.
        assert os.environ.get(TOKEN_VARIABLE) == own

    play(scene)


def test_a_missing_library_is_told_with_its_package() -> None:
    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["noise", "miss"]
        door.open("log")
        await house.until(lambda: house.failures)
        [(name, trouble)] = house.failures
        assert (name, trouble.packages) == ("log", ("libegl1",))
        # The next click tries again: it may have been installed meanwhile.
        acts[:] = ["paint"]
        door.open("log")
        await house.until_heard("painted")

    play(scene)


def test_who_opens_a_window_hears_once_what_became_of_it() -> None:
    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        assert await door.open("log") is None
        assert await door.open("log") is None
        acts[:] = ["miss"]
        trouble = await door.open("about")
        assert trouble is not None
        assert trouble.packages == ("libegl1",)
        # Nobody waits for ever: what is let go of before it paints is told as no trouble.
        acts[:] = ["begun", "listen"]
        waiting = door.open("check")
        await house.until_heard("begun")
        door.close()
        assert await waiting is None

    play(scene)


def test_an_abort_before_anything_was_painted_is_told() -> None:
    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["abort"]
        door.open("check")
        await house.until(lambda: house.failures)
        assert house.failures[0][1].words == "Its program ended with status -6."

    play(scene)


def test_a_window_that_breaks_later_only_stands_in_the_log_in_english(
    caplog: pytest.LogCaptureFixture, speak: Callable[[str], None]
) -> None:
    speak("de")

    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["paint", "abort"]
        door.open("log")
        await house.until_heard("painted")
        await gone(door)
        assert house.failures == []

    play(scene)
    assert "a window ended by itself: Its program ended with status -6." in caplog.text


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    async def run() -> None:
        house = House()
        door = WindowsDoor(
            asyncio.get_running_loop(), house, lambda _: [str(tmp_path / "nothing here")]
        )
        door.open("log")
        await house.until(lambda: house.failures)
        assert house.failures[0][1].words == "Its program could not be started."
        await gone(door)

    asyncio.run(run())


def test_an_endless_line_is_heard_in_parts() -> None:
    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["long", "paint", "listen"]
        door.open("log")
        await house.until_heard("painted")
        assert all(len(words) <= 1024 for _, words in house.heard_of)

    play(scene)


def test_what_a_window_says_after_the_end_of_lull_goes_nowhere() -> None:
    async def run() -> tuple[House, WindowsDoor]:
        house = House()
        door = WindowsDoor(
            asyncio.get_running_loop(),
            house,
            lambda _: [sys.executable, "-c", WINDOW, "paint", "wait", "saved"],
        )
        door.open("log")
        await house.until_heard("painted")
        return house, door

    house, door = asyncio.run(run())
    door.close()
    asyncio.run(gone(door))
    assert house.heard_of == [("log", "painted")]


def test_a_window_that_only_starts_shows_itself_and_ends_by_itself() -> None:
    child = windows_door._Child("log", [], "", "", lambda *_: None)
    assert child.show(0.0, "abc-1", "")
    child.let_go()


# -- whether and what


def test_a_window_needs_a_desktop_and_the_toolkit(monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, object] = {"PySide6": object(), "windows": object()}
    monkeypatch.setattr("importlib.util.find_spec", found.get)
    assert can_show({"DISPLAY": ":0"})
    assert can_show({"WAYLAND_DISPLAY": "wayland-0"})
    assert not can_show({"DISPLAY": "", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"})
    monkeypatch.setattr(sys, "platform", "win32")
    assert can_show({})
    del found["PySide6"]
    assert not can_show({})
    monkeypatch.setattr(sys, "platform", "linux")
    assert not can_show({"DISPLAY": ":0"})


def test_the_command_names_the_home_and_what_stays_a_while(tmp_path: Path) -> None:
    paths = resolve(str(tmp_path / "my home"), {})
    start = [sys.executable, "-P", "-m", "windows"]
    assert window_command("log", paths) == [
        *start,
        "log",
        "--home",
        str(tmp_path / "my home"),
        "--linger",
    ]
    assert window_command("welcome", resolve(None, {})) == [*start, "welcome"]


def test_a_window_speaks_what_a_command_wants_and_is_told_when_another_language_is_wanted() -> None:
    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["language", "listen"]
        door.open("log", language="de")
        door.open("about")
        await house.until_heard("language de")
        await house.until_heard("language none")
        door.open("log", language="de")
        door.open("about", "abc", "fr")
        await house.until_heard("heard show")
        await house.until_heard("heard change abc")

    play(scene)


def test_a_window_that_ends_for_another_language_is_opened_anew_in_it() -> None:
    async def scene(house: House, door: WindowsDoor, acts: list[str]) -> None:
        acts[:] = ["paint", "ask anew"]
        door.open("log")
        await house.until_heard("painted")
        acts[:] = ["token", "language", "paint", "listen"]
        door.open("log", "abc", "de")
        await house.until_heard("painted", times=2)
        assert [words for _, words in house.heard_of] == [
            "painted",
            "token abc",
            "language de",
            "painted",
        ]

    play(scene)
