"""The list of countries, which decides on the emergency number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.country import ELSEWHERE
from tips.emergency import numbers_for
from windows.fields import country_list

if TYPE_CHECKING:
    from windows.theme import Theme


@pytest.fixture(autouse=True)
def computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.mark.parametrize(
    ("locale", "label"),
    [
        ("en_US.UTF-8", "As this computer is set: United States"),
        ("C", "As this computer is set"),
        ("en_XX", "As this computer is set: XX"),
    ],
)
def test_the_list_says_for_which_country_the_computer_is_set_up(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, locale: str, label: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert country_list(None, "", theme).currentText() == label


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
