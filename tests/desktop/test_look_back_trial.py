"""Patterns and the self-test in the real look-back window, by keyboard and by ear."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from harness import wait_for
from window_steps import COMPARED_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from window_driver import Opener

    Open = Callable[..., Opener]


def trials(home: Path) -> Any:  # noqa: ANN401 - JSON of a command
    """What ``lull trial`` tells of the same home."""
    command = [sys.executable, "-P", "-m", "tray", "--home", str(home), "trial", "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_a_self_test_is_planned_and_stopped_by_keyboard_alone(open_: Open, home: Path) -> None:
    person = open_("look_back")
    person.choose("Self-test")
    person.wait_words("What would you like to try?", COMPARED_SECONDS)
    person.choose("A short walk each day")
    person.choose("With a short walk a day")
    person.tab_to("First day: a day later")
    person.press("space")
    person.press("alt+p")
    person.wait_words("It is planned.", COMPARED_SECONDS)

    planned = trials(home)["trial"]
    assert (planned["habit"], planned["stage"]) == ("daily_walk", "planned")
    assert [part["phase"] for part in planned["phases"]] == ["changed", "as_usual"]
    ahead = dt.date.fromisoformat(planned["phases"][0]["from"]) - dt.datetime.now(dt.UTC).date()
    assert 1 <= ahead.days <= 3
    wait_for(lambda: "changed" in person.child.output(), 5.0, "the line for the starter")

    person.tab_to("Stop the test")
    person.press("Return")
    person.wait_words("Stop it now?")
    person.press("alt+y")
    person.wait_words("It is stopped.", COMPARED_SECONDS)
    assert trials(home)["trial"] is None
    person.press("Escape")
    assert person.child.process.wait(5.0) == 0
    assert "Traceback" not in person.child.output()


def test_what_is_suspected_is_named_by_keyboard_alone(open_: Open, home: Path) -> None:
    person = open_("look_back")
    person.choose("Patterns")
    person.wait_words("Not enough days yet", COMPARED_SECONDS)
    person.choose("Short nights")
    person.wait_words("Named on")
    person.choose("The day after")
    settings = home / "settings.toml"
    wait_for(lambda: "suspected_lag_days = 1" in settings.read_text(), 5.0, "the lag in the file")
    assert 'suspected = "short_sleep"' in settings.read_text()
    person.press("alt+u")
    person.wait_words("Taken back.")
    assert "suspected_lag_days = 1" not in settings.read_text()
    person.press("Escape")
    assert person.child.process.wait(5.0) == 0
    assert "Traceback" not in person.child.output()
