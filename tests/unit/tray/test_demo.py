"""The demo: a whole day, in seconds, by the installed command and in this process."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from lull_parts import Screen, catalog, drinks, play

from config.kinds import NudgeKind
from config.paths import make_folders, resolve
from config.settings import default_settings
from tray import demo, living, opener
from tray.notify.base import Button, Note

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from config.paths import Paths
    from tray.core import Core
    from tray.icon.state import IconState
    from tray.menu import MenuState


TIMES = {
    "12:15": NudgeKind.HYDRATION,
    "14:30": NudgeKind.CAFFEINE,
    "16:00": NudgeKind.STRESS,
    "21:45": NudgeKind.SLEEP,
}


def test_a_day_passes_in_the_terminal_and_is_summed_up(own_home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tray", "demo", "--seconds", "2"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    printed = done.stdout
    for at, _, text in demo._DAY:
        assert f"{at}  {text}" in printed
    # The glass of noon waits for the end of the meeting.
    assert "12:00  hydration: paused until 12:15" in printed
    titles = {tip.title: tip.kind for kind in TIMES.values() for tip in catalog().tips(kind)}
    nudges = re.findall(r"^(\d\d:\d\d)  Demo: (.+?): ", printed, re.MULTILINE)
    shown = {at: titles[title] for at, title in nudges if title in titles}
    assert shown == TIMES
    assert "That was the day: 4 nudges, about 275 mg of caffeine, 1000 ml of drinks" in printed
    assert "Held back, and why" in printed
    assert printed.endswith(f"To begin for real: {opener.typed_command()}\n")
    assert ".:" not in printed
    assert "twitch" not in printed
    # Nothing of it is left: it was a scratch journal.
    assert not list(own_home.rglob("journal.sqlite3"))


# -- in this process, with a screen


class Live:
    """A demo whose notes go to a screen of the test's."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.screen = Screen()
        self.statuses: list[str] = []
        self.ended = asyncio.Event()
        self.paths: Paths = resolve(str(folder), {})
        make_folders(self.paths)

        def make(_paths: object, _bus: object, _clock: object, *listeners: object) -> Screen:
            self.screen.on_answer, self.screen.on_closed = listeners  # type: ignore[assignment] # what a notifier takes
            return self.screen

        monkeypatch.setattr(living, "make_notifier", make)

    def begin(self, seconds: float) -> AbstractAsyncContextManager[Core]:
        def show(state: MenuState, _icon: IconState) -> None:
            self.statuses.append(state.status)

        return demo._living(seconds)(self.paths, None, show, self.ended.set)


def test_with_a_desktop_the_terminal_tells_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def scene() -> None:
        live = Live(tmp_path, monkeypatch)
        async with live.begin(0.3):
            await live.ended.wait()
        assert len(live.screen.nudges) == 4
        assert live.screen.nudges[0].stay_seconds == 6.0
        # Beside a Lull that runs, neither is taken for the other.
        assert all(note.title.startswith("Demo: ") for note in live.screen.nudges)
        assert live.statuses
        assert all(status.startswith("Demo: ") for status in live.statuses)
        assert live.screen.ended

    play(scene())
    printed = capsys.readouterr().out
    assert re.search(
        r"^12:15 {5}\S.*  \[Had a glass\]  \[Later\]  \[Not today\]$", printed, re.MULTILINE
    )
    assert "Coffee noted, about 100 mg of caffeine  [Undo]" in printed


def test_a_demo_that_is_ended_early_is_summed_up_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def scene() -> None:
        live = Live(tmp_path, monkeypatch)
        async with live.begin(3600):
            pass
        assert live.screen.ended

    play(scene())
    printed = capsys.readouterr().out
    assert "That was the day: 0 nudges" in printed
    assert "Held back" not in printed


def test_a_demo_that_breaks_says_so_and_leaves_nothing_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        live = Live(tmp_path, monkeypatch)
        monkeypatch.setattr(demo, "_DAY", (("99:99", ["log tea"], "You have a tea."),))
        with pytest.raises(ValueError, match="hour"):
            async with live.begin(0.3):
                await live.ended.wait()
        assert live.screen.ended

    play(scene())


def test_everything_that_the_person_of_the_demo_does_makes_sense() -> None:
    assert default_settings().day.bedtime.minutes < demo._BED_MINUTES
    for _, actions, _ in demo._DAY:
        for action in actions:
            word, _, rest = action.partition(" ")
            assert word == "pause" or rest.split()[0] in {*drinks(), "sleep", "stress", "exercise"}


def test_the_telling_notifier_is_otherwise_the_real_one(capsys: pytest.CaptureFixture[str]) -> None:
    async def scene() -> None:
        screen = Screen()
        screen.on_closed = lambda _note, _how: None
        telling = demo._Telling(screen, print)
        assert telling.name == "screen"
        assert (await telling.show(Note("reply", "", "Noted", "", (Button("undo", "Undo"),)))).ok
        await telling.withdraw("reply")
        assert screen.withdrawn == ["reply"]
        screen.refusal = "nothing works"
        assert not (await telling.show(Note("reply", "", "Lost", ""))).ok
        await telling.close()
        assert screen.ended

    play(scene())
    assert capsys.readouterr().out == "   Noted  [Undo]\n"
