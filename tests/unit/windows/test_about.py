"""The reading window: its parts, links and search; nothing is fetched, nothing opens by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from tips.pages import PAGE_NAMES, load_page
from windows import page_view, reading
from windows.about import OTHER, ReadingWindow
from windows.look import Look
from windows.palettes import DARK, LIGHT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from windows.theme import Theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> ReadingWindow:
    window = ReadingWindow("about", theme)
    qtbot.addWidget(window)
    window.resize(1080, 640)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_every_word_of_the_page_is_there(qtbot: QtBot, theme: Theme, name: str) -> None:
    window = ReadingWindow(name, theme)
    qtbot.addWidget(window)
    shown = " ".join(window.view.toPlainText().split())
    page = load_page(name)
    for part in page.sections:
        for words in (part.heading, *part.paragraphs, *part.bullets):
            assert " ".join(words.split()) in shown
    for words in (page.title, page.intro, page.notice, *(s.title for s in page.references)):
        assert words in shown


@pytest.mark.parametrize("look", [Look(LIGHT), Look(DARK), Look(LIGHT, 2.0)])
def test_the_page_asks_for_nothing_from_elsewhere(look: Look) -> None:
    made = reading.rich_text(load_page("about"), look, contents=True) + reading.style(look)
    for word in ("<img", "src=", "url(", "@import", "<script"):
        assert word not in made


def test_text_is_larger_where_that_was_asked_for() -> None:
    assert "font-size: 50px" in reading.style(Look(LIGHT, 2.0))
    assert "font-size: 25px" in reading.style(Look(LIGHT))


def test_what_stands_in_a_page_is_never_taken_for_markup() -> None:
    page = load_page("about")
    odd = type(page)("<b>&", "<i>", "\"'", page.sections[:1], page.checked)
    made = reading.rich_text(odd, Look(LIGHT), contents=False)
    assert "<b>" not in made
    assert "&lt;b&gt;&amp;" in made


def test_the_list_of_parts_goes_to_a_part_and_the_keyboard_follows(window: ReadingWindow) -> None:
    names = [heading for _, heading in reading.headings(load_page("about"))]
    assert [window.contents.item(n).text() for n in range(window.contents.count())] == names
    window.contents.setFocus()
    window.contents.setCurrentRow(4)
    QTest.keyClick(window.contents, Qt.Key.Key_Return)
    assert window.view.hasFocus()
    assert window.view.textCursor().block().text() == names[4]
    assert window.view.verticalScrollBar().value() > 0


def test_where_the_list_has_no_room_the_page_begins_with_links(
    window: ReadingWindow, qtbot: QtBot
) -> None:
    assert "On this page" not in window.view.toPlainText()
    window.resize(500, 500)
    qtbot.waitUntil(lambda: not window.contents.isVisible())
    assert "On this page" in window.view.toPlainText()
    window.view.anchorClicked.emit(QUrl("#references"))
    assert window.view.textCursor().block().text() == "References"
    window.resize(1080, 640)
    qtbot.waitUntil(window.contents.isVisible)
    assert "On this page" not in window.view.toPlainText()


def test_the_other_page_is_one_key_away(window: ReadingWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    # A button that is pressed by its letter shows it for a moment first.
    qtbot.waitUntil(lambda: window.windowTitle() == "When to get help - Lull")
    assert window.view.accessibleName() == "When to get help"
    QTest.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.windowTitle() == "About - Lull")
    assert set(OTHER) == set(PAGE_NAMES)


def test_words_are_found_whatever_their_case_and_counted(window: ReadingWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = window.find_bar
    assert bar.field.hasFocus()
    said: list[str] = []
    bar.said.connect(said.append)
    top = window.view.verticalScrollBar().value()
    QTest.keyClicks(bar.field, "MAGNESIUM")
    # The first place is gone to at once, and marked.
    assert window.view.verticalScrollBar().value() > top
    marked = [one for one in window.view.extraSelections() if one.format.fontUnderline()]
    assert [one.cursor.selectedText().lower() for one in marked] == ["magnesium"]
    assert bar.field.hasFocus()
    wanted = window.view.toPlainText().lower().count("magnesium")
    assert bar.count.text() == said[-1] == f"1 of {wanted}"
    first = window.view.textCursor().position()
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert window.view.textCursor().position() > first
    assert "magnesium" in said[-1]
    assert said[-1].startswith(f"2 of {wanted}. ")
    QTest.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert window.view.textCursor().position() == first
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert window.view.textCursor().position() > first
    QTest.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == f"{wanted} of {wanted}"


def test_what_is_not_there_is_said_to_be_not_found(window: ReadingWindow) -> None:
    bar = window.find_bar
    bar.open_bar()
    said: list[str] = []
    bar.said.connect(said.append)
    QTest.keyClicks(bar.field, "xyzzy")
    assert bar.count.text() == "Not found"
    said.clear()
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert said == ["Not found"]
    bar.field.clear()
    assert bar.count.text() == ""
    bar.step(1)
    assert said == ["Not found"]


def test_going_back_from_the_start_finds_the_last_place(window: ReadingWindow) -> None:
    window.find_bar.open_bar()
    QTest.keyClicks(window.find_bar.field, "muscle")
    window.find_bar.step(-1)
    number, _, found = window.find_bar.count.text().partition(" of ")
    assert number == found


def test_escape_closes_the_search_first_and_then_the_window(window: ReadingWindow) -> None:
    window.find_bar.open_bar()
    QTest.keyClicks(window.find_bar.field, "muscle")
    assert window.view.extraSelections()
    QTest.keyClick(window.find_bar.field, Qt.Key.Key_Escape)
    assert not window.find_bar.isVisible()
    assert window.view.extraSelections() == []
    assert window.view.hasFocus()
    assert window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_link_outside_opens_in_the_browser_and_only_when_it_is_followed(
    window: ReadingWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    services = page_view.QDesktopServices
    monkeypatch.setattr(services, "openUrl", lambda link: opened.append(link.toString()))
    assert opened == []
    window.view.anchorClicked.emit(QUrl("https://doi.org/10.4081/ni.2014.5208"))
    assert opened == ["https://doi.org/10.4081/ni.2014.5208"]
    window.view.anchorClicked.emit(QUrl("file:///etc/passwd"))
    window.view.anchorClicked.emit(QUrl("http://doi.org/"))
    assert len(opened) == 1


def test_another_look_keeps_the_place(window: ReadingWindow, qtbot: QtBot) -> None:
    bar = window.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    window.view.refresh()
    assert bar.value() == pytest.approx(bar.maximum() // 2, abs=4)
