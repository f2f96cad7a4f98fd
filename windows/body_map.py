"""The body map: a face, a front and a back, drawn here, to be clicked or walked with the arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QCheckBox, QProxyStyle, QSizePolicy, QStyle, QToolTip

from config.language import NP_, tr, trp
from windows.body_shapes import HEIGHT, WIDTH, Shape, View, first_shape, shape_at, shapes
from windows.body_steps import Direction, neighbour
from windows.paint import focus_ring, tick
from windows.parts import announce

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QStyleOption, QWidget

    from windows.theme import Theme

_ARROWS: Final = {
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
}
_CAPTIONS: Final = {
    View.FACE: NP_("a view of the body", "Face"),
    View.FRONT: NP_("a view of the body", "Front"),
    View.BACK: NP_("a view of the body", "Back"),
}
_CAPTION_X: Final = {View.FACE: 74.0, View.FRONT: 227.0, View.BACK: 395.0}


class _BoxOfThePlace(QProxyStyle):
    """Has assistive tools find the place that the keyboard is at where it is drawn.

    Qt (6.11) tells of a check box only where its tick and its words would be, and this one has
    neither: a magnifier that follows the keyboard would show an empty corner.
    """

    _ASKED = (
        QStyle.SubElement.SE_CheckBoxIndicator,
        QStyle.SubElement.SE_CheckBoxClickRect,
    )

    def subElementRect(
        self,
        element: QStyle.SubElement,
        option: QStyleOption,
        widget: QWidget | None = None,
    ) -> QRect:
        """The outline of the place, in pixels of the widget."""
        # Qt passes a bare number for some of them.
        if isinstance(widget, BodyMap) and QStyle.SubElement(element) in self._ASKED:
            return widget.current_box
        return super().subElementRect(element, option, widget)  # type: ignore[arg-type] # Qt takes none


class BodyMap(QCheckBox):
    """Places on a body; each can be chosen, in whichever figure it is seen.

    To a screen reader it is a check box that bears the name of the place that the arrow keys have
    come to, and is ticked if that place is chosen: a plain widget would have no role at all.
    """

    place_pressed = Signal(str)
    """The person pressed a place, to choose it or to give it back."""

    def __init__(self, theme: Theme, names: Mapping[str, str]) -> None:
        """Make a map with nothing chosen.

        Args:
            theme: What to paint with.
            names: What each place is called.
        """
        super().__init__()
        self._theme = theme
        self._names = names
        self._chosen: frozenset[str] = frozenset()
        self._current = first_shape("eyelid") or 0
        self._under: int | None = None
        self._polygons = [QPolygonF([QPointF(*p) for p in s.outline]) for s in shapes()]
        style = _BoxOfThePlace("Fusion")
        style.setParent(self)  # setStyle takes no ownership
        self.setStyle(style)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(
            tr(
                "Arrow keys go from place to place and Space chooses. "
                "The list of places beside it holds the same."
            )
        )
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)
        # A screen reader presses it by itself, without a key.
        self.clicked.connect(lambda: self._press(self._current))
        self._name_for_the_ear()

    def choose(self, sites: Iterable[str]) -> None:
        """Show exactly these places as chosen, without telling anybody."""
        self._chosen = frozenset(sites)
        self._name_for_the_ear()
        self.update()

    @property
    def current_site(self) -> str:
        """The place that the keyboard is at."""
        return shapes()[self._current].site

    @property
    def current_box(self) -> QRect:
        """Where the place that the keyboard is at is drawn, in pixels of the map."""
        scale, left = self._frame()
        box = self._polygons[self._current].boundingRect()
        placed = QRectF(
            left + box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale
        )
        return placed.toAlignedRect()

    def sizeHint(self) -> QSize:
        """Its units as pixels, with room for the captions."""
        return QSize(round(WIDTH), self.heightForWidth(round(WIDTH)))

    def minimumSizeHint(self) -> QSize:
        """Small enough for half a window."""
        return QSize(round(WIDTH * 0.75), self.heightForWidth(round(WIDTH * 0.75)))

    def heightForWidth(self, width: int) -> int:
        """In proportion, but never higher than a screen shows."""
        caption = round(self._theme.look.small * 2)
        return min(round(width * HEIGHT / WIDTH), 620) + caption

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose or give back the place under the pointer."""
        number = self._at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or number is None:
            event.ignore()
            return
        self._current = number
        self._press(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the place under the pointer."""
        self._hover(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """No place is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(None)

    def event(self, event: QEvent) -> bool:
        """Tell the name of the place under a resting pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._name(number) if number is not None else "")
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on, Space chooses; Return is left to the window, which goes on with it."""
        direction = _ARROWS.get(Qt.Key(event.key()))
        if direction is not None:
            self._current = neighbour(self._current, direction)
            self._tell()
        elif event.key() == Qt.Key.Key_Space:
            self._press(self._current)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the figures, then what is chosen, then where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        scale, left = self._frame()
        painter.translate(left, 0)
        painter.scale(scale, scale)
        for number, shape in enumerate(shapes()):
            self._paint_shape(painter, number, shape)
        self._paint_features(painter)
        if self.hasFocus():
            self._paint_current(painter)
        painter.restore()
        self._paint_captions(painter, scale, left)
        if self.hasFocus():
            focus_ring(painter, self.rect(), self._theme.look)
        painter.end()

    # -- what is painted

    def _paint_shape(self, painter: QPainter, number: int, shape: Shape) -> None:
        colours = self._theme.colours
        chosen = shape.site in self._chosen or (bool(shape.site) and "all_over" in self._chosen)
        over = self._under is not None and shape.site == shapes()[self._under].site != ""
        fill = colours.accent if chosen else colours.chosen if over else colours.figure
        outline = colours.accent if chosen or over else colours.figure_line
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(outline), 2.2 if chosen or over else 1.1))
        painter.drawPolygon(self._polygons[number])
        if chosen:
            x, y = shape.mark
            box = shape.outline
            xs, ys = [p[0] for p in box], [p[1] for p in box]
            side = min(18.0, max(xs) - min(xs), max(ys) - min(ys))
            tick(painter, QRectF(x - side / 2, y - side / 2, side, side), colours.on_accent)

    def _paint_features(self, painter: QPainter) -> None:
        """Brows and nose: lines that make a face of the large figure."""
        colours = self._theme.colours
        covered = {"face_other", "all_over"} & self._chosen
        pen = QPen(QColor(colours.on_accent if covered else colours.figure_line), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for side in (-1, 1):
            painter.drawArc(QRectF(74 + side * 25 - 19, 147, 38, 22), 30 * 16, 120 * 16)
        if not covered:
            painter.drawArc(QRectF(67, 176, 14, 12), 200 * 16, 140 * 16)

    def _paint_current(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ground = QPen(QColor(self._theme.colours.surface), 6.0)
        painter.setPen(ground)
        painter.drawPolygon(self._polygons[self._current])
        painter.setPen(QPen(QColor(self._theme.colours.focus), 3.0))
        painter.drawPolygon(self._polygons[self._current])

    def _paint_captions(self, painter: QPainter, scale: float, left: float) -> None:
        look = self._theme.look
        painter.setFont(self._theme.font(look.small))
        painter.setPen(QColor(self._theme.colours.quiet))
        top = HEIGHT * scale + look.small * 0.2
        for view, caption in _CAPTIONS.items():
            middle = left + _CAPTION_X[view] * scale
            area = QRectF(middle - 74 * scale, top, 148 * scale, look.small * 1.6)
            painter.drawText(
                area, int(Qt.AlignmentFlag.AlignCenter), trp("a view of the body", caption)
            )

    # -- where things are

    def _frame(self) -> tuple[float, float]:
        """How many pixels a unit is, and where the map begins."""
        caption = self._theme.look.small * 2
        scale = min(self.width() / WIDTH, max(1.0, self.height() - caption) / HEIGHT)
        return scale, (self.width() - WIDTH * scale) / 2

    def _at(self, position: QPointF) -> int | None:
        scale, left = self._frame()
        return shape_at(((position.x() - left) / scale, position.y() / scale))

    def _name(self, number: int) -> str:
        site = shapes()[number].site
        return self._names.get(site, site)

    def _hover(self, number: int | None) -> None:
        if number != self._under:
            self._under = number
            pointing = Qt.CursorShape.PointingHandCursor
            self.setCursor(Qt.CursorShape.ArrowCursor if number is None else pointing)
            self.update()

    def _press(self, number: int) -> None:
        self.place_pressed.emit(shapes()[number].site)
        self._tell()

    def _name_for_the_ear(self) -> None:
        self.setAccessibleName(tr("Body map: {place}", place=self._name(self._current)))
        self.setChecked(self.current_site in self._chosen)

    def _tell(self) -> None:
        self._name_for_the_ear()
        place = self._name(self._current)
        announce(
            self,
            tr("{place}, chosen", place=place)
            if self.current_site in self._chosen
            else tr("{place}, not chosen", place=place),
        )
        self.update()
