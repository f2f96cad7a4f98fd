"""The head of a step: where one is in a few steps, and its headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from config.language import tr
from windows.paint import leading
from windows.parts import Role, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from windows.theme import Theme


class StepHeader(QWidget):
    """Where one is in a few steps: "Step 1 of 3", a bar of steps, and the step's own headline."""

    def __init__(self, theme: Theme, step: int, steps: int, headline: str, lead: str = "") -> None:
        """Make the head of a step.

        Args:
            theme: What to paint with.
            step: Which one, from 1.
            steps: How many there are.
            headline: What is asked in it.
            lead: A sentence below the headline; none by default.
        """
        super().__init__()
        self.headline = Text(headline, theme, Role.TITLE)
        self.headline.setAccessibleDescription(tr("Step {step} of {steps}", step=step, steps=steps))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look.gap // 2)
        where = Text(tr("Step {step} of {steps}", step=step, steps=steps), theme, Role.HELP)
        where.setWordWrap(False)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(StepBar(theme, step, steps), 1)
        row.addWidget(where)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.headline)
        if lead:
            column.addWidget(Text(lead, theme, Role.BODY, "quiet"))


class StepBar(QWidget):
    """A bar in as many parts as there are steps, filled up to where one is."""

    def __init__(self, theme: Theme, step: int, steps: int) -> None:
        super().__init__()
        self._theme = theme
        self._step = step
        self._steps = steps
        self.setMinimumWidth(8 * theme.look.text)
        self.setMaximumWidth(20 * theme.look.text)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        look, colours = self._theme.look, self._theme.colours
        gap, tall = look.gap // 2, max(4, look.gap // 2)
        inset = look.ring + 1
        wide = (self.width() - inset - gap * (self._steps - 1)) / self._steps
        top = (self.height() - tall) // 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self._steps):
            done = number < self._step
            painter.setPen(QPen(QColor(colours.accent if done else colours.line), 1))
            painter.setBrush(QColor(colours.accent if done else colours.page))
            left = inset + round(number * (wide + gap))
            part = leading(QRectF(left, top, round(wide), tall), self)
            painter.drawRoundedRect(part, tall / 2, tall / 2)
        painter.end()
