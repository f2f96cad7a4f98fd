"""White space of any kind as plain spaces, but for those at which no line may end."""

from __future__ import annotations

import re
from typing import Final

NO_BREAKS: Final = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
"""French has one before a colon, and elsewhere they stand between a figure and its unit."""
_BLANKS: Final = re.compile(rf"[^\S{NO_BREAKS}]+")


def single_spaced(text: str) -> str:
    """A text on one line: each run of white space is one space, and at the ends there is none."""
    return _BLANKS.sub(" ", text).strip()
