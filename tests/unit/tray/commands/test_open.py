"""``lull open``: a window of the running Lull, from a terminal or a key of the desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.kinds import Window
from tray import control, messages

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Commands


@pytest.mark.parametrize("window", Window)
def test_a_window_is_opened_by_the_running_lull(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, window: Window
) -> None:
    asked: list[messages.Request] = []

    def ask(_path: Path, request: messages.Request) -> dict[str, str]:
        asked.append(request)
        return {}

    monkeypatch.setattr(control, "ask", ask)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "key-1")
    assert lull.text("open", window.replace("_", "-")) == ""
    assert asked == [messages.Open(window, "key-1")]


def test_without_a_running_lull_no_window_opens(lull: Commands) -> None:
    said = lull.refused("open", "log", status=1)
    assert "Lull is not running: start it first: lull" in said


def test_a_window_that_does_not_exist_is_refused_with_those_that_do(lull: Commands) -> None:
    assert "did you mean check-in?" in lull.refused("open", "check_in")
    assert "known: log, check, welcome, check-in" in lull.refused("open", "sesame")
