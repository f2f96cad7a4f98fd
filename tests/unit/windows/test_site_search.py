"""Finding a place by typing."""

from __future__ import annotations

import pytest

from tips.questions import options
from windows.site_search import OTHER_WORDS, find_sites

SITES = options("sites")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("eye", "eyelid"),
        ("Eyelid", "eyelid"),
        ("thumb", "hand"),
        ("shin", "calf"),
        ("knee", "thigh"),
        ("  lip ", "face_other"),
        ("upper arm", "shoulder_arm"),
        ("lower leg", "calf"),
        ("every", "all_over"),
        ("b", "abdomen"),
        ("left calf", "calf"),
        ("my right thumb", "hand"),
        ("back", "chest_back"),
    ],
)
def test_a_place_is_found_by_any_of_its_words(typed: str, first: str) -> None:
    assert find_sites(typed, SITES)[0] == first


def test_nothing_typed_shows_every_place_in_its_order() -> None:
    assert find_sites("  ", SITES) == tuple(site.value for site in SITES)


def test_a_word_that_is_no_place_finds_nothing() -> None:
    assert find_sites("xylophone", SITES) == ()


def test_every_place_has_other_words() -> None:
    assert set(OTHER_WORDS) == {site.value for site in SITES}
