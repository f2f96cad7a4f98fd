"""What stands in the place of the settings while their file has a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from config.language import tr
from windows import settings_words as words
from windows.controls import Button
from windows.parts import Card, Page, Role, Text
from windows.said import breakable

if TYPE_CHECKING:
    from config.errors import SettingsError
    from windows.settings_file import SettingsFile
    from windows.theme import Theme


class BrokenPage(Page):
    """What is wrong, and two ways out.

    Attributes:
        open_file: Emitted when the person wants to see the file itself.
        restore: Emitted when they want the settings back that were good.
    """

    open_file = Signal()
    restore = Signal()

    def __init__(self, theme: Theme, file: SettingsFile, error: SettingsError) -> None:
        super().__init__(theme)
        self.headline = Text(tr("The settings file has a mistake"), theme, Role.TITLE)
        card = Card(theme, "notice", "notice_line")
        for sentence in (tr(words.BROKEN), error.told, breakable(file.path)):
            card.body.addWidget(Text(sentence, theme, Role.BODY, "on_notice"))
        buttons = QHBoxLayout()
        opener = Button(tr("Open the &file"), theme)
        opener.clicked.connect(self.open_file)
        buttons.addWidget(opener)
        if file.can_restore:
            restore = Button(tr("Use the &good settings"), theme)
            restore.clicked.connect(self.restore)
            buttons.addWidget(restore)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        self.body.addWidget(self.headline)
        self.body.addWidget(card)
        self.body.addStretch(1)
