"""The ways through the windows, by keyboard: what the tests and the pictures walk along."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness import Desktop
    from window_driver import Person

WELCOME_STEPS = (
    "Welcome to Lull",
    "Your day",
    "Which nudges would you like?",
    "About you",
    "Conditions and medicines",
    "You are ready",
)

SETTINGS_SECTIONS = (
    ("Your day", "Active hours"),
    ("How often", "Minutes between two"),
    ("About you", "How old are you?"),
    ("Caffeine", "Half of it is gone after"),
    ("Tomorrow", "Two slow minutes"),
    ("Your data", "Backups"),
    ("Lull itself", "The settings file"),
)
"""The sections of the settings after the first, each with words that stand on it."""
COMPARED_SECONDS = 30.0
"""The command that compares days is a process of its own, and starts while others test."""

WHOLE_ROUND_SECONDS = 150.0
"""Longer than the 125 that a round of breathing takes."""


def answer_where(person: Person, *, since: str = "Today") -> None:
    person.tab_to("Type a place")
    person.type("eyelid")
    person.press("Return")
    person.choose(since)
    person.choose("Flicker")


def to_signs(person: Person, *, since: str = "Today") -> None:
    answer_where(person, since=since)
    person.press("alt+n")
    person.wait_words("Anything else?")


def to_advice(person: Person) -> None:
    person.press("alt+o")
    person.wait_words("A few more")
    person.press("alt+o")
    person.wait_words("What to do")


def frame(desktop: Desktop, person: Person) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the window with what the window manager puts around it."""
    number = desktop.xdotool("search", "--onlyvisible", "--pid", str(person.child.process.pid))
    facts = desktop.run("xwininfo", "-id", number.splitlines()[-1], "-frame").stdout
    values = {k.strip(): v.strip() for k, _, v in (x.partition(":") for x in facts.splitlines())}
    left, top = int(values["Absolute upper-left X"]), int(values["Absolute upper-left Y"])
    return left, top, left + int(values["Width"]), top + int(values["Height"])


def log_steps(person: Person) -> Iterator[str]:
    yield "where"
    person.press("alt+h")
    person.wait_words("How old are you?")
    yield "where, about you"
    person.press("alt+d")
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


def again_steps(person: Person) -> Iterator[str]:
    """The same twitch on the same day."""
    person.wait_words("The same as earlier today?")
    yield "offered"


def open_steps(person: Person) -> Iterator[str]:
    """Somebody whose profile says nothing, and who leaves the signs open at first."""
    yield "where"
    answer_where(person)
    for trigger in ("Coffee, tea", "Little or bad sleep"):
        person.choose(trigger)
    yield "where, answered"
    person.press("alt+n")
    person.wait_words("Anything else?")
    person.press("alt+n")
    person.wait_words("Leave them open")
    yield "signs, left open"
    to_advice(person)
    yield "advice"
    person.press("alt+a")
    person.wait_words("How old are you?")
    tell_about_you(person)
    person.wait_words("Remember this about me for next time")
    yield "about you"
    person.press("alt+d")
    person.wait_words("Simple steps")
    yield "advice, with what was told"


def tell_about_you(person: Person) -> None:
    """Age, no condition and no medicine."""
    person.choose("16 to 39")
    person.choose("None of these")
    # The second list ends like the first, right before this button.
    person.tab_to("Done")
    person.press("shift+Tab", "space")


def draft_steps(person: Person) -> Iterator[str]:
    """Answers that were left before they were saved."""
    person.wait_words("Go on where you left off?")
    yield "offered"


def emergency_steps(person: Person) -> Iterator[str]:
    """A sign that needs help now."""
    to_signs(person)
    person.choose("Has one side of your face dropped?")
    person.wait_words("Which fits best?")
    yield "signs"
    person.press("alt+o")
    person.wait_words("Get emergency help now")
    yield "advice"


def welcome_steps(person: Person) -> Iterator[str]:
    for number, headline in enumerate(WELCOME_STEPS, start=1):
        person.wait_words(headline)
        yield headline
        if number == len(WELCOME_STEPS):
            person.press("alt+f")
        else:
            person.press("alt+n")


def reading_steps(person: Person) -> Iterator[str]:
    yield "page"
    person.press("ctrl+f")
    person.type("doctor")
    person.wait_words("1 of ")
    yield "page, with the search"


def check_in_steps(person: Person) -> Iterator[str]:
    """The day's habits; saving it closes the window."""
    person.wait_words("How was today?")
    yield "questions"
    person.press("alt+s")
    person.wait_words("Nothing is chosen yet")
    yield "nothing chosen"
    person.choose("90")
    yield "answered"


def breathe_steps(person: Person) -> Iterator[str]:
    """The first of twelve breaths."""
    person.wait_words("Breath 1 of 12")
    yield "breath"


def whole_breathe_steps(person: Person) -> Iterator[str]:
    """All twelve breaths, two minutes of them."""
    yield from breathe_steps(person)
    person.wait_words("That was two minutes", WHOLE_ROUND_SECONDS)
    yield "done"


def report_steps(person: Person) -> Iterator[str]:
    """The usual period, other dates, and saved where the dialog proposes."""
    person.wait_words("Report for my doctor")
    yield "usual period"
    person.tab_to("The last three months")
    person.press("End")
    person.wait_words("From")
    person.wait_focused("text", "From")
    yield "other dates"
    save_report(person)
    yield "saved"


def save_report(person: Person) -> None:
    """As a PDF, in the folder and under the name that the dialog proposes."""
    person.press("alt+p")
    person.wait_titled("Save the report")
    person.press("Return")
    person.wait_words("Saved to")


def settings_steps(person: Person) -> Iterator[str]:
    """Every section, with what is rarely wanted opened."""
    person.wait_words("No nudge comes until Lull is started.")
    person.wait_focused("radio button", "Nudges")
    yield "nudges"
    person.tab_to("Last coffee of the day: change when")
    person.press("space")
    person.wait_words("On which days?")
    yield "nudges, when one comes"
    for name, words in SETTINGS_SECTIONS:
        person.choose(name)
        person.wait_words(words)
        yield name.lower()
        if name == "Your day":
            person.press("alt+o")
            person.wait_words("Monday: bedtime")
            yield "your day, with days of their own"
        if name == "Your data":
            yield from data_steps(person)


def data_steps(person: Person) -> Iterator[str]:
    """A copy of the journal, the question before one is put back, and the one before all goes."""
    person.press("alt+b")
    person.wait_words("Copied and checked.")
    person.wait_words(f"{datetime.now(UTC):%Y}")
    person.press("alt+p")
    person.wait_words("Yes, put it back")
    yield "your data, before a copy is put back"
    person.press("alt+n")
    person.press("alt+d")
    person.wait_focused("text", "Type the word \u201cforget\u201d")
    yield "your data, before all of it goes"
    person.type("no")
    person.press("alt+l")
    person.wait_words("was not typed")
    yield "your data, without the word"


def look_back_steps(person: Person) -> Iterator[str]:
    """Where something was noted: the days, an entry, the weeks."""
    person.wait_words("Newest first")
    person.tab_to("Choose what to see")
    person.press("Tab", "Left", "Left")
    yield "days"
    person.tab_to("Each entry")
    person.press("Tab", "Down")
    yield "the table"
    person.press("Return")
    person.wait_words("Save the change")
    yield "an entry"
    person.press("Escape")
    person.wait_words("Open or change")
    person.press("alt+w")
    person.wait_words("Kind")
    yield "what to see"
    person.press("alt+k", "T")
    person.wait_words("Only: Twitches")
    yield "twitches alone"
    person.tab_to("Each entry")
    person.press("Tab", "Return")
    person.wait_words("What was told and shown")
    yield "a twitch"
    person.press("Escape")
    person.wait_words("Open or change")
    person.choose("Weeks")
    person.wait_words("Week by week")
    yield "weeks"
    yield from patterns_and_trial_steps(person)


def empty_look_back_steps(person: Person) -> Iterator[str]:
    """Where nothing was noted yet."""
    person.wait_words("Nothing is noted here yet")
    yield "days, nothing noted"
    person.choose("Weeks")
    person.wait_words("Nothing is noted yet")
    yield "weeks, nothing noted"
    yield from patterns_and_trial_steps(person)


def patterns_and_trial_steps(person: Person) -> Iterator[str]:
    """What is compared, and a self-test that is planned; both ask the command line."""
    person.choose("Patterns")
    person.wait_words("Not enough days yet", COMPARED_SECONDS)
    yield "patterns"
    person.choose("Self-test")
    person.wait_words("Plan a test", COMPARED_SECONDS)
    person.choose("No caffeine after noon")
    person.wait_words("Which two weeks come first?")
    yield "self-test, to be planned"
    person.press("alt+p")
    person.wait_words("It is planned.", COMPARED_SECONDS)
    yield "self-test, planned"


STEPS = {
    "look_back": empty_look_back_steps,
    "report": report_steps,
    "settings": settings_steps,
    "check_in": check_in_steps,
    "breathe": breathe_steps,
    "log": log_steps,
    "check": log_steps,
    "welcome": welcome_steps,
    "about": reading_steps,
    "when_to_get_help": reading_steps,
}
NOTED = frozenset({"settings"})
"""Windows whose steps need something that was noted before: the settings copy the journal."""
