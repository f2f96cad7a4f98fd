"""Somebody at a section of the look-back window that asks the command line; the test answers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeVar

from windows.asking import Asking
from windows.look_back import LookBackWindow
from windows.parts import Text

if TYPE_CHECKING:
    from types import ModuleType

    import pytest
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.look_back_page import LookBackPage
    from windows.theme import Theme

Section = TypeVar("Section", bound="LookBackPage")

TODAY = dt.date(2026, 3, 10)


class Questions:
    """What the section asked, and who answers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.asker: Asking

        def ask(asking: Asking, *said: str) -> None:
            self.asked.append(said)
            self.asker = asking

        monkeypatch.setattr(Asking, "ask", ask)


class At:
    """Somebody at the section ``name``, on `TODAY`."""

    def __init__(
        self,
        qtbot: QtBot,
        theme: Theme,
        paths: Paths,
        monkeypatch: pytest.MonkeyPatch,
        module: ModuleType,
        name: str,
    ) -> None:
        self.questions = Questions(monkeypatch)
        now = dt.datetime.combine(TODAY, dt.time(9), dt.UTC)
        monkeypatch.setattr(module, "local_now", lambda: now)
        self.window = LookBackWindow(theme, paths)
        self.told: list[str] = []
        self.window.told.connect(self.told.append)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.window.nav.button(name).click()

    @property
    def asked(self) -> list[tuple[str, ...]]:
        """What the section asked the command line for."""
        return self.questions.asked

    def shown(self, kind: type[Section]) -> Section:
        """The section, which must be of a kind."""
        page = self.window.page()
        assert isinstance(page, kind)
        return page

    def words(self) -> list[str]:
        """Every text that is shown on the section."""
        return [text.text() for text in self.window.page().findChildren(Text) if text.isVisible()]

    def answer(self, facts: object) -> None:
        """Answer what was asked last."""
        self.questions.asker.answered.emit(facts)

    def refuse(self, sentence: str) -> None:
        """Refuse what was asked last."""
        self.questions.asker.failed.emit(sentence)
