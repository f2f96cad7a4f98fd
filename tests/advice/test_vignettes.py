"""The public vignettes: written with the same rules, so that agreement shows consistency alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tips.advice import Advice, Level, advise
from tips.blocklist import CLAIMS, UNSAFE, broken_rules
from tips.report import TodayFacts, decode_inputs

VIGNETTES = json.loads((Path(__file__).parent / "vignettes.json").read_text("utf-8"))["vignettes"]

PLAIN_WORDS = {"medication": ("medication", "medicine"), "hyperventilation": ("over-breathing",)}
"""What may stand for a trigger that people call by another name."""

IDEAS = {
    "it's a tic": (" tic ",),
    "stress only": ("only stress", "just stress"),
    "definitely benign": ("benign", "harmless twitch"),
    "this is definitely benign": ("benign", "harmless"),
    "you already have a benign diagnosis": ("benign",),
    "caffeine is the cause": ("caffeine",),
    "panic attack": ("panic",),
    "just drink water": ("water",),
    "drink more and wait": ("drink more", "wait"),
    "you must restart today": ("restart",),
    "keep taking it whatever happens": ("keep taking", "whatever happens"),
    "bananas instead": ("banana",),
}
"""Words that would carry an idea that must not be conveyed, where they differ from its own."""


def vignette_ids() -> list[str]:
    return [vignette["id"] for vignette in VIGNETTES]


def advice_for(vignette: dict[str, Any]) -> Advice:
    return advise(*decode_inputs(vignette["inputs"]), TodayFacts())


def shown_words(advice: Advice) -> str:
    parts = [advice.headline, *advice.what_to_do, *advice.why, *advice.come_back_if]
    parts += [habit.text for habit in advice.habits]
    return " ".join((*parts, *advice.sources, *advice.offers))


@pytest.mark.parametrize("vignette", VIGNETTES, ids=vignette_ids())
def test_a_vignette_ends_at_its_level(vignette: dict[str, Any]) -> None:
    advice = advice_for(vignette)
    assert advice.level not in vignette["unsafe_under_triage"]
    assert advice.level == vignette["expected"]
    assert set(vignette["rules_expected"]) <= set(advice.rules)


@pytest.mark.parametrize("vignette", VIGNETTES, ids=vignette_ids())
def test_a_vignette_hears_of_its_triggers(vignette: dict[str, Any]) -> None:
    advice = advice_for(vignette)
    if advice.level is Level.EMERGENCY:
        assert advice.habits == ()
        return
    words = shown_words(advice).lower()
    for trigger in vignette["must_mention_triggers"]:
        assert any(word in words for word in (trigger, *PLAIN_WORDS.get(trigger, ()))), trigger
        assert trigger in [habit.trigger for habit in advice.habits]


@pytest.mark.parametrize("vignette", VIGNETTES, ids=vignette_ids())
def test_a_vignette_hears_nothing_that_it_must_not(vignette: dict[str, Any]) -> None:
    words = shown_words(advice_for(vignette))
    assert not broken_rules(words, (*UNSAFE, *CLAIMS))
    for idea in vignette["must_not_say"]:
        for banned in IDEAS.get(idea, (idea,)):
            # Names of diseases are written in capitals: "ALS" must not be found in "also".
            if banned.isupper():
                assert banned not in words.replace(".", " ").split(), banned
            elif banned != "400 mg":
                assert banned.lower() not in words.lower(), banned
            else:
                assert banned not in words


def test_every_level_has_vignettes() -> None:
    assert len(VIGNETTES) == 63
    assert {vignette["expected"] for vignette in VIGNETTES} == set(Level)
