"""Fields with their labels, as the welcome and the settings show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tips.emergency import load_numbers
from windows.drop_list import DropList
from windows.onboarding_model import times
from windows.parts import Role, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tips.questions import Option
    from windows.theme import Theme


def choices(offered: Sequence[Option]) -> list[tuple[str, str, str]]:
    """Options as a group of choices takes them."""
    return [(option.value, option.label, option.help) for option in offered]


def country_names() -> list[tuple[str, str]]:
    """Code and name of each country whose emergency number is known, by name."""
    named = []
    for code in filter(None, load_numbers()):
        territory = QLocale.codeToTerritory(code)
        name = QLocale.territoryToString(territory)
        named.append((code, code if territory == QLocale.Country.AnyTerritory else name))
    return sorted(named, key=lambda pair: pair[1])


def country_list(code: str | None, help_text: str, theme: Theme) -> DropList:
    """The countries whose emergency number is known, and "as this computer is set"."""
    drop = DropList("Country", theme)
    drop.setAccessibleDescription(help_text)
    drop.addItem("As this computer is set", "")
    for known, name in country_names():
        drop.addItem(name, known)
    drop.setCurrentIndex(max(0, drop.findData(code or "")))
    return drop


def time_list(chosen: str, name: str, theme: Theme, *, end_of_day: bool = False) -> DropList:
    """A list of times of day; typing digits goes to a time."""
    drop = DropList(name, theme)
    drop.addItems(times(chosen, end_of_day=end_of_day))
    drop.setCurrentText(chosen)
    return drop


def labelled(label: str, field: QWidget, theme: Theme, help_text: str = "") -> QWidget:
    """A field with its label above it, and its mnemonic."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.look.gap // 2)
    text = MnemonicText(label, theme)
    text.setBuddy(field)
    column.addWidget(text)
    if help_text:
        column.addWidget(Text(help_text, theme, Role.HELP))
    column.addWidget(field)
    return whole


class MnemonicText(Text):
    """The label of a field; ``&`` stands before its mnemonic."""

    def _restyle(self) -> None:
        super()._restyle()
        self.setFont(self._theme.font(self._theme.look.text, bold=True))
