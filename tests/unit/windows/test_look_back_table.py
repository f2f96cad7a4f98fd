"""The look-back window's table: a page at a time, heard row by row."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from look_back_home import TODAY, at, log, twitch
from look_back_person import BROKEN, DISPLAY, HEARD, At, note
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journal.entries import EntryKind
from journal.history import Wanted
from windows import look_back_table
from windows.look_back_book import LookBackBook
from windows.look_back_table import DaysModel, EntriesModel, NotesModel, NotesTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


@pytest.fixture
def book(paths: Paths) -> LookBackBook:
    return LookBackBook(paths)


def test_rows_come_a_page_at_a_time(
    qapp: QApplication, book: LookBackBook, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_back_table, "ROWS_AT_ONCE", 2)
    model = EntriesModel(qapp, book, {})
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 0
    assert not model.canFetchMore(QModelIndex())
    note(paths)
    model.start(Wanted())
    assert model.rowCount() == 2
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 4
    assert not model.canFetchMore(QModelIndex())
    assert model.row_of(model.logged(3).entry.id) == 3
    assert model.row_of("nobody") is None
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0


def test_days_without_notes_are_passed_over(
    qapp: QApplication, book: LookBackBook, paths: Paths
) -> None:
    log(paths, EntryKind.SLEEP, at(0, 7), 7)
    log(paths, EntryKind.SLEEP, at(2000, 7), 8)
    model = DaysModel(qapp, book)
    model.start(TODAY, TODAY - dt.timedelta(days=2000), "")
    assert model.rowCount() == 1
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 2
    assert model.date(1) == TODAY - dt.timedelta(days=2000)
    model.start(TODAY - dt.timedelta(days=1), TODAY - dt.timedelta(days=100), "")
    assert model.rowCount() == 0


@pytest.mark.parametrize("kind", [EntriesModel, DaysModel])
def test_rows_that_cannot_be_read_are_told_once(
    qtbot: QtBot, qapp: QApplication, book: LookBackBook, paths: Paths, kind: type[NotesModel]
) -> None:
    paths.journal.parent.mkdir(parents=True)
    paths.journal.write_bytes(BROKEN)
    model: Any = EntriesModel(qapp, book, {}) if kind is EntriesModel else DaysModel(qapp, book)
    arguments = (Wanted(),) if kind is EntriesModel else (TODAY, TODAY, "")
    with qtbot.waitSignal(model.failed) as failed:
        model.start(*arguments)
    assert "The journal cannot be used" in failed.args[0]
    assert not model.canFetchMore(QModelIndex())


def test_empty_cells_are_heard_as_such(person: At) -> None:
    model = person.page.table.model()
    cell = model.index(2, 3)
    assert model.data(cell, DISPLAY) == ""
    assert model.data(cell, HEARD) == "Note: not noted"
    assert model.data(cell, Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(model.index(0, 3), Qt.ItemDataRole.ToolTipRole) == "<p>left one</p>"
    assert model.data(cell, Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "When"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_table_that_says_nothing_else_is_empty(qapp: QApplication) -> None:
    model = NotesModel(qapp)
    model._restart()
    model._stop()
    assert model.rowCount() == 0


@pytest.mark.usefixtures("that_day")
def test_columns_are_as_wide_as_what_is_in_them_and_grow_with_wider_rows(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_back_table, "ROWS_AT_ONCE", 2)
    twitch(paths, at(40, 9), "eyelid", "chest_or_back", "calf", "hand")
    note(paths)
    person = At(qtbot, theme, paths)
    table = person.page.table
    person.window.resize(90 * theme.look.text, 600)
    model = table.model()
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    cut = [
        (row, column)
        for row in range(model.rowCount())
        for column in range(3)
        if table.columnWidth(column) < table.sizeHintForIndex(model.index(row, column)).width()
    ]
    assert cut == []
    qtbot.waitUntil(lambda: table.horizontalHeader().length() == table.viewport().width())
    table.setColumnWidth(2, 10)
    theme.changed.emit()
    assert table.columnWidth(2) > 10
    person.page.shown.button("days").click()
    days = table.model()
    assert days is person.page.days
    for column in range(days.columnCount()):
        hint = table.sizeHintForIndex(days.index(0, column)).width()
        assert table.columnWidth(column) >= hint


def test_the_last_column_is_left_out_where_there_is_no_room(
    qtbot: QtBot, person: At, theme: Theme
) -> None:
    table = person.page.table
    person.window.resize(36 * theme.look.text, 600)
    qtbot.waitUntil(lambda: table.isColumnHidden(3))
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    person.window.resize(80 * theme.look.text, 600)
    qtbot.waitUntil(lambda: not table.isColumnHidden(3))


def test_page_keys_page_through_the_table_while_it_has_the_keyboard(person: At) -> None:
    for key, kept in ((Qt.Key.Key_PageDown, True), (Qt.Key.Key_Escape, False)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(person.page.table, event)
        assert event.isAccepted() == kept


def test_a_double_click_opens_an_entry(person: At) -> None:
    table = person.page.table
    point = table.visualRect(table.model().index(1, 1)).center() + QPoint(0, 0)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert person.panel.headline.text().startswith("Coffee")


def test_a_table_without_rows_stays_where_it_is(
    qtbot: QtBot, theme: Theme, book: LookBackBook
) -> None:
    table = NotesTable(theme, "Notes")
    qtbot.addWidget(table)
    table.setModel(DaysModel(table, book))
    table.resize(300, 300)
    table.show()
    table.go_to_row(5)
    assert table.row() is None
