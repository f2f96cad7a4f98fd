"""What a person wrote, or took in with a file, is shown as it is: no window takes it for markup."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import report_samples as samples
from log_driver import opened
from look_back_home import at, coffee, log
from look_back_person import At
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

import windows
from journal.draft import save_draft
from journal.entries import EntryKind, new_id
from journal.report import Asked
from journal.report_words import write
from journal.store import Journal
from tips.report_words import report_words
from windows.log_answers import Answers
from windows.parts import Text
from windows.report import ReportWindow
from windows.report_model import Asker
from windows.report_paper import Sheet, TextBlock, blocks_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

# A picture would tell who opens it from where; a link would hide where it leads.
NASTY = (
    '<b>bold</b><img src="file:///etc/hostname"><img src="http://192.0.2.1/x.png">'
    '<a href="file:///">here</a>&amp;<!-- gone --><style>*{color:white}</style>&Mnemonic %s {0} $x'
)
TIP = Qt.ItemDataRole.ToolTipRole


def check_plain(widget: QWidget) -> None:
    """No label guesses what its text is, and no text holds a picture or a link of a person's."""
    labels = widget.findChildren(QLabel)
    assert labels
    for label in labels:
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    for edit in widget.findChildren(QTextEdit):
        check_shown(edit.document())
    for each in widget.findChildren(QWidget):
        assert "<" not in each.toolTip()


def check_shown(document: QTextDocument) -> None:
    formats = document.allFormats()
    assert not any(each.isImageFormat() for each in formats)
    assert not any(each.toCharFormat().anchorHref().startswith("file:") for each in formats)


def test_looking_back_shows_words_and_not_markup(
    qtbot: QtBot,
    theme: Theme,
    paths: Paths,
    that_day: None,  # noqa: ARG001 - the day is set
) -> None:
    coffee(paths, at(0, 8), item="<i>tea</i>", note=NASTY)
    log(paths, EntryKind.SLEEP, at(0, 7), 7.5, note=NASTY)
    person = At(qtbot, theme, paths)
    model = person.page.table.model()
    cells = [model.index(row, column) for row in range(2) for column in range(4)]
    assert any(model.data(cell) == NASTY for cell in cells)
    for cell in cells:
        tip = QTextDocument()
        tip.setHtml(model.data(cell, TIP) or "")
        assert tip.toPlainText() == (model.data(cell) or "")
        check_shown(tip)
    person.page._open()
    assert person.panel._note.toPlainText() == NASTY
    check_plain(person.window)


def test_a_form_that_is_gone_on_with_shows_words_and_not_markup(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    answers = Answers().toggled_site("hand").with_note(NASTY)
    save_draft(paths.journal.parent, new_id(), "where", answers.draft_data())
    driver = opened(qtbot, theme, paths)
    driver.press("Go on")
    assert driver.window.where.note.toPlainText() == NASTY
    driver.answer()
    for text in ("Next", "None of these", "None of these"):
        driver.press(text)
        check_plain(driver.window)


def test_the_report_shows_words_and_not_markup(qtbot: QtBot, theme: Theme, paths: Paths) -> None:
    with Journal.open(paths.journal) as journal:
        journal.add_twitch(samples.twitch(samples.NOW, NASTY))
    asker = Asker(paths, lambda: samples.NOW)
    window = ReportWindow(theme, paths, asker)
    qtbot.addWidget(window)
    assert NASTY in window.view.toPlainText()
    check_plain(window)
    written = write(asker.report(Asked()), report_words())
    device = QPdfWriter(str(paths.journal.with_name("report.pdf")))
    sheet = Sheet(device, 5000.0, 8000.0, 20.0, 1.0)
    texts: list[str] = []
    made = TextBlock.__init__

    def noted(block: TextBlock, *arguments: object, **named: object) -> None:
        made(block, *arguments, **named)  # type: ignore[arg-type] # handed on as they are
        texts.append(block._document.toPlainText())
        check_shown(block._document)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TextBlock, "__init__", noted)
        blocks_of(written, sheet)
    assert any(NASTY in text for text in texts)


def test_a_text_paints_markup_as_it_is_written(qapp: QApplication, theme: Theme) -> None:
    assert qapp is not None
    marked, plain = (Text(words, theme).sizeHint().width() for words in ("<b>x</b>", "x"))
    assert marked > 2 * plain


def test_every_label_says_that_it_is_plain() -> None:
    # QLabel guesses by itself; only a text format keeps it from that.
    guessing = []
    for path in Path(windows.__file__).parent.glob("*.py"):
        source = path.read_text("utf-8")
        makes = [
            node
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("QLabel")
        ]
        inherits = source.count("(QLabel)")
        if len(makes) + inherits > source.count("setTextFormat(Qt.TextFormat.PlainText)"):
            guessing.append(path.name)
    assert guessing == []
