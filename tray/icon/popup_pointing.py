"""What the pointer meets in a popup menu, and how its panels scroll: pure, in pixels."""

from __future__ import annotations

import dataclasses

from tray.icon.popup_layout import Metrics, Panel, filled
from tray.icon.popup_model import Entry, Level, MenuState, rows_at, scroll_to


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """What is at a point of the screen.

    Attributes:
        depth: Which panel.
        row: Index of the row there, if any.
        scroll: -1 on the arrow that shows rows above, 1 on the one below, else 0.
    """

    depth: int
    row: int | None = None
    scroll: int = 0


def hit(panels: tuple[Panel, ...], x: int, y: int, metrics: Metrics) -> Hit | None:
    """What is at a point of the screen; the panels opened last lie on top."""
    for depth in range(len(panels) - 1, -1, -1):
        panel = panels[depth]
        if not panel.box.holds(x, y):
            continue
        inside = y - panel.box.top
        if panel.more_above and inside < metrics.edge + metrics.separator:
            return Hit(depth, scroll=-1)
        if panel.more_below and inside >= panel.box.height - metrics.edge - metrics.separator:
            return Hit(depth, scroll=1)
        for row in panel.rows:
            if row.top <= inside < row.top + row.height:
                return Hit(depth, row.index)
        return Hit(depth)
    return None


def reveal(
    root: tuple[Entry, ...], state: MenuState, panels: tuple[Panel, ...], metrics: Metrics
) -> MenuState:
    """Scroll the last panel so that its highlighted row is in sight."""
    depth = len(state.levels) - 1
    hot = state.levels[depth].hot
    panel = panels[depth]
    if hot is None or any(row.index == hot for row in panel.rows):
        return state
    if hot < state.levels[depth].first:
        return scroll_to(state, depth, _first_for_top(hot))
    rows = rows_at(root, state, depth)
    for first in range(state.levels[depth].first + 1, len(rows)):
        panel_from = filled(rows, Level(hot, first), panel.box, metrics)
        if any(row.index == hot for row in panel_from.rows):
            return scroll_to(state, depth, first)
    return state


def scrolled(
    root: tuple[Entry, ...], state: MenuState, panels: tuple[Panel, ...], depth: int, step: int
) -> MenuState:
    """Move the rows of a panel by ``step`` rows, as far as there are any."""
    panel = panels[depth]
    if (step < 0 and not panel.more_above) or (step > 0 and not panel.more_below):
        return state
    first = state.levels[depth].first + step
    if step < 0:
        first = _first_for_top(first)
    return scroll_to(state, depth, min(first, len(rows_at(root, state, depth)) - 1))


def heads_for(panel: Panel, start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether the pointer, going from ``start`` to ``end``, is on its way to a submenu's panel.

    A slanting way to a submenu crosses other rows of its parent, which must not close it: the
    pointer is on its way while it stays in the triangle from where it was to the panel's near edge.
    """
    (x0, y0), (x1, y1) = start, end
    to_right = panel.box.left >= x0
    edge = panel.box.left if to_right else panel.box.right
    if (x1 <= x0) if to_right else (x1 >= x0):
        return False
    share = min((x1 - x0) / (edge - x0), 1.0) if edge != x0 else 1.0
    upper = y0 + (panel.box.top - y0) * share
    lower = y0 + (panel.box.bottom - y0) * share
    return upper <= y1 <= lower


def _first_for_top(row: int) -> int:
    # With one row out of sight its arrow would take its place: then show it instead.
    return 0 if row <= 1 else row
