"""Child processes of a test: each in a process group of its own, with its output in a file."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = TypeVar("Value")

STEP_SECONDS = 0.02
SOON_SECONDS = 5.0
"""What takes longer is asked for less and less often."""


def wait_for(
    predicate: Callable[[], Value],
    seconds: float = 10.0,
    what: str = "the condition",
    rest: Callable[[float], object] | None = None,
) -> Value:
    """Return the first truthy value of ``predicate``, asked every 20 ms, and less often after 5 s.

    The only place where a desktop test waits. An ``AssertionError`` names ``what`` did not come
    within ``seconds``. ``rest`` waits before the next question, told how many seconds the last one
    took.
    """
    start = time.monotonic()
    while True:
        began = time.monotonic()
        value = predicate()
        if value:
            return value
        now = time.monotonic()
        if now - start >= seconds:
            message = f"{what} did not come within {seconds:g} s"
            raise AssertionError(message)
        if rest is None:
            # Whoever is asked has to work for it.
            time.sleep(max(STEP_SECONDS, (now - start - SOON_SECONDS) / 20))
        else:
            rest(now - began)


def group_is_alive(group: int) -> bool:
    """Whether a process of the group still runs; zombies do not count.

    In a container nobody may reap an orphan, and a zombie still answers signal 0.
    """
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # "pid (name) state ppid pgrp": the name may hold spaces and brackets.
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] not in "ZX":
                return True
    return False


class Child:
    """A started program.

    Attributes:
        name: The name of its log file.
        log: Its standard output and standard error, together.
        process: The program itself; its process id is also the id of its group.
    """

    def __init__(
        self,
        name: str,
        argv: tuple[str, ...],
        env: Mapping[str, str],
        log: Path,
        pass_fds: tuple[int, ...] = (),
    ) -> None:
        """Start ``argv`` in a new process group."""
        self.name = name
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                argv,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=pass_fds,
            )

    @property
    def running(self) -> bool:
        """Whether the program itself has not ended yet."""
        return self.process.poll() is None

    def output(self) -> str:
        """Everything it has written so far."""
        return self.log.read_text(errors="replace")

    def lines(self) -> list[str]:
        """The same, line by line."""
        return self.output().splitlines()

    def end(self, how: int = signal.SIGTERM, seconds: float = 5.0) -> None:
        """End the whole group by signal ``how``, and by SIGKILL what lives on after ``seconds``."""
        group = self.process.pid
        deadline = time.monotonic() + seconds
        for number in (how, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, number)
            while True:
                if not group_is_alive(group):
                    # Only a zombie can be left; a wait that is not made warns when it is dropped.
                    self.process.wait(seconds)
                    return
                if time.monotonic() >= deadline:
                    break
                time.sleep(STEP_SECONDS)
            deadline = time.monotonic() + seconds


def end_marked(marker: str) -> None:
    """Kill what carries ``marker`` in its environment: services that the private bus started."""
    wanted = marker.encode()
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if wanted in environ.read_bytes().split(b"\0"):
                os.kill(int(environ.parent.name), signal.SIGKILL)
