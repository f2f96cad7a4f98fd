"""A text in every other language at once, as files for desktops hold it.

Such a file is made once, and shown to whoever uses the computer.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from config import language
from config.catalogue import read_catalogue

FOLDER = Path(language.__file__).with_name("languages")
"""Where the compiled catalogues are."""


def translations(text: str) -> dict[str, str]:
    """The text by the name of each language that has it, such as ``de`` or ``pt_BR``."""
    found = {}
    for code in language.LANGUAGES:
        # English has none; another without one, or a damaged one, shows the English.
        with contextlib.suppress(OSError, ValueError):
            words = read_catalogue(FOLDER / f"{code}.mo").one(text, "")
            if words is not None:
                found[code] = words
    return found
