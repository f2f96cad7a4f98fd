from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from config.errors import CatalogError
from tips.emergency import EMERGENCY_FILE, load_numbers, numbers_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("country", "call"),
    [
        ("GB", "999"),
        ("gb", "999"),
        (" us ", "911"),
        ("AU", "000"),
        ("NZ", "111"),
        ("DE", "112"),
        ("JP", "119"),
        ("FR", "15 or 112"),
    ],
)
def test_a_country_has_its_number(country: str, call: str) -> None:
    assert numbers_for(country).call == call


@pytest.mark.parametrize("country", [None, "", "XX", "ZZ", "IN", "Germany", "\u0131"])
def test_elsewhere_the_common_numbers_are_named(country: str | None) -> None:
    numbers = numbers_for(country)
    assert numbers.call == "112, 999, 911 or your local number"
    assert numbers.advice_line == "a nurse line"
    assert numbers.crisis_line == "a crisis line in your country"


def test_a_line_that_is_not_known_is_named_in_general() -> None:
    assert numbers_for("GB").advice_line == "NHS 111"
    assert numbers_for("IE").advice_line == "a nurse line"
    assert numbers_for("IE").crisis_line == "Samaritans on 116 123"
    assert numbers_for("SE").crisis_line == "a crisis line in your country"


def test_every_number_is_short_enough_to_dial_in_a_hurry() -> None:
    for country, numbers in load_numbers().items():
        assert re.fullmatch(r"\d{2,5}(?: or \d{2,5})?|112, 999, 911 or .*", numbers.call), country


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('countries = ["FR"]', 'countries = ["FR", "DE"]', "DE stands twice"),
        ('countries = ["IE"]\ncrisis', 'countries = ["IE", "GB"]\ncrisis', "line: GB stands twice"),
        ('countries = ["FR"]', 'countries = ["France"]', "countries"),
        ('countries = ["FR"]', "countries = []", "countries"),
        ('sources = ["ec-112"]', 'sources = ["hearsay"]', "SK: there is no source 'hearsay'"),
        ('sources = ["nl-113"]', 'sources = ["hearsay"]', "NL: there is no source 'hearsay'"),
        ('sources = ["nl-113"]', "sources = []", "sources"),
        ('sources = ["jp-fdma-119"]', "", "sources"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, why: str
) -> None:
    spoil(EMERGENCY_FILE, old, new)
    with pytest.raises(CatalogError, match=why):
        load_numbers(data)
