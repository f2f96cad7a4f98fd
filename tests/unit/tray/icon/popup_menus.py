"""A menu, a screen and a text measure that the popup's tests share."""

from __future__ import annotations

from tray.icon.popup_layout import Box, Metrics, Panel, Place, lay_out
from tray.icon.popup_model import (
    Entry,
    Level,
    MenuState,
)

SEPARATOR = Entry("")
DRINKS = Entry("Log", children=(Entry("Coffee"), Entry("Tea", enabled=False), Entry("Water")))
OFF = Entry("Today", children=(Entry("80 mg", enabled=False),))
ROOT = (
    Entry("Next at 14:30", enabled=False),
    SEPARATOR,
    Entry("Open"),
    DRINKS,
    OFF,
    Entry("Settings"),
    SEPARATOR,
    Entry("Locked", enabled=False, children=(Entry("Inside"),)),
    Entry("Quit", checked=True),
)
OPEN, LOG, TODAY, SETTINGS, LOCKED, QUIT = 2, 3, 4, 5, 7, 8
METRICS = Metrics()
SCREEN = Box(0, 0, 1280, 800)
ANCHOR = Box(100, 0, 24, 24)

MANY = tuple(Entry(f"Row {n}") for n in range(20))
LOW = Box(0, 0, 1280, 300)


def measure(text: str) -> float:
    return 7.0 * len(text)


def at(*hot: int | None) -> MenuState:
    return MenuState(tuple(Level(row) for row in hot))


def hots(state: MenuState) -> tuple[int | None, ...]:
    return tuple(level.hot for level in state.levels)


def panels_of(
    state: MenuState,
    root: tuple[Entry, ...] = ROOT,
    anchor: Box = ANCHOR,
    screen: Box = SCREEN,
) -> tuple[Panel, ...]:
    return lay_out(root, state, Place(anchor, screen), METRICS, measure)
