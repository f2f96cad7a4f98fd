from __future__ import annotations

import datetime as dt
import random

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from config.kinds import FactorName
from journal.patterns import (
    ALPHA,
    Count,
    DayTable,
    Missing,
    Pattern,
    Suspicion,
    Verdict,
    find_patterns,
)

MONDAY = dt.date(2026, 1, 5)
SLEEP = FactorName.SHORT_SLEEP


def table(days: int, *, effect: bool = True, seed: int = 2) -> DayTable:
    rng = random.Random(seed)  # noqa: S311 - chance that is the same in every run
    factors = {name: [rng.random() < 0.33 for _ in range(days)] for name in FactorName}
    before = [False, *factors[SLEEP]]
    twitches = [rng.random() < (0.75 if effect and before[day] else 0.15) for day in range(days)]
    return DayTable(MONDAY, twitches, factors)


def of(found: tuple[Pattern, ...], factor: FactorName, lag: int) -> Pattern:
    return next(one for one in found if (one.factor, one.lag_days) == (factor, lag))


def test_every_factor_is_told_at_both_lags() -> None:
    found = find_patterns(table(30))
    assert [(one.factor, one.lag_days) for one in found] == [
        (factor, lag) for factor in FactorName for lag in (0, 1)
    ]


def test_a_pattern_of_the_day_after_is_found_at_its_lag() -> None:
    found = find_patterns(table(120))
    one = of(found, SLEEP, 1)
    assert one.verdict is Verdict.PATTERN
    assert one.p_adjusted is not None
    assert one.p_adjusted <= ALPHA
    assert one.difference is not None
    assert 0.2 < one.difference[0] < one.difference[1] < 0.9
    assert {other.verdict for other in found if other is not one} == {Verdict.NO_PATTERN}


def test_the_days_are_counted_as_they_are() -> None:
    twitches = [True, False, True, None, True, False]
    factors = {name: [True, True, False, True, None, False] for name in FactorName}
    found = find_patterns(DayTable(MONDAY, twitches, factors))
    same, after = of(found, SLEEP, 0), of(found, SLEEP, 1)
    assert (same.on, same.off) == (Count(2, 1), Count(2, 1))
    assert (after.on, after.off) == (Count(3, 2), Count(0, 0))


@pytest.mark.parametrize(
    ("twitches", "factor", "missing"),
    [
        ([True] * 5 + [False] * 8, [True] * 3 + [False] * 10, Missing(1, 0, 0, 0)),
        ([True] * 4 + [False] * 10, [True] * 3 + [False] * 11, Missing(0, 1, 0, 0)),
        ([True] * 5 + [False] * 9, [True] * 2 + [False] * 12, Missing(0, 0, 1, 0)),
        ([True] * 5 + [False] * 9, [True] * 12 + [False] * 2, Missing(0, 0, 0, 1)),
        ([True] * 5 + [False] * 9, [True] * 3 + [False] * 11, Missing(0, 0, 0, 0)),
    ],
)
def test_what_is_missing_is_said_day_by_day(
    twitches: list[bool], factor: list[bool], missing: Missing
) -> None:
    one = of(find_patterns(DayTable(MONDAY, twitches, dict.fromkeys(FactorName, factor))), SLEEP, 0)
    assert one.missing == missing
    assert (one.verdict is Verdict.NOT_ENOUGH_DAYS) is missing.anything
    assert (one.p_adjusted is None) is missing.anything
    assert (one.difference is None) is missing.anything


def test_what_was_named_beforehand_comes_first_and_needs_less() -> None:
    days = table(120)
    plain = of(find_patterns(days), SLEEP, 1)
    named = Suspicion(SLEEP, 1, MONDAY)
    found = find_patterns(days, named)
    assert (found[0].factor, found[0].lag_days, found[0].suspicion) == (SLEEP, 1, named)
    assert len(found) == 14
    assert [one for one in found[1:] if one.suspicion is not None] == []
    assert found[0].p_adjusted is not None
    assert plain.p_adjusted is not None
    assert found[0].p_adjusted < plain.p_adjusted


def test_a_factor_named_without_a_lag_is_tested_at_both() -> None:
    found = find_patterns(table(120), Suspicion(SLEEP, None, MONDAY))
    assert [(one.factor, one.lag_days) for one in found[:2]] == [(SLEEP, 0), (SLEEP, 1)]
    assert [one.verdict for one in found[:2]] == [Verdict.NO_PATTERN, Verdict.PATTERN]


def test_days_before_it_was_named_do_not_count_for_it() -> None:
    days = table(60)
    since = MONDAY + dt.timedelta(days=40)
    found = find_patterns(days, Suspicion(SLEEP, 0, since))
    assert found[0].on.days + found[0].off.days == 20
    assert found[1].on.days + found[1].off.days == 59
    for outside in (MONDAY - dt.timedelta(days=9), MONDAY + dt.timedelta(days=999)):
        counted = find_patterns(days, Suspicion(SLEEP, 0, outside))[0]
        assert counted.on.days + counted.off.days == (60 if outside < MONDAY else 0)


def test_the_others_have_little_left_until_the_named_one_is_found() -> None:
    days = table(120)
    found = find_patterns(days, Suspicion(SLEEP, 1, MONDAY))
    # Named on the last day: nothing can be said of it yet.
    open_still = find_patterns(days, Suspicion(SLEEP, 1, MONDAY + dt.timedelta(days=119)))
    assert found[0].verdict is Verdict.PATTERN
    assert open_still[0].verdict is Verdict.NOT_ENOUGH_DAYS
    pairs = [
        (one.p_adjusted or 0.0, other.p_adjusted or 0.0)
        for one, other in zip(found[1:], open_still[1:], strict=True)
    ]
    assert all(0 < one <= other for one, other in pairs)
    assert any(one < other for one, other in pairs)


@settings(deadline=None, max_examples=examples(30))
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_the_same_days_give_the_same_answer_and_p_is_a_probability(seed: int, days: int) -> None:
    found = find_patterns(table(days, effect=False, seed=seed))
    assert found == find_patterns(table(days, effect=False, seed=seed))
    for one in found:
        assert one.p_adjusted is None or 0 < one.p_adjusted <= 1
        if one.difference is not None:
            low, high = one.difference
            assert -1 <= round(low, 9) <= round(high, 9) <= 1
