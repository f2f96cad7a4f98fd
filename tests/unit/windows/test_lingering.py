"""A closed window stays for a minute, and is as new when it is shown again."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from config.open_windows import OpenMark, open_windows
from windows import showing
from windows.log import LogWindow
from windows.log_answers import Answers
from windows.log_flow import PageName
from windows.showing import Showing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


class Ears:
    """A pipe in the place of standard input."""

    def __init__(self) -> None:
        self.reading, self._writing = os.pipe()

    def fileno(self) -> int:
        return self.reading

    def hear(self, words: bytes) -> None:
        os.write(self._writing, words)

    def stop(self) -> None:
        if self._writing >= 0:
            os.close(self._writing)
            self._writing = -1


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ears]:
    pipe = Ears()
    monkeypatch.setattr(sys, "stdin", pipe)
    yield pipe
    pipe.stop()
    os.close(pipe.reading)


@pytest.fixture
def mark(paths: Paths) -> Iterator[OpenMark]:
    mark = OpenMark(paths, "log")
    yield mark
    mark.take_away()


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    ends: list[int] = []
    monkeypatch.setattr(showing.QApplication, "quit", lambda: ends.append(1))
    return ends


def test_a_window_that_does_not_linger_ends_the_process(
    qtbot: QtBot, theme: Theme, mark: OpenMark, ended: list[int]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    said: list[str] = []
    Showing(window, theme, said.append, mark, linger=False).show()
    qtbot.waitUntil(lambda: said == ["painted"])
    window.close()
    qtbot.waitUntil(lambda: ended == [1])


def test_a_closed_window_is_shown_again_as_new(
    qtbot: QtBot, theme: Theme, mark: OpenMark, paths: Paths, ears: Ears, ended: list[int]
) -> None:
    window = LogWindow(theme, paths)
    qtbot.addWidget(window)
    said: list[str] = []
    shown = Showing(window, theme, said.append, mark, linger=True)
    shown.show()
    qtbot.waitUntil(lambda: said == ["painted"])
    window.flow.answers = Answers().toggled_site("hand")
    window.close()
    qtbot.waitUntil(lambda: window.flow.answers.empty)
    assert open_windows(paths, 0) == []
    assert shown._last.isActive()
    assert shown._last.interval() == 60_000
    ears.hear(b"sh")
    ears.hear(b"ow\n")
    qtbot.waitUntil(lambda: said == ["painted", "painted"])
    assert window.isVisible()
    assert open_windows(paths, 0) == ["log"]
    assert not shown._last.isActive()
    assert ended == []


def test_a_window_that_is_asked_for_after_it_saved_begins_a_new_entry(
    qtbot: QtBot, theme: Theme, paths: Paths, mark: OpenMark, ears: Ears
) -> None:
    window = LogWindow(theme, paths)
    qtbot.addWidget(window)
    shown = Showing(window, theme, lambda _: None, mark, linger=True)
    shown.show()
    qtbot.waitExposed(window)
    window.flow.answers = Answers().toggled_site("hand")
    ears.hear(b"show\n")
    ears.hear(b"nonsense\n")
    QApplication.processEvents()
    assert not window.flow.answers.empty
    window.flow.page = PageName.SAVED
    ears.hear(b"show\n")
    qtbot.waitUntil(lambda: window.flow.page is PageName.WHERE)
    assert window.flow.answers.empty
    assert window.isVisible()


def test_the_token_of_a_click_is_there_when_the_window_asks_to_be_activated(
    qtbot: QtBot, theme: Theme, mark: OpenMark, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(showing.TOKEN_VARIABLE, "")
    window = QWidget()
    qtbot.addWidget(window)
    seen: list[str] = []
    # Where Qt reads it (libxdg-shell of Qt 6): the environment of the process, at this moment.
    monkeypatch.setattr(window, "activateWindow", lambda: seen.append(qt_sees()))
    shown = Showing(window, theme, lambda _: None, mark, linger=True)
    shown.show()
    ears.hear(b"show abc-1_TIME7\nnonsense\nsh")
    qtbot.waitUntil(lambda: seen == ["", "abc-1_TIME7"])


def qt_sees() -> str:
    getenv = ctypes.CDLL(None).getenv
    getenv.restype = ctypes.c_char_p
    value: bytes | None = getenv(showing.TOKEN_VARIABLE.encode())
    return os.fsdecode(value or b"")


def test_a_hidden_window_ends_when_nobody_will_ask_for_it(
    qtbot: QtBot, theme: Theme, mark: OpenMark, ears: Ears, ended: list[int]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    Showing(window, theme, lambda _: None, mark, linger=True).show()
    qtbot.waitExposed(window)
    ears.stop()
    QApplication.processEvents()
    assert ended == []
    window.close()
    qtbot.waitUntil(lambda: ended == [1])


def test_a_window_that_is_hidden_when_its_starter_goes_ends_at_once(
    qtbot: QtBot, theme: Theme, mark: OpenMark, ears: Ears, ended: list[int]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shown = Showing(window, theme, lambda _: None, mark, linger=True)
    shown.show()
    qtbot.waitExposed(window)
    window.close()
    qtbot.waitUntil(shown._last.isActive)
    ears.stop()
    qtbot.waitUntil(lambda: ended == [1])


@pytest.mark.parametrize("words", [b"show\n", b"change\n"])
def test_a_closed_window_is_left_to_a_new_process_once_another_language_is_wanted(
    qtbot: QtBot, theme: Theme, mark: OpenMark, ears: Ears, ended: list[int], words: bytes
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    said: list[str] = []
    still = [True]
    shown = Showing(window, theme, said.append, mark, linger=True, is_spoken=lambda: still[0])
    shown.show()
    qtbot.waitUntil(lambda: said == ["painted"])
    # One that is open comes to the front as it is.
    still[0] = words.startswith(b"change")
    ears.hear(words)
    QApplication.processEvents()
    assert ended == []
    window.close()
    qtbot.waitUntil(shown._last.isActive)
    ears.hear(words)
    qtbot.waitUntil(lambda: ended == [1])
    assert said == ["painted", "anew"]
    assert not window.isVisible()
