"""Why a tray item is drawn by nobody; apart from the rest, so that naming it loads no D-Bus."""

from __future__ import annotations

from enum import Enum, auto


class Absence(Enum):
    """Why a tray item is drawn by nobody."""

    HIDDEN = auto()
    """It was not asked to be shown, or was asked to be hidden."""
    NO_BUS = auto()
    """There is no session bus; ``Bus.trouble`` tells why."""
    NO_WATCHER = auto()
    """No program owns the watcher's name, or it refused the item."""
    UNANSWERED = auto()
    """The watcher did not answer in time; it is asked again."""
    NO_HOST = auto()
    """The watcher knows of no host that would draw the item."""
