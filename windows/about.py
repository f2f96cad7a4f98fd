"""The reading window: "About twitches" and "When to get help", with their parts and a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QSizePolicy, QVBoxLayout, QWidget

from config.language import N_, tr
from tips.pages import load_page
from windows import reading
from windows.controls import Button
from windows.find_bar import FindBar
from windows.layouts import set_reading_order
from windows.page_view import PageView
from windows.parts import Text, announce

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from windows.theme import Theme

OTHER: Final = {"about": "when_to_get_help", "when_to_get_help": "about"}
"""Which page is offered on which."""

_TITLES: Final = {"about": N_("About - Lull"), "when_to_get_help": N_("When to get help - Lull")}
_LABELS: Final = {"about": N_("&About twitches"), "when_to_get_help": N_("When to &get help")}
_CONTENTS_EMS: Final = 18
_WINDOW_EMS: Final = 66
_BESIDE_EMS: Final = 58
"""The least width at which the list of parts has room beside the text."""


class ReadingWindow(QWidget):
    """One page at a time."""

    def __init__(self, name: str, theme: Theme) -> None:
        """Show the page ``name``.

        Raises:
            CatalogError: The page's file is damaged.
        """
        super().__init__()
        self._theme = theme
        self._name = name
        page = load_page(name)
        self.view = PageView(page, theme)
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("Parts of this page"))
        self.contents.setAccessibleDescription(tr("Return goes to the part."))
        self.contents.setWordWrap(True)
        self.contents.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.contents.itemActivated.connect(lambda _item: self._go())
        self.contents.itemClicked.connect(lambda _item: self._go())
        self.find_bar = FindBar(self.view, theme)
        self.find_bar.said.connect(self._say)
        self.view.moved.connect(self._say)
        find = QKeySequence(QKeySequence.StandardKey.Find)
        self._find = Button(tr("&Find"), theme)
        self._find.setAccessibleDescription(find.toString(QKeySequence.SequenceFormat.NativeText))
        self._find.clicked.connect(self.find_bar.open_bar)
        self._other = Button("", theme)
        self._other.clicked.connect(lambda: self.show_page(OTHER[self._name]))
        self._parts_title = Text(tr("On this page"), theme)
        self._lay_out()
        for keys, act in (
            (find, self.find_bar.open_bar),
            (QKeySequence(Qt.Key.Key_F3), lambda: self.find_bar.step(1)),
            (QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F3), lambda: self.find_bar.step(-1)),
            (QKeySequence(Qt.Key.Key_Escape), self._escape),
        ):
            QShortcut(keys, self).activated.connect(act)
        theme.changed.connect(self._restyle)
        # Room for the parts beside lines of a good length, on a screen of 1280 by 720 too.
        room = self.screen().availableGeometry()
        wide = min(_WINDOW_EMS * theme.look.text, round(room.width() * 0.94))
        self.resize(wide, min(700, round(room.height() * 0.88)))
        self.show_page(name)

    def show_page(self, name: str) -> None:
        """Show another page.

        Raises:
            CatalogError: The page's file is damaged.
        """
        self._name = name
        page = load_page(name)
        # It stands in task lists and recordings of the screen: no word of a symptom.
        self.setWindowTitle(tr(_TITLES[name]))
        self.contents.clear()
        for anchor, heading in reading.headings(page):
            self.contents.addItem(heading)
            self.contents.item(self.contents.count() - 1).setData(Qt.ItemDataRole.UserRole, anchor)
        self._size_rows()
        self.contents.setCurrentRow(0)
        self._other.setText(tr(_LABELS[OTHER[name]]))
        self.find_bar.hide()
        self.view.show_page(page)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Small enough for half a screen; the text scrolls."""
        return QSize(480, 360)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the list of parts where there is room, else the links in the page."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE_EMS * self._theme.look.text
        for part in (self.contents, self._parts_title):
            part.setVisible(beside)
        self.view.show_contents(wanted=not beside)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._other)
        top.addStretch(1)
        top.addWidget(self._find)
        side = QVBoxLayout()
        side.addWidget(self._parts_title)
        side.addWidget(self.contents, 1)
        body = QHBoxLayout()
        body.addLayout(side)
        body.addWidget(self.view, 1)
        whole = QVBoxLayout(self)
        whole.addLayout(top)
        whole.addWidget(self.find_bar)
        whole.addLayout(body, 1)
        set_reading_order(self)
        self._restyle()

    def _restyle(self) -> None:
        look = self._theme.look
        self.contents.setFixedWidth(_CONTENTS_EMS * look.text)
        self._size_rows()
        self._parts_title.setFont(self._theme.font(look.text, bold=True))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(2 * look.gap, 2 * look.gap, 2 * look.gap, 2 * look.gap)
            layout.setSpacing(look.gap)

    def _size_rows(self) -> None:
        """Give each part as many lines as its heading needs; Qt forgets the style's padding."""
        look = self._theme.look
        metrics = QFontMetrics(self._theme.font(look.text))
        # The list's own padding and bar, then those of a row.
        width = _CONTENTS_EMS * look.text - 10 * look.gap
        for row in range(self.contents.count()):
            item = self.contents.item(row)
            flags = int(Qt.TextFlag.TextWordWrap)
            needed = metrics.boundingRect(0, 0, width, 0, flags, item.text())
            height = max(look.target, needed.height() + 2 * look.gap + 4)
            item.setSizeHint(QSize(width, height))

    def _escape(self) -> None:
        """Close the search if it is open, else the window."""
        # One shortcut for both: Qt carries out neither of two for the same key.
        if self.find_bar.isVisible():
            self.find_bar.close_bar()
        else:
            self.close()

    def _go(self) -> None:
        item = self.contents.currentItem()
        if item is None:
            return
        self.view.go_to(item.data(Qt.ItemDataRole.UserRole))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say(item.text())

    def _say(self, words: str) -> None:
        announce(self.view, words)
