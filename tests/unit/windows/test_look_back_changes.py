"""Entries that are changed, deleted and brought back in the look-back window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from look_back_home import NOW, at, coffee
from look_back_person import BROKEN, At, type_into, words
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from journal.store import Journal
from windows import look_back_days
from windows.controls import Button, Weight
from windows.entry_panel import EntryPanel
from windows.look_back import LEAD
from windows.parts import ChoiceGroup, Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


def test_an_entry_is_changed_and_the_change_taken_back(person: At) -> None:
    page = person.page
    page.table.setFocus()
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    panel = person.panel
    assert panel.headline.text() == "Coffee, Tuesday 10 March 2026, 08:00"
    assert panel._date.edit.hasFocus()
    type_into(panel._time.edit, "07:30")
    assert panel._amount is not None
    type_into(panel._amount.edit, "125")
    panel._note.setPlainText("at home")
    panel.save.click()
    assert person.told == ["changed"]
    assert person.window.said.text() == look_back_days.CHANGED
    assert person.rows()[1] == ("Tue 10 Mar 2026, 07:30. Coffee. about 50 mg of caffeine. at home")
    assert page.table.hasFocus()
    assert page.table.row() == 1
    assert person.window.undo.isVisible()
    person.window.undo.click()
    assert person.rows()[1].endswith("08:00. Coffee. about 100 mg of caffeine. at work")
    assert person.told == ["changed", "changed"]
    assert person.window.said.text() == look_back_days.UNDONE


def test_a_twitch_is_changed_by_place_kind_and_beginning_and_shows_its_record(
    person: At,
) -> None:
    person.page._open()
    panel = person.panel
    assert "What was told and shown" in words(panel)
    assert "Suggested then: simple steps at home." in words(panel)
    groups = {group.accessibleName(): group for group in panel.findChildren(ChoiceGroup)}
    groups["Where was it?"].button("calf").click()
    groups["What was it like?"].button("jerk").click()
    groups["When did it begin, seen from that day?"].button("7").click()
    panel.save.click()
    assert person.rows()[0] == (
        "Tue 10 Mar 2026, 09:00. Twitch. Eyelid, Calf or shin: Jerk. left one"
    )
    with Journal.open(person.paths.journal) as journal:
        record = journal.last_twitch()
    assert record is not None
    assert record.report["since_days"] == 7
    assert record.level == "self_care"


def test_a_later_time_of_a_twitch_shows_the_record_of_the_first(person: At, paths: Paths) -> None:
    with Journal.open(paths.journal) as journal:
        record = journal.last_twitch()
        assert record is not None
        journal.add_tally(record.id, at(0, 10))
    person.page.look_again()
    person.page.table.go_to_row(0)
    person.page._open()
    assert person.panel.headline.text() == "Twitch again, Tuesday 10 March 2026, 10:00"
    assert "What was told and shown the first time" in words(person.panel)
    assert not person.panel.findChildren(ChoiceGroup)


def test_a_change_to_nothing_says_so(person: At) -> None:
    person.page._open()
    person.panel.save.click()
    assert person.told == []
    assert person.window.said.text() == look_back_days.SAME
    assert not person.window.undo.isVisible()


@pytest.mark.parametrize(
    ("row", "field", "text", "problem"),
    [
        (1, "_date", "tomorrow", "Write the day"),
        (1, "_time", "noon", "Write the time"),
        (1, "_amount", "much", "Write a number"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_changes_nothing(
    person: At, row: int, field: str, text: str, problem: str
) -> None:
    before = person.kept()
    person.page.table.go_to_row(row)
    person.page._open()
    panel = person.panel
    edit = getattr(panel, field).edit
    type_into(edit, text)
    panel.save.click()
    assert problem in words(panel)
    assert edit.hasFocus()
    assert person.kept() == before
    type_into(edit, "")
    panel._note.setPlainText("x" * 2001)
    panel.save.click()


def test_a_note_that_is_too_long_and_a_twitch_without_a_place_are_told(person: At) -> None:
    person.page._open()
    panel = person.panel
    panel._note.setPlainText("x" * 2001)
    panel.save.click()
    assert "at most 2000 characters" in words(panel)
    assert panel._note.hasFocus()
    panel._note.setPlainText("short")
    sites = next(g for g in panel.findChildren(ChoiceGroup) if g.chosen == ("eyelid",))
    sites.button("eyelid").click()
    panel.save.click()
    assert "Choose at least one place." in words(panel)
    assert "at most 2000 characters" not in words(panel)
    assert sites.button("eyelid").hasFocus()


@pytest.mark.parametrize("field", ["_date", "_note", "sites"])
def test_what_cannot_be_comes_into_view_with_the_keyboard_from_the_end_of_the_entry(
    qtbot: QtBot, person: At, field: str
) -> None:
    person.window.resize(person.window.width(), 400)
    person.page._open()
    panel = person.panel
    bar = person.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    if field == "sites":
        groups = {group.accessibleName(): group for group in panel.findChildren(ChoiceGroup)}
        wrong: QWidget = groups["Where was it?"].button("eyelid")
        wrong.click()
        wrong = groups["Where was it?"].button("eyelid")
    elif field == "_note":
        wrong = panel._note
        panel._note.setPlainText("x" * 2001)
    else:
        wrong = panel._date.edit
        panel._date.edit.setText("yesterday")
    # The note stands near the end: it is out of view at the beginning.
    bar.setValue(0 if field == "_note" else bar.maximum())
    assert wrong.visibleRegion().isEmpty()
    panel.save.setFocus()
    QTest.keyClick(panel.save, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not wrong.visibleRegion().isEmpty())
    assert wrong.hasFocus()
    told = next(t for t in panel.findChildren(Text) if t.isVisible() and _is_problem(t.text()))
    assert not told.visibleRegion().isEmpty()


def _is_problem(text: str) -> bool:
    return text.startswith(("Write the day", "Choose at least one")) or "2000 characters" in text


def test_the_buttons_of_an_entry_stand_in_view_and_take_the_place_of_the_windows(
    qtbot: QtBot, person: At
) -> None:
    person.window.resize(person.window.width(), 400)
    person.page._open()
    panel = person.panel
    bar = person.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    buttons = (panel.erase, panel.back, panel.save)
    for place in (0, bar.maximum()):
        bar.setValue(place)
        assert not any(button.visibleRegion().isEmpty() for button in buttons)
    shown = [b for b in person.window.findChildren(Button) if b.isVisible()]
    assert [b for b in shown if b.weight is Weight.PRIMARY] == [panel.save]
    panel._note.setFocus()
    for button in buttons:
        person.press(Qt.Key.Key_Tab)
        assert button.hasFocus()
    person.window.nav.button("weeks").click()
    assert not panel.save.isVisible()
    person.window.nav.button("days").click()
    assert panel.save.isVisible()
    panel.save.setFocus()
    person.press(Qt.Key.Key_Escape)
    assert not panel.save.isVisible()
    assert person.page.table.hasFocus()
    person.page._open()
    acts = person.panel.acts
    person.window.begin_again()
    assert not acts.isVisible()
    assert [
        b.text()
        for b in person.window.findChildren(Button)
        if b.isVisible() and b.weight is Weight.PRIMARY
    ] == ["&Close"]


def test_what_was_done_is_not_said_beside_another_section(person: At) -> None:
    person.page.delete.click()
    person.window.undo.click()
    assert person.window.said.text() == look_back_days.UNDONE
    person.window.nav.button("weeks").click()
    assert person.window.said.text() == LEAD


def test_escape_goes_back_from_an_entry_and_keeps_the_window(person: At) -> None:
    page = person.page
    page.table.go_to_row(1)
    page._open()
    panel = person.panel
    type_into(panel._time.edit, "07:30")
    override = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(panel, override)
    assert override.isAccepted()
    QTest.keyClick(panel, Qt.Key.Key_A)
    assert panel.isVisible()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert person.window.isVisible()
    assert page.table.hasFocus()
    assert page.table.row() == 1
    assert person.told == []
    assert not page.findChild(EntryPanel, options=Qt.FindChildOption.FindDirectChildrenOnly)


def test_an_entry_is_deleted_by_key_and_brought_back(person: At) -> None:
    page = person.page
    before = person.kept()
    page.table.go_to_row(1)
    page.table.setFocus()
    person.press(Qt.Key.Key_Delete)
    assert len(person.rows()) == 3
    assert page.table.row() == 1
    assert page.table.hasFocus()
    assert person.window.said.text() == look_back_days.DELETED
    QTest.keySequence(person.window, "Ctrl+Z")
    assert person.kept() == before
    assert person.told == ["changed", "changed"]


def test_an_entry_is_deleted_where_it_is_open(person: At) -> None:
    person.page._open()
    assert not person.page.can_undo
    person.panel.erase.click()
    assert len(person.rows()) == 3
    assert person.page.can_undo
    person.page._open()
    assert not person.page.can_undo
    person.panel.back.click()


@pytest.mark.usefixtures("that_day")
def test_the_last_entry_that_is_deleted_leaves_the_table_empty(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    coffee(paths, at(0, 8))
    person = At(qtbot, theme, paths)
    person.page.delete.click()
    assert not person.page.table.isVisible()
    assert look_back_days.NOTHING in words(person.page)
    person.window.undo.click()
    assert person.page.table.isVisible()
    assert len(person.rows()) == 1


def test_what_was_deleted_elsewhere_cannot_be_changed(person: At) -> None:
    page = person.page
    page.table.go_to_row(1)
    page._open()
    with Journal.open(person.paths.journal) as journal:
        for entry in person.kept():
            journal.undo(entry.id, NOW)
    person.panel._note.setPlainText("new")
    person.panel.save.click()
    assert "not there any more" in words(person.window.trouble)
    person.panel.erase.click()
    assert "not there any more" in words(person.window.trouble)
    assert person.told == []


def test_a_journal_that_cannot_be_read_is_told_and_loses_nothing(person: At) -> None:
    page = person.page
    good = person.paths.journal.read_bytes()
    person.paths.journal.write_bytes(BROKEN)
    page._open()
    assert "The journal cannot be used" in words(person.window.trouble)
    page._delete()
    page.look_again()
    assert "The journal cannot be used" in words(person.window.trouble)
    person.paths.journal.write_bytes(good)
    page.look_again()
    assert len(person.rows()) == 4
