"""What the form itself says: easy to read, calm, and nothing that it must not say."""

from __future__ import annotations

import pytest
from test_twitch_form import EARLIER, EYELID, fill

from config.profile import Profile
from tips.blocklist import CLAIMS, UNSAFE, broken_rules
from tips.readability import flesch_kincaid_grade
from tray.commands.twitch import BREAK_WORDS, OFTEN_WORDS
from tray.twitch_answers import Answers, Known
from tray.twitch_form import asks


def every_text() -> set[str]:
    """What the form itself says; the lists and the signs are tried with the advice."""
    calm = Known(lambda *_: False, Profile(), EARLIER, often=True)
    listed: Answers = {
        "same": "other",
        **EYELID,
        "sites": ["calf", "hand"],
        "since_days": 30,
        "conditions": ["ms"],
        "medicines": ["statin"],
        "core": ["weakness", "breathless"],
        "sign.breathless": "unsure",
    }
    found = [
        ask for given_ in ({"same": "changed"}, listed) for ask in asks(fill(calm, given_), calm)
    ]
    own = [ask for ask in found if not ask.key.startswith("sign.")]
    labels = {
        option.label for ask in own if ask.key.endswith((".rest", "same")) for option in ask.options
    }
    texts = {ask.text for ask in own} | {ask.none for ask in own if ask.none}
    return texts | labels | {OFTEN_WORDS, BREAK_WORDS}


@pytest.mark.parametrize("text", sorted(every_text()))
def test_every_question_is_easy_to_read_and_calm(text: str) -> None:
    assert flesch_kincaid_grade(text) <= 8
    assert not broken_rules(text, (*UNSAFE, *CLAIMS))
