"""What is drawn in the report: the body with its places, and rows of bars; black on white.

It stays readable after a photocopier and a fax: no colour, no grey, nothing told by shade alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from config.language import NP_, trp
from windows.body_shapes import HEIGHT, WIDTH, Shape, View, shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journal.report_written import Bars

INK: Final = QColor("black")
PAPER: Final = QColor("white")
CENTRED: Final = int(Qt.AlignmentFlag.AlignCenter)

CAPTION_UNITS: Final = 34.0
"""Room for the words below the figures, units of the map."""
MAP_RATIO: Final = (HEIGHT + CAPTION_UNITS) / WIDTH

_CAPTIONS: Final = {
    View.FACE: (NP_("a view of the body", "Face"), 74.0),
    View.FRONT: (NP_("a view of the body", "Front"), 227.0),
    View.BACK: (NP_("a view of the body", "Back"), 395.0),
}
_OUTLINE: Final = 1.2
_HATCH: Final = 1.6
_HATCH_STEP: Final = 5.5
_BADGE: Final = 12.5
"""Half the width of the badge that bears a number, units of the map."""
_ALL_OVER: Final = ((View.FRONT, (268.0, 22.0)), (View.BACK, (436.0, 22.0)))
"""Where the number of "all over" stands: beside the heads."""


def badges(sites: Sequence[str]) -> list[tuple[str, QPointF]]:
    """The numbers on the map and where they stand: one for each place in each figure.

    Args:
        sites: The places in the order of their numbers; one that no figure shows has no badge.
    """
    found: dict[tuple[str, View], QPointF] = {}
    for shape in shapes():
        # Of several parts of one place the last is on the viewer's right, clear of the trunk.
        found[shape.site, shape.view] = QPointF(*shape.mark)
    for view, point in _ALL_OVER:
        found["all_over", view] = QPointF(*point)
    numbers = {site: str(number) for number, site in enumerate(sites, start=1)}
    return [(numbers[site], at) for (site, _), at in found.items() if site in numbers]


def paint_map(painter: QPainter, area: QRectF, sites: Sequence[str], font: QFont) -> None:
    """Draw the figures with the places hatched and numbered.

    Args:
        painter: With the page's own units.
        area: Where; its proportions should be `MAP_RATIO`.
        sites: The places in the order of their numbers.
        font: For numbers and captions; its size is set here.
    """
    painter.save()
    painter.translate(area.topLeft())
    painter.scale(area.width() / WIDTH, area.width() / WIDTH)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes():
        _paint_shape(painter, shape, hatched=shape.site in sites)
    words = QFont(font)
    words.setPixelSize(18)
    words.setBold(True)
    painter.setFont(words)
    for number, at in badges(sites):
        painter.setPen(QPen(INK, _OUTLINE))
        painter.setBrush(PAPER)
        painter.drawEllipse(at, _BADGE, _BADGE)
        painter.drawText(QRectF(at.x() - 20, at.y() - 20, 40, 40), CENTRED, number)
    words.setBold(False)
    painter.setFont(words)
    painter.setPen(INK)
    for caption, x in _CAPTIONS.values():
        painter.drawText(
            QRectF(x - 60, HEIGHT + 4, 120, CAPTION_UNITS - 8),
            CENTRED,
            trp("a view of the body", caption),
        )
    painter.restore()


def _paint_shape(painter: QPainter, shape: Shape, *, hatched: bool) -> None:
    polygon = QPolygonF([QPointF(*point) for point in shape.outline])
    painter.setPen(QPen(INK, _OUTLINE))
    painter.setBrush(PAPER)
    painter.drawPolygon(polygon)
    if not hatched:
        return
    path = QPainterPath()
    path.addPolygon(polygon)
    box = polygon.boundingRect()
    painter.save()
    painter.setClipPath(path)
    painter.setPen(QPen(INK, _HATCH))
    offset = 0.0
    while offset < box.width() + box.height():
        start = QPointF(box.left() + offset, box.top())
        painter.drawLine(start, QPointF(start.x() - box.height(), box.bottom()))
        offset += _HATCH_STEP
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(INK, 2 * _OUTLINE))
    painter.drawPolygon(polygon)


MOST_BARS: Final = 40
"""More bars than this would be too thin; their numbers are told in words then."""


def paint_bars(painter: QPainter, area: QRectF, bars: Bars, font: QFont) -> None:
    """Draw bars: black for days with a twitch, an outline for days with anything noted.

    Args:
        painter: With the page's own units.
        area: Where, with the numbers above the bars and their labels below.
        bars: At most `MOST_BARS`.
        font: For numbers and labels, in its size.
    """
    painter.save()
    painter.setFont(font)
    line = painter.fontMetrics().height()
    top, bottom = area.top() + line * 1.1, area.bottom() - line * 1.2
    pitch = area.width() / max(12, len(bars.bins))
    wide = pitch * 0.62
    widest = max(painter.fontMetrics().horizontalAdvance(label) for label in bars.labels)
    every = max(1, -(-int(widest * 1.15) // max(1, int(pitch))))
    most = max(one.period.days for one in bars.bins)
    mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    painter.setPen(QPen(INK, line * 0.05))
    painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
    for at, (label, one) in enumerate(zip(bars.labels, bars.bins, strict=True)):
        # The first day stands where a line begins.
        left = area.right() - (at + 1) * pitch if mirrored else area.left() + at * pitch
        unit = (bottom - top) / most
        for days, filled in ((one.noted_days, False), (one.twitch_days, True)):
            bar = QRectF(left + (pitch - wide) / 2, bottom - days * unit, wide, days * unit)
            painter.setBrush(INK if filled else PAPER)
            if days:
                painter.drawRect(bar)
        higher = bottom - max(one.noted_days, one.twitch_days) * unit
        number = QRectF(left - pitch, higher - line, 3 * pitch, line)
        painter.drawText(number, CENTRED, str(one.twitch_days))
        if at % every == 0:
            below = QRectF(left + pitch / 2 - widest, bottom + line * 0.1, 2 * widest, line)
            painter.drawText(below, CENTRED, label)
    painter.restore()
