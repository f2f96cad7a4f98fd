"""What every section of the look-back window is: a page that may tell, change and take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from windows.parts import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class LookBackPage(Page):
    """A section; it is made with the theme and the paths when it is first wanted."""

    told = Signal(str)
    """A line for whoever started the window, such as ``changed``."""

    said = Signal(str)
    """A sentence for the person: something was done."""

    complained = Signal(str)
    """A sentence for the person: something could not be done."""

    rearranged = Signal()
    """Other controls are shown than before."""

    @property
    def acts(self) -> QWidget | None:
        """The buttons of what is open here, for the foot of the window; None for its own."""
        return None

    @property
    def busy(self) -> bool:
        """Whether something is being kept that must not be cut off."""
        return False

    @property
    def can_undo(self) -> bool:
        """Whether something was changed here that can be taken back."""
        return False

    def undo(self) -> None:
        """Take back the last change that was made here."""

    def look_again(self) -> None:
        """Show what is in the journal by now: the person came back to the window."""
