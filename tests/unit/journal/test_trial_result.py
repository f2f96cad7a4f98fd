from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial_days import of, often

from journal.patterns import Count, Verdict
from journal.trial import Phase
from journal.trial_result import Lacking

MAYBE = st.sampled_from([True, False, None])
SEVEN = [True, False, True, False, False, True, False]


def test_a_clear_difference_stands_out_in_either_order() -> None:
    first = of([*often(14, 11), *often(14, 1)])
    second = of([*often(14, 1), *often(14, 11)], Phase.CHANGED)
    for one in (first, second):
        assert (one.as_usual, one.changed) == (Count(14, 11), Count(14, 1))
        assert one.verdict is Verdict.PATTERN
        assert one.p == 1 / 70
        assert one.difference is not None
        assert -1 < one.difference[0] < one.difference[1] < 0


def test_more_twitches_in_the_changed_weeks_do_not_stand_out() -> None:
    one = of([*often(14, 1), *often(14, 11)])
    assert one.verdict is Verdict.NO_PATTERN
    assert one.p == 1.0


def test_the_same_in_both_parts_is_chance() -> None:
    one = of([*often(14, 5), *often(14, 5)])
    assert one.verdict is Verdict.NO_PATTERN
    assert one.p is not None
    assert one.p > 0.4


def test_one_long_spell_says_less_than_the_same_days_apart() -> None:
    spell: list[bool | None] = [False] * 4 + [True] * 8 + [False] * 16
    apart = [*often(14, 8), *[False] * 14]
    # Eight days in a row are not eight separate proofs.
    near, far = of([*spell[:14], *spell[14:]]), of(apart)
    assert near.difference is not None
    assert far.difference is not None
    assert near.difference[1] > far.difference[1]
    assert near.verdict is Verdict.NO_PATTERN
    assert far.verdict is Verdict.PATTERN


@pytest.mark.parametrize(
    ("twitches", "lacking"),
    [
        ([], Lacking(7, 7, 5)),
        ([*SEVEN[:6], *[None] * 8, *SEVEN, *[None] * 7], Lacking(1, 0, 0)),
        ([*SEVEN, *[None] * 7, *SEVEN[:6]], Lacking(0, 1, 0)),
        ([*often(14, 2), *often(14, 2)], Lacking(0, 0, 1)),
        ([*SEVEN, *[None] * 7, *SEVEN], Lacking(0, 0, 0)),
    ],
)
def test_what_is_missing_is_said(twitches: list[bool | None], lacking: Lacking) -> None:
    one = of(twitches, off=3)
    assert one.lacking == lacking
    assert one.off_days == 3
    assert (one.verdict is Verdict.NOT_ENOUGH_DAYS) is lacking.anything
    assert (one.p is None) is lacking.anything
    assert (one.difference is None) is lacking.anything


@settings(deadline=None)
@given(st.lists(MAYBE, max_size=28), st.sampled_from(Phase))
def test_any_days_give_a_probability_and_an_interval_or_neither(
    twitches: list[bool | None], first: Phase
) -> None:
    one = of(twitches, first)
    known = [day for day in twitches if day is not None]
    assert one.as_usual.days + one.changed.days == len(known)
    assert one.as_usual.twitch_days + one.changed.twitch_days == sum(known)
    if one.p is not None and one.difference is not None:
        assert 0 < one.p <= 1
        assert -1 <= round(one.difference[0], 9) <= round(one.difference[1], 9) <= 1
    if one.verdict is Verdict.PATTERN:
        assert one.p is not None
        assert one.p <= 0.05


def test_days_that_never_change_have_no_spells() -> None:
    one = of([*[True] * 14, *[False] * 14])
    assert one.difference is not None
    assert one.difference[1] < -0.6


def test_days_known_only_here_and_there_can_be_compared() -> None:
    every_other: list[bool | None] = [day if n % 2 else None for n, day in enumerate([True] * 14)]
    one = of([*every_other, *[not day if day is not None else None for day in every_other]])
    assert (one.as_usual, one.changed) == (Count(7, 7), Count(7, 0))
    assert one.verdict is Verdict.PATTERN


def test_of_trials_without_an_effect_few_stand_out() -> None:
    rng = random.Random(6)  # noqa: S311 - chance that is the same in every run
    false = 0
    for _ in range(300):
        days: list[bool | None] = [rng.random() < 0.4 for _ in range(28)]
        false += of(days).verdict is Verdict.PATTERN
    # 5 % of 300 are 15; 26 would be three standard deviations above.
    assert false < 26
