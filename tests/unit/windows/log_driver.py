"""A person at the log window who counts their clicks, and what they left in the journal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from journal.store import Journal
from windows.log import LogWindow
from windows.log_signs import SignsPage
from windows.parts import Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from journal.twitches import TwitchRecord
    from windows.theme import Theme

LEFT = Qt.MouseButton.LeftButton


class Driver:
    """A person with a mouse who counts their clicks."""

    def __init__(self, window: LogWindow) -> None:
        self.window = window
        self.clicks = 0

    def click(self, button: QWidget) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)
        self.clicks += 1

    def button(self, text: str) -> QAbstractButton:
        return next(
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and button.text().replace("&", "") == text
        )

    def press(self, text: str) -> None:
        self.click(self.button(text))

    def answer(self, site: str = "eyelid", since: str = "0", kind: str = "flicker") -> None:
        where = self.window.where
        self.click(where.sites.button(site))
        self.click(where.groups["since_days"].button(since))
        self.click(where.groups["kind"].button(kind))

    def words(self) -> str:
        texts = self.window.findChildren(Text)
        return "\n".join(text.text() for text in texts if text.isVisible())

    def signs(self) -> SignsPage:
        page = self.window.pages.currentWidget()
        assert isinstance(page, SignsPage)
        return page


def opened(qtbot: QtBot, theme: Theme, paths: Paths, *, checking: bool = False) -> Driver:
    window = LogWindow(theme, paths, checking=checking)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Driver(window)


def logged(paths: Paths) -> tuple[TwitchRecord, ...]:
    now = dt.datetime.now(dt.UTC)
    with Journal.open(paths.journal) as journal:
        return journal.twitches(now - dt.timedelta(days=30), now + dt.timedelta(days=1))
