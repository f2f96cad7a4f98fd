"""What Lull knows about the person: as a line, as ticks, as changes to the settings."""

from __future__ import annotations

import pytest

from config.profile import Profile
from windows.profile_model import changes, summary, unknown


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (Profile(), "About you: not told yet. It can change the advice."),
        (
            Profile(age_band="40_49", conditions=(), medicines=("levothyroxine",)),
            "About you: 40 to 49; no conditions; Thyroid tablets.",
        ),
        (
            Profile(conditions=("ms", "epilepsy"), medicines=()),
            "About you: age not told; Multiple sclerosis (MS), Epilepsy; no medicines.",
        ),
        (
            Profile(age_band="60_plus", medicines=("statin", "baclofen", "lithium", "other")),
            "About you: 60 or older; conditions not told; Statins, Baclofen and 2 more.",
        ),
    ],
)
def test_one_line_tells_what_is_known_and_what_is_not(profile: Profile, words: str) -> None:
    assert summary(profile) == words


def test_what_was_not_told_is_unknown_and_none_of_these_is_told() -> None:
    assert unknown(Profile()) == ("age_band", "conditions", "medicines")
    assert unknown(Profile(age_band="16_39", conditions=(), medicines=())) == ()


def test_only_what_changed_is_written() -> None:
    before = Profile(age_band="16_39", conditions=("ms",), pregnant="no")
    after = Profile(age_band="16_39", conditions=(), medicines=("statin",), pregnant="no")
    assert changes(before, before) == {}
    assert changes(before, after) == {"profile.conditions": [], "profile.medicines": ["statin"]}
    assert changes(after, before)["profile.medicines"] is None
