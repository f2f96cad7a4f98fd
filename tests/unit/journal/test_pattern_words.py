from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from typing import TYPE_CHECKING

import pytest

from config.kinds import FactorName
from journal import pattern_words as words
from journal.patterns import Count, Missing, Pattern, Suspicion, Verdict
from tips.blocklist import UNSAFE, broken_rules
from tips.readability import flesch_kincaid_grade

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING = Missing(0, 0, 0, 0)
STANDS_OUT = Pattern(
    FactorName.SHORT_SLEEP,
    0,
    Count(9, 6),
    Count(21, 4),
    NOTHING,
    (0.1, 0.7512),
    0.0123456789,
    Verdict.PATTERN,
)
SINCE = Suspicion(FactorName.SHORT_SLEEP, 0, dt.date(2026, 3, 1))


def too_few(missing: Missing, factor: FactorName = FactorName.ALCOHOL, lag: int = 1) -> Pattern:
    return Pattern(
        factor, lag, Count(2, 1), Count(4, 1), missing, None, None, Verdict.NOT_ENOUGH_DAYS
    )


def every_pattern() -> Iterator[Pattern]:
    for factor in FactorName:
        for lag in (0, 1):
            for suspicion in (None, SINCE):
                here = {"factor": factor, "lag_days": lag, "suspicion": suspicion}
                yield dataclasses.replace(STANDS_OUT, **here)  # type: ignore[arg-type] # by name
                yield dataclasses.replace(STANDS_OUT, verdict=Verdict.NO_PATTERN, **here)  # type: ignore[arg-type] # by name
                yield dataclasses.replace(too_few(Missing(9, 3, 1, 2)), **here)  # type: ignore[arg-type] # by name


def every_text() -> list[str]:
    fixed = [words.INTRO, words.KNOWN_DAYS, words.INTERVAL, words.NO_COLD]
    return [*fixed, *(words.text_of(one) for one in every_pattern())]


def test_a_pattern_is_told_by_its_counts() -> None:
    assert words.text_of(STANDS_OUT) == (
        "On 6 of the 9 days after a short night you logged a twitch; on 4 of the 21 others. "
        "This is unlikely to be chance alone. It does not show why."
    )


def test_what_could_be_chance_says_so() -> None:
    text = words.text_of(dataclasses.replace(STANDS_OUT, verdict=Verdict.NO_PATTERN))
    assert text.endswith("on 4 of the 21 others. This could still be chance.")


def test_what_is_missing_is_said_without_a_number_to_reach() -> None:
    assert words.text_of(too_few(Missing(8, 1, 1, 2))) == (
        "Days after one with alcohol. There is too little to compare yet: few known days, "
        "few days with a twitch, few of these days, few other days."
    )


def test_cold_says_why_there_are_no_days() -> None:
    assert words.NO_COLD in words.text_of(too_few(Missing(14, 5, 3, 3), FactorName.COLD, 0))


def test_what_lacks_the_same_stands_together() -> None:
    same = Missing(8, 0, 0, 0)
    assert words.lacking_lines(
        [
            too_few(same, lag=0),
            too_few(Missing(0, 1, 0, 0)),
            too_few(Missing(3, 0, 0, 0), FactorName.HIGH_STRESS, 0),
            too_few(same, FactorName.COLD, 0),
            too_few(same, FactorName.COLD, 1),
        ]
    ) == [
        "There is too little to compare yet: few known days.",
        "  days with alcohol",
        "  days of high stress",
        "There is too little to compare yet: few days with a twitch.",
        "  days after one with alcohol",
        words.NO_COLD,
    ]


def test_what_was_named_beforehand_says_since_when() -> None:
    text = words.text_of(dataclasses.replace(STANDS_OUT, suspicion=SINCE))
    assert text.endswith("You named this on 1 March 2026. Days before that do not count here.")


@pytest.mark.parametrize(
    ("low", "high", "gap"),
    [
        (0.1, 0.7512, "Gap: +48 days in 100 (from +10 to +75)"),
        (-0.204, 0.001, "Gap: +48 days in 100 (from -20 to 0)"),
        (-0.001, 0.104, "Gap: +48 days in 100 (from 0 to +10)"),
    ],
)
def test_the_gap_has_its_interval(low: float, high: float, gap: str) -> None:
    assert words.gap_of(dataclasses.replace(STANDS_OUT, difference=(low, high))) == gap


def test_without_enough_days_there_is_no_gap() -> None:
    assert words.gap_of(too_few(Missing(1, 0, 0, 0))) == ""


def test_the_facts_are_plain_json() -> None:
    facts = words.facts_of(dataclasses.replace(STANDS_OUT, suspicion=SINCE))
    assert json.loads(json.dumps(facts)) == facts
    text = facts.pop("text")
    assert text == words.text_of(dataclasses.replace(STANDS_OUT, suspicion=SINCE))
    assert facts == {
        "factor": "short_sleep",
        "lag_days": 0,
        "with": {"days": 9, "twitch_days": 6},
        "without": {"days": 21, "twitch_days": 4},
        "missing": {"known_days": 0, "twitch_days": 0, "with_days": 0, "without_days": 0},
        "difference": {"share": 0.4762, "low": 0.1, "high": 0.7512},
        "p_adjusted": 0.012346,
        "verdict": "pattern",
        "named_since": "2026-03-01",
    }


def test_facts_without_enough_days_are_empty_where_nothing_is_known() -> None:
    facts = words.facts_of(too_few(Missing(8, 0, 0, 0)))
    assert (facts["difference"], facts["p_adjusted"], facts["named_since"]) == (None, None, None)


@pytest.mark.parametrize("text", every_text())
def test_every_text_is_plain_and_safe(text: str) -> None:
    assert broken_rules(text, UNSAFE) == ()
    assert flesch_kincaid_grade(text) <= 8
    assert not re.search(r"\b(cause|trigger|because|due to|lead|bring|make|risk)", text.lower())
