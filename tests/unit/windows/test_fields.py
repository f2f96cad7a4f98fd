"""The list of countries, which decides on the emergency number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from config.country import ELSEWHERE
from config.language import tr
from tips.emergency import load_numbers, numbers_for
from windows.country_names import COUNTRIES
from windows.drop_list import MOST_ROWS, DropList
from windows.fields import UNSET, country_list
from windows.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.mark.parametrize(
    ("locale", "label"),
    [
        ("en_US.UTF-8", "As this computer is set: United States"),
        ("C", "As this computer is set"),
        ("en_XX", "As this computer is set: XX"),
        ("hi_IN", "As this computer is set: India"),
    ],
)
def test_the_list_says_for_which_country_the_computer_is_set_up(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, locale: str, label: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert country_list(None, "", theme).currentText() == label


def test_no_country_is_named_where_the_language_speaks_against_that_of_the_computer(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, speak: Callable[[str], None]
) -> None:
    speak("de")
    drop = country_list(None, "", theme)
    assert (drop.currentText(), drop.currentData()) == (tr(UNSET), "")
    monkeypatch.setenv("LC_ALL", "de_CH.UTF-8")
    assert country_list(None, "", theme).currentText().endswith(": Schweiz")
    # Whoever lives there all the same can say so.
    assert country_list("US", "", theme).currentData() == "US"


def test_somebody_can_say_that_theirs_is_another_country(theme: Theme) -> None:
    drop = country_list(None, "", theme)
    drop.setCurrentText("Another country")
    assert drop.currentData() == ELSEWHERE
    assert numbers_for(ELSEWHERE) == numbers_for(None)
    assert country_list(ELSEWHERE, "", theme).currentText() == "Another country"


@pytest.mark.parametrize(
    ("code", "name"), [("GB", "United Kingdom"), ("gb", "United Kingdom"), ("IN", "India")]
)
def test_a_country_of_the_settings_stays_chosen_with_a_number_or_without(
    theme: Theme, code: str, name: str
) -> None:
    drop = country_list(code, "", theme)
    assert (drop.currentText(), drop.currentData()) == (name, code.upper())


def test_countries_stand_in_the_order_of_their_names(theme: Theme) -> None:
    drop = country_list("IN", "", theme)
    names = [drop.itemText(index) for index in range(1, drop.count() - 1)]
    assert names == sorted(names)
    assert len(names) == len(set(names)) > 30


def test_what_has_no_room_in_a_list_is_told_under_the_pointer(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, words, __: told.append(words))
    drop = DropList("Copies", theme)
    qtbot.addWidget(drop)
    drop.addItem("a copy with a long name")
    for width in (drop.sizeHint().width(), 60):
        drop.resize(width, drop.height())
        middle = drop.rect().center()
        event = QHelpEvent(QEvent.Type.ToolTip, middle, drop.mapToGlobal(middle))
        QApplication.sendEvent(drop, event)
    assert told == ["", "a copy with a long name"]


@pytest.mark.qt_log_ignore(r"does not support (raise|grabbing)")
@pytest.mark.parametrize("scale", ["100", "200"])
def test_an_unsteady_hand_can_hit_every_row_of_a_list_that_drops_down(
    qtbot: QtBot, qapp: QApplication, scale: str
) -> None:
    theme = Theme(qapp, {"LULL_TEXT_SCALE": scale})
    drop = country_list(None, "", theme)
    qtbot.addWidget(drop)
    drop.show()
    drop.showPopup()
    rows = drop.view()
    heights = {rows.visualRect(rows.model().index(row, 0)).height() for row in range(drop.count())}
    assert min(heights) >= theme.look.target
    # Some forty countries: they are scrolled through, and do not hide the screen.
    assert rows.viewport().height() <= MOST_ROWS * max(heights) < drop.count() * min(heights)
    drop.hidePopup()


def test_every_country_with_numbers_of_its_own_has_a_name() -> None:
    assert {*COUNTRIES} == {*load_numbers()} - {""}
