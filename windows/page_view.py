"""The text of a reading page: calm lines, its parts as places to go to, words that can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from config.language import tr
from windows import reading

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from tips.pages import Page
    from windows.theme import Theme


class PageView(QTextBrowser):
    """A page; Tab goes from link to link, the arrows move a cursor that a screen reader follows.

    Attributes:
        moved: Emitted with the words for a screen reader after a jump inside the page.
    """

    moved = Signal(str)

    def __init__(self, page: Page, theme: Theme) -> None:
        """Show ``page``."""
        super().__init__()
        self._page = page
        self._theme = theme
        self._contents = False
        self.matches: list[QTextCursor] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = self.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self.anchorClicked.connect(self._follow)
        self.show_page(page)
        theme.changed.connect(self.refresh)

    def show_page(self, page: Page) -> None:
        """Show another page from its beginning."""
        self._page = page
        self.setAccessibleName(page.title)
        self.setAccessibleDescription(tr("Read with the arrow keys. Tab goes to the next link."))
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_contents(self, *, wanted: bool) -> None:
        """Begin the page with links to its parts, or do not."""
        if wanted != self._contents:
            self._contents = wanted
            self.refresh()

    def refresh(self) -> None:
        """Lay the page out anew in the present look, at the same place."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._fill()
        bar.setValue(round(share * bar.maximum()))

    def go_to(self, anchor: str) -> None:
        """Scroll to a part and put the cursor there, so that reading goes on from it."""
        self.scrollToAnchor(anchor)
        block = self.document().begin()
        while block.isValid():
            places = block.begin()
            while not places.atEnd():
                if anchor in places.fragment().charFormat().anchorNames():
                    self.setTextCursor(QTextCursor(block))
                    # Moving the cursor scrolls as little as it can; the heading belongs on top.
                    self.scrollToAnchor(anchor)
                    return
                places += 1
            block = block.next()

    def find_all(self, words: str) -> int:
        """Mark every place that holds ``words``, whatever the case; returns how many there are."""
        self.matches = []
        start = QTextCursor(self.document())
        while words:
            start = self.document().find(words, start, QTextDocument.FindFlag(0))
            if start.isNull():
                break
            self.matches.append(QTextCursor(start))
        self._mark(-1)
        return len(self.matches)

    def go_to_match(self, number: int) -> str:
        """Scroll to a match, counted from 0; returns the sentence around it."""
        match = self.matches[number]
        self._mark(number)
        there = QTextCursor(match)
        there.setPosition(match.selectionStart())
        self.setTextCursor(there)
        self.ensureCursorVisible()
        return str(match.block().text())

    def _mark(self, current: int) -> None:
        colours = self._theme.colours
        marks = []
        for number, match in enumerate(self.matches):
            look = QTextCharFormat()
            chosen = number == current
            look.setBackground(QColor(colours.accent if chosen else colours.chosen))
            look.setForeground(QColor(colours.on_accent if chosen else colours.on_chosen))
            # Not by colour alone.
            look.setFontUnderline(chosen)
            mark = QTextEdit.ExtraSelection()
            mark.cursor = match
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)

    def _fill(self) -> None:
        look = self._theme.look
        self.matches = []
        self.document().setDefaultStyleSheet(reading.style(look))
        self.setFont(self._theme.font(look.text))
        self.setHtml(reading.rich_text(self._page, look, contents=self._contents))
        self._centre()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short and in the middle."""
        super().resizeEvent(event)
        self._centre()

    def _centre(self) -> None:
        look = self._theme.look
        room = self.viewport().width()
        side = max(2 * look.gap, (room - reading.LINE_EMS * look.text) // 2)
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        if shape.leftMargin() != side:
            shape.setLeftMargin(side)
            shape.setRightMargin(side)
            shape.setTopMargin(2 * look.gap)
            shape.setBottomMargin(4 * look.gap)
            frame.setFrameFormat(shape)

    def _follow(self, link: QUrl) -> None:
        if not link.scheme():
            self.go_to(link.fragment())
            self.moved.emit(self.textCursor().block().text())
        elif link.scheme() == "https":
            # The person's browser goes there; Lull itself never does.
            QDesktopServices.openUrl(link)
