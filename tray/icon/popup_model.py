"""What a popup menu holds and how keys and the pointer move through it: pure, no display.

The keys follow the menu pattern of the ARIA Authoring Practices Guide: arrows wrap around, Right
opens a submenu, Left and Escape close it, Escape in the first panel closes the menu, a letter goes
to the next row that begins with it.
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Any


class Key(StrEnum):
    """The keys with a meaning of their own."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    HOME = "home"
    END = "end"
    ENTER = "enter"
    ESCAPE = "escape"


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One row of a panel, as it was when the menu opened.

    Attributes:
        label: What the row says; empty for a separator.
        enabled: Whether it can be chosen.
        checked: None for a plain row, else the state of its mark.
        radio: Whether the mark is round: one of a group.
        children: The rows of its submenu.
        item: What the owner of the menu knows it by; not looked at here.
    """

    label: str
    enabled: bool = True
    checked: bool | None = None
    radio: bool = False
    children: tuple[Entry, ...] = ()
    item: Any = dataclasses.field(default=None, compare=False)

    @property
    def selectable(self) -> bool:
        """Whether keys stop at it and a click does something."""
        return bool(self.label) and self.enabled


@dataclasses.dataclass(frozen=True, slots=True)
class Level:
    """One open panel.

    Attributes:
        hot: Index of its highlighted row, if there is one.
        first: Index of the first row shown; above 0 where the panel is too tall for the screen.
    """

    hot: int | None = None
    first: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class MenuState:
    """Where the person is in the menu.

    Attributes:
        levels: The open panels; each one after the first belongs to the highlighted row of the one
            before it. Keys act in the last.
        chosen: The row that was picked; the menu is over.
        closed: Whether the menu was left without a choice.
    """

    levels: tuple[Level, ...] = (Level(),)
    chosen: Entry | None = None
    closed: bool = False

    @property
    def over(self) -> bool:
        """Whether the menu is to be taken from the screen."""
        return self.closed or self.chosen is not None


def rows_at(root: tuple[Entry, ...], state: MenuState, depth: int) -> tuple[Entry, ...]:
    """The rows of the open panel at ``depth``, from 0."""
    rows = root
    for level in state.levels[:depth]:
        rows = rows[level.hot].children if level.hot is not None else ()
    return rows


def press_key(root: tuple[Entry, ...], state: MenuState, key: Key) -> MenuState:
    """What a key does."""
    depth = len(state.levels) - 1
    rows = rows_at(root, state, depth)
    hot = state.levels[depth].hot
    if key is Key.ESCAPE or key is Key.LEFT:
        if depth > 0:
            return dataclasses.replace(state, levels=state.levels[:depth])
        return dataclasses.replace(state, closed=key is Key.ESCAPE)
    if key in (Key.ENTER, Key.RIGHT):
        if hot is None or (key is Key.RIGHT and not rows[hot].children):
            return state
        opened = click(root, state, depth, hot)
        return _with_first_row_hot(root, opened) if len(opened.levels) > depth + 1 else opened
    return _highlight(state, depth, _next_row(rows, hot, key))


def type_letter(root: tuple[Entry, ...], state: MenuState, letter: str) -> MenuState:
    """Go to the next row that begins with ``letter``, in either case; stay if there is none."""
    depth = len(state.levels) - 1
    rows = rows_at(root, state, depth)
    hot = state.levels[depth].hot
    start = 0 if hot is None else hot + 1
    for step in range(len(rows)):
        row = (start + step) % len(rows)
        begins = rows[row].label.casefold().startswith(letter.casefold())
        if rows[row].selectable and begins:
            return _highlight(state, depth, row)
    return state


def hover(root: tuple[Entry, ...], state: MenuState, depth: int, row: int | None) -> MenuState:
    """The pointer is over a row of an open panel, or over none of its rows.

    A row with a submenu opens it; another row closes what was open beyond its panel.
    """
    is_last = depth == len(state.levels) - 1
    if row is None or not rows_at(root, state, depth)[row].selectable:
        return _highlight(state, depth, None) if is_last else state
    if row == state.levels[depth].hot and not is_last:
        return state
    state = _highlight(dataclasses.replace(state, levels=state.levels[: depth + 1]), depth, row)
    if rows_at(root, state, depth)[row].children:
        return dataclasses.replace(state, levels=(*state.levels, Level()))
    return state


def click(root: tuple[Entry, ...], state: MenuState, depth: int, row: int) -> MenuState:
    """A row is pressed: choose it, or open its submenu; a row that is off does nothing."""
    entry = rows_at(root, state, depth)[row]
    if not entry.selectable:
        return state
    state = hover(root, state, depth, row)
    return state if entry.children else dataclasses.replace(state, chosen=entry)


def scroll_to(state: MenuState, depth: int, first: int) -> MenuState:
    """Show the panel at ``depth`` from its row ``first`` on; what was open beyond it closes."""
    level = dataclasses.replace(state.levels[depth], first=first)
    if level == state.levels[depth]:
        return state
    return dataclasses.replace(state, levels=(*state.levels[:depth], level))


def _highlight(state: MenuState, depth: int, row: int | None) -> MenuState:
    level = dataclasses.replace(state.levels[depth], hot=row)
    levels = (*state.levels[:depth], level, *state.levels[depth + 1 :])
    return dataclasses.replace(state, levels=levels)


def _with_first_row_hot(root: tuple[Entry, ...], state: MenuState) -> MenuState:
    depth = len(state.levels) - 1
    return _highlight(state, depth, _next_row(rows_at(root, state, depth), None, Key.HOME))


def _next_row(rows: tuple[Entry, ...], hot: int | None, key: Key) -> int | None:
    stops = [index for index, entry in enumerate(rows) if entry.selectable]
    if not stops:
        return None
    if key is Key.HOME or (hot is None and key is Key.DOWN):
        return stops[0]
    if key is Key.END or hot is None:
        return stops[-1]
    place = stops.index(hot) + (1 if key is Key.DOWN else -1)
    return stops[place % len(stops)]
