"""What every card about the journal as a whole is: it asks the command line, and tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from windows.asking import Asking
from windows.parts import Card

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from config.paths import Paths
    from windows.controls import Button
    from windows.theme import Theme


class DataCard(Card):
    """A card whose buttons have something done by a process of its own.

    Attributes:
        begun: Emitted as something begins that takes a moment.
        said: Emitted with what was done.
        failed: Emitted with what could not be done.
        opened: Emitted with what has just been shown, and may be out of view.
        changed: Emitted when the journal is another one, or has something new.
    """

    begun = Signal()
    said = Signal(str)
    failed = Signal(str)
    opened = Signal(QWidget)
    changed = Signal()

    def __init__(self, theme: Theme, paths: Paths) -> None:
        """Make an empty card for the Lull of ``paths``."""
        super().__init__(theme)
        self._paths = paths

    def asking(
        self, answered: Callable[[Any], None], failed: Callable[[str], None] | None = None
    ) -> Asking:
        """Something to ask with.

        Args:
            answered: Takes what was printed, decoded.
            failed: Takes the sentence that was printed instead; it is told by default.
        """
        asking = Asking(self._paths, self)
        asking.answered.connect(answered)
        asking.failed.connect(failed or self.failed)
        return asking


def row_of(*buttons: Button) -> QHBoxLayout:
    """Buttons beside each other, from the left."""
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
