"""The report on paper: blocks from top to bottom, put on one page or two."""

from __future__ import annotations

import dataclasses
import html
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPalette,
    QPen,
    QTextDocument,
    QTextOption,
)

from config import language
from config.language import N_, tr
from windows.reading import directed
from windows.report_map import INK, MAP_RATIO, MOST_BARS, paint_bars, paint_map

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPagedPaintDevice, QPainter

    from journal.report_written import Bars, Row, Section, Table, Written

FAMILIES: Final = ("Noto Sans", "Liberation Sans", "Arial", "Helvetica", "DejaVu Sans")
"""Plain and common; what none of them has comes from whatever else is installed."""

_BODY: Final = 8.6
_SMALL: Final = 7.4
_HEADING: Final = 10.4
_TITLE: Final = 16.0
_GAP_MM: Final = 1.1
_LABEL_MM: Final = 42.0
_LONG_LABEL_MM: Final = 56.0
_SECTION_GAP_MM: Final = 2.2
_TOGETHER: Final = 0.3
"""A section of at most this part of a page is not parted."""
_MAP_MM: Final = 62.0
_BARS_MM: Final = 21.0
_FOOTER_MM: Final = 5.5
_COLUMNS: Final = {7: (8, 32, 11, 38, 39, 34, 22), 4: (52, 38, 38, 54)}
"""The widths of a table's columns in proportion, by how many there are."""


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """What blocks are measured by.

    Attributes:
        device: What is printed on.
        width: Between the margins, dots of the device.
        height: Likewise, without the footer.
        mm: Dots of a millimetre.
        scale: How large text is; 1 for its usual size.
    """

    device: QPagedPaintDevice
    width: float
    height: float
    mm: float
    scale: float

    def font(self, points: float, *, bold: bool = False) -> QFont:
        """The report's font at a size."""
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPointSizeF(points * self.scale)
        font.setBold(bold)
        for ligature in ("liga", "clig", "dlig"):
            # Whoever searches the text or has it read out looks for "caffeine", letter by letter.
            font.setFeature(QFont.Tag(ligature), 0)
        return font

    @property
    def gap(self) -> float:
        """The room between blocks, dots."""
        return _GAP_MM * self.mm * self.scale


LEGEND: Final = N_("Black: days with a twitch. Outline: days on which anything was noted.")


class Block(Protocol):
    """Something that stands on one page as a whole."""

    height: float

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it with its upper edge at ``top``."""


class TextBlock:
    """Text that wraps, also within a word that is too long."""

    def __init__(
        self,
        sheet: Sheet,
        rich: str,
        *,
        left: float = 0.0,
        width: float | None = None,
        points: float = _BODY,
        bold: bool = False,
    ) -> None:
        """Lay the text out.

        Args:
            sheet: What it stands on.
            rich: The text as HTML; what a person wrote is escaped in it.
            left: Its left edge, dots.
            width: Its width, dots; that of the sheet by default.
            points: The size of the font.
            bold: Whether it is bold.
        """
        wide = sheet.width - left if width is None else width
        mirrored = language.right_to_left()
        self._left = sheet.width - left - wide if mirrored else left
        self._document = QTextDocument()
        self._document.setDocumentMargin(0)
        layout = self._document.documentLayout()
        layout.setPaintDevice(sheet.device)
        self._document.setDefaultFont(sheet.font(points, bold=bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        self._document.setHtml(directed(rich))
        self._document.setTextWidth(wide)
        self.height = self._document.size().height()

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it in black, whatever the desktop's colours are."""
        painter.save()
        painter.translate(self._left, top)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, INK)
        self._document.documentLayout().draw(painter, context)
        painter.restore()


class Beside:
    """Blocks side by side."""

    def __init__(self, blocks: Sequence[Block], *, line: float = 0.0, width: float = 0.0) -> None:
        """Put blocks side by side; each knows its own left edge.

        Args:
            blocks: From left to right.
            line: How thick a line below them is, dots; 0 for none.
            width: How long the line is.
        """
        self._blocks = blocks
        self._line = line
        self._width = width
        self.height = max(block.height for block in blocks) + 2 * line

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint them and the line."""
        for block in self._blocks:
            block.paint(painter, top)
        if self._line:
            bottom = top + self.height
            painter.setPen(QPen(INK, self._line))
            painter.drawLine(QPointF(0, bottom), QPointF(self._width, bottom))


class Above:
    """Blocks one below the other that must not be parted."""

    def __init__(self, blocks: Sequence[Block], gap: float = 0.0) -> None:
        """Keep blocks together, ``gap`` dots apart."""
        self._blocks = blocks
        self._gap = gap
        self.height = sum(block.height for block in blocks) + gap * (len(blocks) - 1)

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint them."""
        for block in self._blocks:
            block.paint(painter, top)
            top += block.height + self._gap


class MapBlock:
    """The body with its places."""

    def __init__(self, sheet: Sheet, sites: Sequence[str]) -> None:
        """Place it at the right margin."""
        wide = _MAP_MM * sheet.mm
        self._sheet = sheet
        self._sites = sites
        left = 0.0 if language.right_to_left() else sheet.width - wide
        self._area = QRectF(left, 0, wide, wide * MAP_RATIO)
        self.height = self._area.height()

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it."""
        paint_map(painter, self._area.translated(0, top), self._sites, self._sheet.font(_SMALL))


class BarsBlock:
    """A row of bars."""

    def __init__(self, sheet: Sheet, bars: Bars) -> None:
        """Take as much room as the bars need."""
        self._sheet = sheet
        self._bars = bars
        self.height = _BARS_MM * sheet.mm * sheet.scale

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint them."""
        area = QRectF(0, top, self._sheet.width, self.height)
        paint_bars(painter, area, self._bars, self._sheet.font(_SMALL))


class SpaceBlock:
    """Nothing, for room between the parts; a page does not begin with it."""

    def __init__(self, height: float) -> None:
        """Keep ``height`` dots free."""
        self.height = height

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint nothing."""


class LineBlock:
    """A line across the page."""

    def __init__(self, sheet: Sheet, mm: float) -> None:
        """Make it ``mm`` millimetres thick."""
        self._width = sheet.width
        self.height = mm * sheet.mm

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it."""
        painter.fillRect(QRectF(0, top, self._width, self.height), INK)


def blocks_of(written: Written, sheet: Sheet) -> list[Block]:
    """The report as blocks, in reading order."""
    gap = sheet.gap
    glance_width = sheet.width - (_MAP_MM + 5) * sheet.mm
    glance = Above(list(_section(written.glance, sheet, glance_width)), gap)
    blocks = [*_head(written, sheet), Beside((glance, MapBlock(sheet, written.sites)))]
    for section in (written.where, *written.sections):
        blocks.append(SpaceBlock(_SECTION_GAP_MM * sheet.mm * sheet.scale))
        blocks += _kept_together([*_section(section, sheet, sheet.width)], sheet, gap)
    return blocks


def _kept_together(section: list[Block], sheet: Sheet, gap: float) -> list[Block]:
    """The blocks of a section; a short one stays whole, and no heading stands alone."""
    whole = Above(section, gap)
    if whole.height <= _TOGETHER * sheet.height:
        return [whole]
    return [Above(section[:2], gap), *section[2:]]


def _head(written: Written, sheet: Sheet) -> Iterator[Block]:
    yield TextBlock(sheet, _escaped(written.title), points=_TITLE, bold=True)
    name, born = tr("Name: {line}", line="_" * 38), tr("Date of birth: {line}", line="_" * 16)
    yield TextBlock(sheet, f"<b>{_escaped(written.period)}</b> &nbsp; {_escaped(written.made)}")
    yield TextBlock(sheet, f"{_escaped(name)} &nbsp; {_escaped(born)}")
    yield LineBlock(sheet, 0.35)
    yield TextBlock(sheet, f"<i>{_escaped(written.notice)}</i>")


def _section(section: Section, sheet: Sheet, width: float) -> Iterator[Block]:
    yield TextBlock(sheet, _escaped(section.heading), points=_HEADING, bold=True, width=width)
    for text in section.lead:
        yield TextBlock(sheet, _escaped(text), width=width)
    if section.table is not None:
        yield from _table(section.table, sheet)
    for number, bars in enumerate(section.bars):
        yield _bars(bars, sheet, legend="" if number else tr(LEGEND))
    label = _LONG_LABEL_MM if section.long_labels else _LABEL_MM
    for row in section.rows:
        yield _row(row, sheet, width, min(label * sheet.mm, width * 0.3))
    for text in section.after:
        yield TextBlock(sheet, _escaped(text), points=_SMALL, width=width)


def _row(row: Row, sheet: Sheet, width: float, wide: float) -> Block:
    left = wide + 2 * sheet.mm
    return Beside(
        (
            TextBlock(sheet, _escaped(row.label), width=wide, bold=True, points=_SMALL + 0.6),
            TextBlock(sheet, _escaped(row.text), left=left, width=width - left),
        )
    )


def _table(table: Table, sheet: Sheet) -> Iterator[Block]:
    shares = _COLUMNS[len(table.head)]
    unit = sheet.width / sum(shares)
    lefts = [sum(shares[:number]) * unit for number in range(len(shares))]

    def line(cells: Sequence[str], *, bold: bool, thick: float) -> Block:
        return Beside(
            [
                TextBlock(
                    sheet,
                    _escaped(cell),
                    left=left,
                    width=share * unit - 2 * sheet.mm,
                    points=_SMALL + 0.4,
                    bold=bold,
                )
                for cell, left, share in zip(cells, lefts, shares, strict=True)
            ],
            line=thick * sheet.mm,
            width=sheet.width,
        )

    head = line(table.head, bold=True, thick=0.3)
    first, *rest = [line(row, bold=False, thick=0.1) for row in table.rows]
    yield Above((head, first), sheet.gap / 2)
    yield from rest


def _bars(bars: Bars, sheet: Sheet, legend: str) -> Block:
    title = f"<b>{_escaped(tr('{title}.', title=bars.title))}</b>"
    if len(bars.bins) > MOST_BARS:
        told = "; ".join(
            tr("{name}: {told}", name=label, told=number)
            for label, number in zip(bars.labels, bars.numbers, strict=True)
        )
        return TextBlock(sheet, f"{title} {_escaped(tr('{figures}.', figures=told))}")
    heading = TextBlock(sheet, f"{title} {_escaped(legend)}", points=_SMALL + 0.4)
    return Above((heading, BarsBlock(sheet, bars)))


def _escaped(text: str) -> str:
    return html.escape(text)


def pages_of(blocks: Sequence[Block], sheet: Sheet) -> list[list[tuple[Block, float]]]:
    """Each page's blocks, and where on it each begins."""
    pages: list[list[tuple[Block, float]]] = [[]]
    top = 0.0
    for block in blocks:
        if pages[-1] and top + block.height > sheet.height:
            pages.append([])
            top = 0.0
        if isinstance(block, SpaceBlock) and not pages[-1]:
            continue
        pages[-1].append((block, top))
        top += block.height + sheet.gap
    return pages


def footer(written: Written, sheet: Sheet, number: int, of: int) -> TextBlock:
    """The line at the foot of a page."""
    words = tr("{made}. The person's own record, without interpretation.", made=written.made)
    page = tr("Page {n} of {all}", n=number, all=of)
    rich = f"{_escaped(words)} &nbsp; {_escaped(page)}"
    return TextBlock(sheet, rich, points=_SMALL)


def footer_height(mm: float) -> float:
    """The room that the footer takes, dots, with ``mm`` dots a millimetre."""
    return _FOOTER_MM * mm
