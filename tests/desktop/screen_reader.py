"""The accessibility bus of a private desktop, and what a screen reader finds on it."""

from __future__ import annotations

import functools
import json
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from accessible_tree import AccessibleTrees, Control
from harness import BUS_NAME, BUS_PATH, Desktop, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Control", "ScreenReader", "missing_packages"]

SYSTEM_PYTHON = "/usr/bin/python3"
SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
READER = Path(__file__).with_name("accessible_reader.py")
PROPERTIES = "org.freedesktop.DBus.Properties"
ANSWER_SECONDS = 20.0


@functools.cache
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
        first: queue.Queue[dict[str, list[str]]] = queue.Queue()
        self.events: list[dict[str, str]] = []
        self._heard = threading.Condition()
        self._listener = threading.Thread(target=self._listen, args=(first,), daemon=True)
        self._listener.start()
        names = first.get(timeout=ANSWER_SECONDS)
        (address,) = desktop.bus_call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        self._trees = AccessibleTrees(address, names["roles"], names["states"])

    def end(self) -> None:
        """Stop listening."""
        self._trees.close()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(ANSWER_SECONDS)
        self._listener.join(ANSWER_SECONDS)
        self._process.stdout.close()

    def _listen(self, first: queue.Queue[dict[str, list[str]]]) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            record = json.loads(line)
            if "event" in record:
                with self._heard:
                    self.events.append(record)
                    self._heard.notify_all()
            else:
                first.put(record)

    def windows(self, pid: int | None = None) -> list[Control]:
        """The windows on the accessibility bus, of one process or of all."""
        return self._trees.windows(pid)

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
