"""The look-back window's days: found, walked through, changed, deleted and brought back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from look_back_home import NOW, TODAY, at, coffee, log, twitch
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from journal.entries import EntryKind
from journal.history import Wanted
from journal.store import Journal
from windows import look_back_book, look_back_days, look_back_table
from windows.entry_panel import EntryPanel
from windows.look_back import LookBackWindow
from windows.look_back_book import LookBackBook
from windows.look_back_days import DaysSection
from windows.look_back_filter import NOT_A_DAY, WRONG_WAY
from windows.look_back_table import DaysModel, EntriesModel, NotesModel, NotesTable
from windows.parts import ChoiceGroup, Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from journal.entries import Entry
    from windows.theme import Theme

BROKEN = b"no journal at all" * 99
DISPLAY = Qt.ItemDataRole.DisplayRole
HEARD = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_back_book.LookBackBook.__init__, "__defaults__", (lambda: NOW,))


def note(paths: Paths) -> None:
    coffee(paths, at(0, 8), note="at work")
    twitch(paths, at(0, 9), "eyelid", note="left one")
    log(paths, EntryKind.SLEEP, at(1, 7), 7.5)
    twitch(paths, at(40, 9), "calf")


class At:
    """Somebody at the window's days."""

    def __init__(self, qtbot: QtBot, theme: Theme, paths: Paths) -> None:
        self.paths = paths
        self.window = LookBackWindow(theme, paths)
        qtbot.addWidget(self.window)
        self.told: list[str] = []
        self.window.told.connect(self.told.append)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        page = self.window.page()
        assert isinstance(page, DaysSection)
        self.page = page

    @property
    def panel(self) -> EntryPanel:
        found = [p for p in self.page.findChildren(EntryPanel) if p.isVisible()]
        assert len(found) == 1
        return found[0]

    def rows(self) -> list[str]:
        model = self.page.table.model()
        return [str(model.data(model.index(row, 0), HEARD)) for row in range(model.rowCount())]

    def first(self) -> list[str]:
        model = self.page.table.model()
        return [str(model.data(model.index(0, n), DISPLAY)) for n in range(model.columnCount())]

    def choose(self, name: str, value: str) -> None:
        drop = getattr(self.page.filter, name)
        index = drop.findData(value)
        assert index >= 0
        drop.setCurrentIndex(index)
        drop.activated.emit(index)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget(), key)

    def kept(self) -> list[Entry]:
        with Journal.open(self.paths.journal) as journal:
            return list(journal.entries(NOW - dt.timedelta(days=99), NOW))


@pytest.fixture
def person(qtbot: QtBot, theme: Theme, paths: Paths) -> At:
    note(paths)
    return At(qtbot, theme, paths)


def words(widget: QWidget) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


# -- looking


def test_days_stand_first_and_a_journal_without_notes_is_kind(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    at_ = At(qtbot, theme, paths)
    assert look_back_days.NOTHING in words(at_.page)
    assert not at_.page.table.isVisible()
    assert not at_.page.open.isVisible()
    assert not at_.page.delete.isVisible()
    at_.page.timeline.setFocus()
    at_.press(Qt.Key.Key_Return)
    assert at_.page.timeline.hasFocus()
    at_.page._open()
    at_.page._delete()
    assert not paths.journal.exists()


def test_the_table_tells_each_entry_newest_first(person: At) -> None:
    assert person.rows() == [
        "Tue 10 Mar 2026, 09:00. Twitch. Eyelid: Flicker or twitch. left one",
        "Tue 10 Mar 2026, 08:00. Coffee. about 100 mg of caffeine. at work",
        "Mon 9 Mar 2026, 07:00. Sleep. 7.5 hours",
        "Thu 29 Jan 2026, 09:00. Twitch. Calf or shin: Flicker or twitch",
    ]
    assert person.first() == [
        "Tue 10 Mar 2026, 09:00",
        "Twitch",
        "Eyelid: Flicker or twitch",
        "left one",
    ]
    assert person.page.heading.text() == "Newest first"


def test_the_table_and_the_words_follow_the_day(person: At) -> None:
    person.page.timeline.setFocus()
    person.press(Qt.Key.Key_Left)
    assert "Monday 9 March 2026. Sleep: 7.5 hours." in words(person.page)
    assert person.page.heading.text() == "From Monday 9 March 2026 back"
    assert len(person.rows()) == 2
    person.press(Qt.Key.Key_Return)
    assert person.page.table.hasFocus()


def test_buttons_go_by_as_many_days_as_are_shown(person: At) -> None:
    page = person.page
    assert not page.later.isVisible()
    page.earlier.setFocus()
    while page.strip.selected > page.strip.oldest:
        page.earlier.click()
    # What has the keyboard keeps it.
    assert page.earlier.isVisible()
    assert page.later.isVisible()
    page.later.setFocus()
    page.later.click()
    assert page.strip.selected > page.strip.oldest
    assert page.earlier.isVisible()


def test_days_can_stand_in_the_table_instead(person: At) -> None:
    page = person.page
    page.shown.button(look_back_days.DAYS).click()
    assert person.rows() == [
        "Tue 10 Mar 2026. Twitch: noted. Caffeine: about 100 mg. Water: 250 ml",
        "Mon 9 Mar 2026. Sleep: 7.5 hours",
        "Thu 29 Jan 2026. Twitch: noted",
    ]
    assert not page.delete.isVisible()
    page.shown.button(look_back_days.DAYS).click()
    assert page.shown.chosen == (look_back_days.DAYS,)
    page.table.go_to_row(2)
    page.table.setFocus()
    person.press(Qt.Key.Key_Delete)
    person.press(Qt.Key.Key_Return)
    # A day opens to its entries.
    assert page.shown.chosen == (look_back_days.ENTRIES,)
    assert person.rows()[0].startswith("Thu 29 Jan 2026, 09:00")
    page.shown.button(look_back_days.ENTRIES).click()
    assert page.shown.chosen == (look_back_days.ENTRIES,)


def test_a_window_that_comes_back_shows_what_is_new_and_stays_where_it_was(person: At) -> None:
    page = person.page
    page.table.go_to_row(2)
    coffee(person.paths, at(0, 10))
    QApplication.sendEvent(person.window, QEvent(QEvent.Type.WindowActivate))
    assert len(person.rows()) == 5
    assert page.table.row() == 3
    page._open()
    coffee(person.paths, at(0, 11))
    page.look_again()
    assert person.panel.isVisible()


# -- what is chosen


def test_a_kind_a_place_and_days_can_be_chosen(person: At) -> None:
    page = person.page
    page.choice.button.click()
    assert page.filter.isVisible()
    person.choose("kind", EntryKind.SLEEP)
    assert len(person.rows()) == 1
    assert "Only: Sleep" in words(page)
    person.choose("place", "calf")
    # A place is one of twitches.
    assert page.filter.kind.currentData() == ""
    assert person.rows() == ["Thu 29 Jan 2026, 09:00. Twitch. Calf or shin: Flicker or twitch"]
    person.choose("kind", EntryKind.TWITCH)
    assert len(person.rows()) == 1
    person.choose("period", "30")
    assert look_back_days.NOTHING_FITS in words(page)
    assert "Only: Twitches, Calf or shin, The last 30 days" in words(page)
    person.choose("kind", EntryKind.DRINK)
    assert page.filter.place.currentData() == ""
    assert len(person.rows()) == 1
    person.choose("place", "")
    assert page.filter.kind.currentData() == EntryKind.DRINK
    page.filter.clear.click()
    assert len(person.rows()) == 4
    assert "Only:" not in words(page)
    assert page.filter.kind.hasFocus()
    assert not page.filter.clear.isVisible()


def type_into(edit: QWidget, text: str) -> None:
    edit.setFocus()
    QTest.keySequence(edit, "Ctrl+A")
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_two_days_can_be_typed_and_what_makes_no_sense_is_told(person: At) -> None:
    page, chosen = person.page, person.page.filter
    page.choice.button.click()
    person.choose("period", "between")
    assert chosen.begin.edit.hasFocus()
    type_into(chosen.begin.edit, "9 March")
    assert NOT_A_DAY in words(page)
    type_into(chosen.begin.edit, "2026-03-09")
    assert NOT_A_DAY not in words(page)
    assert len(person.rows()) == 3
    type_into(chosen.end.edit, "2026-03-08")
    assert WRONG_WAY in words(page)
    type_into(chosen.end.edit, "2026-03-09")
    assert person.rows() == ["Mon 9 Mar 2026, 07:00. Sleep. 7.5 hours"]
    assert page.strip.newest == page.strip.oldest == TODAY - dt.timedelta(days=1)
    chosen.begin.edit.clear()
    QTest.keyClick(chosen.begin.edit, Qt.Key.Key_Return)
    assert len(person.rows()) == 2
    assert chosen.wanted(TODAY) == Wanted(last=TODAY - dt.timedelta(days=1))


# -- changing


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
    assert "it is not a journal" in words(person.window.trouble)
    page._delete()
    page.look_again()
    assert "it is not a journal" in words(person.window.trouble)
    person.paths.journal.write_bytes(good)
    page.look_again()
    assert len(person.rows()) == 4


# -- the table's models


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
    assert "it is not a journal" in failed.args[0]
    assert not model.canFetchMore(QModelIndex())


def test_empty_cells_are_heard_as_such(person: At) -> None:
    model = person.page.table.model()
    cell = model.index(2, 3)
    assert model.data(cell, DISPLAY) == ""
    assert model.data(cell, HEARD) == "Note: not noted"
    assert model.data(cell, Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(model.index(0, 3), Qt.ItemDataRole.ToolTipRole) == "left one"
    assert model.data(cell, Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "When"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_model_without_a_source_is_none() -> None:
    model = NotesModel(QObject())
    for ask in (model._more, model._stop):
        with pytest.raises(NotImplementedError):
            ask()


def test_the_last_column_is_left_out_where_there_is_no_room(
    qtbot: QtBot, person: At, theme: Theme
) -> None:
    table = person.page.table
    person.window.resize(46 * theme.look.text, 600)
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
