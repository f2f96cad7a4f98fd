"""Notifications in the terminal, for a machine without a desktop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from typing import TYPE_CHECKING, TextIO

from config.foreign_words import reason_of
from config.language import tr
from config.local_format import clock_time
from config.local_time import local_now
from tray.notify import text
from tray.notify.base import Closed, Shown
from tray.notify.open_notes import OpenNotes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tray.notify.base import Note, OnAnswer, OnClosed
    from tray.notify.open_notes import OpenNote

_log = logging.getLogger(__name__)

READ_BYTES = 4096
BACKGROUND_RETRY_SECONDS = 2.0
"""How soon a terminal that this program was in the background of is looked at again; only while a
note waits for its answer."""
INDENT = " " * len("14:30  ")


def note_lines(note: Note, at: datetime) -> str:
    """The text that is printed for ``note``, with the time of day of ``at``."""
    title = text.title(note.title)
    body = text.body(note.body).replace("\n", " ")
    time = clock_time(at)
    lines = [f"{time}  {title}: {body}" if body else f"{time}  {title}"]
    if note.buttons:
        labels = [text.line(button.label, text.LABEL_LIMIT) for button in note.buttons]
        answers = "  ".join(f"[{number}] {label}" for number, label in enumerate(labels, 1))
        lines.append(f"{INDENT}{answers}")
    return "\n".join(lines)


def in_foreground(descriptor: int) -> bool:
    """Whether the terminal ``descriptor`` may be read by this process at this moment.

    Reading a terminal from the background stops the whole process (SIGTTIN).
    """
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:
        # It is not the terminal that controls this process: no job control, reading is free.
        return True


class ConsoleNotifier:
    """Prints notes, and reads typed numbers as answers to the newest one."""

    name = "terminal"

    def __init__(
        self,
        on_answer: OnAnswer,
        on_closed: OnClosed,
        *,
        now: Callable[[], datetime] = local_now,
        output: TextIO | None = None,
        answers: TextIO | None = None,
        foreground: Callable[[int], bool] = in_foreground,
    ) -> None:
        """Prepare, on the loop; nothing is read before the first note with buttons.

        Args:
            on_answer: Told about a typed answer.
            on_closed: Told about every other end of a note.
            now: The aware local time that is printed.
            output: Where to print; by default standard output.
            answers: What to read; by default standard input. Read only if it is a terminal.
            foreground: Whether that terminal may be read at this moment.
        """
        self._loop = asyncio.get_running_loop()
        self._now = now
        self._output = output if output is not None else sys.stdout
        self._foreground = foreground
        self._notes = OpenNotes(self._loop, on_answer, on_closed, self._say_over)
        self._descriptor = _terminal_descriptor(answers if answers is not None else sys.stdin)
        self._reading = False
        self._retry: asyncio.TimerHandle | None = None
        self._typed = b""
        self._closing = False

    async def show(self, note: Note) -> Shown:
        """Print ``note``."""
        if self._closing:
            return Shown.failed(tr("Lull is closing"))
        try:
            self._print(note_lines(note, self._now()))
        except (OSError, ValueError) as error:
            # A terminal that was closed, a pipe whose reader has gone.
            return Shown.failed(
                tr("the terminal cannot be written: {reason}", reason=reason_of(error))
            )
        self._notes.open(note)
        self._read_if_possible()
        return Shown(ok=True, by=self.name, why="")

    async def withdraw(self, slot: str) -> None:
        """End the note of ``slot``; what was printed stays."""
        opened = self._notes.end(slot, Closed.WITHDRAWN)
        if opened is not None:
            self._say_over(opened)

    async def close(self) -> None:
        """End every note and stop reading."""
        self._closing = True
        self._notes.end_all(Closed.WITHDRAWN)
        self._stop_reading()

    # -- writing

    def _print(self, printed: str) -> None:
        encoding = getattr(self._output, "encoding", None) or "utf-8"
        self._output.write(printed.encode(encoding, "replace").decode(encoding) + "\n")
        self._output.flush()

    def _say_over(self, opened: OpenNote) -> None:
        if opened.note.buttons:
            over = tr("(over: {title})", title=text.title(opened.note.title))
            self._say(f"{INDENT}{over}")

    def _say(self, printed: str) -> None:
        # The next note finds out, and says that it was not shown.
        with contextlib.suppress(OSError, ValueError):
            self._print(printed)

    # -- reading

    def _read_if_possible(self) -> None:
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        if self._descriptor is None or self._notes.newest_with_buttons() is None:
            return
        if not self._foreground(self._descriptor):
            self._wait_for_foreground()
        elif not self._reading:
            try:
                self._loop.add_reader(self._descriptor, self._readable, self._descriptor)
            except (NotImplementedError, OSError):
                # Windows: its event loop cannot wait for a console.
                _log.info("answers cannot be read from this terminal")
                self._descriptor = None
            else:
                self._reading = True

    def _wait_for_foreground(self) -> None:
        self._unwatch()
        self._retry = self._loop.call_later(BACKGROUND_RETRY_SECONDS, self._read_if_possible)

    def _readable(self, descriptor: int) -> None:
        if not self._foreground(descriptor):
            # What is typed now is for the program in the foreground.
            self._wait_for_foreground()
            return
        try:
            data = os.read(descriptor, READ_BYTES)
        except OSError:
            # The terminal was hung up.
            data = b""
        if not data:
            self._stop_reading()
            return
        *lines, self._typed = (self._typed + data).split(b"\n")
        self._typed = self._typed[-READ_BYTES:]
        for line in lines:
            self._typed_line(line.decode("utf-8", "replace").strip())

    def _typed_line(self, typed: str) -> None:
        opened = self._notes.newest_with_buttons()
        if opened is None or not typed:
            return
        buttons = opened.note.buttons
        chosen = {str(number): button for number, button in enumerate(buttons, 1)}.get(typed)
        if chosen is not None:
            self._notes.answer(opened.note.slot, chosen.key)
        else:
            told = (
                tr("Type a number from 1 to {last}, then Enter.", last=len(buttons))
                if len(buttons) > 1
                else tr("Type 1, then Enter.")
            )
            self._say(f"{INDENT}{told}")

    def _stop_reading(self) -> None:
        self._unwatch()
        self._descriptor = None
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None

    def _unwatch(self) -> None:
        if self._reading and self._descriptor is not None:
            self._loop.remove_reader(self._descriptor)
        self._reading = False


def _terminal_descriptor(stream: TextIO | None) -> int | None:
    """The file descriptor of a terminal; None for anything else, and for a missing stream."""
    try:
        if stream is not None and stream.isatty():
            return stream.fileno()
    except (OSError, ValueError):
        # A stream without a descriptor, or closed.
        return None
    return None
