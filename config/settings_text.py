"""The text of a settings file, whatever it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from config.errors import SettingsError
from config.foreign_words import named, reason_of
from config.language import tr
from config.paths import refuse_strange_link

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 256 * 1024
"""A settings file is a few kilobytes; anything beyond this is something else."""
_NOTHING: Final = re.compile(r"(?:(?:#.*|\[[a-z_]+(?:\.[a-z_]+)*\])?\n)*")


def read_text(path: Path) -> str | None:
    """Read the file at ``path`` as text, whatever it says; None where there is no file.

    Raises:
        SettingsError: The file cannot be read, is far too large, or is no text.
    """
    try:
        refuse_strange_link(path)
        # A pipe in its place would be waited for without end; a folder says what it is below.
        if path.exists() and not path.is_file() and not path.is_dir():
            raise SettingsError(
                tr("Settings cannot be read"), tr("{path}: it is not a file", path=path)
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(tr("Settings cannot be read"), named(path, reason_of(error))) from error
    if len(data) > MAX_BYTES:
        raise SettingsError(
            tr("Settings are not valid"), tr("the file is larger than {n} bytes", n=MAX_BYTES)
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = tr("byte {n} is not UTF-8 text", n=error.start + 1)
        raise SettingsError(tr("Settings are not valid"), detail) from error


def says_nothing(text: str) -> bool:
    """Whether there is no setting in it: only remarks and headings, as Lull makes it for a start.

    It can be told without a TOML reader, and most people never change anything.
    """
    return _NOTHING.fullmatch(text) is not None
