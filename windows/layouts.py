"""Layouts: a row that wraps, and columns that become one when text is large or room is short."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QResizeEvent


class FlowLayout(QLayout):
    """Puts widgets side by side and begins a new line where one would not fit."""

    def __init__(self, parent: QWidget | None, gap: int) -> None:
        """Lay out the children of ``parent``, ``gap`` pixels apart both ways."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at ``index``."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give the item at ``index`` away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It never wants more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at ``width``."""
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        """Move every widget to its place."""
        super().setGeometry(rect)
        self._place(rect, moving=True)

    def sizeHint(self) -> QSize:
        """As small as it can be: it wraps."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest and the highest of the widgets."""
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, moving: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if moving:
                place = QRect(QPoint(x, y), QSize(width, hint.height()))
                item.setGeometry(QStyle.visualRect(self._direction(), rect, place))
            x += width + self._gap
            line = max(line, hint.height())
        return y + line - rect.y()

    def _direction(self) -> Qt.LayoutDirection:
        widget = self.parentWidget()
        return widget.layoutDirection() if widget else QGuiApplication.layoutDirection()


def set_margins(layout: QLayout, leading: int, top: int, trailing: int, bottom: int) -> None:
    """The margins of a layout, which Qt does not mirror with what is in it.

    Args:
        layout: The layout.
        leading: At the side on which a line begins.
        top: Above.
        trailing: At the side on which a line ends.
        bottom: Below.
    """
    sides = (leading, trailing)
    left, right = reversed(sides) if QGuiApplication.isRightToLeft() else sides
    layout.setContentsMargins(left, top, right, bottom)


class Columns(QWidget):
    """Widgets in columns that are read from top to bottom, as the tab key goes through them.

    As many columns as fit, each at least as wide as asked for. A widget that grows pushes only
    its own column down.
    """

    def __init__(self, widgets: Sequence[QWidget], least_width: int, most: int, gap: int) -> None:
        """Take the widgets over.

        Args:
            widgets: In reading order.
            least_width: The least width of a column, pixels.
            most: The most columns.
            gap: The space between columns and between rows, pixels.
        """
        super().__init__()
        self._widgets = tuple(widgets)
        self._least_width = least_width
        self._gap = gap
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * gap)
        self._columns: list[QVBoxLayout] = []
        for _ in range(most):
            column = QVBoxLayout()
            column.setSpacing(gap)
            self._row.addLayout(column, 1)
            self._columns.append(column)
        self._used = 0
        self._fill(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as fit now."""
        super().resizeEvent(event)
        fitting = (event.size().width() + 2 * self._gap) // (self._least_width + 2 * self._gap)
        self._fill(min(max(1, fitting), len(self._columns)))

    def minimumSizeHint(self) -> QSize:
        """One column is enough, and the height is that for the width.

        The layout's own least height is that of the narrowest rows, whose texts take many lines: a
        page would scroll over the emptiness that this leaves.
        """
        return QSize(min(self._least_width, 200), 0)

    def _fill(self, used: int) -> None:
        if used == self._used:
            return
        self._used = used
        for number, column in enumerate(self._columns):
            # Not takeAt: Qt 6.11 keeps the sizes of a widget with its first layout item, which
            # lives on in Python; removeWidget ends it.
            for widget in self._widgets:
                column.removeWidget(widget)
            column.takeAt(0)
            self._row.setStretch(number, 1 if number < used else 0)
        share = -(-len(self._widgets) // used)
        for number, widget in enumerate(self._widgets):
            self._columns[number // share].addWidget(widget)
        for column in self._columns[:used]:
            column.addStretch(1)


def set_reading_order(window: QWidget) -> None:
    """Have the tab key go as the eye does: in the order of the layouts.

    Qt's own order is that in which widgets came to the window, which is another one as soon as
    something is added later.
    """
    for first, second in itertools.pairwise(_in_reading_order(window)):
        QWidget.setTabOrder(first, second)


def _in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        yield from _in_reading_order(inner) if inner else ()
    elif isinstance(widget, QStackedWidget):
        page = widget.currentWidget()
        yield from _in_reading_order(page) if page else ()
    elif (layout := widget.layout()) is not None:
        yield from _of_layout(layout)
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        inner = item.layout() if item else None
        widget = item.widget() if item else None
        if inner is not None:
            yield from _of_layout(inner)
        elif widget is not None:
            yield from _in_reading_order(widget)


def frame_pages(
    window: QWidget,
    head: Sequence[QWidget],
    pages: QWidget,
    foot: Sequence[QWidget | QLayout],
    gap: int,
) -> QVBoxLayout:
    """Lay out a window of pages that scroll between what is always in view.

    Args:
        window: The window; it has no layout yet.
        head: Above the pages, from top to bottom; may be empty.
        pages: Takes all room that is left.
        foot: Below the pages, from top to bottom.
        gap: The space between them, pixels.

    Returns:
        The layout of the foot, for what joins it later.
    """
    whole = QVBoxLayout(window)
    whole.setContentsMargins(0, gap, 0, 0)
    whole.setSpacing(0)
    if head:
        above = QVBoxLayout()
        above.setContentsMargins(3 * gap, gap, 3 * gap, gap)
        above.setSpacing(gap)
        for part in head:
            above.addWidget(part)
        whole.addLayout(above)
    below = QVBoxLayout()
    below.setContentsMargins(3 * gap, gap, 3 * gap, 2 * gap)
    for each in foot:
        if isinstance(each, QWidget):
            below.addWidget(each)
        else:
            below.addLayout(each)
    whole.addWidget(pages, 1)
    whole.addLayout(below)
    return below


def foot_row(said: QWidget, buttons: Sequence[QWidget], gap: int) -> QWidget:
    """A row for the foot of a window: what was said, and the buttons at the right of it."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(gap)
    line.addWidget(said, 1)
    line.addStretch()  # so that no button grows where nothing is said
    for button in buttons:
        line.addWidget(button)
    return row


def open_at(window: QWidget, wide: int, high: int) -> None:
    """Give a new window its size in pixels, or less where the screen has no room for it."""
    room = window.screen().availableGeometry()
    window.resize(min(wide, round(room.width() * 0.94)), min(high, round(room.height() * 0.88)))


def page_keys(window: QWidget, page: Callable[[], QScrollArea]) -> None:
    """Have Escape close ``window``, and the page keys scroll by most of what can be seen.

    Args:
        window: The window.
        page: Gives the page that is shown now.
    """

    def scroll(pages: int) -> None:
        bar = page().verticalScrollBar()
        bar.setValue(bar.value() + pages * round(bar.pageStep() * 0.9))

    for key, act in (
        (Qt.Key.Key_Escape, window.close),
        (Qt.Key.Key_PageUp, lambda: scroll(-1)),
        (Qt.Key.Key_PageDown, lambda: scroll(1)),
    ):
        QShortcut(QKeySequence(key), window).activated.connect(act)
