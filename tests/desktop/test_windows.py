"""The real windows under a real X server and window manager: by keyboard alone, and by ear."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

import pytest
import screen_reader
from harness import wait_for
from window_driver import Opener, twitches, window_command

from windows.body_shapes import HEIGHT, WIDTH, first_shape, shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from harness import Desktop
    from screen_reader import Control, ScreenReader

    Factory = Callable[..., Desktop]
    Open = Callable[..., Opener]

CAPTION = 28
"""The height of the captions below the drawn figures, pixels."""

SMALL_SCREEN = "1280x720x24"
ROLES = {
    "check box",
    "combo box",
    "label",
    "list",
    "list item",
    "push button",
    "radio button",
    "text",
}
"""What a control that the keyboard can come to may be; AT-SPI's names (Qt 6.11)."""

SAYS_NOTHING = {"filler", "panel", "scroll pane", "viewport", "layered pane", "scroll bar"}
MOST_CLICKS = 7
"""In the window; the click on the icon is the eighth."""

WELCOME_STEPS = (
    "Welcome to Lull",
    "Your day",
    "Which nudges would you like?",
    "About you",
    "Conditions and medicines",
    "You are ready",
)


@pytest.fixture
def desktop(desktop_factory: Factory) -> Desktop:
    missing = screen_reader.missing_packages()
    if missing:
        reason = f"missing system packages: {' '.join(missing)}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return desktop_factory(screen=SMALL_SCREEN)


@pytest.fixture
def reader(desktop: Desktop) -> Iterator[ScreenReader]:
    reader = screen_reader.ScreenReader(desktop)
    yield reader
    reader.end()


@pytest.fixture
def home(desktop: Desktop) -> Path:
    return desktop.folder / "lull home"


@pytest.fixture
def open_(desktop: Desktop, reader: ScreenReader, home: Path) -> Open:
    def open_(name: str, **env: str) -> Opener:
        return Opener(desktop, reader, name, home, **env)

    return open_


# -- the way through the log window


def to_signs(person: Opener, *, since: str = "Today") -> None:
    person.tab_to("Type a place")
    person.type("eyelid")
    person.press("Return")
    person.choose(since)
    person.choose("Flicker")
    person.press("alt+n")
    person.wait_words("Anything else?")


def to_advice(person: Opener) -> None:
    person.press("alt+o")
    person.wait_words("A few more")
    person.press("alt+o")
    person.wait_words("What to do")


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

    person.click_at(*eyelid(person))
    for name in ("Today", "Flicker", "Next"):
        person.click(name)
    person.wait_words("Anything else?")
    person.click("None of these")
    person.wait_words("A few more")
    person.click("None of these")
    person.wait_words("What to do")
    person.click("Save")
    person.wait_words("Saved")

    assert len(twitches(home)) == 1
    assert person.clicks <= MOST_CLICKS


def eyelid(person: Opener) -> tuple[int, int]:
    """Where the eyelid of the drawn face is on the screen."""
    left, top, width, height = person.control("Body map").box
    number = first_shape("eyelid")
    assert number is not None
    x, y = shapes()[number].mark
    scale = min(width / WIDTH, (height - CAPTION) / HEIGHT)
    return left + round((width - WIDTH * scale) / 2 + x * scale), top + round(y * scale)


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
    assert not (home / "data" / "draft.json").exists()


# -- killed at every step


def draft_step(home: Path) -> str:
    try:
        text = (home / "data" / "draft.json").read_text()
    except FileNotFoundError:
        return ""
    step: str = json.loads(text)["step"]
    return step


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
    wait_for(lambda: draft_step(home) == wanted, 5.0, f"a draft at {wanted}")

    os.kill(person.child.process.pid, signal.SIGKILL)
    person.child.process.wait(5.0)

    again = open_("log")
    again.wait_words("Go on where you left off?")
    again.press("alt+g")
    again.wait_words(headline)
    if step == "where":
        assert "checked" in again.control("Eyelid").states
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
    wait_for(lambda: draft_step(home) == "", 5.0, "no draft")


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


# -- by ear


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


def log_steps(person: Opener) -> Iterator[str]:
    yield "where"
    person.press("alt+t")
    person.wait_words("Tell less")
    yield "where, with more to tell"
    to_signs(person)
    yield "signs"
    person.choose("Has one side of your face dropped?")
    person.wait_words("Which fits best?")
    yield "signs, with what follows from one"
    person.tab_to("Has one side of your face dropped?")
    person.press("space")
    person.press("alt+o")
    person.wait_words("A few more")
    yield "more signs"
    person.press("alt+o")
    person.wait_words("What to do")
    yield "advice"
    person.press("alt+w")
    person.wait_words("Where this comes from")
    yield "advice, with its sources"
    person.press("alt+s")
    person.wait_words("Saved")
    yield "saved"


def welcome_steps(person: Opener) -> Iterator[str]:
    for number, headline in enumerate(WELCOME_STEPS, start=1):
        person.wait_words(headline)
        yield headline
        if number == len(WELCOME_STEPS):
            person.press("alt+f")
        else:
            person.press("alt+n")


def reading_steps(person: Opener) -> Iterator[str]:
    yield "page"
    person.press("ctrl+f")
    person.type("doctor")
    person.press("Return")
    person.wait_words("1 of ")
    yield "page, with the search"


STEPS = {
    "log": log_steps,
    "check": log_steps,
    "welcome": welcome_steps,
    "about": reading_steps,
    "when_to_get_help": reading_steps,
}


@pytest.mark.parametrize("name", ["log", "welcome", "about", "when_to_get_help"])
@pytest.mark.parametrize("scale", ["100", "200"])
def test_every_control_has_a_name_and_a_role_at_every_step(
    open_: Open, name: str, scale: str
) -> None:
    person = open_(name, LULL_TEXT_SCALE=scale)
    looked_at = 0
    for step in STEPS[name](person):
        window = person.window
        assert faults(window) == [], step
        assert nameless(window) == [], step
        looked_at += sum(control.focusable for control in window.walk())
    assert looked_at > 2 * len(ROLES) or name != "log"


@pytest.mark.parametrize("name", ["log", "welcome", "about", "when_to_get_help"])
def test_tab_goes_through_every_control_and_comes_back(open_: Open, name: str) -> None:
    person = open_(name)
    for step in STEPS[name](person):
        if step == "page, with the search":
            person.press("Escape")
        stops = set(person.tab_round())
        window = person.window
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
        if step == "page":
            break


@pytest.mark.parametrize("name", ["log", "welcome", "about", "when_to_get_help"])
@pytest.mark.parametrize("scale", ["100", "200"])
def test_every_step_fits_on_a_small_screen(
    open_: Open, desktop: Desktop, name: str, scale: str
) -> None:
    person = open_(name, LULL_TEXT_SCALE=scale)
    steps = STEPS[name](person)
    for step in steps:
        left, top, right, bottom = frame(desktop, person)
        assert left >= 0, step
        assert top >= 0, step
        assert right <= 1280, step
        assert bottom <= 720, step
        # What leads on stands below what scrolls, never outside of the window.
        for button in person.shown("push button"):
            if button.name in {"Next", "Back", "Save", "Finish"}:
                assert inside(button.box, person.window.box), f"{step}: {button.name}"


def frame(desktop: Desktop, person: Opener) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the window with what the window manager puts around it."""
    number = desktop.xdotool("search", "--onlyvisible", "--pid", str(person.child.process.pid))
    facts = desktop.run("xwininfo", "-id", number.splitlines()[-1], "-frame").stdout
    values = {k.strip(): v.strip() for k, _, v in (x.partition(":") for x in facts.splitlines())}
    left, top = int(values["Absolute upper-left X"]), int(values["Absolute upper-left Y"])
    return left, top, left + int(values["Width"]), top + int(values["Height"])


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
    assert person.focused() == ("combo box", "22:30")
    person.press("Up")
    person.press("alt+n")
    person.wait_words("Which nudges would you like?")
    assert person.focused() == ("check box", "Last coffee of the day")
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


# -- where Qt cannot start


def test_a_window_that_cannot_start_says_so_by_its_status(desktop: Desktop, home: Path) -> None:
    env = desktop.env | {"QT_QPA_PLATFORM": "nowhere"}
    child = desktop.spawn(*window_command("log", home), name="window-broken", env=env)
    # 134 to a shell: Qt aborts where it finds no platform.
    assert child.process.wait(20.0) == -signal.SIGABRT
