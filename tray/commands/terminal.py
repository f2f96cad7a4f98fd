"""The check-in and the breathing guide in a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from config.errors import DesktopError, InputError
from tray import breathe, quick_log
from tray.commands.prompt import read_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.desk import Desk

_QUESTIONS = (
    ("sleep", "Sleep that is not noted yet, in hours"),
    ("stress", "Stress today, 0 (none) to 10"),
    ("coffee", "Cups of coffee that are not logged yet"),
    ("water", "Water that is not logged yet, in ml"),
    ("exercise", "Exercise that is not noted yet, in minutes"),
)
_MAX_CUPS = 20
_CUPS = tuple(str(cups) for cups in range(_MAX_CUPS + 1))


def check_in_here(save: Callable[[list[str]], str]) -> int:
    """Ask about the day's habits, never about symptoms; returns the exit status.

    Args:
        save: Logs words such as ``["sleep", "6.5"]`` and returns what to say about it; an
            InputError asks the question again.

    Raises:
        DesktopError: There is nothing to ask in.
    """
    if sys.stdin is None or sys.stdout is None:
        raise DesktopError("No terminal", "the check-in asks its questions in one")
    print("Ten seconds about today. Enter skips a question, Ctrl+D ends.")
    for what, question in _QUESTIONS:
        while True:
            try:
                answer = read_line(f"{question}: ").strip()
            except EOFError:
                print()
                return 0
            try:
                for words in _words(what, answer):
                    print(f"  {save(words)}")
            except InputError as error:
                print(f"  {error.title}: {error.detail}")
                continue
            break
    print("Thank you. That was all.")
    return 0


def _words(what: str, answer: str) -> list[list[str]]:
    """What an answer asks to log; nothing for a skipped question or for none."""
    if not answer or (what != "stress" and answer == "0"):
        return []
    if what != "coffee":
        return [[what, answer]]
    if answer not in _CUPS:
        raise InputError("Not a number of cups", f'"{answer[:40]}"; write 0 to {_MAX_CUPS}')
    return [[what]] * int(answer)


def breathe_here(desk: Desk, sleep: Callable[[float], None] = time.sleep) -> None:
    """Two minutes of slow breathing, a line a breath; noted at the end."""
    print("Two slow minutes. Small, easy breaths. Stop with Ctrl+C if you feel light-headed.")
    for breath in range(1, breathe.BREATHS + 1):
        print(f"{breath:2} of {breathe.BREATHS}  in … {breathe.IN_SECONDS:.0f}", end="", flush=True)
        sleep(breathe.IN_SECONDS)
        print(f"   and slowly out … {breathe.OUT_SECONDS:.0f}", flush=True)
        sleep(breathe.OUT_SECONDS)
    entry = desk.log(["breathe", quick_log.number(breathe.MINUTES)], "command")
    print(quick_log.sentence(entry, desk.drinks))
