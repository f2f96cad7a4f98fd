"""The breath as a picture: a circle that grows and shrinks, or, without motion, words and a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from config.language import NP_, tr, trp
from tips.breathing import BREATHS
from windows.breathe_model import WORDS, Moment, Phase
from windows.paint import leading

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from windows.theme import Theme

_SMALLEST: Final = 0.52
"""The circle after breathing out, as a part of the circle after breathing in."""
_INSIDE: Final = {
    Phase.READY: "",
    Phase.IN: NP_("breathing", "In"),
    Phase.OUT: NP_("breathing", "Out"),
    Phase.DONE: "",
}
_BAR_STEPS: Final = 16
"""The bar moves in steps: nothing on the screen glides where less motion was asked for."""


class BreathView(QWidget):
    """What to do now, painted; a screen reader is told by the window, not by this."""

    def __init__(self, theme: Theme) -> None:
        """Begin before the first breath."""
        super().__init__()
        self._theme = theme
        self.moment = Moment(Phase.READY, 0, 0.0)
        # It paints all of itself, so that nothing behind it has to be painted at each step.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr(WORDS[Phase.READY]))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Large enough to see from a chair."""
        side = 18 * self._theme.look.text
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Small enough for large text on a small screen."""
        side = 8 * self._theme.look.text
        return QSize(side, side)

    def show_moment(self, moment: Moment) -> None:
        """Show a moment; only what changed is painted anew."""
        before, self.moment = self.moment, moment
        if (before.phase, before.breath) != (moment.phase, moment.breath):
            self.setAccessibleName(tr(WORDS[moment.phase]))
            self.update()
        elif not self._theme.look.still:
            radius = max(self._radius(before), self._radius(moment)) + self._line()
            middle = QRectF(self.rect()).center()
            area = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            self.update(area.toAlignedRect())
        elif _steps(before) != _steps(moment):
            self.update(self._bar())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what was asked for."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.colours.page))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._theme.look.still:
            self._paint_still(painter)
        else:
            self._paint_circle(painter)
        painter.end()

    # -- the circle

    def _line(self) -> float:
        return self._theme.look.outline + 2.0

    def _room(self) -> float:
        """The radius of the ring around everything."""
        return min(self.width(), self.height()) / 2 - self._line()

    def _radius(self, moment: Moment) -> float:
        largest = self._room() - 3 * self._line()
        return largest * (_SMALLEST + (1 - _SMALLEST) * moment.full)

    def _paint_circle(self, painter: QPainter) -> None:
        look, colours = self._theme.look, self._theme.colours
        middle, line = QRectF(self.rect()).center(), self._line()
        self._paint_ring(painter, middle, line)
        painter.setPen(QPen(QColor(colours.accent), line))
        painter.setBrush(QColor(colours.chosen))
        radius = self._radius(self.moment)
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(QColor(colours.on_chosen))
        painter.setFont(self._theme.font(round(look.title * 1.2), bold=True))
        inside = trp("breathing", _INSIDE[self.moment.phase])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, inside)

    def _paint_ring(self, painter: QPainter, middle: QPointF, line: float) -> None:
        """How far the two minutes have come, around the circle; it moves once a breath."""
        colours, radius = self._theme.colours, self._room()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.hairline), line / 2))
        painter.drawEllipse(middle, radius, radius)
        done = max(0, self.moment.breath - (self.moment.phase is not Phase.DONE))
        pen = QPen(QColor(colours.accent), line)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        # Qt counts in sixteenths of a degree, from three o'clock against the clock.
        painter.drawArc(box, 90 * 16, -round(done / BREATHS * 360 * 16))

    # -- without motion

    def _bar(self) -> QRect:
        look = self._theme.look
        wide, tall = min(self.width(), 20 * look.text), 2 * look.gap
        middle = self.rect().center()
        return QRect(middle.x() - wide // 2, middle.y() + look.title, wide, tall)

    def _paint_still(self, painter: QPainter) -> None:
        look, colours = self._theme.look, self._theme.colours
        bar = QRectF(self._bar()).adjusted(1, 1, -1, -1)
        painter.setPen(QColor(colours.ink))
        painter.setFont(self._theme.font(round(look.title * 1.4), bold=True))
        words = QRectF(0, 0, self.width(), bar.top() - look.gap)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(words, flags, tr(WORDS[self.moment.phase]))
        round_ = bar.height() / 2
        painter.setPen(QPen(QColor(colours.line), look.outline))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(bar, round_, round_)
        inner = bar.adjusted(3, 3, -3, -3)
        inner.setWidth(inner.width() * _steps(self.moment) / _BAR_STEPS)
        if inner.width() >= inner.height():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(leading(inner, self), inner.height() / 2, inner.height() / 2)


def _steps(moment: Moment) -> int:
    """How much of the bar is filled: more while breathing in, less while breathing out."""
    part = {Phase.IN: moment.share, Phase.OUT: 1 - moment.share}.get(moment.phase, 0.0)
    return round(part * _BAR_STEPS)
