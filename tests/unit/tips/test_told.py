"""What was told of a twitch, in a few words."""

from __future__ import annotations

import pytest

from tips.told import place_words, twitch_words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"sites": ["eyelid"]}, "Eyelid"),
        ({"sites": ["foot", "hand", "elbow"]}, "Hand or fingers, Foot or toes"),
        ({"sites": []}, ""),
        ({}, ""),
        (None, ""),
        ([], ""),
        ({"sites": [["x"]]}, ""),
    ],
)
def test_places_are_named_as_far_as_they_are_known(told: object, words: str) -> None:
    assert place_words(told) == words


@pytest.mark.parametrize(
    ("told", "again", "words"),
    [
        (
            {"sites": ["calf"], "kind": "jerk"},
            False,
            ("Twitch", "Calf or shin: Jerk"),
        ),
        ({"sites": ["calf"]}, True, ("Twitch again", "Calf or shin")),
        ({"kind": "unsure"}, False, ("Twitch", "Not sure")),
        ({"kind": ["jerk"]}, False, ("Twitch", "")),
        (None, False, ("Twitch", "")),
    ],
)
def test_a_twitch_is_told_by_place_and_kind(
    told: object, *, again: bool, words: tuple[str, str]
) -> None:
    assert twitch_words(told, again=again) == words
