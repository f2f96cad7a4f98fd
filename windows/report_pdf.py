"""The report as a PDF of one page or two, whatever there is to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt
from PySide6.QtGui import (
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from config.errors import DesktopError
from config.language import right_to_left, tr
from config.paper import Paper
from journal.report_words import write
from journal.report_written import DETAILS
from tips.report_words import report_words
from windows.report_model import Asker
from windows.report_paper import Sheet, blocks_of, footer, footer_height, pages_of

if TYPE_CHECKING:
    from typing import IO

    from config.paths import Paths
    from journal.report import Asked
    from journal.report_facts import Report
    from journal.report_phrases import Words
    from journal.report_written import Written
    from windows.report_paper import Block

    Pages = list[list[tuple[Block, float]]]

_DOTS_PER_INCH: Final = 600
_MM_PER_INCH: Final = 25.4
_MARGIN_MM: Final = 13.0
MOST_PAGES: Final = 2

ATTEMPTS: Final = (
    *((detail, 1.0) for detail in DETAILS[:3]),
    (DETAILS[3], 0.95),
    *((DETAILS[4], scale) for scale in (0.95, 0.88, 0.82, 0.77, 0.72)),
)
"""How much is told and how large it is, from the best on, until it fits on two pages."""


def pdf_of(report: Report, words: Words, paper: Paper) -> bytes:
    """Make the PDF; a `QGuiApplication` must be there.

    Args:
        report: What it tells.
        words: What values are called; see `journal.report_words.write`.
        paper: The size of the pages.

    Raises:
        DesktopError: There is no font to write with.
    """
    if not QFontDatabase.families():
        raise DesktopError(
            tr("There is no font to write with"), tr("install one: fonts-dejavu-core")
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    size = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}[paper]
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    unit = QPageLayout.Unit.Millimeter
    writer.setPageLayout(
        QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, margins, unit)
    )
    written, sheet, pages = _fitting(report, words, writer)
    writer.setTitle(written.title)
    writer.setCreator("Lull")
    painter = QPainter(writer)
    if right_to_left():
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            writer.newPage()
        for block, top in page:
            block.paint(painter, top)
        foot = footer(written, sheet, number, len(pages))
        foot.paint(painter, writer.height() - foot.height)
    painter.end()
    return bytes(buffer.data().data())


def _fitting(report: Report, words: Words, writer: QPdfWriter) -> tuple[Written, Sheet, Pages]:
    """The best of `ATTEMPTS` that fits."""
    mm = writer.logicalDpiX() / _MM_PER_INCH
    height = writer.height() - footer_height(mm)
    for detail, scale in ATTEMPTS:
        written = write(report, words, detail)
        sheet = Sheet(writer, writer.width(), height, mm, scale)
        pages = pages_of(blocks_of(written, sheet), sheet)
        if len(pages) <= MOST_PAGES:
            break
    return written, sheet, pages


def print_pdf(paths: Paths, asked: Asked, out: IO[bytes]) -> int:
    """Write the PDF without a window; returns the exit status.

    Args:
        paths: Where the files are.
        asked: What the report is about.
        out: Where the PDF goes, such as standard output.

    Raises:
        LullError: The period makes no sense, the journal cannot be read, or there is no font.
    """
    application = QGuiApplication(["lull"])
    asker = Asker(paths)
    data = pdf_of(asker.report(asked), report_words(), asker.paper())
    out.write(data)
    out.flush()
    del application
    return 0
