from __future__ import annotations

import pytest

from config.kinds import NudgeKind
from tips.blocklist import broken_rules
from tips.phrases import KIND_PHRASES
from tips.tip_rules import NUDGE_RULES


@pytest.mark.parametrize("kind", NudgeKind)
def test_every_kind_has_a_short_calm_phrase(kind: NudgeKind) -> None:
    phrase = KIND_PHRASES[kind]
    assert 0 < len(phrase) <= 24
    assert phrase == phrase.strip(". ").lower()
    assert broken_rules(phrase, NUDGE_RULES) == ()


def test_no_two_kinds_share_a_phrase() -> None:
    assert len(set(KIND_PHRASES.values())) == len(NudgeKind)
