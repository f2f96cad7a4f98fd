"""Finds words in a page: Return goes to the next place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from config.language import tr
from windows.controls import Button, Weight

if TYPE_CHECKING:
    from windows.page_view import PageView
    from windows.theme import Theme


class FindBar(QWidget):
    """A field, the number of places found, and the ways between them.

    Attributes:
        said: Emitted with the words for a screen reader.
    """

    said = Signal(str)

    def __init__(self, view: PageView, theme: Theme) -> None:
        """Find in ``view``; hidden until it is opened."""
        super().__init__()
        self._view = view
        self._at = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find on this page"))
        self.field.setAccessibleName(tr("Find on this page"))
        self.count = QLabel("")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setMinimumWidth(theme.look.text * 6)
        back = Button(tr("&Previous"), theme)
        onward = Button(tr("&Next"), theme)
        close = Button(tr("C&lose"), theme, Weight.QUIET)
        close.setAccessibleName(tr("Close the search"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look.gap)
        for part in (self.field, self.count, back, onward, close):
            row.addWidget(part, 1 if part is self.field else 0)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(lambda: self.step(1))
        back.clicked.connect(lambda: self.step(-1))
        onward.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.close_bar)
        self.hide()

    def open_bar(self) -> None:
        """Show it, with what was searched last ready to be typed over."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Hide it and go on reading at the place that was found."""
        self._view.find_all("")
        self.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next place, or the one before; round at the ends."""
        found = len(self._view.matches)
        if not found:
            if self.field.text():
                self.said.emit(tr("Not found"))
            return
        self._at = (self._at + by) % found
        sentence = self._view.go_to_match(self._at)
        self.count.setText(tr("{n} of {all}", n=self._at + 1, all=found))
        self.said.emit(tr("{n} of {all}. {sentence}", n=self._at + 1, all=found, sentence=sentence))

    def _search(self, words: str) -> None:
        self._at = 0
        found = self._view.find_all(words.strip())
        if not words.strip():
            self.count.setText("")
        elif not found:
            self.count.setText(tr("Not found"))
        else:
            self._view.go_to_match(0)
            self.count.setText(tr("{n} of {all}", n=1, all=found))
            # A sentence for every letter would be too much to listen to.
            self.said.emit(self.count.text())
