from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import CatalogError
from tips.drinks import load_drinks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DRINKS = load_drinks()


@pytest.mark.parametrize(
    ("name", "caffeine_mg", "ml"),
    [
        ("coffee", 100, 250),
        ("filter_coffee", 140, 250),
        ("espresso", 63, 30),
        ("decaf", 2, 250),
        ("tea", 75, 250),
        ("green_tea", 29, 237),
        ("cola", 40, 330),
        ("diet_cola", 47, 330),
        ("energy_drink", 80, 250),
        ("energy_shot", 200, 60),
        ("water", 0, 250),
    ],
)
def test_the_figures_are_those_of_the_sources(name: str, caffeine_mg: float, ml: float) -> None:
    drink = DRINKS[name]
    assert (drink.id, drink.caffeine_mg, drink.ml) == (name, caffeine_mg, ml)
    assert drink.sources


def test_everything_but_alcohol_counts_as_water() -> None:
    for drink in DRINKS.values():
        assert drink.water_ml == (0 if drink.alcohol_units else drink.ml)


def test_an_alcoholic_drink_is_one_unit() -> None:
    assert DRINKS["alcohol"].alcohol_units == 1
    # 500 ml of 4 % beer hold 20 ml of alcohol.
    assert DRINKS["alcohol"].of(500).alcohol_units == 2


def test_a_pint_of_tea_holds_more_than_a_mug() -> None:
    pint = DRINKS["tea"].of(500)
    assert (pint.caffeine_mg, pint.water_ml, pint.ml, pint.id) == (150, 500, 500, "tea")


def test_three_espressos_hold_three_times_as_much() -> None:
    assert DRINKS["espresso"].times(3).caffeine_mg == 189


@given(st.sampled_from(sorted(DRINKS)), st.floats(1, 5000))
def test_the_size_scales_everything(name: str, ml: float) -> None:
    drink = DRINKS[name]
    other = drink.of(ml)
    assert other.ml == pytest.approx(ml)
    for field in ("caffeine_mg", "water_ml", "alcohol_units"):
        expected = getattr(drink, field) * ml / drink.ml
        assert getattr(other, field) == pytest.approx(expected)


@pytest.mark.parametrize("amount", [0.0, -1.0, math.nan, math.inf])
def test_no_drink_has_an_impossible_size(amount: float) -> None:
    with pytest.raises(ValueError, match="there cannot be"):
        DRINKS["water"].of(amount)
    with pytest.raises(ValueError, match="there cannot be"):
        DRINKS["water"].times(amount)


def test_the_drinks_cannot_be_changed_by_accident() -> None:
    with pytest.raises(TypeError):
        DRINKS["milk"] = DRINKS["water"]  # type: ignore[index]  # what is tested


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('id = "filter_coffee"', 'id = "coffee"', "drink coffee: this id stands twice"),
        ("water_ml = 250", "water_ml = 251", "drink coffee: more water than drink"),
        ("alcohol_units = 1", "alcohol_units = 1\nwater_ml = 9", "alcohol does not count as water"),
        ("caffeine_mg = 100", "caffeine_mg = -1", "caffeine_mg"),
        ("ml = 250", "ml = 0", "ml"),
        ("ml = 250", 'ml = "a mug"', "Expected `float`"),
        ('"nhs-caffeine"', '"a-blog"', "drink coffee: there is no source 'a-blog'"),
        ('id = "coffee"', 'id = "Coffee"', "Expected `str` matching regex"),
        ('id = "coffee"', 'id = "coffee"\nsugar = 1', "unknown field `sugar`"),
    ],
)
def test_a_bad_drink_is_refused(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, complaint: str
) -> None:
    spoil("drinks.toml", old, new)
    with pytest.raises(CatalogError) as caught:
        load_drinks(data)
    assert caught.value.detail.startswith("drinks.toml")
    assert complaint in caught.value.detail
