"""Buttons, chips and rows: large, painted by Lull itself, complete for the keyboard and by ear."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QSizePolicy,
)

from windows.paint import MNEMONIC, WRAPPED, box, check_mark, focus_ring, tick

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from windows.theme import Theme


class Weight(StrEnum):
    """How much a button stands out."""

    PRIMARY = "primary"
    """The one way on."""
    SECONDARY = "secondary"
    """Anything else."""
    QUIET = "quiet"
    """Without an outline, for what is rarely wanted."""
    CALL = "call"
    """The call line of an emergency."""


class Button(QPushButton):
    """A push button; Return presses it too while it has the keyboard."""

    def __init__(self, text: str, theme: Theme, weight: Weight = Weight.SECONDARY) -> None:
        """Make a button.

        Args:
            text: What it does; ``&`` before the letter that presses it together with Alt.
            theme: What to paint with.
            weight: How much it stands out.
        """
        super().__init__(text)
        self._theme = theme
        self.weight = weight
        self.setAutoDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        _follow(self, theme)

    def sizeHint(self) -> QSize:
        """Its text and room around it, never below the least target."""
        look = self._theme.look
        metrics = QFontMetrics(self._font())
        room = 2 * (look.ring + 1)
        width = metrics.size(MNEMONIC, self.text()).width() + look.gap * 4 + room
        tall = 1.35 if self.weight is Weight.CALL else 1.0
        height = max(round(look.target * tall), metrics.height() + 2 * look.gap)
        return QSize(max(width, look.target * 2), height + room)

    def minimumSizeHint(self) -> QSize:
        """Its text is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        look = self._theme.look
        fill, ink, outline = self._colours()
        painter = QPainter(self)
        if self.weight is not Weight.QUIET or self.underMouse() or self.isDown():
            box(painter, self.rect(), look, fill, outline, look.outline)
        painter.setFont(self._font())
        painter.setPen(QColor(ink))
        flags = int(Qt.AlignmentFlag.AlignCenter) | MNEMONIC
        down = QPoint(0, 1) if self.isDown() else QPoint(0, 0)
        painter.drawText(self.rect().translated(down), flags, self.text())
        if self.hasFocus():
            focus_ring(painter, self.rect(), look)
        painter.end()

    def _font(self) -> QFont:
        size = self._theme.look.heading if self.weight is Weight.CALL else self._theme.look.text
        return self._theme.font(size, bold=self.weight in {Weight.PRIMARY, Weight.CALL})

    def _colours(self) -> tuple[str, str, str]:
        colours = self._theme.colours
        over = self.isEnabled() and self.underMouse()
        if not self.isEnabled():
            return colours.surface, colours.quiet, colours.hairline
        if self.weight is Weight.PRIMARY:
            fill = colours.accent_raised if over else colours.accent
            return fill, colours.on_accent, fill
        if self.weight is Weight.CALL:
            # It stands on the emergency card, so it takes that card's two colours the other way.
            return colours.on_emergency, colours.emergency, colours.on_emergency
        ink = colours.accent if self.weight is Weight.QUIET else colours.ink
        return colours.raised if over else colours.surface, ink, colours.line


class Chip(QCheckBox):
    """A short choice among several that may be taken together; a tick shows that it is taken."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme
        _make_pressable(self, theme)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        """Its text, with room for the tick whether it is there or not."""
        return _chip_size(self, self._theme)

    def minimumSizeHint(self) -> QSize:
        """Its text is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        _paint_chip(self, self._theme)


class RadioChip(QRadioButton):
    """A short choice among several of which one can be taken; pressed again it is given back."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme
        _make_pressable(self, theme)
        self._was_taken = False
        self.pressed.connect(self._remember)
        # The first to hear of a click, so that whoever hears of it next finds it done.
        self.clicked.connect(self._give_back)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def _remember(self) -> None:
        self._was_taken = self.isChecked()

    def _give_back(self) -> None:
        """Take an answer away that need not be given; Qt keeps the one of an exclusive group."""
        group = self.group()
        if self._was_taken and group is not None:
            group.setExclusive(False)
            self.setChecked(False)
            group.setExclusive(True)

    def sizeHint(self) -> QSize:
        """Its text, with room for the tick whether it is there or not."""
        return _chip_size(self, self._theme)

    def minimumSizeHint(self) -> QSize:
        """Its text is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        _paint_chip(self, self._theme)


class CheckRow(QCheckBox):
    """A choice as a whole row: a check box, its text, and a line of help; both wrap."""

    def __init__(self, text: str, theme: Theme, help_text: str = "") -> None:
        super().__init__(text)
        self.row = _RowText(self, theme, help_text)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def heightForWidth(self, width: int) -> int:
        """The height of its wrapped text."""
        return self.row.height(width)

    def sizeHint(self) -> QSize:
        """Wide enough for its text on one line, within reason."""
        return self.row.size_hint()

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        return self.row.least()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        self.row.paint(round_mark=False)


class RadioRow(QRadioButton):
    """One of several choices as a whole row; see `CheckRow`."""

    def __init__(self, text: str, theme: Theme, help_text: str = "") -> None:
        super().__init__(text)
        self.row = _RowText(self, theme, help_text)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def heightForWidth(self, width: int) -> int:
        """The height of its wrapped text."""
        return self.row.height(width)

    def sizeHint(self) -> QSize:
        """Wide enough for its text on one line, within reason."""
        return self.row.size_hint()

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        return self.row.least()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        self.row.paint(round_mark=True)


class _RowText:
    """Text and help beside a mark: what check rows and radio rows share."""

    def __init__(self, button: QAbstractButton, theme: Theme, help_text: str) -> None:
        self._button = button
        self._theme = theme
        self._help = help_text
        button.setAccessibleDescription(help_text)
        _make_pressable(button, theme)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        button.setSizePolicy(policy)

    def height(self, width: int) -> int:
        look = self._theme.look
        text, aside = self._text_rects(width)
        inner = max(look.target, text.height() + aside.height() + round(1.5 * look.gap))
        return inner + 2 * (look.ring + 1)

    def size_hint(self) -> QSize:
        width = 22 * self._theme.look.text
        return QSize(width, self.height(width))

    def least(self) -> QSize:
        return QSize(
            10 * self._theme.look.text, self._theme.look.target + 2 * self._theme.look.ring
        )

    def paint(self, *, round_mark: bool) -> None:
        button, look, colours = self._button, self._theme.look, self._theme.colours
        on, over = button.isChecked(), button.underMouse() and button.isEnabled()
        fill = colours.chosen if on else colours.raised if over else colours.surface
        outline = colours.accent if on else colours.line
        width = look.outline * 2 if on else look.outline
        painter = QPainter(button)
        box(painter, button.rect(), look, fill, outline, width)
        text, aside = self._text_rects(button.width())
        top = (button.height() - text.height() - aside.height()) // 2
        middle = top + QFontMetrics(self._theme.font(look.text)).height() / 2
        side = look.indicator
        mark = QRectF(look.ring + 1 + 1.5 * look.gap, middle - side / 2, side, side)
        check_mark(painter, mark, look, on=on, round_mark=round_mark)
        painter.setPen(QColor(colours.on_chosen if on else colours.ink))
        painter.setFont(self._theme.font(look.text))
        text.moveTop(top)
        painter.drawText(text, WRAPPED, button.text())
        if self._help:
            painter.setPen(QColor(colours.on_chosen if on else colours.quiet))
            painter.setFont(self._theme.font(look.small))
            aside.moveTop(top + text.height())
            painter.drawText(aside, WRAPPED, self._help)
        if button.hasFocus():
            focus_ring(painter, button.rect(), look)
        painter.end()

    def _text_rects(self, width: int) -> tuple[QRect, QRect]:
        look = self._theme.look
        left = round(look.ring + 1 + 1.5 * look.gap + look.indicator + 1.25 * look.gap)
        room = QRect(left, 0, max(1, width - left - look.ring - 1 - look.gap), 10_000)
        text = _wrapped(self._theme.font(look.text), room, self._button.text())
        if not self._help:
            return text, QRect()
        return text, _wrapped(self._theme.font(look.small), room, self._help)


def _wrapped(font: QFont, room: QRect, text: str) -> QRect:
    needed = QFontMetrics(font).boundingRect(room, WRAPPED, text)
    return QRect(room.x(), 0, room.width(), needed.height())


def _make_pressable(button: QAbstractButton, theme: Theme) -> None:
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    _follow(button, theme)


def _follow(button: QAbstractButton, theme: Theme) -> None:
    # Bound methods of the button: the connection ends with it.
    theme.changed.connect(button.updateGeometry)
    theme.changed.connect(button.update)


def _chip_size(button: QAbstractButton, theme: Theme) -> QSize:
    look = theme.look
    metrics = QFontMetrics(theme.font(look.text))
    room = 2 * (look.ring + 1)
    width = metrics.size(MNEMONIC, button.text()).width() + look.text + look.gap * 4 + room
    return QSize(width, max(look.target, metrics.height() + 2 * look.gap) + room)


def _paint_chip(button: QAbstractButton, theme: Theme) -> None:
    look, colours = theme.look, theme.colours
    on, over = button.isChecked(), button.underMouse() and button.isEnabled()
    fill = colours.chosen if on else colours.raised if over else colours.surface
    outline = colours.accent if on else colours.line
    painter = QPainter(button)
    box(painter, button.rect(), look, fill, outline, look.outline * 2 if on else look.outline)
    inset = look.ring + 1
    inner = button.rect().adjusted(inset, inset, -inset, -inset)
    side = look.text
    if on:
        mark = QRectF(inner.x() + look.gap, inner.center().y() - side / 2 + 0.5, side, side)
        tick(painter, mark, colours.accent)
        inner.setLeft(inner.x() + look.gap + side)
    painter.setPen(QColor(colours.on_chosen if on else colours.ink))
    painter.setFont(theme.font(look.text))
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter) | MNEMONIC, button.text())
    if button.hasFocus():
        focus_ring(painter, button.rect(), look)
    painter.end()
