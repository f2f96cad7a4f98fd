"""What in a shown text did not go through the languages, seen in the pseudo-language."""

from __future__ import annotations

import re

KEPT = ("AM", "PM")
_WORD = re.compile(r"[A-Za-z]+")
_BRACKETS = re.compile("[⟦⟧]")


def hard_coded(text: str, *own: str) -> list[str]:
    """The words of ``text`` that are plain English: in the pseudo-language every letter has a mark.

    Args:
        text: What is shown.
        own: What may stand in it as it is: a person's words, the title of a source.
    """
    for words in sorted(own, key=len, reverse=True):
        text = text.replace(words, " ")
    return _WORD.findall(text)


def beside(text: str, *given: str) -> set[str]:
    """The plain words of ``text`` that stand in none of the texts it may quote.

    Args:
        text: What is shown.
        given: What was typed, what a file says, and names.
    """
    return set(_WORD.findall(text)) - set(_WORD.findall(" ".join(given)))


def whole(text: str) -> bool:
    """Whether every sentence came out of a catalogue as one: the brackets of it close."""
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket == "⟦" else -1
        if depth < 0:
            return False
    return depth == 0
