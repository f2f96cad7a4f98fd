"""Somebody at the settings' section about the journal itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journal.archive import Archive
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from tray.clock import Clock
from windows.parts import Text
from windows.settings import SettingsWindow
from windows.settings_data import DataSection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

WAIT_MS = 30_000


def log(paths: Paths, hours: float = 7.0) -> None:
    with Journal.open(paths.journal) as journal:
        journal.add(Entry(new_id(), EntryKind.SLEEP, Clock().now(), "", hours))


def hours(paths: Paths) -> list[float]:
    with Archive.open(paths.journal) as archive:
        return [record.amount for record in archive.records("entries")]  # type: ignore[attr-defined] # an entry


class At:
    """Somebody at the section."""

    def __init__(self, qtbot: QtBot, theme: Theme, paths: Paths) -> None:
        self.qtbot = qtbot
        self.told: list[str] = []
        self.window = SettingsWindow(theme, paths)
        self.window.told.connect(self.told.append)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.nav.button("data").click()
        page = self.window.stack.currentWidget()
        assert isinstance(page, DataSection)
        self.page = page

    def wait(self, ready: Any) -> None:  # noqa: ANN401 - anything that is called
        self.qtbot.waitUntil(ready, timeout=WAIT_MS)

    def wait_said(self, sentence: str) -> None:
        self.wait(lambda: self.window.said.text() == sentence)

    def wait_list(self, count: int) -> None:
        found = self.page.backups.list
        self.wait(lambda: found.isVisible() and found.count() == count)

    def trouble(self) -> str:
        return " ".join(text.text() for text in self.window.trouble.findChildren(Text))
