"""The last sections of the settings: what tomorrow would look like, and Lull itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from config.kinds import NudgeKind
from config.language import LANGUAGES, tr
from config.local_format import capital, clock_time, date_with_weekday
from config.local_time import system_zone
from windows import settings_words as words
from windows.controls import Button, CheckRow
from windows.drop_list import DropList
from windows.fields import labelled
from windows.onboarding_words import NUDGES
from windows.parts import Card, Role, Text
from windows.said import breakable
from windows.settings_sections import Section

if TYPE_CHECKING:
    from datetime import date

    from windows.settings_file import SettingsFile
    from windows.settings_sections import Keep
    from windows.theme import Theme


class TomorrowSection(Section):
    """The nudges that these settings would bring tomorrow, by `lull plan`."""

    def __init__(self, theme: Theme, file: SettingsFile, keep: Keep) -> None:
        super().__init__(theme, file, keep, tr("Tomorrow"))
        self.body.addWidget(Text(tr(words.TOMORROW_LEAD), theme, Role.BODY, "quiet"))
        self.card = Card(theme)
        self.day = Text("", theme, Role.HEADING)
        self.lines = Text("", theme)
        self.card.body.addWidget(self.day)
        self.card.body.addWidget(self.lines)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def show_plan(self, day: date, rows: list[dict[str, Any]]) -> None:
        """Show what `lull plan --json` said of a day."""
        self.day.setText(capital(date_with_weekday(day)))
        self.lines.setText("\n".join(map(_line, rows)) or tr(words.NOTHING_TOMORROW))

    def show_trouble(self, sentence: str) -> None:
        """Say why there is no plan."""
        self.lines.setText(sentence)


def _line(row: dict[str, Any]) -> str:
    at = datetime.fromisoformat(row["at"]).astimezone(system_zone())
    # Translators: a line of a plan, such as "14:00   A glass of water".
    return tr("{time}   {nudge}", time=clock_time(at), nudge=tr(NUDGES[NudgeKind(row["kind"])]))


def language_list(chosen: str, theme: Theme) -> DropList:
    """A list to choose the language from, each by its own name; the data is its setting, or "".

    Args:
        chosen: What the settings say.
        theme: The look.
    """
    drop = DropList(tr("Language"), theme)
    drop.setAccessibleDescription(tr(words.LANGUAGE_HELP))
    drop.addItem(tr("As this computer is set"), "")
    for name, language in LANGUAGES.items():
        drop.addItem(language.name, name)
    drop.setCurrentIndex(max(0, drop.findData(chosen)))
    return drop


class LullSection(Section):
    """Starting at login, and the file behind the settings."""

    autostart = Signal(bool)
    """Whether Lull is to start at login."""

    open_file = Signal()
    """The person wants to see the file itself."""

    def __init__(
        self, theme: Theme, file: SettingsFile, keep: Keep, *, autostart: bool | None
    ) -> None:
        """Make the section.

        Args:
            theme: What to paint with.
            file: What holds now.
            keep: Writes values.
            autostart: Whether Lull starts at login; None if that is not known, so that there is
                nobody to change it either.
        """
        super().__init__(theme, file, keep, tr("Lull itself"))
        self.language = language_list(self.settings.language, theme)
        self.write_list(self.language, "language")
        said = tr(words.LANGUAGE_HELP)
        self.body.addWidget(labelled(tr("&Language"), self.language, theme, said))
        if autostart is not None:
            self.at_login = CheckRow(tr(words.START_AT_LOGIN), theme)
            self.at_login.setChecked(autostart)
            self.at_login.clicked.connect(lambda: self.autostart.emit(self.at_login.isChecked()))
            self.body.addWidget(self.at_login)
        card = Card(theme)
        card.body.addWidget(Text(tr("The settings file"), theme, Role.HEADING))
        card.body.addWidget(Text(tr(words.FILE_HELP), theme))
        card.body.addWidget(Text(breakable(file.path), theme, Role.HELP))
        opener = Button(tr("Open the &file"), theme)
        opener.clicked.connect(self.open_file)
        row = QHBoxLayout()
        row.addWidget(opener)
        row.addStretch(1)
        card.body.addLayout(row)
        self.body.addWidget(card)
        self.body.addStretch(1)
