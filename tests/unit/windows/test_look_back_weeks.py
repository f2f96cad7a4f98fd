"""The look-back window's frame, and its weeks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from look_back_home import at, coffee, log, twitch
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from journal.entries import EntryKind
from windows import look_back
from windows.look_back import LookBackWindow
from windows.look_back_page import LookBackPage
from windows.look_back_weeks import NOTHING, WeeksSection
from windows.parts import Role, Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


class Other(LookBackPage):
    """Another section."""

    def __init__(self, theme: Theme, _paths: Paths) -> None:
        super().__init__(theme)
        self.headline = Text("Another section", theme, Role.TITLE)
        self.button = QPushButton("Press")
        self.body.addWidget(self.headline)
        self.body.addWidget(self.button)
        self.undoable = 0
        self.looked = 0

    @property
    def can_undo(self) -> bool:
        return self.undoable > 0

    def undo(self) -> None:
        self.undoable -= 1
        self.said.emit("Taken back.")

    def look_again(self) -> None:
        self.looked += 1


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> LookBackWindow:
    sections = (*look_back.SECTIONS, ("other", "Other", __name__, "Other"))
    monkeypatch.setattr(look_back, "SECTIONS", sections)
    window = LookBackWindow(theme, paths)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def other(window: LookBackWindow) -> Other:
    window.nav.button("other").click()
    page = window.page()
    assert isinstance(page, Other)
    return page


def words(widget: object) -> str:
    assert hasattr(widget, "findChildren")
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def test_a_section_is_made_when_it_is_wanted_and_one_is_always_shown(
    window: LookBackWindow,
) -> None:
    assert window.stack.count() == 1
    page = other(window)
    assert window.stack.count() == 2
    window.nav.button("other").click()
    assert window.nav.chosen == ("other",)
    assert window.stack.currentWidget() is page
    window.nav.button(look_back.SECTIONS[0][0]).click()
    assert other(window) is page
    assert page.looked == 1


def test_what_a_section_says_stands_below_and_what_went_wrong_above_it(
    window: LookBackWindow,
) -> None:
    page = other(window)
    page.complained.emit("It went wrong.")
    assert "It went wrong." in words(window.trouble)
    page.said.emit("It is kept.")
    assert not window.trouble.isVisible()
    assert window.said.text() == "It is kept."


def test_undo_is_offered_where_there_is_something_to_take_back(window: LookBackWindow) -> None:
    page = other(window)
    QTest.keySequence(window, "Ctrl+Z")
    assert not window.undo.isVisible()
    page.undoable = 2
    page.said.emit("Changed.")
    assert window.undo.isVisible()
    window.undo.setFocus()
    QTest.keySequence(window, "Ctrl+Z")
    assert page.undoable == 1
    assert window.undo.hasFocus()
    window.undo.click()
    assert page.undoable == 0
    assert not window.undo.isVisible()
    assert window.nav.button("other").hasFocus()


def test_the_line_of_a_section_is_passed_on(window: LookBackWindow, qtbot: QtBot) -> None:
    page = other(window)
    with qtbot.waitSignal(window.told) as told:
        page.told.emit("changed")
    assert told.args == ["changed"]


def test_coming_back_looks_again(window: LookBackWindow) -> None:
    page = other(window)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert page.looked == 1


def test_a_window_that_was_closed_begins_with_its_first_section(window: LookBackWindow) -> None:
    other(window).said.emit("Something.")
    window.close()
    window.begin_again()
    window.show()
    assert window.nav.chosen == (look_back.SECTIONS[0][0],)
    assert window.said.text() == look_back.LEAD
    assert window.stack.count() == 1


def test_escape_closes(window: LookBackWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


# -- the weeks


@pytest.fixture
def section(qtbot: QtBot, theme: Theme, paths: Paths) -> WeeksSection:
    with_notes(paths)
    section = WeeksSection(theme, paths)
    qtbot.addWidget(section)
    section.show()
    return section


def with_notes(paths: Paths) -> None:
    for days in (0, 1, 8, 200, 900):
        log(paths, EntryKind.SLEEP, at(days, 7), 7)
    twitch(paths, at(1, 9), "eyelid")


def headings(section: WeeksSection) -> list[str]:
    return [line for line in words(section).splitlines() if re.match(r"\d+ to ", line)]


def test_an_empty_journal_says_so_and_makes_no_file(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    section = WeeksSection(theme, paths)
    qtbot.addWidget(section)
    section.show()
    assert NOTHING in words(section)
    assert not section.earlier.isVisible()
    assert not paths.journal.exists()
    coffee(paths, at(0, 9))
    section.look_again()
    assert headings(section) == ["9 to 15 March 2026"]
    assert NOTHING not in words(section)


def test_weeks_stand_newest_first_and_earlier_ones_come_when_asked_for(
    section: WeeksSection,
) -> None:
    assert headings(section) == ["9 to 15 March 2026", "2 to 8 March 2026"]
    assert "A twitch was noted on Monday." in words(section)
    section.earlier.click()
    # The months between are passed over at once.
    assert headings(section)[2:] == ["18 to 24 August 2025"]
    heading = next(t for t in section.findChildren(Text) if t.text() == "18 to 24 August 2025")
    assert heading.hasFocus()
    section.earlier.click()
    assert headings(section)[3:] == ["18 to 24 September 2023"]
    assert not section.earlier.isVisible()


def test_looking_again_changes_the_weeks_only_where_something_is_new(
    section: WeeksSection, paths: Paths
) -> None:
    section.earlier.click()
    section.look_again()
    assert len(headings(section)) == 3
    coffee(paths, at(0, 9))
    section.look_again()
    assert headings(section) == ["9 to 15 March 2026", "2 to 8 March 2026"]
    assert "Caffeine: about 100 mg on the one day on which it was noted." in words(section)


def test_a_journal_that_cannot_be_read_is_told(
    qtbot: QtBot, theme: Theme, paths: Paths, section: WeeksSection
) -> None:
    paths.journal.write_bytes(b"no journal at all" * 99)
    section.earlier.click()
    assert "The journal cannot be used" in words(section)
    section.look_again()
    assert "The journal cannot be used" in words(section)
    assert not section.earlier.isVisible()
    other_section = WeeksSection(theme, paths)
    qtbot.addWidget(other_section)
    other_section.show()
    assert "The journal cannot be used" in words(other_section)
