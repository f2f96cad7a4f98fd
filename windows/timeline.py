"""The timeline: days side by side, newest at the right; a lane for each thing that was noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy

from config.language import tr
from config.local_format import short_month, weekday_letter
from windows.look_back_book import DAY
from windows.paint import box, focus_ring, leading
from windows.parts import announce
from windows.timeline_model import LANES, Lane, Mark, Shape, mark

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from windows.theme import Theme
    from windows.timeline_model import DayStrip

_COLUMN_EMS: Final = 1.75
_WEEK: Final = 7
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_WEEK,
    Qt.Key.Key_Down: _WEEK,
}
_PATTERNS: Final = {
    Shape.SOLID: Qt.BrushStyle.SolidPattern,
    Shape.HATCHED: Qt.BrushStyle.BDiagPattern,
    Shape.OUTLINE: Qt.BrushStyle.NoBrush,
    Shape.CROSSED: Qt.BrushStyle.CrossPattern,
}


class Timeline(QLabel):
    """Days in columns; the keys walk through them, and each day is read out.

    Left and Right go a day back and on, Up and Down a week, Home and End to the first and the last.
    To a screen reader it is a label that bears the day that the keys have come to: the table below
    it holds all the rest as text.
    """

    moved = Signal()
    """The person went to another day."""

    entered = Signal()
    """The keyboard came to it."""

    opened = Signal()
    """The person wants to go on from the day, in the table."""

    def __init__(self, theme: Theme, strip: DayStrip) -> None:
        """Show the days of ``strip``."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme = theme
        self._strip = strip
        self._lanes: tuple[Lane, ...] = LANES
        self._last = strip.newest
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(
            tr(
                "Left and Right go from day to day, Up and Down from week to week. "
                "Return goes to the table, which holds the same as text."
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._measure()
        theme.changed.connect(self._measure)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)
        self.look()

    def look(self) -> None:
        """Show the strip as it is by now."""
        self._last = min(max(self._last, self._strip.oldest), self._strip.newest)
        self._reveal()
        self.setAccessibleName(self._strip.sentence())
        self.update()

    def show_lanes(self, lanes: tuple[Lane, ...]) -> None:
        """Show these lanes alone."""
        self._lanes = lanes
        self.updateGeometry()
        self.update()

    @property
    def shown_days(self) -> int:
        """How many days fit beside each other."""
        return max(1, int((self.width() - self._left - self._edge()) / self._column()))

    @property
    def first_shown(self) -> dt.date:
        """The day at the left; with few days, one before the first of them."""
        return self._last - (self.shown_days - 1) * DAY

    def go(self, days: int) -> None:
        """Go some days on, or back for less than 0, and have the day read out."""
        self.go_to(self._strip.selected + days * DAY)

    def go_to(self, date: dt.date) -> None:
        """Go to a day, or to the nearest that there is, and have it read out."""
        before = self._strip.selected
        self._strip.select(date)
        self.look()
        announce(self, self.accessibleName())
        if self._strip.selected != before:
            self.moved.emit()

    def _reveal(self) -> None:
        """Move the days as little as shows the selected one."""
        selected = self._strip.selected
        self._last = max(self._last, selected)
        oldest_last = selected + (self.shown_days - 1) * DAY
        self._last = min(self._last, max(oldest_last, selected))

    # -- sizes

    def _column(self) -> float:
        return _COLUMN_EMS * self._theme.look.text

    def _lane(self) -> int:
        return round(0.75 * self._theme.look.text + 32)

    def _axis(self) -> int:
        return 3 * self._small().height() + self._theme.look.gap

    def _edge(self) -> int:
        return self._theme.look.ring + 1 + self._theme.look.gap

    def _small(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(self._theme.look.small))

    def _measure(self) -> None:
        """Find out where the days begin, right of the labels: it is asked for at every mark."""
        labels, small = QFontMetrics(self._theme.font(self._theme.look.text)), self._small()
        label = max(labels.horizontalAdvance(tr(lane.label)) for lane in LANES)
        top = max(small.horizontalAdvance(tr(lane.top)) for lane in LANES)
        self._left = self._edge() + label + top + 3 * self._theme.look.gap

    def sizeHint(self) -> QSize:
        """As wide as there is room, and high enough for its lanes."""
        height = self._lane() * len(self._lanes) + self._axis() + 2 * self._edge()
        return QSize(30 * self._theme.look.text, height)

    def minimumSizeHint(self) -> QSize:
        """Some days, always in full height."""
        return QSize(self._left + round(4 * self._column()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the selected day still."""
        super().resizeEvent(event)
        self._reveal()

    # -- keys and pointer

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard came."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the days."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            sideways = event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}
            self.go(-step if sideways and self.isRightToLeft() else step)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(self._strip.oldest)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self._strip.newest)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day under the pointer."""
        x = event.position().x()
        start = self.width() - x if self.isRightToLeft() else x
        number = int((start - self._left) // self._column())
        if event.button() is Qt.MouseButton.LeftButton and 0 <= number < self.shown_days:
            self.go_to(self.first_shown + number * DAY)
        else:
            event.ignore()

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is shown."""
        look, colours = self._theme.look, self._theme.colours
        painter = QPainter(self)
        box(painter, self.rect(), look, colours.surface, colours.hairline, look.outline)
        days = [
            self.first_shown + number * DAY
            for number in range((self._last - self.first_shown).days + 1)
        ]
        self._paint_ground(painter, days)
        for row, lane in enumerate(self._lanes):
            self._paint_label(painter, lane, row)
            for column, date in enumerate(days):
                sums = self._strip.day(date)
                found = mark(lane, sums) if sums is not None else None
                if found is not None:
                    chosen = date == self._strip.selected
                    self._paint_mark(painter, lane, self._cell(row, column), found, chosen=chosen)
        self._paint_dates(painter, days)
        if self.hasFocus():
            focus_ring(painter, self.rect(), look)
        painter.end()

    def _cell(self, row: int, column: int) -> QRectF:
        wide, high = self._column(), self._lane()
        cell = QRectF(self._left + column * wide, self._edge() + row * high, wide, high)
        return leading(cell, self)

    def _paint_ground(self, painter: QPainter, days: list[dt.date]) -> None:
        """The selected day, lines between weeks, and the ground on which each lane stands."""
        look, colours = self._theme.look, self._theme.colours
        bottom = self._edge() + len(self._lanes) * self._lane()
        wide = len(days) * self._column()
        whole = leading(QRectF(self._left, self._edge(), wide, bottom - self._edge()), self)
        for column, date in enumerate(days):
            left = self._left + column * self._column()
            if date == self._strip.selected:
                area = QRectF(left, self._edge(), self._column(), self.height() - 2 * self._edge())
                area = leading(area, self)
                painter.setBrush(QColor(colours.chosen))
                painter.setPen(QPen(QColor(colours.accent), 2 * look.outline))
                painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 3, 3)
            elif date.weekday() == 0:
                painter.setPen(QPen(QColor(colours.hairline), 1))
                x = leading(QRectF(left, 0, 0, 0), self).x()
                painter.drawLine(QPointF(x, self._edge()), QPointF(x, bottom))
        painter.setPen(QPen(QColor(colours.line), 1))
        for row in range(len(self._lanes)):
            y = self._edge() + (row + 1) * self._lane() - 1
            painter.drawLine(QPointF(whole.left(), y), QPointF(whole.right(), y))

    def _paint_label(self, painter: QPainter, lane: Lane, row: int) -> None:
        look, colours = self._theme.look, self._theme.colours
        cell = self._cell(row, 0)
        wide = self._left - self._edge()
        area = QRectF(self._edge() + look.gap, cell.y(), wide, cell.height())
        area = leading(area, self)
        painter.setPen(QColor(colours.ink))
        painter.setFont(self._theme.font(look.text))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), tr(lane.label))
        painter.setPen(QColor(colours.quiet))
        painter.setFont(self._theme.font(look.small))
        aside = QRectF(self._edge(), cell.y() + 2, wide - look.gap, cell.height())
        flags = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop
        painter.drawText(leading(aside, self), int(flags), tr(lane.top))

    def _paint_mark(
        self, painter: QPainter, lane: Lane, cell: QRectF, found: Mark, *, chosen: bool
    ) -> None:
        colours = self._theme.colours
        colour = QColor(colours.on_chosen if chosen else colours.ink)
        line = max(1.5, self._theme.look.text / 11)
        painter.setPen(QPen(colour, line))
        middle = cell.center()
        if lane.shape is Shape.DIAMOND:
            side = cell.width() * 0.3
            painter.setBrush(colour)
            corners = [(0, -side), (side, 0), (0, side), (-side, 0)]
            painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
            return
        room = cell.adjusted(cell.width() * 0.2, cell.height() * 0.22, -cell.width() * 0.2, -1)
        top = room.bottom() - room.height() * found.height
        if not found.height and lane.shape is not Shape.DOT:
            # None, as the person said; on days of which nobody knows there is nothing at all.
            y = top - 3 * line
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        elif lane.shape is Shape.DOT:
            dot = cell.width() * 0.17
            at = QPointF(middle.x(), max(room.top() + dot, top - dot))
            painter.drawLine(QPointF(middle.x(), room.bottom()), at)
            painter.setBrush(colour)
            painter.drawEllipse(at, dot, dot)
        else:
            painter.setBrush(QBrush(colour, _PATTERNS[lane.shape]))
            painter.drawRect(QRectF(room.left(), top, room.width(), room.bottom() - top))
        if found.over:
            painter.setBrush(colour)
            half = cell.width() * 0.18
            tip = QPointF(middle.x(), cell.top() + 3)
            foot = tip + QPointF(0, half)
            ends = [tip, foot + QPointF(half, 0), foot - QPointF(half, 0)]
            painter.drawPolygon(QPolygonF(ends))

    def _paint_dates(self, painter: QPainter, days: list[dt.date]) -> None:
        look, colours = self._theme.look, self._theme.colours
        painter.setFont(self._theme.font(look.small))
        metrics = self._small()
        top = self._edge() + len(self._lanes) * self._lane() + look.gap // 2
        middle = int(Qt.AlignmentFlag.AlignHCenter)
        free = 0
        for column, date in enumerate(days):
            chosen = date == self._strip.selected
            left = round(self._left + column * self._column())
            logical = QRectF(left, top, round(self._column()), metrics.height())
            area = leading(logical, self)
            painter.setPen(QColor(colours.on_chosen if chosen else colours.quiet))
            painter.drawText(area, middle, weekday_letter(date))
            painter.setPen(QColor(colours.on_chosen if chosen else colours.ink))
            painter.drawText(area.translated(0, metrics.height()), middle, str(date.day))
            if date.day == 1 or column == 0:
                words = short_month(date)
                wide = metrics.horizontalAdvance(words)
                if left >= free and left + wide <= self.width() - self._edge():
                    below = logical.translated(0, 2 * metrics.height())
                    below.setWidth(wide + 1)
                    painter.setPen(QColor(colours.ink))
                    painter.drawText(leading(below, self), 0, words)
                    free = left + wide + look.gap
