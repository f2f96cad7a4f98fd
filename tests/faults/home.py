"""A home for the real program, and what its journal holds."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from config.paths import Paths, resolve
from journal.connection import connect
from tray import control, messages

if TYPE_CHECKING:
    from collections.abc import Iterator

LULL = Path(sys.executable).with_name("lull")
ROOT = Path(__file__).parents[2]
_DESKTOP = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_RUNTIME_DIR",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
)
_START_SECONDS = 60.0
_STEP_SECONDS = 0.01


class Home:
    """One home, without a desktop."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``; nothing is made."""
        self.folder = folder
        self.paths: Paths = resolve(str(folder), {})
        self.environ = {name: value for name, value in os.environ.items() if name not in _DESKTOP}
        self.environ |= {"HOME": str(folder.parent), "LULL_HOME": str(folder)}
        self.environ |= {"PYTHONWARNINGS": "error", "QT_QPA_PLATFORM": "offscreen"}
        for name in ("CONFIG", "CACHE", "DATA", "STATE"):
            self.environ[f"XDG_{name}_HOME"] = str(folder.parent / name.lower())

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a process in this home; whoever starts it ends it."""
        return subprocess.Popen(
            command,
            env=self.environ,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def answers(self) -> bool:
        """Whether a running Lull answers."""
        try:
            control.ask(self.paths.control, messages.Status())
        except OSError:
            return False
        return True

    @contextlib.contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """A Lull that runs, and is killed with the block.

        Raises:
            AssertionError: It did not start.
        """
        process = self.start(LULL)
        deadline = time.monotonic() + _START_SECONDS
        try:
            while not self.answers():
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < deadline, "it does not start"
                time.sleep(_STEP_SECONDS)
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()

    def kept(self) -> list[str]:
        """The ids of all entries; empty without a journal."""
        if not self.paths.journal.exists():
            return []
        with contextlib.closing(connect(self.paths.journal)) as connection:
            return [row[0] for row in connection.execute("SELECT id FROM entries NOT INDEXED")]

    def is_sound(self) -> bool:
        """Whether SQLite finds nothing wrong with the journal."""
        with contextlib.closing(connect(self.paths.journal)) as connection:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
