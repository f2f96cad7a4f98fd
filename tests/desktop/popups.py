"""Buttons of xfce4-notifyd, found by their pixels: it has no other door for a test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    Box = tuple[int, int, int, int]

LEAST_WINDOW_WIDTH = 100
"""The daemon keeps a helper window of 10 pixels."""
LEAST_BUTTON_WIDTH = 24
INTO_BUTTON = 8
"""From a button's lower edge to a row of its face, in pixels."""
EDGE = 4
_WINDOW = re.compile(r'"Xfce4-notifyd"\)\s+(\d+)x(\d+)\+-?\d+\+-?\d+\s+\+(-?\d+)\+(-?\d+)')


def popup_boxes(window_tree: str) -> list[Box]:
    """Boxes (left, top, right, bottom) of its pop-ups, out of ``xwininfo -root -tree``."""
    found = []
    for match in _WINDOW.finditer(window_tree):
        width, height, left, top = (int(text) for text in match.groups())
        if width >= LEAST_WINDOW_WIDTH:
            found.append((left, top, left + width, top + height))
    return found


def _runs(row: list[tuple[int, ...]], background: tuple[int, ...]) -> list[tuple[int, int]]:
    runs = []
    start = None
    for place, pixel in enumerate([*row, background]):
        if pixel != background and start is None:
            start = place
        elif pixel == background and start is not None:
            inside = start > EDGE and place < len(row) - EDGE
            if inside and place - start >= LEAST_BUTTON_WIDTH:
                runs.append((start, place))
            start = None
    return runs


def button_centres(screen: Image.Image, box: Box) -> list[tuple[int, int]]:
    """Centres of the lowest row of buttons in a pop-up, from left to right.

    A button is a wide run of pixels that differ from the pop-up's background; the search goes from
    the bottom up, so that text above the buttons is never reached.
    """
    picture = screen.convert("RGB").crop(box)
    width, height = picture.size
    pixels = [
        [picture.getpixel((x, y)) for x in range(width)]  # whole rows, read once
        for y in range(height)
    ]
    rows = [[p if isinstance(p, tuple) else () for p in row] for row in pixels]
    background = rows[height // 2][EDGE + 1]
    for y in range(height - EDGE, height // 3, -1):
        if _runs(rows[min(y, height - 1)], background):
            face = y - INTO_BUTTON
            return [
                (box[0] + (start + end) // 2, box[1] + face)
                for start, end in _runs(rows[face], background)
            ]
    return []
