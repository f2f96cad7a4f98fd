"""What may be wrong with a shipped text, whatever it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tips.blocklist import broken_rules
from tips.readability import flesch_kincaid_grade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tips.blocklist import Rule


def wording_problem(words: str, rules: Iterable[Rule], highest_grade: float) -> str:
    """What is wrong with ``words``, in one line; empty if nothing is.

    Args:
        words: A title, a body, a paragraph, or a list of bullets joined to one text.
        rules: What they must not break.
        highest_grade: The highest Flesch-Kincaid grade they may have.
    """
    if words != " ".join(words.split()):
        return "stray spaces or line breaks"
    grade = flesch_kincaid_grade(words)
    if grade > highest_grade:
        return f"reading grade {grade:.1f}; at most {highest_grade:.0f}"
    return "; ".join(
        f"{rule.why} ({rule.id}): {offence!r}" for rule, offence in broken_rules(words, rules)
    )
