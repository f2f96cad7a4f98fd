"""The check-in and the breathing guide in a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from config.errors import DesktopError, InputError
from config.language import tr
from journal.check_in import Habit
from tips.breathing import BREATHS, IN_SECONDS, MINUTES, OUT_SECONDS
from tips.check_in import LEAD, ONLY_ADDS, QUESTIONS, check_answer, number
from tray import quick_log
from tray.commands.prompt import read_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from journal.entries import Entry
    from tips.check_in import Question
    from tips.drinks import Drink
    from tray.desk import Desk


def check_in_here(
    before: Mapping[Habit, float],
    save: Callable[[Mapping[Habit, float]], Sequence[Entry]],
    drinks: Mapping[str, Drink],
) -> int:
    """Ask about the day's habits, never about symptoms; returns the exit status.

    Everything is kept together at the end, also when the person ends early.

    Args:
        before: The day's totals as they are logged.
        save: Keeps the answers and returns what was added; it may raise a JournalError.
        drinks: The known drinks by id.

    Raises:
        DesktopError: There is nothing to ask in.
    """
    if sys.stdin is None or sys.stdout is None:
        raise DesktopError(tr("No terminal"), tr("the check-in asks its questions in one"))
    print(f"{tr(LEAD)} {tr('Enter skips a question, Ctrl+D ends.')}")
    print(tr(ONLY_ADDS))
    answers: dict[Habit, float] = {}
    try:
        for question in QUESTIONS:
            habit = Habit(question.habit)
            answer = _ask(question, before.get(habit))
            if answer is not None:
                answers[habit] = answer
    except EOFError:
        print()
    if not answers:
        print(tr("Nothing was saved."))
        return 0
    for entry in save(answers):
        print(f"  {quick_log.sentence(entry, drinks)}")
    print(tr("Thank you. To take it back: lull undo"))
    return 0


def _ask(question: Question, logged: float | None) -> float | None:
    """Ask until there is an answer; None for a question that is skipped.

    Raises:
        EOFError: There will be no more.
    """
    unit = tr(question.unit)
    if logged is not None:
        unit = tr("{unit}; {n} as logged", unit=unit, n=number(logged))
    while True:
        typed = read_line(f"{tr(question.text)} ({unit}): ").strip()
        if not typed:
            return None
        try:
            return check_answer(question, quick_log.parse_amount(typed), logged)
        except InputError as error:
            print(f"  {error.told}")


def breathe_here(desk: Desk, sleep: Callable[[float], None] = time.sleep) -> None:
    """Two minutes of slow breathing, a line a breath; noted at the end."""
    print(tr("Two slow minutes. Small, easy breaths. Stop with Ctrl+C if you feel light-headed."))
    for breath in range(1, BREATHS + 1):
        count = tr("{breath} of {breaths}", breath=str(breath).rjust(2), breaths=BREATHS)
        print(f"{count}  {tr('in … {n}', n=round(IN_SECONDS))}", end="", flush=True)
        sleep(IN_SECONDS)
        print(f"   {tr('and slowly out … {n}', n=round(OUT_SECONDS))}", flush=True)
        sleep(OUT_SECONDS)
    entry = desk.log(["breathe", number(MINUTES)], "command")
    print(quick_log.sentence(entry, desk.drinks))
