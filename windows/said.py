"""Paths as a window says them. No Qt in here."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from config.language import right_to_left

if TYPE_CHECKING:
    from pathlib import Path

BREAK: Final = "\N{ZERO WIDTH SPACE}"
"""A place at which a line may end."""
_PATH: Final = "\N{LEFT-TO-RIGHT ISOLATE}{path}\N{POP DIRECTIONAL ISOLATE}"


def breakable(path: Path) -> str:
    """A path that a narrow label can break after each folder, and that reads from left to right."""
    broken = str(path).replace(os.sep, f"{os.sep}{BREAK}")
    return _PATH.format(path=broken) if right_to_left() else broken
