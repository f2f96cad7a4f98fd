"""What others wrote, made into one line that every page and terminal can show; pure."""

from __future__ import annotations

from typing import Final

_JOINER: Final = "\N{ZERO WIDTH JOINER}"


def plain(text: str) -> str:
    """One line of letters that every page and terminal can show.

    What turns the direction of the text around it, what moves the cursor and what is no letter at
    all becomes a space; what joins letters and pictures to one stays.
    """
    return " ".join("".join(letter if _shown(letter) else " " for letter in text).split())


def _shown(letter: str) -> bool:
    return letter == _JOINER or letter.isprintable()
