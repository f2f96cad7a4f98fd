"""A person at a window: the keyboard, a pointer, and what a screen reader tells of both."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from typing import TYPE_CHECKING

from harness import wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from harness import Child, Desktop
    from screen_reader import Control, ScreenReader

PAINTED_SECONDS = 20.0
MOST_TABS = 150
MARGIN = 24
"""Pixels between what scrolls and the buttons below it, at the most."""
FOOTER = ("Next", "Save", "Close", "Finish", "Back")
"""What stands below the part of a window that scrolls."""

FOCUS_SECONDS = 5.0


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

    @property
    def window(self) -> Control:
        """The window as it is now."""
        return wait_for(lambda: self.reader.windows(self.pid), 10.0, "a tree")[0]

    def shown(self, *roles: str) -> list[Control]:
        """What is shown of some roles, or everything."""
        return [c for c in self.window.walk() if c.showing and (not roles or c.role in roles)]

    def words(self) -> str:
        """Everything that is shown, as text."""
        return "\n".join(c.name or c.text for c in self.shown())

    def wait_words(self, words: str, seconds: float = 10.0) -> None:
        """Wait until ``words`` are shown."""
        wait_for(lambda: words in self.words(), seconds, repr(words))

    def control(self, name: str) -> Control:
        """The shown control whose name begins with ``name``."""

        def found() -> Control | None:
            return next((c for c in self.shown() if c.focusable and c.name.startswith(name)), None)

        control = wait_for(found, 10.0, f"a control named {name!r}")
        assert control is not None
        return control

    # -- the keyboard

    def focused(self) -> tuple[str, str]:
        """Role and name of what has the keyboard; empty if nothing has."""
        having = [c for c in self.window.walk() if "focused" in c.states]
        # The row that a list is at says that it has the keyboard even where the list has not.
        found = next((c for c in having if c.role not in {"filler", "list item"}), None)
        if found is not None and found.role == "list":
            found = next((c for c in found.children if c in having), found)
        return (found.role, found.name) if found is not None else ("", "")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.desktop.keys(*keys)

    def tab_to(self, name: str) -> None:
        """Press Tab until a control whose name begins with ``name`` has the keyboard."""
        for _ in range(MOST_TABS):
            if self.focused()[1].startswith(name):
                return
            self.press("Tab")
        message = f"{name!r} cannot be reached by Tab"
        raise AssertionError(message)

    def tab_round(self) -> list[tuple[str, str]]:
        """Press Tab until the keyboard is back where it began; role and name at each stop."""
        stops = [self._tab()]
        for _ in range(MOST_TABS):
            stop = self._tab()
            # A page keeps the keyboard while Tab goes through its links.
            if stop != stops[-1]:
                stops.append(stop)
            if stop == stops[0] and len(stops) > 1:
                return stops
        message = f"Tab does not come back to {stops[0]}: {stops}"
        raise AssertionError(message)

    def _tab(self) -> tuple[str, str]:
        """Press Tab and return what is said to have the keyboard then; quicker than a look."""
        before = len(self.reader.focus)
        self.press("Tab")
        with contextlib.suppress(AssertionError):
            wait_for(lambda: len(self.reader.focus) > before, 0.5, "another control")
        return self.reader.focus[-1] if self.reader.focus else ("", "")

    def choose(self, name: str) -> None:
        """Tick what begins with ``name``: Tab to its group, arrows to it, Space."""
        for _ in range(MOST_TABS):
            window = self.window
            here = next((c for c in window.walk() if is_focused_choice(c)), None)
            group = next((g for g in window.walk() if here in g.children), None)
            inside = group.children if group is not None and here is not None else ()
            there = next((c for c in inside if c.name.startswith(name) and c.showing), None)
            if here is None or there is None:
                self.press("Tab")
            elif here == there:
                if "checked" not in here.states:
                    self.press("space")
                return
            else:
                self.press(arrow(here.box, there.box))
        message = f"{name!r} cannot be reached by Tab and arrows"
        raise AssertionError(message)

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
        self.click_at(left + width // 2, middle)

    def click_at(self, x: int, y: int) -> None:
        """Click at a point of the screen."""
        self.desktop.click(x, y)
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


def is_focused_choice(control: Control) -> bool:
    """Whether a check box or radio button has the keyboard."""
    return control.role in {"check box", "radio button"} and "focused" in control.states


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
