"""A list that drops down, with a mark that says so; painted by Lull in every palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QToolTip

from windows.paint import box, focus_ring, leading
from windows.rows import Rows

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from windows.rows import Index
    from windows.theme import Theme


MOST_ROWS = 10
"""So many are shown at once; the others are scrolled to."""


class _Rows(Rows):
    """Rows that an unsteady hand can hit."""

    def __init__(self, drop: DropList, theme: Theme) -> None:
        super().__init__(drop)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Never below the least target."""
        hint = super().sizeHint(option, index)
        return hint.expandedTo(QSize(0, self._theme.look.target))


class DropList(QComboBox):
    """One of many, where buttons would take too much room; typing goes to what begins so."""

    def __init__(self, name: str, theme: Theme) -> None:
        """Make an empty list.

        Args:
            name: What it is, for a screen reader.
            theme: What to paint with.
        """
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setItemDelegate(_Rows(self, theme))
        self.setMaxVisibleItems(MOST_ROWS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Its longest text and the mark, never below the least target."""
        look = self._theme.look
        metrics = QFontMetrics(self._theme.font(look.text))
        texts = (self.itemText(row) for row in range(self.count()))
        widest = max(map(metrics.horizontalAdvance, texts), default=0)
        return QSize(widest + look.target + 3 * look.gap, look.target + 2 * (look.ring + 1))

    def minimumSizeHint(self) -> QSize:
        """Some of its text and the mark."""
        look = self._theme.look
        return QSize(min(self.sizeHint().width(), 8 * look.text), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Tell under the pointer what has no room."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            cut_off = self.width() < self.sizeHint().width()
            QToolTip.showText(event.globalPos(), self.currentText() if cut_off else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field, its text and the mark."""
        look, colours = self._theme.look, self._theme.colours
        painter = QPainter(self)
        box(painter, self.rect(), look, colours.surface, colours.line, look.outline)
        painter.setPen(QColor(colours.ink))
        font = self._theme.font(look.text)
        painter.setFont(font)
        side = look.target
        inset = look.ring + 1 + round(1.5 * look.gap)
        room = leading(QRectF(self.rect().adjusted(inset, 0, -side, 0)), self)
        elide = Qt.TextElideMode.ElideRight
        words = QFontMetrics(font).elidedText(self.currentText(), elide, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        arrow = QRectF(self.width() - side, 0, side, self.height())
        middle = leading(arrow, self).center()
        arm = look.text * 0.3
        pen = QPen(QColor(colours.ink), max(2.0, look.text * 0.12))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        tip = QPointF(middle.x(), middle.y() + arm / 2)
        painter.drawLine(QPointF(middle.x() - arm, middle.y() - arm / 2), tip)
        painter.drawLine(tip, QPointF(middle.x() + arm, middle.y() - arm / 2))
        if self.hasFocus():
            focus_ring(painter, self.rect(), look)
        painter.end()
