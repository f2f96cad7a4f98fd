"""The PDF: one page or two, whatever there is to tell, for every printer and every reader."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import TYPE_CHECKING

import pytest
import report_samples as samples
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter, QPdfWriter

from config.errors import DesktopError, InputError
from config.paper import Paper
from journal.report import Asked
from journal.report_facts import Bin
from journal.report_period import Period, Step, parts
from journal.report_words import write
from journal.report_written import Bars
from tips.report_words import report_words
from windows import report_pdf
from windows.body_shapes import View, shapes
from windows.report_map import MAP_RATIO, MOST_BARS, badges, paint_bars, paint_map
from windows.report_paper import Above, Sheet, SpaceBlock, TextBlock, blocks_of, pages_of
from windows.report_pdf import pdf_of, print_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

    from config.paths import Paths
    from journal.report_facts import Report

PAGE = re.compile(rb"/Type /Page\b")
BOX = re.compile(rb"/MediaBox \[0 0 (\d+)\S* (\d+)\S*\]")


def pages(pdf: bytes) -> int:
    return len(PAGE.findall(pdf))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    ("sample", "most"), [(samples.empty, 1), (samples.month, 2), (samples.everything, 2)]
)
def test_it_takes_one_page_or_two(paper: Paper, sample: Callable[[], Report], most: int) -> None:
    pdf = pdf_of(sample(), report_words(), paper)
    assert pdf.startswith(b"%PDF-")
    assert 1 <= pages(pdf) <= most
    assert set(BOX.findall(pdf)) == {
        {Paper.A4: (b"595", b"842"), Paper.LETTER: (b"612", b"792")}[paper]
    }


@pytest.mark.usefixtures("qapp")
def test_it_names_what_it_is_and_nobody() -> None:
    pdf = pdf_of(samples.empty(), report_words(), Paper.A4)
    title = "Muscle twitches: a record for my doctor".encode("utf-16-be")
    assert b"/Title " in pdf
    assert title in pdf.replace(b"\\(", b"(")
    assert "Lull".encode("utf-16-be") in pdf
    author = re.search(rb"/Author \((.*?)\)", pdf)
    assert author is None or author[1] in {b"", b"\xfe\xff"}


@pytest.mark.usefixtures("qapp")
def test_without_a_font_there_is_no_page_of_empty_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", staticmethod(list))
    with pytest.raises(DesktopError, match="install one: fonts-dejavu-core"):
        pdf_of(samples.empty(), report_words(), Paper.A4)


# -- what the other process does


def test_it_is_written_where_it_is_wanted(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    # There can be one application, and here it is that of the test.
    monkeypatch.setattr(report_pdf, "QGuiApplication", lambda _: qapp)
    out = io.BytesIO()
    assert print_pdf(paths, Asked(), out) == 0
    assert pages(out.getvalue()) == 1
    with pytest.raises(InputError):
        print_pdf(paths, Asked("2026-02-30"), out)
    assert pages(out.getvalue()) == 1


# -- blocks and pages


@pytest.fixture
def sheet(qapp: QApplication) -> Iterator[Sheet]:
    assert isinstance(qapp, QGuiApplication)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(600)
    mm = 600 / 25.4
    yield Sheet(writer, 180 * mm, 260 * mm, mm, 1.0)
    buffer.close()


def test_a_word_that_is_too_long_breaks(sheet: Sheet) -> None:
    short, long = TextBlock(sheet, "x"), TextBlock(sheet, "x" * 2000)
    assert long.height > 5 * short.height


def test_what_does_not_fit_goes_to_the_next_page_which_begins_with_no_empty_space(
    sheet: Sheet,
) -> None:
    tall = SpaceBlock(sheet.height - sheet.mm)
    text = TextBlock(sheet, "text")
    first, second = pages_of([text, tall, SpaceBlock(sheet.mm), text], sheet)
    assert [block for block, _ in first] == [text]
    # What is empty is left out at the head of a page.
    assert second == [(text, 0.0)]


def test_a_heading_never_stands_alone(sheet: Sheet) -> None:
    written = write(samples.everything(), report_words())
    for block in blocks_of(written, sheet):
        assert isinstance(block, Above) or block.height < sheet.height / 3


def test_very_many_bars_are_told_in_words(sheet: Sheet) -> None:
    days = Period(samples.TODAY.replace(year=1976), samples.TODAY)
    bins = tuple(Bin(part, 1, 1, 2) for part in parts(days, Step.YEAR))
    assert len(bins) > MOST_BARS
    labels = tuple(str(one.period.first.year) for one in bins)
    written = write(samples.month(), report_words())
    often = written.sections[0]
    many = dataclasses.replace(often, bars=(Bars("Days with a twitch by year", labels, bins),))
    blocks = blocks_of(dataclasses.replace(written, sections=(many,)), sheet)
    # Their numbers are text: the row of bars itself has a height of its own.
    assert blocks[-1].height > TextBlock(sheet, "text").height


# -- the drawings


def drawn(paint: Callable[[QPainter], None]) -> QImage:
    image = QImage(480, 410, QImage.Format.Format_Grayscale8)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def ink(image: QImage) -> int:
    return sum(value < 128 for value in bytes(image.constBits()))


def test_each_place_has_its_number_once_in_each_figure_that_shows_it() -> None:
    found = badges(["calf", "eyelid", "all_over", "nowhere"])
    assert [number for number, _ in found].count("1") == 2
    assert [number for number, _ in found].count("2") == 1
    assert [number for number, _ in found].count("3") == 2
    assert [number for number, _ in found].count("4") == 0
    for shape in shapes():
        if shape.site:
            views = {one.view for one in shapes() if one.site == shape.site}
            assert len(badges([shape.site])) == len(views & set(View))


@pytest.mark.usefixtures("qapp")
def test_a_place_is_hatched_and_not_grey() -> None:
    font = QGuiApplication.font()
    area = QRectF(0, 0, 480, 480 * MAP_RATIO)
    empty = drawn(lambda painter: paint_map(painter, area, (), font))
    marked = drawn(lambda painter: paint_map(painter, area, ("thigh", "calf"), font))
    assert ink(marked) > ink(empty) + 1000


@pytest.mark.usefixtures("qapp")
def test_a_bar_is_as_high_as_its_days() -> None:
    font = QGuiApplication.font()
    week = Period(samples.TODAY, samples.TODAY.replace(day=16))

    def bars(days: int) -> Bars:
        return Bars("", ("10 Mar",), (Bin(week, days, days, days),))

    area = QRectF(0, 0, 480, 120)
    few, many = (
        ink(drawn(lambda painter, days=days: paint_bars(painter, area, bars(days), font)))
        for days in (1, 6)
    )
    assert many > few + 500
