"""A person at a window: the keyboard, a pointer, and what a screen reader tells of both."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import sys
from typing import TYPE_CHECKING, TypeVar

from children import STEP_SECONDS
from harness import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness import Child, Desktop
    from screen_reader import Control, ScreenReader

Value = TypeVar("Value")

PAINTED_SECONDS = 20.0
MOST_TABS = 150
MARGIN = 24
"""Pixels between what scrolls and the buttons below it, at the most."""
FOOTER = ("Next", "Save", "Close", "Finish", "Back")
"""What stands below the part of a window that scrolls."""

ROWS = {"list": "list item", "table": "table cell"}
"""What the keyboard goes through within one stop of the tab key."""
CHOICES = ("check box", "radio button")
FOCUS_SECONDS = 5.0
MOVE_SECONDS = 0.5
"""So long without a word means that a key moved the keyboard within a control, or not at all."""
NEXT_SECONDS = 0.1
QUIET_SECONDS = 0.2
RESTS = 2.0
"""A look takes the time of the window that is looked at; so many times as long it is left alone."""
WINDOW_KEY_MS = 2


class Person:
    """Somebody at one window.

    Attributes:
        pid: The window's process.
        clicks: How often a pointer button was pressed.
    """

    def __init__(self, desktop: Desktop, reader: ScreenReader, pid: int) -> None:
        """Sit down at the window of a process."""
        self.desktop = desktop
        self.reader = reader
        self.pid = pid
        self.clicks = 0

    # -- what is there

    def _wait(self, ready: Callable[[], Value], seconds: float, what: str) -> Value:
        """Look until something is there, and in between leave the window time to show it."""

        def rest(took: float) -> None:
            before = len(self.reader.events)
            self.reader.hears(
                lambda: len(self.reader.events) > before, max(RESTS * took, STEP_SECONDS)
            )

        return wait_for(ready, seconds, what, rest)

    @property
    def window(self) -> Control:
        """The window as it is now."""
        return self._wait(lambda: self.reader.windows(self.pid), 10.0, "a tree")[0]

    def shown(self, *roles: str) -> list[Control]:
        """What is shown of some roles, or everything."""
        return [c for c in self.window.walk() if c.showing and (not roles or c.role in roles)]

    def words(self) -> str:
        """Everything that is shown, as text."""
        return "\n".join(c.name or c.text for c in self.shown())

    def wait_words(self, words: str, seconds: float = 10.0) -> None:
        """Wait until ``words`` are shown."""
        self._wait(lambda: words in self.words(), seconds, repr(words))

    def wait_titled(self, title: str) -> None:
        """Wait until a window of the same process has the keyboard and this title."""

        def there() -> bool:
            windows = self.reader.windows(self.pid)
            return any(w.name == title and "active" in w.states for w in windows)

        self._wait(there, 10.0, f"a window titled {title!r}")

    def control(self, name: str) -> Control:
        """The shown control whose name begins with ``name``."""

        def found() -> Control | None:
            return next((c for c in self.shown() if c.focusable and c.name.startswith(name)), None)

        control = self._wait(found, 10.0, f"a control named {name!r}")
        assert control is not None
        return control

    # -- the keyboard

    def focused(self) -> tuple[str, str]:
        """Role and name of what has the keyboard; empty if nothing has."""
        having = [c for c in self.window.walk() if "focused" in c.states]
        # The row that a list is at says that it has the keyboard even where the list has not.
        found = next((c for c in having if c.role not in {"filler", *ROWS.values()}), None)
        if found is not None and found.role in ROWS:
            found = next((c for c in found.children if c in having), found)
        return (found.role, found.name) if found is not None else ("", "")

    def press(self, *keys: str) -> None:
        """Press keys one after the other; a window takes them in turn, however fast they come."""
        self.desktop.keys(*keys, pause_ms=WINDOW_KEY_MS)

    def tab_to(self, name: str) -> None:
        """Press Tab until a control whose name begins with ``name`` has the keyboard."""
        said = None
        for _ in range(MOST_TABS):
            # A look at the window takes long; what was said tells enough, but of a list's rows.
            look = said is None or said[0] in ROWS or said[1].startswith(name)
            if look and self.focused()[1].startswith(name):
                return
            said = self._move("Tab")
        message = f"{name!r} cannot be reached by Tab"
        raise AssertionError(message)

    def wait_focused(self, role: str, name: str) -> None:
        """Wait until the keyboard is at a control."""
        self._wait(lambda: self.focused() == (role, name), FOCUS_SECONDS, f"{name!r} to be focused")

    def tab_round(self) -> list[tuple[str, str]]:
        """Press Tab until the keyboard is back where it began; role and name at each stop."""
        self._move("Tab")
        # What had the keyboard when this page came up may be told of as late as that.
        while self._hears_move(len(self.reader.focus), QUIET_SECONDS):
            pass
        began = len(self.reader.focus) - 1
        stops: list[tuple[str, str]] = []
        for _ in range(MOST_TABS):
            # What comes late is heard at the next one: nothing but the sum of it counts.
            self._move("Tab", NEXT_SECONDS)
            # A page keeps the keyboard while Tab goes through its links.
            stops = [stop for stop, _ in itertools.groupby(self.reader.focus[began:])]
            if stops[0] in stops[1:]:
                return stops
        message = f"Tab does not come back to {stops[0]}: {stops}"
        raise AssertionError(message)

    def _hears_move(self, before: int, seconds: float) -> bool:
        """Wait until more than ``before`` controls were said to have the keyboard."""
        return self.reader.hears(lambda: len(self.reader.focus) > before, seconds)

    def _move(self, key: str, seconds: float = MOVE_SECONDS) -> tuple[str, str] | None:
        """Press a key and return what is said to have the keyboard then, if anything is said."""
        before = len(self.reader.focus)
        self.press(key)
        return self.reader.focus[-1] if self._hears_move(before, seconds) else None

    def choose(self, name: str) -> None:
        """Tick what begins with ``name``: Tab to its group, arrows to it, Space."""
        for _ in range(MOST_TABS):
            window = self.window
            here = next((c for c in window.walk() if is_focused_choice(c)), None)
            there = next(
                (c for c in window.walk() if is_choice(c) and c.name.startswith(name)), None
            )
            group = next((g.children for g in window.walk() if there in g.children), ())
            if here is None or there is None or here not in group:
                self._tab_to_one_of([c for c in group if is_choice(c)])
            elif here != there:
                self._walk(group, here, there)
            else:
                if "checked" not in here.states:
                    self.press("space")
                return
        message = f"{name!r} cannot be reached by Tab and arrows"
        raise AssertionError(message)

    def _walk(self, inside: tuple[Control, ...], here: Control, there: Control) -> None:
        """Press arrows until ``there`` is said to have the keyboard, or something unknown is."""
        for _ in inside:
            said = self._move(arrow(here.box, there.box))
            if said is None or said == (there.role, there.name):
                return
            here = next((c for c in inside if (c.role, c.name) == said), there)

    def _tab_to_one_of(self, choices: list[Control]) -> None:
        """Press Tab until one of ``choices``, or any if empty, is said to have the keyboard."""
        wanted = {(c.role, c.name) for c in choices}
        for _ in range(MOST_TABS):
            said = self._move("Tab")
            if said is None or (said in wanted if wanted else said[0] in CHOICES):
                return

    def type(self, text: str) -> None:
        """Type some text."""
        self.desktop.xdotool("type", "--delay", "20", text)

    # -- the pointer

    def click(self, name: str) -> None:
        """Click in the middle of a control."""
        for _ in range(20):
            left, top, width, height = self.control(name).box
            middle = top + height // 2
            if top + height < self.bottom - MARGIN or name in FOOTER:
                break
            # The wheel brings it into view.
            window = self.window.box
            self.desktop.click(window[0] + window[2] // 2, window[1] + window[3] // 2, button=5)
        self.desktop.click(left + width // 2, middle)
        self.clicks += 1

    @property
    def bottom(self) -> int:
        """Where the part that scrolls ends."""
        return min(c.box[1] for c in self.shown("push button") if c.name in FOOTER)


class Opener(Person):
    """Somebody who opened a window without the tray.

    Attributes:
        child: Its process.
    """

    def __init__(
        self, desktop: Desktop, reader: ScreenReader, name: str, home: Path, **env: str
    ) -> None:
        """Open the window ``name`` and wait until it is painted."""
        self.child = open_window(desktop, name, home, **env)
        super().__init__(desktop, reader, self.child.process.pid)


def is_choice(control: Control) -> bool:
    """Whether it is a check box or radio button that is shown."""
    return control.role in CHOICES and control.showing


def is_focused_choice(control: Control) -> bool:
    """Whether a check box or radio button has the keyboard."""
    return control.role in CHOICES and "focused" in control.states


def arrow(here: tuple[int, int, int, int], there: tuple[int, int, int, int]) -> str:
    """The arrow key that leads from one box towards another."""
    down = there[1] + there[3] // 2 - here[1] - here[3] // 2
    if abs(down) > here[3] // 2:
        return "Down" if down > 0 else "Up"
    return "Right" if there[0] > here[0] else "Left"


def window_command(name: str, home: Path) -> tuple[str, ...]:
    """What opens the window ``name``, as the tray of somebody new does it."""
    told = ("--autostart", "off") if name == "welcome" else ()
    return (sys.executable, "-P", "-m", "windows", name, "--home", str(home), *told)


def open_window(desktop: Desktop, name: str, home: Path, **env: str) -> Child:
    """Start the window ``name`` and wait until it is painted."""
    log = desktop.log_folder / f"window-{name}"
    before = log.read_text().count("painted") if log.exists() else 0
    child = desktop.spawn(*window_command(name, home), name=log.name, env=desktop.env | env)

    def painted() -> bool:
        assert child.running, child.output()
        return child.output().count("painted") > before

    wait_for(painted, PAINTED_SECONDS, f"the painted window {name}")
    return child


def twitches(home: Path) -> list[dict[str, object]]:
    """The twitches in the journal, as they lie on the disk."""
    file = home / "data" / "journal.sqlite3"
    if not file.exists():
        return []
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM entries WHERE kind = 'twitch'").fetchall()
    return [dict(row) for row in rows]
