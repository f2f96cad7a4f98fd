"""Without a desktop Lull nudges in its terminal, and is answered there."""

from __future__ import annotations

import os
import select
import time
from typing import TYPE_CHECKING

import pytest
from program import LULL, STARTS, Program, wait_for
from terminals import in_terminal

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

SHOWN_SECONDS = 10.0


class Terminal:
    """The other side of the terminal in which Lull runs."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self.descriptor = descriptor
        self.process = process
        self.shown = ""

    def read_until(self, text: str) -> str:
        """Everything shown so far, once ``text`` is in it."""
        deadline = time.monotonic() + SHOWN_SECONDS
        while text not in self.shown:
            left = deadline - time.monotonic()
            assert left > 0, f"{text!r} was not shown, but {self.shown!r}"
            if select.select([self.descriptor], [], [], left)[0]:
                try:
                    self.shown += os.read(self.descriptor, 65536).decode()
                except OSError:  # the other side is closed
                    assert text in self.shown
        return self.shown

    def type(self, text: str) -> None:
        os.write(self.descriptor, text.encode())


@pytest.fixture
def terminal(lull: Program) -> Iterator[Terminal]:
    """A terminal in which Lull runs."""
    with in_terminal([LULL], {**lull.environ, "TERM": "xterm"}) as (ours, process):
        try:
            wait_for(lull.answers, "the running Lull")
            yield Terminal(ours, process)
        finally:
            process.terminate()
            process.wait(10)


def test_it_says_what_is_missing_and_how_to_end_it(terminal: Terminal) -> None:
    terminal.read_until(STARTS.rstrip())
    terminal.read_until("Closing this terminal ends Lull.")


def test_a_glass_is_logged_by_typing_the_answers_number(lull: Program, terminal: Terminal) -> None:
    assert lull.facts("today")["water_ml"] == 0
    lull.text("nudge", "hydration")
    terminal.read_until("[1] Had a glass  [2] Later  [3] Not today")
    terminal.type("1\n")
    terminal.read_until("Water noted")
    assert lull.facts("today")["water_ml"] == 250


def test_another_answer_is_asked_for_where_there_is_none_of_that_number(
    lull: Program, terminal: Terminal
) -> None:
    lull.text("nudge", "hydration")
    terminal.read_until("[1] Had a glass")
    terminal.type("7\n")
    terminal.read_until("Type a number from 1 to 3, then Enter.")
    terminal.type("3\n")
    wait_for(lambda: (lull.answers() or {})["next"]["kind"] != "hydration", "the answer's effect")
    assert lull.facts("today")["water_ml"] == 0


def test_ctrl_c_ends_it(lull: Program, terminal: Terminal) -> None:
    terminal.type("\x03")
    assert terminal.process.wait(10) == 0
    assert not lull.paths.control.exists()


def test_it_ends_with_its_terminal(lull: Program, terminal: Terminal) -> None:
    os.close(terminal.descriptor)
    assert terminal.process.wait(10) == 0
    assert not lull.paths.control.exists()
    assert "Traceback" not in lull.log_text()
