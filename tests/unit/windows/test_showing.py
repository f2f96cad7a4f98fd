"""A window from start to end, as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from log_driver import opened
from PySide6.QtCore import QTimer

from config.kinds import Window
from config.open_windows import open_windows
from journal.draft import load_drafts, save_draft
from journal.entries import new_id
from windows.__main__ import main
from windows.log_answers import Answers
from windows.showing import _quit_on_signals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

PATIENCE_SECONDS = 30
ENDING = (signal.SIGTERM, signal.SIGINT)


class Child:
    """``python -P -m windows`` with its lines."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "windows", *arguments, "--home", str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            text=True,
        )

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def say(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(words)
        self.process.stdin.flush()

    def ended(self) -> int:
        return self.process.wait(PATIENCE_SECONDS)


@pytest.fixture
def children() -> Iterator[list[Child]]:
    started: list[Child] = []
    yield started
    for child in started:
        child.process.kill()
        child.process.wait(PATIENCE_SECONDS)
        for pipe in (child.process.stdin, child.process.stdout, child.process.stderr):
            if pipe is not None:
                pipe.close()


@pytest.mark.parametrize("name", Window)
def test_a_window_tells_when_it_is_painted_and_ends_when_asked(
    paths: Paths, children: list[Child], name: str
) -> None:
    assert paths.home is not None
    child = Child(paths.home, name)
    children.append(child)
    assert child.line() == "painted"
    child.process.send_signal(signal.SIGTERM)
    assert child.ended() == 0


def test_a_lingering_window_is_painted_again_when_it_is_asked_for(
    paths: Paths, children: list[Child]
) -> None:
    assert paths.home is not None
    child = Child(paths.home, "log", "--linger")
    children.append(child)
    assert child.line() == "painted"
    assert open_windows(paths, os.getpid()) == ["log"]
    # It is open already: that brings it to the front, and paints nothing anew for the first time.
    child.say("show\n")
    assert child.process.stdin is not None
    child.process.stdin.close()
    child.process.send_signal(signal.SIGTERM)
    assert child.ended() == 0
    assert child.line() == ""
    assert open_windows(paths, os.getpid()) == []


def test_a_wrong_name_or_home_is_answered_without_a_window(
    paths: Paths, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["nothing"])
    assert left.value.code == 2
    file = tmp_path / "a file"
    file.touch()
    assert main(["log", "--home", str(file)]) == 2
    assert "is a file" in capsys.readouterr().err
    assert not paths.journal.exists()


def test_a_terminated_window_keeps_its_draft(paths: Paths, children: list[Child]) -> None:
    assert paths.home is not None
    save_draft(paths.journal.parent, new_id(), "where", Answers().toggled_site("hand").draft_data())
    child = Child(paths.home, "log")
    children.append(child)
    assert child.line() == "painted"
    child.process.send_signal(signal.SIGTERM)
    assert child.ended() == 0
    (draft,) = load_drafts(paths.journal.parent)
    assert draft.data["where"] == {"sites": ["hand"]}


def test_a_terminated_window_keeps_the_last_answer_too(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    driver = opened(qtbot, theme, paths)
    # Whatever else would keep it is far away.
    for timer in driver.window.draft.findChildren(QTimer):
        timer.setInterval(10**6)
    before = [signal.getsignal(number) for number in ENDING]
    try:
        _quit_on_signals(driver.window)
        driver.answer(site="calf")
        assert load_drafts(paths.journal.parent) == ()
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: load_drafts(paths.journal.parent) != ())
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in zip(ENDING, before, strict=True):
            signal.signal(number, handler)
    (draft,) = load_drafts(paths.journal.parent)
    assert draft.data["where"]["sites"] == ["calf"]


def test_a_window_loads_nothing_of_the_tray_and_no_more_of_qt_than_it_needs() -> None:
    code = (
        "import sys, windows.__main__, windows.log, windows.log_advice, windows.showing;"
        "print(sorted(n for n in sys.modules if n.startswith(('tray', 'PySide6.Qt', 'pystray'))))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.strip() == "['PySide6.QtCore', 'PySide6.QtGui', 'PySide6.QtWidgets']"
