"""How Lull's own controls are painted, from the look alone; high contrast needs no style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from windows.look import Look

MNEMONIC = int(Qt.TextFlag.TextShowMnemonic)
WRAPPED = MNEMONIC | int(Qt.TextFlag.TextWordWrap)


def leading(area: QRectF, widget: QWidget) -> QRectF:
    """Where a part of ``widget`` lies in the direction in which its language is written.

    Args:
        area: Where it lies from left to right.
        widget: What it is a part of.
    """
    if not widget.isRightToLeft():
        return area
    return QRectF(widget.width() - area.right(), area.y(), area.width(), area.height())


def box(painter: QPainter, rect: QRect, look: Look, fill: str, outline: str, width: float) -> None:
    """A rounded box inside the room that the focus ring needs."""
    inset = look.ring + 1 + width / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill))
    painter.setPen(QPen(QColor(outline), width) if width else Qt.PenStyle.NoPen)
    area = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(area, look.radius, look.radius)


def focus_ring(painter: QPainter, rect: QRect, look: Look) -> None:
    """The ring around what has the keyboard, outside its outline."""
    half = look.ring / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.palette.focus), look.ring))
    radius = look.radius + look.ring
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)


def tick(painter: QPainter, area: QRectF, colour: str) -> None:
    """A tick inside ``area``."""
    path = QPainterPath(QPointF(area.x() + area.width() * 0.22, area.y() + area.height() * 0.52))
    path.lineTo(area.x() + area.width() * 0.42, area.y() + area.height() * 0.72)
    path.lineTo(area.x() + area.width() * 0.79, area.y() + area.height() * 0.28)
    pen = QPen(QColor(colour), max(2.0, area.width() * 0.12))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def check_mark(painter: QPainter, area: QRectF, look: Look, *, on: bool, round_mark: bool) -> None:
    """A check box, or a radio button, with its tick or dot."""
    colours = look.palette
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(2.0, area.width() * 0.08)
    inner = area.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(QColor(colours.accent if on else colours.line), width))
    if round_mark:
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(inner)
        if on:
            third = area.width() * 0.27
            painter.setBrush(QColor(colours.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(area.adjusted(third, third, -third, -third))
        return
    painter.setBrush(QColor(colours.accent if on else colours.surface))
    painter.drawRoundedRect(inner, area.width() * 0.22, area.width() * 0.22)
    if on:
        tick(painter, area, colours.on_accent)
