"""A line read from a real terminal, and Ctrl+C at the worst moment."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from terminals import in_terminal

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ASK = """
import signal
from tray.commands.prompt import read_line
signal.signal(signal.SIGUSR1, lambda *_: print("noted", flush=True))
try:
    print("GOT", read_line("Where: "), flush=True)
except EOFError:
    print("END", flush=True)
"""
TIMES = 20
"""`input` misses about one in eight of such presses."""


@contextlib.contextmanager
def asking() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The other side of a terminal, and a process that has just asked there."""
    # -S: nothing but the standard library is needed, and the start is quicker.
    with in_terminal([sys.executable, "-S", "-c", ASK], folder=ROOT) as (terminal, process):
        read_until(terminal, b"Where: ")
        yield terminal, process


def read_until(terminal: int, end: bytes) -> bytes:
    shown = b""
    while not shown.endswith(end):
        shown += os.read(terminal, 4096)
    return shown


def test_ctrl_c_is_noticed_at_once_however_soon_it_comes() -> None:
    for _ in range(TIMES):
        with asking() as (terminal, process):
            os.write(terminal, b"\x03")
            assert process.wait(10) != 0


@pytest.mark.parametrize(("typed", "told"), [(b"calf\n", b"GOT calf\r\n"), (b"\x04", b"END\r\n")])
def test_another_signal_leaves_the_question_standing(typed: bytes, told: bytes) -> None:
    with asking() as (terminal, process):
        process.send_signal(signal.SIGUSR1)
        read_until(terminal, b"noted\r\n")
        os.write(terminal, typed)
        read_until(terminal, told)
        assert process.wait(10) == 0
