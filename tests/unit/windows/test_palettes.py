"""The colours keep their contrast, whatever is changed about them."""

from __future__ import annotations

import dataclasses
import re

import pytest

from windows.palettes import (
    PALETTES,
    SHAPE_CONTRAST,
    SHAPE_PAIRS,
    TEXT_CONTRAST,
    TEXT_PAIRS,
    Palette,
    contrast,
)

ALL = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.478), ("#ff0000", "#ff0000", 1.0)],
)
def test_the_contrast_is_the_one_that_wcag_defines(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


@ALL
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=" on ".join)
def test_text_can_be_read(palette: Palette, pair: tuple[str, str]) -> None:
    text, ground = (getattr(palette, name) for name in pair)
    assert contrast(text, ground) >= TEXT_CONTRAST


@ALL
@pytest.mark.parametrize("pair", SHAPE_PAIRS, ids=" beside ".join)
def test_outlines_ticks_and_focus_rings_can_be_seen(
    palette: Palette, pair: tuple[str, str]
) -> None:
    shape, ground = (getattr(palette, name) for name in pair)
    assert contrast(shape, ground) >= SHAPE_CONTRAST


@ALL
def test_every_colour_is_written_in_full_and_stands_in_a_pair(palette: Palette) -> None:
    colours = {
        field.name: getattr(palette, field.name)
        for field in dataclasses.fields(Palette)
        if field.type == "str" and field.name != "name"
    }
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours.values())
    paired = {name for pair in (*TEXT_PAIRS, *SHAPE_PAIRS) for name in pair}
    # A hairline decorates; nothing is known by it.
    assert set(colours) - paired == {"hairline"}


def test_high_contrast_is_seven_to_one_for_all_text() -> None:
    high = [palette for palette in PALETTES.values() if palette.high_contrast]
    assert {palette.dark for palette in high} == {False, True}
    for palette in high:
        for text, ground in TEXT_PAIRS:
            assert contrast(getattr(palette, text), getattr(palette, ground)) >= 7
