"""What the words of a tip must not break; pure."""

from __future__ import annotations

from typing import Final

from tips.blocklist import CLAIMS, UNSAFE
from tips.nudge_words import SYMPTOMS, TONE
from tips.readability import count_sentences
from tips.wording import wording_problem

TEXT_SENTENCES: Final = 2
"""How many sentences a body may have."""

GRADE: Final = 6.0
"""The highest Flesch-Kincaid grade of a title, and of a body."""

NUDGE_RULES: Final = (*UNSAFE, *CLAIMS, *SYMPTOMS, *TONE)
"""Everything that the words of a tip must not break."""


def broken_rule(title: str, text: str) -> str:
    """Which rule the words of a tip break, and where; empty if none."""
    for field, words in (("title", title), ("text", text)):
        problem = wording_problem(words, NUDGE_RULES, GRADE)
        if problem:
            return f"{field}: {problem}"
    sentences = count_sentences(text)
    if sentences > TEXT_SENTENCES:
        return f"text: {sentences} sentences; at most {TEXT_SENTENCES}"
    return ""
