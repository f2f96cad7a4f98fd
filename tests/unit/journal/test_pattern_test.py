from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.pattern_test import Standing, standings

MAYBE = st.sampled_from([True, False, None])


@st.composite
def journals(
    draw: st.DrawFn,
) -> tuple[list[bool | None], list[list[bool | None]]]:
    size = draw(st.integers(1, 50))
    series = st.lists(MAYBE, min_size=size, max_size=size)
    return draw(series), draw(st.lists(series, min_size=1, max_size=4))


def true_pattern(days: int = 84) -> tuple[list[bool | None], list[bool | None]]:
    """A factor in short spells, and twitches that follow it nearly always."""
    rng = random.Random(5)  # noqa: S311 - chance that is the same in every run
    factor: list[bool | None] = [rng.random() < 0.3 for _ in range(days)]
    twitches: list[bool | None] = [rng.random() < (0.8 if one else 0.1) for one in factor]
    return twitches, factor


@settings(deadline=None)
@given(journals())
def test_p_is_above_zero_and_at_most_one(
    journal: tuple[list[bool | None], list[list[bool | None]]],
) -> None:
    twitches, factors = journal
    for one in standings(twitches, factors):
        assert 0 < one.p_adjusted <= 1
        assert one.spells >= 1


@settings(deadline=None)
@given(journals(), st.randoms())
def test_the_order_of_the_factors_does_not_matter(
    journal: tuple[list[bool | None], list[list[bool | None]]], shuffle: random.Random
) -> None:
    twitches, factors = journal
    found = standings(twitches, factors)
    order = list(range(len(factors)))
    shuffle.shuffle(order)
    again = standings(twitches, [factors[which] for which in order])
    assert [one.p_adjusted for one in again] == [found[which].p_adjusted for which in order]


@settings(deadline=None)
@given(journals())
def test_unknown_days_around_the_log_change_nothing(
    journal: tuple[list[bool | None], list[list[bool | None]]],
) -> None:
    twitches, factors = journal
    week: list[bool | None] = [None] * 7
    wider = [[*week, *factor, *week] for factor in factors]
    found = standings(twitches, factors)
    again = standings([*week, *twitches, *week], wider)
    assert [one.p_adjusted for one in again] == [one.p_adjusted for one in found]


@settings(deadline=None)
@given(journals())
def test_another_factor_never_lowers_p_below_what_it_is_alone(
    journal: tuple[list[bool | None], list[list[bool | None]]],
) -> None:
    twitches, factors = journal
    together = standings(twitches, factors)
    for one, factor in zip(together, factors, strict=True):
        assert one.p_adjusted >= standings(twitches, [factor])[0].p_adjusted


@pytest.mark.parametrize("turn", [1, 7, 12])
def test_turning_all_days_together_hardly_changes_a_short_log(turn: int) -> None:
    # With fewer than twenty known days neither weekday nor drift is taken out, so that a circle
    # has no beginning.
    rng = random.Random(3)  # noqa: S311 - chance that is the same in every run
    factor: list[bool | None] = [rng.random() < 0.4 for _ in range(19)]
    twitches: list[bool | None] = [rng.random() < (0.7 if one else 0.2) for one in factor]
    found = standings(twitches, [factor])
    turned = standings(twitches[turn:] + twitches[:turn], [factor[turn:] + factor[:turn]])
    assert turned[0].p_adjusted == found[0].p_adjusted


def test_what_follows_a_factor_nearly_always_stands_out() -> None:
    twitches, factor = true_pattern()
    noise = [[random.Random(seed).random() < 0.3 for _ in twitches] for seed in range(6)]  # noqa: S311 - chance that is the same in every run
    found = standings(twitches, [factor, *noise])
    assert found[0].p_adjusted <= 2 / len(twitches)
    assert min(one.p_adjusted for one in found[1:]) > 0.05


def test_fewer_twitches_with_a_factor_do_not_stand_out() -> None:
    twitches, factor = true_pattern()
    assert standings([not one for one in twitches], [factor])[0].p_adjusted > 0.9


def test_a_pattern_that_is_only_the_weekend_does_not_stand_out() -> None:
    weekend = [day % 7 > 4 for day in range(140)]
    rng = random.Random(1)  # noqa: S311 - chance that is the same in every run
    twitches = [rng.random() < (0.7 if one else 0.1) for one in weekend]
    assert standings(twitches, [weekend])[0].p_adjusted == 1.0


def test_a_pattern_that_is_only_one_weekday_does_not_stand_out_after_three_months() -> None:
    friday = [day % 7 == 4 for day in range(90)]
    rng = random.Random(2)  # noqa: S311 - chance that is the same in every run
    twitches = [rng.random() < (0.8 if one else 0.1) for one in friday]
    assert standings(twitches, [friday])[0].p_adjusted == 1.0


def test_the_weekend_is_where_the_calendar_has_it() -> None:
    # The log begins on a Thursday.
    weekend = [(day + 3) % 7 > 4 for day in range(140)]
    rng = random.Random(1)  # noqa: S311 - chance that is the same in every run
    twitches = [rng.random() < (0.7 if one else 0.1) for one in weekend]
    short: list[bool | None] = [None] * 84
    masked = [*short, *twitches[84:]]
    assert standings(masked, [weekend], 3)[0].p_adjusted == 1.0
    assert standings(masked, [weekend], 0)[0].p_adjusted < 0.1


def test_what_only_rises_together_does_not_stand_out() -> None:
    rng = random.Random(8)  # noqa: S311 - chance that is the same in every run
    rising = [rng.random() < day / 200 for day in range(180)]
    twitches = [rng.random() < day / 200 for day in range(180)]
    assert standings(twitches, [rising])[0].p_adjusted > 0.05


def test_a_factor_that_never_changes_says_nothing() -> None:
    twitches, _ = true_pattern(30)
    assert standings(twitches, [[True] * 30]) == (Standing(1.0, 1.0),)


def test_without_known_days_or_factors_there_is_nothing_to_say() -> None:
    assert standings([None, None], [[True, False]]) == (Standing(1.0, 1.0),)
    assert standings([True, False], []) == ()


def test_spells_of_like_days_widen_what_chance_does() -> None:
    rng = random.Random(4)  # noqa: S311 - chance that is the same in every run
    spells = [[rng.random() < 0.5] * 8 for _ in range(32)]
    twitches = [day for spell in spells[:16] for day in spell]
    long = [day for spell in spells[16:] for day in spell]
    apart = [rng.random() < 0.5 for _ in long]
    found = standings(twitches, [long, apart])
    assert found[0].spells > 1.8
    assert found[0].spells > found[1].spells >= 1


def test_of_journals_without_an_effect_few_stand_out() -> None:
    rng = random.Random(11)  # noqa: S311 - chance that is the same in every run
    false = 0
    for _ in range(200):
        series = [[rng.random() < 0.3 for _ in range(42)] for _ in range(4)]
        false += min(one.p_adjusted for one in standings(series[0], series[1:])) <= 0.05
    # 5 % of 200 are 10; 19 would be three standard deviations above.
    assert false < 19
