"""Reads a line from a terminal without missing Ctrl+C."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIPE_BYTES = 512


def read_line(prompt: str) -> str:
    """Print ``prompt`` and read a line.

    `input` alone (Python 3.11 to 3.14) notices a Ctrl+C that comes between the prompt and the
    reading at the next key only: the signal has passed by then, and the read waits on.

    Raises:
        EOFError: There will be no more.
        KeyboardInterrupt: Ctrl+C, at whatever moment.
    """
    # Windows has no such wait; a pipe may hold lines that were taken in with the one before.
    if sys.platform == "win32" or not sys.stdin.isatty():
        return input(prompt)
    with _signals() as noted:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        ready: list[int] = []
        while sys.stdin.fileno() not in ready:
            ready, _, _ = select.select([sys.stdin.fileno(), noted], [], [])
            if noted in ready:
                # Its handler runs about now, and raises if it was Ctrl+C.
                os.read(noted, _PIPE_BYTES)
    return input()


@contextlib.contextmanager
def _signals() -> Iterator[int]:
    """A descriptor that can be read once a signal has come, until its handler has run or after."""
    noted, note = os.pipe()
    os.set_blocking(note, False)
    before = signal.set_wakeup_fd(note)
    try:
        yield noted
    finally:
        signal.set_wakeup_fd(before)
        os.close(noted)
        os.close(note)
