"""Looking back by ear and by keyboard, in a home with notes: found, changed, deleted, restored."""

from __future__ import annotations

import datetime as dt
import os
import signal
from typing import TYPE_CHECKING

import pytest
from harness import wait_for
from noted_home import NOTE, note_ten_weeks
from test_windows_by_ear import faults, nameless
from window_steps import frame, look_back_steps

from config.local_time import local_now
from config.paths import resolve
from journal.day_words import date_words
from journal.entries import EntryKind
from journal.history import Wanted
from journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness import Desktop
    from screen_reader import ScreenReader
    from window_driver import Opener, Person

    from journal.entries import Entry

    Open = Callable[..., Opener]


@pytest.fixture(autouse=True)
def _noted(home: Path) -> None:
    note_ten_weeks(home)


def kept(home: Path, kind: EntryKind | None = None) -> list[Entry]:
    """The newest entries, as they lie on the disk."""
    with Journal.open(resolve(str(home), {}).journal) as journal:
        page = journal.page(Wanted(kind), local_now().tzinfo or dt.UTC, 5)
    return [logged.entry for logged in page.logged]


def to_table(person: Person) -> None:
    """Go to the table, at its first row."""
    person.tab_to("Each entry")
    person.press("Tab")
    wait_for(lambda: person.focused()[0] == "table cell", 5.0, "the table")


@pytest.mark.parametrize("scale", ["100", "200"])
def test_every_control_has_a_name_and_a_role_and_fits(
    open_: Open, desktop: Desktop, scale: str
) -> None:
    person = open_("look_back", LULL_TEXT_SCALE=scale)
    for step in look_back_steps(person):
        window = person.window
        assert faults(window) == [], step
        assert nameless(window) == [], step
        left, top, right, bottom = frame(desktop, person)
        assert (left >= 0, top >= 0, right <= 1280, bottom <= 720) == (True,) * 4, step


def test_tab_goes_through_every_control_and_comes_back(open_: Open) -> None:
    person = open_("look_back")
    person.wait_words("Newest first")
    stops = person.tab_round()
    names = [name for _, name in stops]
    assert any(name.startswith(date_words(local_now().date())) for name in names)
    for wanted in ("Choose what to see", "Earlier days", "Open or change", "Delete", "Close"):
        assert wanted in names
    # The table is one stop, whatever stands in it.
    assert stops.count(("table", "What was noted")) == 1


def test_days_are_walked_and_heard(open_: Open, reader: ScreenReader) -> None:
    person = open_("look_back")
    person.wait_words("Newest first")
    today = local_now().date()
    person.tab_to(date_words(today))
    person.press("Left")
    yesterday = date_words(today - dt.timedelta(days=1))
    heard = wait_for(
        lambda: [words for words in reader.announced() if words.startswith(yesterday)], 5.0, "a day"
    )
    assert "twitches" not in heard[-1]
    person.wait_words(f"From {yesterday} back")
    person.press("End")
    person.wait_words("Newest first")


def test_a_twitch_is_found_changed_deleted_and_brought_back_by_keyboard(
    open_: Open, home: Path
) -> None:
    before = kept(home, EntryKind.TWITCH)
    person = open_("look_back")
    person.wait_words("Newest first")
    person.press("alt+w")
    person.wait_words("Kind")
    person.press("alt+k", "T")
    person.wait_words("Only: Twitches")
    to_table(person)
    assert person.focused()[1].startswith(f"{before[0].at:%a}")
    person.press("Return")
    person.wait_words("What was told and shown")
    person.press("alt+o", "ctrl+a")
    person.type("on the train")
    person.press("alt+s")
    person.wait_words("The change is kept.")
    assert kept(home, EntryKind.TWITCH)[0].note == "on the train"
    person.press("Delete")
    person.wait_words("Deleted. Undo brings it back.")
    assert kept(home, EntryKind.TWITCH) == before[1:] + kept(home, EntryKind.TWITCH)[-1:]
    person.press("alt+u")
    person.wait_words("Taken back.")
    person.press("ctrl+z")
    wait_for(lambda: kept(home, EntryKind.TWITCH) == before, 5.0, "everything as it was")
    wait_for(lambda: person.child.output().count("changed") == 4, 5.0, "word of each change")
    person.press("Escape")
    assert person.child.process.wait(5.0) == 0
    assert "Traceback" not in person.child.output()


@pytest.mark.parametrize("saved", [False, True])
def test_a_kill_while_an_entry_is_changed_keeps_what_was_saved_and_nothing_else(
    open_: Open, home: Path, *, saved: bool
) -> None:
    before = kept(home)
    person = open_("look_back")
    person.wait_words("Newest first")
    to_table(person)
    person.press("Return")
    person.wait_words("Save the change")
    person.press("alt+o")
    person.type("half a thought")
    note = "Note, in your own words"
    wait_for(lambda: person.control(note).text == "half a thought", 5.0, "what was typed")
    if saved:
        person.press("alt+s")
        person.wait_words("The change is kept.")

    os.kill(person.child.process.pid, signal.SIGKILL)
    person.child.process.wait(5.0)

    after = kept(home)
    assert (after == before) is not saved
    assert ("half a thought" in after[0].note) is saved
    again = open_("look_back")
    again.wait_words("Newest first")


def test_the_table_tells_all_that_the_picture_shows(open_: Open) -> None:
    person = open_("look_back")
    person.wait_words("Newest first")
    person.choose("Each day")
    person.press("Tab")
    wait_for(lambda: person.focused()[0] == "table cell", 5.0, "the table")
    cells = [c.name for c in person.shown("table cell")]
    assert any("Twitch: noted" in name for name in cells)
    assert any(name.startswith("Sleep: ") for name in cells)
    assert NOTE not in "".join(cells)
