"""The accessibility bus of a private desktop, and what a screen reader finds on it."""

from __future__ import annotations

import dataclasses
import json
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import BUS_NAME, BUS_PATH, Desktop, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SYSTEM_PYTHON = "/usr/bin/python3"
SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
READER = Path(__file__).with_name("accessible_reader.py")
PROPERTIES = "org.freedesktop.DBus.Properties"
ANSWER_SECONDS = 20.0


@dataclasses.dataclass(frozen=True, slots=True)
class Control:
    """One thing that a screen reader can come to.

    Attributes:
        role: AT-SPI's name of its role.
        name: What is read out.
        text: The text inside, of a text control.
        labelled_by: The name of its label; read out before its own name, of a list that drops down.
        states: AT-SPI's names of its states.
        box: Left, top, width and height on the screen, in pixels.
        children: What is inside; nothing of what is not visible.
    """

    role: str
    name: str
    text: str
    labelled_by: str
    states: frozenset[str]
    box: tuple[int, int, int, int]
    children: tuple[Control, ...]

    def walk(self) -> Iterator[Control]:
        """This and everything inside, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def showing(self) -> bool:
        """Whether it is on the screen now."""
        return {"showing", "visible"} <= self.states

    @property
    def focusable(self) -> bool:
        """Whether the keyboard can come to it now."""
        return self.showing and "focusable" in self.states


def missing_packages() -> list[str]:
    """Debian packages that are needed and are not there."""
    missing = [] if SERVICE.exists() else ["at-spi2-core"]
    done = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], check=False, capture_output=True)
    return missing + ([] if done.returncode == 0 else ["python3-pyatspi"])


class ScreenReader:
    """A screen reader that is on while it stands; see `accessible_reader`."""

    def __init__(self, desktop: Desktop) -> None:
        """Let the session bus start the accessibility bus, and listen on it."""
        shutil.copy(SERVICE, desktop.folder / "services")
        desktop.bus_call(BUS_NAME, BUS_PATH, BUS_NAME, "ReloadConfig")
        # What a screen reader does when it starts; Qt builds its tree from then on.
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            body = ("org.a11y.Status", name, ("b", True))
            desktop.bus_call("org.a11y.Bus", "/org/a11y/bus", PROPERTIES, "Set", "ssv", body)
        env = {name: v for name, v in desktop.env.items() if not name.startswith("PYTHON")}
        with (desktop.log_folder / "screen-reader").open("wb") as log:
            self._process = subprocess.Popen(
                [SYSTEM_PYTHON, "-I", READER],
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.events: list[dict[str, str]] = []
        self._heard = threading.Condition()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        assert self._answers.get(timeout=ANSWER_SECONDS)["ready"]

    def end(self) -> None:
        """Stop listening."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(ANSWER_SECONDS)
        self._listener.join(ANSWER_SECONDS)
        self._process.stdout.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            record = json.loads(line)
            if "event" in record:
                with self._heard:
                    self.events.append(record)
                    self._heard.notify_all()
            else:
                self._answers.put(record)

    def windows(self, pid: int | None = None) -> list[Control]:
        """The windows on the accessibility bus, of one process or of all."""
        assert self._process.stdin is not None
        self._process.stdin.write("dump\n")
        self._process.stdin.flush()
        trees = self._answers.get(timeout=ANSWER_SECONDS)["trees"]
        return [
            _control(window)
            for tree in trees
            if pid is None or tree["pid"] == pid
            for window in tree["windows"]
        ]

    def wait_window(self, name: str, seconds: float = ANSWER_SECONDS) -> Control:
        """The window whose title holds ``name``."""

        def found() -> Control | None:
            return next((w for w in self.windows() if name in w.name), None)

        window = wait_for(found, seconds, f"a window named {name!r}")
        assert window is not None
        return window

    def hears(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait for events until ``condition`` holds; whether it did within ``seconds``."""
        with self._heard:
            return self._heard.wait_for(condition, seconds)

    @property
    def focus(self) -> list[tuple[str, str]]:
        """Role and name of everything that came to have the keyboard so far."""
        events = [event for event in self.events if "focused" in event["event"]]
        return [(e["role"], e["name"]) for e in events if e["role"] != "filler"]

    def announced(self) -> list[str]:
        """Everything that was announced so far."""
        return [event["words"] for event in self.events if "announcement" in event["event"]]


def _control(raw: dict[str, Any]) -> Control:
    left, top, width, height = raw["box"]
    return Control(
        raw["role"],
        raw["name"],
        raw["text"],
        raw["labelled_by"],
        frozenset(raw["states"]),
        (left, top, width, height),
        tuple(_control(child) for child in raw["children"]),
    )
