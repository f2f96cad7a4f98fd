"""Where the panels and rows of a popup menu stand on the screen: pure, in pixels."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from tray.icon.popup_model import Entry, Level, MenuState, rows_at

if TYPE_CHECKING:
    from collections.abc import Callable

    Measure = Callable[[str], float]
    """The width of a text in pixels."""

NORMAL_DPI = 96.0
LEAST_DPI = 72.0
MOST_DPI = 480.0
"""Nonsense in a resource file must not make the menu unusable: figures beyond are cut off."""
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the screen."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row beyond it."""
        return self.top + self.height

    def holds(self, x: int, y: int) -> bool:
        """Whether a point lies inside."""
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclasses.dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes of the menu's parts, in pixels, for one text scale.

    Attributes:
        scale: 1.0 at 96 dots per inch, 2.0 for text at 200 %.
    """

    scale: float = 1.0

    @classmethod
    def for_dpi(cls, dpi: float) -> Metrics:
        """Sizes for a text resolution (``Xft.dpi``)."""
        return cls(min(max(dpi, LEAST_DPI), MOST_DPI) / NORMAL_DPI)

    def px(self, at_100_percent: float) -> int:
        """A length that is given for 100 %, at this scale."""
        return max(1, round(at_100_percent * self.scale))

    @property
    def font(self) -> int:
        """Height of the text: 10 points at 96 dots per inch are 13 1/3 pixels."""
        return self.px(13.5)

    @property
    def row(self) -> int:
        """Height of a row; above the 24 pixels that WCAG 2.2 (2.5.8) asks of a target."""
        return self.px(30)

    @property
    def separator(self) -> int:
        """Height of a separator."""
        return self.px(11)

    @property
    def edge(self) -> int:
        """From the edge of a panel to its rows."""
        return self.px(5)

    @property
    def before_text(self) -> int:
        """From the edge of a panel to the labels: room for the marks."""
        return self.px(36)

    @property
    def after_text(self) -> int:
        """From the end of the longest label to the edge: room for the arrows."""
        return self.px(34)

    @property
    def widest_text(self) -> int:
        """Longer labels are cut."""
        return self.px(420)

    @property
    def narrowest(self) -> int:
        """The least width of a panel."""
        return self.px(140)

    def height_of(self, entry: Entry) -> int:
        """Height of one row."""
        return self.row if entry.label else self.separator


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a menu belongs.

    Attributes:
        anchor: What it opens beside, such as the tray icon.
        screen: The monitor that it stays on.
    """

    anchor: Box
    screen: Box


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row that is shown.

    Attributes:
        index: Its place among the rows of its panel.
        top: Its upper edge, from the upper edge of the panel.
        height: Its height.
    """

    index: int
    top: int
    height: int


@dataclasses.dataclass(frozen=True, slots=True)
class Panel:
    """One open panel.

    Attributes:
        box: Where it stands on the screen.
        rows: The rows that are shown.
        more_above: Whether rows above are out of sight; an arrow stands in their place.
        more_below: Whether rows below are.
    """

    box: Box
    rows: tuple[PlacedRow, ...]
    more_above: bool = False
    more_below: bool = False


def fitted(text: str, width: float, measure: Measure) -> str:
    """``text``, cut with an ellipsis where it is wider than ``width`` pixels."""
    if measure(text) <= width:
        return text
    end = len(text)
    while end > 0 and measure(text[:end].rstrip() + ELLIPSIS) > width:
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def lay_out(
    root: tuple[Entry, ...],
    state: MenuState,
    place: Place,
    metrics: Metrics,
    measure: Measure,
) -> tuple[Panel, ...]:
    """Place every open panel on the screen.

    Args:
        root: The rows of the first panel.
        state: Which panels are open.
        place: Where the menu belongs.
        metrics: Sizes of the parts.
        measure: Width of a text in pixels.
    """
    panels: list[Panel] = []
    screen = place.screen
    for depth, level in enumerate(state.levels):
        rows = rows_at(root, state, depth)
        width = min(_width(rows, metrics, measure), screen.width)
        content = sum(metrics.height_of(entry) for entry in rows) + 2 * metrics.edge
        size = (width, min(content, screen.height))
        if depth == 0:
            box = _beside_anchor(place.anchor, size, screen)
        else:
            box = _beside_parent(panels[-1], state.levels[depth - 1], size, screen, metrics)
        panels.append(filled(rows, level, box, metrics))
    return tuple(panels)


def _width(rows: tuple[Entry, ...], metrics: Metrics, measure: Measure) -> int:
    longest = max((measure(entry.label) for entry in rows), default=0.0)
    text = min(int(longest) + 1, metrics.widest_text)
    return max(metrics.before_text + text + metrics.after_text, metrics.narrowest)


def filled(rows: tuple[Entry, ...], level: Level, box: Box, metrics: Metrics) -> Panel:
    """A panel with the rows of a panel from its first on, as many as fit."""
    first = min(level.first, len(rows) - 1) if rows else 0
    top = metrics.edge + (metrics.separator if first else 0)
    tops = itertools.accumulate((metrics.height_of(e) for e in rows[first:]), initial=top)
    placed = [
        PlacedRow(index, row_top, metrics.height_of(rows[index]))
        for index, row_top in zip(range(first, len(rows)), tops, strict=False)
    ]
    bottom = box.height - metrics.edge
    more_below = bool(placed) and placed[-1].top + placed[-1].height > bottom
    if more_below:
        bottom -= metrics.separator
    shown = tuple(row for row in placed if row.top + row.height <= bottom)
    return Panel(box, shown, more_above=first > 0, more_below=more_below)


def _clamped(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))


def _beside_anchor(anchor: Box, size: tuple[int, int], screen: Box) -> Box:
    """Under the anchor, else over it, else to its right or left, else wherever there is room."""
    width, height = size
    left = _clamped(anchor.left, screen.left, screen.right - width)
    top = _clamped(anchor.top, screen.top, screen.bottom - height)
    if anchor.bottom + height <= screen.bottom:
        return Box(left, max(anchor.bottom, screen.top), width, height)
    if anchor.top - height >= screen.top:
        return Box(left, min(anchor.top, screen.bottom) - height, width, height)
    if anchor.right + width <= screen.right:
        return Box(max(anchor.right, screen.left), top, width, height)
    if anchor.left - width >= screen.left:
        return Box(min(anchor.left, screen.right) - width, top, width, height)
    return Box(left, top, width, height)


def _beside_parent(
    parent: Panel, level: Level, size: tuple[int, int], screen: Box, metrics: Metrics
) -> Box:
    """To the right of the parent, else to its left, its first row level with the highlighted."""
    width, height = size
    row_top = next((row.top for row in parent.rows if row.index == level.hot), metrics.edge)
    top = _clamped(parent.box.top + row_top - metrics.edge, screen.top, screen.bottom - height)
    overlap = metrics.px(2)
    left = parent.box.right - overlap
    if left + width > screen.right:
        other_side = parent.box.left + overlap - width
        left = other_side if other_side >= screen.left else screen.right - width
    return Box(left, top, width, height)
