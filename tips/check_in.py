"""What the check-in asks: habits alone, never complaints, in an order that takes ten seconds."""

from __future__ import annotations

import dataclasses
from typing import Final

from config import local_format
from config.errors import InputError
from config.language import N_, tr


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """One question of the check-in.

    Attributes:
        habit: What it is about, as `journal.check_in.Habit` has it.
        text: The question, in a few words, not yet translated.
        unit: Likewise, what the answer counts, in the plural.
        amounts: The answers that are offered, from the least.
        step: How far apart those are that are offered beyond the last; 0 for none beyond it.
        most: The highest answer that makes sense.
    """

    habit: str
    text: str
    unit: str
    amounts: tuple[float, ...]
    step: float
    most: float


QUESTIONS: Final = (
    Question("sleep", N_("Sleep last night"), N_("hours"), (4, 5, 6, 7, 8, 9, 10), 1, 24),
    Question("stress", N_("Stress"), N_("0 none, 10 the most"), (0, 2, 4, 6, 8, 10), 0, 10),
    Question("caffeine", N_("Coffee, tea, cola"), N_("cups"), (0, 1, 2, 3, 4, 5, 6), 1, 20),
    Question("water", N_("Water"), N_("glasses"), (0, 1, 2, 3, 4, 6, 8), 1, 20),
    Question("exercise", N_("Exercise"), N_("minutes"), (0, 10, 20, 30, 60, 90), 30, 1440),
    Question("alcohol", N_("Alcohol"), N_("units"), (0, 1, 2, 3, 4, 5, 6), 1, 20),
)
"""In the order in which they are asked."""

LEAD: Final = N_("Ten seconds about today. Leave out what you like.")
ONLY_ADDS: Final = N_("What is logged already stays; the rest is added when you save.")
LOGGED: Final = N_("As logged today")
_MORE: Final = 3


def offered(question: Question, logged: float | None) -> tuple[float, ...]:
    """The answers to choose from, from the least.

    What is logged stands among them, and nothing below it: the check-in only adds.

    Args:
        question: The question.
        logged: What is logged for the day; None where nothing is known.
    """
    if logged is None:
        return question.amounts
    if not question.step:
        return tuple(sorted({*question.amounts, logged}))
    more = tuple(amount for amount in question.amounts if amount > logged)
    if len(more) < _MORE:
        last = more[-1] if more else logged
        steps = range(1, _MORE - len(more) + 1)
        more += tuple(last + number * question.step for number in steps)
    return (logged, *(amount for amount in more if amount <= question.most))


def check_answer(question: Question, amount: float, logged: float | None) -> float:
    """Return an answer that was typed, if it makes sense.

    Raises:
        InputError: It is out of its range, or below what is logged already.
    """
    if amount > question.most:
        detail = tr("{amount} is above {most}", amount=number(amount), most=number(question.most))
        raise InputError(tr("Not an answer"), detail)
    if question.step and logged is not None and amount < logged:
        # Translators: such as "3 cups are logged already".
        detail = tr(
            "{amount} {unit} are logged already; to take something back, see lull undo",
            amount=number(logged),
            unit=tr(question.unit),
        )
        raise InputError(tr("The check-in only adds"), detail)
    return amount


def number(amount: float) -> str:
    """A figure without needless decimals."""
    return local_format.number(amount)
