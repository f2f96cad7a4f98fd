"""Fields with their labels, as the welcome and the settings show them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from config import language
from config.country import ELSEWHERE, country_to_call
from config.language import N_, tr, trp
from tips.emergency import load_numbers
from windows.country_names import COUNTRIES
from windows.drop_list import DropList
from windows.onboarding_model import time_words, times
from windows.parts import Role, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tips.questions import Option
    from windows.theme import Theme


UNSET: Final = N_("As this computer is set")


def choices(offered: Sequence[Option]) -> list[tuple[str, str, str]]:
    """Options as a group of choices takes them."""
    return [(option.value, option.label, option.help) for option in offered]


def country_name(code: str) -> str:
    """What a country is called; its code where it has no name."""
    if code in COUNTRIES:
        return trp("a country", COUNTRIES[code])
    territory = QLocale.codeToTerritory(code)
    named = territory != QLocale.Country.AnyTerritory
    return QLocale.territoryToString(territory) if named else code


def country_list(code: str | None, help_text: str, theme: Theme) -> DropList:
    """The countries whose emergency number is known, and two ways to name none of them.

    Args:
        code: What the settings say, in any case; it is offered even where no number is known.
        help_text: What the choice is for.
        theme: What to paint with.
    """
    chosen = (code or "").upper()
    drop = DropList(tr("Country"), theme)
    drop.setAccessibleDescription(help_text)
    # Which one, or none where the language speaks against it: then no number is of one country.
    found = country_to_call(os.environ, language.code())
    drop.addItem(
        tr("As this computer is set: {country}", country=country_name(found))
        if found
        else tr(UNSET),
        "",
    )
    listed = {*load_numbers(), chosen} - {"", ELSEWHERE}
    for name, known in sorted((country_name(known), known) for known in listed):
        drop.addItem(name, known)
    drop.addItem(tr("Another country"), ELSEWHERE)
    drop.setCurrentIndex(max(0, drop.findData(chosen)))
    return drop


def time_list(chosen: str, name: str, theme: Theme, *, end_of_day: bool = False) -> DropList:
    """A list of times of day; typing digits goes to a time."""
    drop = DropList(name, theme)
    for each in times(chosen, end_of_day=end_of_day):
        drop.addItem(time_words(each), each)
    drop.setCurrentIndex(drop.findData(chosen))
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
