"""What the tests of windows share: Qt without a screen, and one application with a theme."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

# Before Qt is asked for anything; the machine's own desktop is none of a test's business.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from look_back_person import At
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme at 100 %."""
    from windows.theme import Theme  # noqa: PLC0415 - Qt is loaded by the tests that need it

    return Theme(qapp, {"LULL_THEME": "light", "LULL_TEXT_SCALE": "100"})


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[None]:
    """What a language changed in Qt is as before at the end."""
    from PySide6.QtCore import Qt, QTranslator  # noqa: PLC0415 - likewise

    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """The places of a Lull that was never started."""
    from config.paths import resolve  # noqa: PLC0415 - likewise

    return resolve(str(tmp_path / "lull"), {})


@pytest.fixture
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look-back window's today is that of `look_back_home`."""
    from look_back_home import NOW  # noqa: PLC0415 - likewise

    from windows.look_back_book import LookBackBook  # noqa: PLC0415 - likewise

    monkeypatch.setattr(LookBackBook.__init__, "__defaults__", (lambda: NOW,))


@pytest.fixture
def person(qtbot: QtBot, theme: Theme, paths: Paths, that_day: None) -> At:  # noqa: ARG001 - the day is set
    """Somebody at the look-back window who noted a few things."""
    from look_back_person import At, note  # noqa: PLC0415 - likewise

    note(paths)
    return At(qtbot, theme, paths)
