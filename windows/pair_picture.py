"""Two shares of days, one below the other, and how far apart they may be: told without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from windows.paint import leading

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from windows.pair_model import Pair
    from windows.theme import Theme

_LINES = 3.9
"""A line of words and a bar, twice, and the line of the interval."""


class PairPicture(QWidget):
    """The first share as a filled bar, the second as an empty one, the interval as a line."""

    def __init__(self, theme: Theme, pair: Pair) -> None:
        """Show ``pair``; by ear it says what stands beside the bars."""
        super().__init__()
        self._theme = theme
        self._pair = pair
        self.setAccessibleName(pair.told)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room, two lines of words and two bars high."""
        look = self._theme.look
        return QSize(24 * look.text, round(_LINES * self._line() + 1.5 * look.gap))

    def minimumSizeHint(self) -> QSize:
        """The bars need little room."""
        return QSize(10 * self._theme.look.text, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both."""
        look, colours = self._theme.look, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = look.ring + 1
        line, wide = self._line(), self.width() - 2 * inset
        pair = self._pair
        top = 0.0
        for number, (label, share) in enumerate(
            ((pair.first_label, pair.first), (pair.second_label, pair.second))
        ):
            painter.setFont(self._theme.font(look.small))
            painter.setPen(QColor(colours.ink))
            place = QRectF(inset, top, wide, line)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), label)
            bar = QRectF(inset, top + line + line * 0.1, wide, line * 0.6)
            self._paint_bar(painter, bar, share, filled=number == 0)
            top = bar.bottom() + look.gap / 2
            if number == 0:
                self._paint_interval(painter, QRectF(inset, top, wide, line * 0.5))
                top += line * 0.5 + look.gap / 2
        painter.end()

    def _paint_bar(self, painter: QPainter, room: QRectF, share: float, *, filled: bool) -> None:
        look, colours = self._theme.look, self._theme.colours
        # The whole length stands for all days of the kind.
        painter.setPen(QPen(QColor(colours.line), look.outline))
        painter.setBrush(QColor(colours.surface))
        painter.drawRect(room)
        part = QRectF(room)
        part.setWidth(room.width() * share)
        part = leading(part, self)
        if share > 0:
            painter.setPen(QPen(QColor(colours.ink), 2))
            ground = Qt.BrushStyle.SolidPattern if filled else Qt.BrushStyle.BDiagPattern
            painter.setBrush(QBrush(QColor(colours.quiet if filled else colours.ink), ground))
            painter.drawRect(part)

    def _paint_interval(self, painter: QPainter, room: QRectF) -> None:
        """Where the first bar may end, seen from the second."""
        share = QRectF(room)
        share.setLeft(room.x() + room.width() * self._pair.low)
        share.setRight(room.x() + room.width() * self._pair.high)
        share = leading(share, self)
        low, high = share.left(), share.right()
        middle = room.center().y()
        painter.setPen(QPen(QColor(self._theme.colours.ink), max(2.0, room.height() * 0.15)))
        painter.drawLines(
            [
                QLineF(low, middle, high, middle),
                QLineF(low, room.top(), low, room.bottom()),
                QLineF(high, room.top(), high, room.bottom()),
            ]
        )

    def _line(self) -> int:
        return QFontMetrics(self._theme.font(self._theme.look.small)).height()
