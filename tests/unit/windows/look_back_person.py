"""Somebody at the look-back window's days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from look_back_home import NOW, at, coffee, log, twitch
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from journal.entries import EntryKind
from journal.store import Journal
from windows.entry_panel import EntryPanel
from windows.look_back import LookBackWindow
from windows.look_back_days import DaysSection
from windows.parts import Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from journal.entries import Entry
    from windows.theme import Theme

BROKEN = b"no journal at all" * 99
DISPLAY = Qt.ItemDataRole.DisplayRole
HEARD = Qt.ItemDataRole.AccessibleTextRole


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


def words(widget: QWidget) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def type_into(edit: QWidget, text: str) -> None:
    edit.setFocus()
    QTest.keySequence(edit, "Ctrl+A")
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
