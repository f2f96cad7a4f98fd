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

from windows.paint import MNEMONIC, WRAPPED, box, check_mark, focus_ring, leading, tick

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from windows.theme import Theme


if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    # A second Qt class beside that of a control would be a second C++ object.
    _Base = object


class Weight(StrEnum):
    """How much a button stands out."""

    PRIMARY = "primary"
    """The one way on."""
    SECONDARY = "secondary"
    """Anything else."""
    QUIET = "quiet"
    """Without an outline, for what is rarely wanted."""
    CHOSEN = "chosen"
    """An answer that was given already, with the tick of a choice that is taken."""
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
        width += look.text if self.weight is Weight.CHOSEN else 0
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
        inner = self.rect().translated(down)
        if self.weight is Weight.CHOSEN:
            side = look.text
            left = inner.x() + look.ring + 1 + look.gap
            mark = QRectF(left, inner.center().y() - side / 2 + 0.5, side, side)
            tick(painter, leading(mark, self), outline)
            painter.setPen(QColor(ink))
            inner.setLeft(left + side)
        painter.drawText(leading(QRectF(inner), self), flags, self.text())
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
        if self.weight is Weight.CHOSEN:
            return colours.chosen, colours.on_chosen, colours.accent
        ink = colours.accent if self.weight is Weight.QUIET else colours.ink
        return colours.raised if over else colours.surface, ink, colours.line


class _AsChip(_Base):
    """A short choice: how chips are pressed, measured and painted, whatever they are by ear."""

    _theme: Theme

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        """Its text, with room for the tick whether it is there or not."""
        look = self._theme.look
        metrics = QFontMetrics(self._theme.font(look.text))
        room = 2 * (look.ring + 1)
        width = metrics.size(MNEMONIC, self.text()).width() + look.text + look.gap * 4 + room
        return QSize(width, max(look.target, metrics.height() + 2 * look.gap) + room)

    def minimumSizeHint(self) -> QSize:
        """Its text is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        theme = self._theme
        look, colours = theme.look, theme.colours
        on, over = self.isChecked(), self.underMouse() and self.isEnabled()
        fill = colours.chosen if on else colours.raised if over else colours.surface
        outline = colours.accent if on else colours.line
        painter = QPainter(self)
        box(painter, self.rect(), look, fill, outline, look.outline * 2 if on else look.outline)
        inset = look.ring + 1
        inner = self.rect().adjusted(inset, inset, -inset, -inset)
        side = look.text
        if on:
            mark = QRectF(inner.x() + look.gap, inner.center().y() - side / 2 + 0.5, side, side)
            tick(painter, leading(mark, self), colours.accent)
            inner.setLeft(inner.x() + look.gap + side)
        painter.setPen(QColor(colours.on_chosen if on else colours.ink))
        painter.setFont(theme.font(look.text))
        flags = int(Qt.AlignmentFlag.AlignCenter) | MNEMONIC
        painter.drawText(leading(QRectF(inner), self), flags, self.text())
        if self.hasFocus():
            focus_ring(painter, self.rect(), look)
        painter.end()


class Chip(_AsChip, QCheckBox):
    """A short choice among several that may be taken together; a tick shows that it is taken."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme
        _make_pressable(self, theme)


class RadioChip(_AsChip, QRadioButton):
    """A short choice among several of which one can be taken; pressed again it is given back."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self._theme = theme
        _make_pressable(self, theme)
        self._was_taken = False
        self.pressed.connect(self._remember)
        # The first to hear of a click, so that whoever hears of it next finds it done.
        self.clicked.connect(self._give_back)

    def _remember(self) -> None:
        self._was_taken = self.isChecked()

    def _give_back(self) -> None:
        """Take an answer away that need not be given; Qt keeps the one of an exclusive group."""
        group = self.group()
        if self._was_taken and group is not None:
            group.setExclusive(False)
            self.setChecked(False)
            group.setExclusive(True)


class _AsRow(_Base):
    """A choice as a whole row: a mark, its text, and a line of help; both wrap."""

    _theme: Theme
    _help: str

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(pos)

    def heightForWidth(self, width: int) -> int:
        """The height of its wrapped text."""
        look = self._theme.look
        text, aside = self._text_rects(width)
        inner = max(look.target, text.height() + aside.height() + round(1.5 * look.gap))
        return inner + 2 * (look.ring + 1)

    def sizeHint(self) -> QSize:
        """Wide enough for its text on one line, within reason."""
        width = 22 * self._theme.look.text
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        look = self._theme.look
        return QSize(10 * look.text, look.target + 2 * look.ring)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        look, colours = self._theme.look, self._theme.colours
        on, over = self.isChecked(), self.underMouse() and self.isEnabled()
        fill = colours.chosen if on else colours.raised if over else colours.surface
        outline = colours.accent if on else colours.line
        painter = QPainter(self)
        box(painter, self.rect(), look, fill, outline, look.outline * 2 if on else look.outline)
        text, aside = self._text_rects(self.width())
        top = (self.height() - text.height() - aside.height()) // 2
        middle = top + QFontMetrics(self._theme.font(look.text)).height() / 2
        side = look.indicator
        mark = QRectF(look.ring + 1 + 1.5 * look.gap, middle - side / 2, side, side)
        mark = leading(mark, self)
        check_mark(painter, mark, look, on=on, round_mark=isinstance(self, QRadioButton))
        painter.setPen(QColor(colours.on_chosen if on else colours.ink))
        painter.setFont(self._theme.font(look.text))
        text.moveTop(top)
        painter.drawText(leading(QRectF(text), self), WRAPPED, self.text())
        if self._help:
            painter.setPen(QColor(colours.on_chosen if on else colours.quiet))
            painter.setFont(self._theme.font(look.small))
            aside.moveTop(top + text.height())
            painter.drawText(leading(QRectF(aside), self), WRAPPED, self._help)
        if self.hasFocus():
            focus_ring(painter, self.rect(), look)
        painter.end()

    def _begin(self, theme: Theme, help_text: str) -> None:
        self._theme = theme
        self.set_help(help_text)
        _make_pressable(self, theme)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_help(self, help_text: str) -> None:
        """Say something else in the line of help."""
        self._help = help_text
        self.setAccessibleDescription(help_text)
        self.updateGeometry()
        self.update()

    def _text_rects(self, width: int) -> tuple[QRect, QRect]:
        look = self._theme.look
        left = round(look.ring + 1 + 1.5 * look.gap + look.indicator + 1.25 * look.gap)
        room = QRect(left, 0, max(1, width - left - look.ring - 1 - look.gap), 10_000)
        text = _wrapped(self._theme.font(look.text), room, self.text())
        if not self._help:
            return text, QRect()
        return text, _wrapped(self._theme.font(look.small), room, self._help)


class CheckRow(_AsRow, QCheckBox):
    """A row of which several may be ticked together."""

    def __init__(self, text: str, theme: Theme, help_text: str = "") -> None:
        super().__init__(text)
        self._begin(theme, help_text)


class RadioRow(_AsRow, QRadioButton):
    """A row of which one can be chosen."""

    def __init__(self, text: str, theme: Theme, help_text: str = "") -> None:
        super().__init__(text)
        self._begin(theme, help_text)


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
