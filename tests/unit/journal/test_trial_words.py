from __future__ import annotations

import datetime as dt
import json

import pytest
from trial_days import of, often

from config.kinds import TrialHabit
from journal import trial_words as words
from journal.trial import Phase, Trial

START = dt.date(2026, 3, 2)
CHANGED = "without caffeine after noon"

DRAWN = (
    f"It begins on Monday 2 March 2026: two weeks {CHANGED}, then two weeks as usual. "
    "A lot drew which come first."
)


def trial(**changes: object) -> Trial:
    usual: dict[str, object] = {
        "habit": TrialHabit.CAFFEINE_AFTER_NOON,
        "first": Phase.CHANGED,
        "drawn": True,
        "start": START,
        "planned_on": dt.date(2026, 3, 1),
    }
    return Trial(**{**usual, **changes})  # type: ignore[arg-type] # any field of it


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (
            -1,
            DRAWN,
        ),
        (0, "Day 1 of 14 without caffeine after noon."),
        (13, "Day 14 of 14 without caffeine after noon."),
        (14, "Day 1 of 14 as usual."),
        (28, "The four weeks without caffeine after noon and as usual are over."),
    ],
)
def test_where_it_stands(days: int, text: str) -> None:
    assert words.stage_text(trial(), START + dt.timedelta(days=days), CHANGED) == text


def test_an_order_that_was_chosen_is_not_called_drawn() -> None:
    chosen = trial(drawn=False)
    assert words.stage_text(chosen, dt.date(2026, 3, 1), CHANGED).endswith("as usual.")


def test_one_that_was_stopped_says_when() -> None:
    stopped = trial(stopped_on=START + dt.timedelta(days=3))
    wanted = "You stopped it on Thursday 5 March 2026."
    assert words.stage_text(stopped, dt.date(2026, 9, 1), CHANGED) == wanted


def test_a_clear_difference_is_told_with_its_uncertainty() -> None:
    found = of([*often(14, 11), *often(14, 1)], off=1)
    text = words.result_text(found, CHANGED)
    assert text == (
        "In the two weeks without caffeine after noon you logged a twitch on 1 of 14 known days; "
        "in the two weeks as usual on 11 of 14 known days. "
        "This is unlikely to be chance alone. It does not show why. "
        "The day that did not go as planned counts where planned."
    )
    assert words.gap_of(found).startswith("Gap: -71 days in 100 (from -")


def test_what_may_be_chance_and_what_is_no_fewer_is_said() -> None:
    chance = words.result_text(of([*often(14, 6), *often(14, 4)], off=2), CHANGED)
    assert "This could still be chance. The 2 days that did not go as planned count" in chance
    more = words.result_text(of([*often(14, 2), *often(14, 9)]), CHANGED)
    assert more.endswith(words.NOT_FEWER)


def test_what_is_missing_is_named() -> None:
    found = of([True, *[None] * 20])
    assert words.result_text(found, CHANGED) == (
        "There is too little to compare: few known days without caffeine after noon, "
        "few known days as usual, few days with a twitch."
    )
    assert words.gap_of(found) == ""


@pytest.mark.parametrize("days", [[*often(14, 11), *often(14, 1)], [True, None]])
def test_the_facts_are_json_and_say_the_same(days: list[bool | None]) -> None:
    found = of(days)
    facts = words.result_facts(found, CHANGED)
    assert json.loads(json.dumps(facts)) == facts
    assert facts["text"] == words.result_text(found, CHANGED)
    assert (facts["difference"] is None) is (found.difference is None)
    assert (facts["p"] is None) is (found.p is None)
    assert facts["as_usual"] == {
        "days": found.as_usual.days,
        "twitch_days": found.as_usual.twitch_days,
    }


def test_nothing_is_said_of_causes() -> None:
    said = [words.INTRO, words.LATER, words.ONE_SWITCH, words.NOT_FEWER, words.KNOWN_DAYS]
    said.append(words.result_text(of([*often(14, 11), *often(14, 1)]), CHANGED))
    for text in said:
        assert not {"cause", "causes", "works", "helps", "proves"} & set(text.lower().split())
