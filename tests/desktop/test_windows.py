"""The real windows under a real X server and window manager, by keyboard and pointer; killed."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

import pytest
from harness import wait_for
from window_driver import twitches, window_command
from window_steps import to_advice, to_signs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness import Desktop
    from screen_reader import ScreenReader
    from window_driver import Opener

    Open = Callable[..., Opener]


MOST_CLICKS = 7
"""In the window; the click on the icon is the eighth."""


def test_a_twitch_is_logged_by_keyboard_alone(open_: Open, home: Path) -> None:
    person = open_("log")

    to_signs(person)
    to_advice(person)
    person.press("alt+s")
    person.wait_words("Saved")

    (entry,) = twitches(home)
    assert entry["kind"] == "twitch"
    wait_for(lambda: "saved" in person.child.output(), 5.0, "the line for the starter")
    person.press("Escape")
    assert person.child.process.wait(5.0) == 0
    assert "Traceback" not in person.child.output()


def test_a_simple_eyelid_twitch_takes_at_most_eight_clicks(open_: Open, home: Path) -> None:
    person = open_("log")

    # The map tells where the keyboard is on it, and that is the eyelid first.
    person.click("Body map: Eyelid")
    # What is clicked may move what stands beside it: nobody clicks before they have seen it.
    wait_for(lambda: "checked" in person.control("Eyelid").states, 10.0, "the place")
    for name in ("Today", "Flicker"):
        person.click(name)
        wait_for(lambda name=name: "checked" in person.control(name).states, 10.0, name)
    person.click("Next")
    person.wait_words("Anything else?")
    person.click("None of these")
    person.wait_words("A few more")
    person.click("None of these")
    person.wait_words("What to do")
    person.click("Save")
    person.wait_words("Saved")

    assert len(twitches(home)) == 1
    assert person.clicks <= MOST_CLICKS


def test_the_advice_is_announced(open_: Open, reader: ScreenReader) -> None:
    person = open_("log")
    to_signs(person)

    to_advice(person)

    headline = person.focused()[1]
    assert headline
    wait_for(lambda: any(headline in words for words in reader.announced()), 5.0, "the advice")


def test_an_emergency_says_whom_to_call_and_nothing_of_habits(
    open_: Open, reader: ScreenReader
) -> None:
    person = open_("log", LANG="en_GB.UTF-8", LC_ALL="en_GB.UTF-8")
    to_signs(person)
    person.choose("Has one side of your face dropped?")
    # Nothing more is asked where help is needed now.
    person.press("alt+o")
    person.wait_words("Get emergency help now")

    headline = person.focused()[1]
    wait_for(lambda: any(headline in words for words in reader.announced()), 5.0, "the advice")
    assert any(c.name.startswith("Call ") for c in person.shown())
    assert "Habits" not in person.words()


def test_an_emergency_comes_with_next_before_the_rest_of_the_list_is_answered(
    open_: Open, reader: ScreenReader, home: Path
) -> None:
    person = open_("log", LANG="en_GB.UTF-8", LC_ALL="en_GB.UTF-8")
    to_signs(person)
    person.choose("Has your speech become slurred")
    person.choose("All of a sudden")

    person.press("alt+n")

    person.wait_words("Get emergency help now")
    headline = person.focused()[1]
    wait_for(lambda: any(headline in words for words in reader.announced()), 5.0, "the advice")
    assert person.control("Call 999").focusable
    person.press("alt+s")
    person.wait_words("Saved")
    assert len(twitches(home)) == 1


def test_signs_that_were_left_open_are_never_taken_for_none(open_: Open, home: Path) -> None:
    person = open_("log")
    to_signs(person)

    person.press("alt+n")

    person.wait_words("Leave them open")
    assert twitches(home) == []


def test_a_check_keeps_nothing(open_: Open, home: Path) -> None:
    person = open_("check")
    to_signs(person)
    to_advice(person)

    person.press("Escape")

    assert person.child.process.wait(5.0) == 0
    assert twitches(home) == []
    assert list((home / "data").glob("draft-*.json")) == []


# -- killed at every step


def draft(home: Path) -> tuple[str, list[str]]:
    """The step and the places of the draft; empty without one."""
    paths = list((home / "data").glob("draft-*.json"))
    if not paths:
        return "", []
    (path,) = paths
    told = json.loads(path.read_text())
    return told["step"], told["data"]["where"].get("sites", [])


@pytest.mark.parametrize(
    ("step", "headline"),
    [
        ("where", "Where is it, and what is it like?"),
        ("signs", "Anything else?"),
        ("more signs", "A few more"),
        ("advice", "What to do"),
    ],
)
def test_a_window_killed_at_any_step_loses_nothing(
    open_: Open, home: Path, step: str, headline: str
) -> None:
    person = open_("log")
    if step == "where":
        person.tab_to("Type a place")
        person.type("eyelid")
        person.press("Return")
    else:
        to_signs(person)
    if step == "more signs":
        person.press("alt+o")
        person.wait_words("A few more")
    if step == "advice":
        to_advice(person)
    wanted = step.removeprefix("more ")
    # What is on the screen is in the draft a moment later, and comes back from then on.
    wait_for(lambda: draft(home) == (wanted, ["eyelid"]), 5.0, f"a draft at {wanted}")

    os.kill(person.child.process.pid, signal.SIGKILL)
    person.child.process.wait(5.0)

    again = open_("log")
    again.wait_words("Go on where you left off?")
    again.press("alt+g")
    again.wait_words(headline)
    if step == "where":
        # The page is the one that was there before: it is what is ticked that comes back.
        wait_for(lambda: "checked" in again.control("Eyelid").states, 5.0, "the eyelid, ticked")
        return
    if step != "advice":
        again.press("alt+o")
        if step == "signs":
            again.wait_words("A few more")
            again.press("alt+o")
        again.wait_words("What to do")
    again.press("alt+s")
    again.wait_words("Saved")
    assert len(twitches(home)) == 1
    wait_for(lambda: draft(home) == ("", []), 5.0, "no draft")


def test_a_window_killed_right_after_saving_offers_no_draft(open_: Open, home: Path) -> None:
    person = open_("log")
    to_signs(person)
    to_advice(person)
    person.press("alt+s")
    person.wait_words("Saved")

    os.kill(person.child.process.pid, signal.SIGKILL)
    person.child.process.wait(5.0)

    again = open_("log")
    assert "Go on where you left off?" not in again.words()
    assert len(twitches(home)) == 1


# -- where Qt cannot start


def test_a_window_that_cannot_start_says_so_by_its_status(desktop: Desktop, home: Path) -> None:
    env = desktop.env | {"QT_QPA_PLATFORM": "nowhere"}
    child = desktop.spawn(*window_command("log", home), name="window-broken", env=env)
    # 134 to a shell: Qt aborts where it finds no platform.
    assert child.process.wait(20.0) == -signal.SIGABRT
