"""The installed ``lull`` as a process of its own, without any desktop: started, asked, ended."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import in_process
from noon import noon_zone

from config.paths import Paths, resolve
from tray import control, messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Value = TypeVar("Value")

LULL = Path(sys.executable).with_name("lull")
STEP_SECONDS = 0.01
DESKTOP = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_RUNTIME_DIR",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
)
COMMAND_SECONDS = 30.0
"""A command that takes longer hangs; a busy machine may need some seconds for one."""


def wait_for(ready: Callable[[], Value], what: str, seconds: float = 10.0) -> Value:
    """The first truthy value of ``ready``; the only place where a test of the program waits."""
    began = time.monotonic()
    while True:
        value = ready()
        if value:
            return value
        waited = time.monotonic() - began
        assert waited < seconds, f"{what} did not come within {seconds:g} s"
        # Whoever is asked has to work for it: what takes long is asked for less often.
        time.sleep(max(STEP_SECONDS, waited / 20))


STARTS = (
    "Lull starts without an icon: there is no desktop session. Nudges come as text. To end it: "
    "Ctrl+C, or lull quit\n"
)
"""What a start says where there is no desktop."""


class Program:
    """One home, and the program that works in it."""

    def __init__(self, home: Path) -> None:
        """Use ``home``; nothing is made."""
        self.home = home
        self.paths: Paths = resolve(str(home), {})
        self.environ = {name: value for name, value in os.environ.items() if name not in DESKTOP}
        self.environ |= {"HOME": str(home.parent), "LULL_HOME": str(home), "TZ": noon_zone()}
        for name in ("CONFIG", "CACHE", "DATA", "STATE"):
            self.environ[f"XDG_{name}_HOME"] = str(home.parent / name.lower())
        # A warning is an error here too; one that goes to the log would not be seen otherwise.
        self.environ["PYTHONWARNINGS"] = "error"

    def __call__(
        self, *words: str | bytes, environ: Mapping[str, str] | None = None, typed: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [LULL, *words],
            env={**self.environ, **(environ or {})},
            input=typed,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=COMMAND_SECONDS,
            check=False,
        )

    def facts(self, *words: str) -> Any:  # noqa: ANN401 - JSON of each command
        """What a command prints with ``--json``; see `in_process.facts`."""
        return in_process.facts(self.environ, *words)

    def text(self, *words: str) -> str:
        """What a command prints; it must have worked and said nothing else."""
        done = self(*words)
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout

    def log_text(self) -> str:
        """What stands in the log file."""
        return self.paths.log.read_text("utf-8") if self.paths.log.exists() else ""

    def answers(self) -> dict[str, Any] | None:
        """What the running Lull says about itself; None where none runs."""
        try:
            status: dict[str, Any] = control.ask(self.paths.control, messages.Status())
        except ConnectionError:
            return None
        return status

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start ``lull``; whoever starts it ends it."""
        return subprocess.Popen(
            [LULL, *words],
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def wait_until_up(self, process: subprocess.Popen[str]) -> None:
        """Wait until the started Lull answers."""

        def up() -> bool:
            if process.poll() is not None:
                message = f"it ended with {process.returncode}: {process.communicate()}"
                raise AssertionError(message)
            return self.answers() is not None

        wait_for(up, "the running Lull")

    @contextlib.contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """A Lull that runs as long as the block."""
        process = self.start(*words)
        with self.started(process):
            yield process

    @contextlib.contextmanager
    def started(self, process: subprocess.Popen[str]) -> Iterator[None]:
        """A started Lull that answers, and is ended with the block."""
        try:
            self.wait_until_up(process)
            yield
        finally:
            end(process)


def end(process: subprocess.Popen[str]) -> None:
    """End a Lull that may have ended already."""
    process.terminate()
    try:
        process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise


def one_line_error(done: subprocess.CompletedProcess[str], status: int) -> str:
    """The error of a command that was refused as it should be."""
    assert done.returncode == status, done
    assert done.stdout == ""
    assert done.stderr.startswith("lull: "), done.stderr
    assert done.stderr.endswith("\n"), done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    title, _, detail = done.stderr.removeprefix("lull: ").partition(": ")
    assert title, done.stderr
    assert detail.strip(), done.stderr
    return done.stderr
