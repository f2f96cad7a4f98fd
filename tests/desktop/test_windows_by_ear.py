"""The real windows by ear and by the tab key, at every step, on a small screen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from harness import wait_for
from window_steps import STEPS, frame

from config.paths import resolve
from journal.entries import EntryKind
from journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness import Desktop
    from screen_reader import Control, ScreenReader
    from window_driver import Opener

    Open = Callable[..., Opener]

ROLES = {
    "check box",
    "combo box",
    "label",
    "list",
    "list item",
    "push button",
    "radio button",
    "table",
    "table cell",
    "text",
}
"""What a control that the keyboard can come to may be; AT-SPI's names (Qt 6.11)."""

NAMES = [name for name in STEPS if name != "check"]
"""Every window; a check is walked as the log is."""

LEADING_ON = {"Next", "Back", "Save", "Finish", "Stop"}
SAYS_NOTHING = {"filler", "panel", "scroll pane", "viewport", "layered pane", "scroll bar"}


def faults(window: Control) -> list[str]:
    """Every control that the keyboard can come to and that a screen reader cannot tell."""
    found = []
    for control in window.walk():
        if not control.focusable:
            continue
        if control.role not in ROLES:
            found.append(f"{control.role} {control.name!r}: not a role for a control")
        # A list that drops down bears its value as its name, and is told apart by its label.
        named = control.labelled_by if control.role == "combo box" else control.name
        if not named.strip():
            found.append(f"{control.role} at {control.box}: no name")
    return found


def nameless(window: Control) -> list[str]:
    """Words on the screen that nobody would hear: a text without a name."""
    return [
        f"{c.role} at {c.box}"
        for c in window.walk()
        if c.showing and c.role not in SAYS_NOTHING and c.role == "label" and not c.name
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", ["100", "200"])
def test_every_step_fits_and_every_control_is_heard_and_reached_by_tab(
    open_: Open, desktop: Desktop, name: str, scale: str
) -> None:
    person = open_(name, LULL_TEXT_SCALE=scale)
    looked_at = 0
    for step in STEPS[name](person):
        window = person.window
        assert faults(window) == [], step
        assert nameless(window) == [], step
        looked_at += sum(control.focusable for control in window.walk())
        assert_fits(desktop, person, window, step)
        if (step, scale) == ("signs", "100"):
            # Nobody has to look for the answer that most people give.
            assert person.control("None of these").box[1] + 44 < person.bottom, step
        # The order does not depend on the size; a page that is searched has the keyboard.
        if scale == "100" and (name, step) not in ONE_STOP:
            assert_reached_by_tab(person, step)
    assert looked_at > 2 * len(ROLES) or name != "log"


ONE_STOP = {("breathe", "breath"), *((n, "page, with the search") for n in NAMES)}
"""Steps where the tab key has nowhere else to go, or is the search's."""


def assert_fits(desktop: Desktop, person: Opener, window: Control, step: str) -> None:
    left, top, right, bottom = frame(desktop, person)
    assert left >= 0, step
    assert top >= 0, step
    assert right <= 1280, step
    assert bottom <= 720, step
    # What leads on stands below what scrolls, never outside of the window.
    for button in window.walk():
        if button.role == "push button" and button.showing and button.name in LEADING_ON:
            assert inside(button.box, window.box), f"{step}: {button.name}"


def assert_reached_by_tab(person: Opener, step: str) -> None:
    stops = set(person.tab_round())
    window = person.window
    assert faults(window) == [], step
    for control in window.walk():
        # A label has the keyboard only when a step comes up; a row is a part of its list.
        if not control.focusable or control.role in {"list item", "label"}:
            continue
        wanted = {(control.role, control.name)}
        if control.role == "radio button":
            # The tab key stops once in such a group; the arrows go on from there.
            group = next(g for g in window.walk() if control in g.children)
            wanted |= {(c.role, c.name) for c in group.children}
        elif control.role == "list":
            wanted |= {("list item", c.name) for c in control.children}
        assert wanted & stops, f"{step}: {control.role} {control.name}"


def inside(inner: tuple[int, int, int, int], outer: tuple[int, int, int, int]) -> bool:
    return (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[0] + inner[2] <= outer[0] + outer[2]
        and inner[1] + inner[3] <= outer[1] + outer[3]
    )


def test_the_welcome_can_be_finished_by_keyboard_alone(
    open_: Open, home: Path, reader: ScreenReader
) -> None:
    person = open_("welcome")
    person.press("alt+n")
    person.wait_words("Your day")
    person.wait_focused("combo box", "22:30")
    person.press("Up")
    person.press("alt+n")
    person.wait_words("Which nudges would you like?")
    person.wait_focused("check box", "Last coffee of the day")
    person.press("space")
    person.press("alt+n")
    person.wait_words("About you")
    person.choose("40 to 49")
    person.press("alt+n")
    person.wait_words("Conditions and medicines")
    person.press("space")
    person.press("alt+n")
    person.wait_words("You are ready")
    person.press("space")
    person.press("alt+f")

    assert person.child.process.wait(5.0) == 0
    settings = (home / "settings.toml").read_text()
    for line in ('bedtime = "22:00"', 'age_band = "40_49"', 'conditions = ["ms"]', "on = false"):
        assert f"\n{line}\n" in settings
    assert person.child.output().splitlines()[-1] == "autostart on"
    assert any(words.startswith("Step 2 of 6. Your day.") for words in reader.announced())


def test_a_part_of_the_page_is_reached_by_keyboard_and_read_from_there(
    open_: Open, reader: ScreenReader
) -> None:
    person = open_("about")
    person.tab_to("What a twitch is")

    person.press("Down", "Down", "Down", "Down", "Return")

    wait_for(lambda: "Twitches and multiple sclerosis (MS)" in reader.announced(), 5.0, "the part")
    assert person.focused()[1] == "About twitches"


def test_a_check_in_is_kept_by_keyboard_alone(open_: Open, home: Path) -> None:
    person = open_("check_in")
    person.wait_words("How was today?")
    person.choose("90")
    person.press("alt+s")
    assert person.child.process.wait(10.0) == 0
    with Journal.open(resolve(str(home), {}).journal) as journal:
        now = dt.datetime.now(dt.UTC)
        kept = journal.entries(now - dt.timedelta(hours=1), now + dt.timedelta(hours=1))
    assert [(entry.kind, entry.amount, entry.item) for entry in kept] == [
        (EntryKind.EXERCISE, 90.0, ""),
        (EntryKind.CHECK_IN, 1.0, "exercise"),
    ]


def test_a_round_of_breathing_that_is_stopped_is_not_kept(open_: Open, home: Path) -> None:
    person = open_("breathe")
    person.wait_words("Breath 1 of 12")
    # The one control there is; Tab has nowhere else to go.
    assert [c.name for c in person.window.walk() if c.focusable] == ["Stop"]
    person.wait_focused("push button", "Stop")
    person.press("Escape")
    assert person.child.process.wait(10.0) == 0
    assert not resolve(str(home), {}).journal.exists()
