"""The questions of the check-in: habits alone, in plain words, with answers to choose from."""

from __future__ import annotations

import pytest

from config.errors import InputError
from journal.check_in import Habit
from tips.blocklist import CLAIMS, UNSAFE, broken_rules
from tips.check_in import LEAD, ONLY_ADDS, QUESTIONS, Question, check_answer, offered
from tips.nudge_words import SYMPTOMS, TONE
from tips.wording import wording_problem

RULES = (*UNSAFE, *CLAIMS, *SYMPTOMS, *TONE)
ASKED = {question.habit: question for question in QUESTIONS}


def test_every_habit_is_asked_for_once_in_the_order_of_the_journal() -> None:
    assert [question.habit for question in QUESTIONS] == list(Habit)


def test_nothing_is_asked_about_complaints() -> None:
    for question in QUESTIONS:
        assert not broken_rules(f"{question.text}, {question.unit}", RULES)
    for sentence in (LEAD, ONLY_ADDS):
        assert not wording_problem(sentence, RULES, 6.0)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.habit)
def test_every_offered_answer_can_be_given(question: Question) -> None:
    for logged in (None, 0.0, question.amounts[1], question.amounts[-1], question.most):
        choices = offered(question, logged)
        assert list(choices) == sorted(set(choices))
        for amount in choices:
            assert check_answer(question, amount, logged) == amount


@pytest.mark.parametrize(
    ("habit", "logged", "choices"),
    [
        ("sleep", None, (4, 5, 6, 7, 8, 9, 10)),
        ("sleep", 6.5, (6.5, 7, 8, 9, 10)),
        ("sleep", 9, (9, 10, 11, 12)),
        ("sleep", 23, (23, 24)),
        ("stress", 3.5, (0, 2, 3.5, 4, 6, 8, 10)),
        ("caffeine", 0, (0, 1, 2, 3, 4, 5, 6)),
        ("caffeine", 4, (4, 5, 6, 7)),
        ("water", 11, (11, 12, 13, 14)),
        ("exercise", 90, (90, 120, 150, 180)),
        ("exercise", 25, (25, 30, 60, 90)),
    ],
)
def test_what_is_logged_stands_among_the_answers_and_nothing_below_it(
    habit: str, logged: float | None, choices: tuple[float, ...]
) -> None:
    assert offered(ASKED[habit], logged) == choices


@pytest.mark.parametrize(
    ("habit", "amount", "logged", "told"),
    [
        ("sleep", 25, None, "25 is above 24"),
        ("stress", 11, 3, "11 is above 10"),
        ("water", 2, 3, "3 glasses are logged already"),
    ],
)
def test_an_answer_out_of_its_range_is_refused(
    habit: str, amount: float, logged: float | None, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        check_answer(ASKED[habit], amount, logged)
    assert told in caught.value.detail


def test_less_stress_than_before_may_be_said() -> None:
    assert check_answer(ASKED["stress"], 2, 8) == 2
