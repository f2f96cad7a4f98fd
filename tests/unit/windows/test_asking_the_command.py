"""What a window asks of the command line, with the real one."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject

from windows.asking import Asking

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths

WAIT_MS = 20_000


class Asker:
    """Keeps what was answered."""

    def __init__(self, paths: Paths) -> None:
        self.parent = QObject()
        self.asking = Asking(paths, self.parent)
        self.answers: list[object] = []
        self.failures: list[str] = []
        self.asking.answered.connect(self.answers.append)
        self.asking.failed.connect(self.failures.append)


@pytest.fixture
def asker(paths: Paths, qtbot: QtBot) -> Asker:  # noqa: ARG001 - signals need an application
    return Asker(paths)


def test_the_command_line_answers_about_the_same_home(asker: Asker, qtbot: QtBot) -> None:
    asker.asking.ask("plan", "--from", "2026-05-01", "--days", "1")
    qtbot.waitUntil(lambda: bool(asker.answers), timeout=WAIT_MS)
    [rows] = asker.answers
    assert isinstance(rows, list)
    assert {row["kind"] for row in rows} >= {"caffeine", "sleep", "stress"}
    assert asker.failures == []


def test_a_refusal_is_told_in_its_own_words(asker: Asker, qtbot: QtBot) -> None:
    asker.asking.ask("plan", "--from", "yesteryear")
    qtbot.waitUntil(lambda: bool(asker.failures), timeout=WAIT_MS)
    [words] = asker.failures
    assert "yesteryear" in words
    assert not words.startswith("lull:")
    assert asker.answers == []


def test_a_newer_question_takes_the_place_of_an_older_one(asker: Asker, qtbot: QtBot) -> None:
    asker.asking.ask("status")
    asker.asking.ask("ease")
    qtbot.waitUntil(lambda: bool(asker.answers), timeout=WAIT_MS)
    [answer] = asker.answers
    assert isinstance(answer, dict)
    assert answer["eased"] == []
    assert asker.failures == []


def test_a_command_line_that_cannot_start_or_says_nothing_is_told(
    asker: Asker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/nowhere/python")
        asker.asking.ask("status")
        qtbot.waitUntil(lambda: bool(asker.failures), timeout=WAIT_MS)
    true = subprocess.run(["which", "true"], capture_output=True, text=True, check=True)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", true.stdout.strip())
        asker.asking.ask("status")
        qtbot.waitUntil(lambda: len(asker.failures) > 1, timeout=WAIT_MS)
    assert asker.failures == ["Lull did not answer"] * 2


def test_nobody_is_told_after_it_was_stopped(asker: Asker, qtbot: QtBot) -> None:
    asker.asking.ask("status")
    asker.asking.stop()
    asker.asking.stop()
    with qtbot.assertNotEmitted(asker.asking.failed, wait=200):
        pass
    assert asker.answers == []


def test_a_window_that_goes_takes_its_open_question_along(
    asker: Asker, capfd: pytest.CaptureFixture[str]
) -> None:
    asker.asking.ask("status")
    shiboken6.delete(asker.parent)
    assert (asker.answers, asker.failures) == ([], [])
    assert capfd.readouterr().err == ""
