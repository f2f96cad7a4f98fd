"""What the icon says; apart from the drawing, so that naming a state does not load Pillow."""

from __future__ import annotations

from enum import StrEnum


class IconState(StrEnum):
    """What the icon says."""

    RESTING = "resting"
    PAUSED = "paused"
    DUE = "due"
