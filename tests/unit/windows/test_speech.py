"""What follows from the language in the windows, besides the words."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from config.language import LANGUAGES
from config.settings import load
from tips.free_text import known_in_english_alone
from windows.layouts import FlowLayout, set_margins
from windows.log import LogWindow
from windows.parts import Text
from windows.settings import SettingsWindow
from windows.settings_lull import LullSection
from windows.speech import speak as speak_qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from look_back_person import At
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

CANCEL = ("QPlatformTheme", "Cancel")


@pytest.fixture
def mirrored(qapp: QApplication, spoken: None, speak: Callable[[str], None]) -> None:  # noqa: ARG001 - set back at the end
    """Lull speaks a language that is written from right to left."""
    speak("ar_XB")
    speak_qt(qapp)


def test_in_english_nothing_is_mirrored_or_looked_up(qapp: QApplication) -> None:
    speak_qt(qapp)
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert QCoreApplication.translate(*CANCEL) == "Cancel"


@pytest.mark.usefixtures("mirrored")
def test_qt_says_its_own_texts_in_the_language_too(qapp: QApplication) -> None:
    assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    said = QCoreApplication.translate(*CANCEL)
    assert all(unicodedata.bidirectional(letter) in {"AL", "NSM"} for letter in said)


@pytest.mark.usefixtures("mirrored")
def test_rows_and_margins_begin_at_the_right(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, 8)
    first, second = Text("one", theme), Text("two", theme)
    flow.addWidget(first)
    flow.addWidget(second)
    holder.resize(400, 100)
    holder.show()
    assert first.geometry().right() == holder.width() - 1
    assert second.geometry().right() < first.x()
    row = QHBoxLayout()
    set_margins(row, 30, 1, 2, 3)
    margins = row.contentsMargins()
    assert (margins.left(), margins.right()) == (2, 30)


@pytest.mark.usefixtures("mirrored")
def test_the_days_run_from_right_to_left_under_the_keys_and_the_pointer(person: At) -> None:
    line, strip = person.page.timeline, person.page.strip
    day = strip.selected
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert strip.selected == day - dt.timedelta(days=1)
    QTest.keyClick(line, Qt.Key.Key_Left)
    assert strip.selected == day
    begin = line.mapFromParent(QPoint(line.geometry().right(), line.y())).x() - line._left
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(begin - 2, line.height() // 2))
    assert strip.selected == line.first_shown


@pytest.mark.parametrize("name", ["en", "en_XA"])
def test_beside_a_note_stands_in_which_language_it_is_understood(
    qtbot: QtBot, theme: Theme, paths: Paths, speak: Callable[[str], None], name: str
) -> None:
    speak(name)
    window = LogWindow(theme, paths)
    qtbot.addWidget(window)
    limit = known_in_english_alone()
    assert bool(limit) is (name != "en")
    assert window.where.note.accessibleDescription() == limit
    beside = [text.text() for text in window.where.note.parentWidget().findChildren(Text)]
    assert limit in beside or not limit


def test_the_language_is_chosen_in_the_settings(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("windows.asking.Asking.ask", lambda *_, **__: None)
    window = SettingsWindow(theme, paths)
    qtbot.addWidget(window)
    window.nav.button("lull").click()
    page = window.stack.currentWidget()
    assert isinstance(page, LullSection)
    shown = [page.language.itemText(row) for row in range(page.language.count())]
    assert shown == ["As this computer is set", *(each.name for each in LANGUAGES.values())]
    for choice in ("de", ""):
        page.language.setCurrentIndex(page.language.findData(choice))
        page.language.activated.emit(page.language.currentIndex())
        assert load(paths.settings).language == choice
