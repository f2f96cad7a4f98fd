from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tips.caffeine import (
    ABSORPTION_HOURS,
    HALF_LIFE_HOURS,
    MAX_HALF_LIFE_HOURS,
    MIN_HALF_LIFE_HOURS,
    PREGNANCY_HALF_LIFE_HOURS,
    caffeine_left_mg,
)

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

half_lives = st.floats(MIN_HALF_LIFE_HOURS, MAX_HALF_LIFE_HOURS)
doses = st.floats(0, 1000)
delays = st.floats(0, 72).map(lambda hours: timedelta(hours=hours))
intakes = st.lists(st.tuples(delays.map(lambda ago: NOON - ago), doses), max_size=8)


def test_a_drink_at_this_moment_is_there_in_full() -> None:
    assert caffeine_left_mg([(NOON, 100.0)], NOON) == 100.0


def test_a_noon_coffee_at_bedtime_agrees_with_the_formula() -> None:
    rate = math.log(2) / 5
    absorbed = 100 * (1 - math.exp(-rate * 0.75)) / (rate * 0.75)
    expected = absorbed * math.exp(-rate * (10 - 0.75))
    left = caffeine_left_mg([(NOON, 100.0)], NOON + timedelta(hours=10))
    assert left == pytest.approx(expected)
    assert 25 < left < 28


def test_half_of_the_way_through_absorption_half_waits_in_the_gut() -> None:
    rate = math.log(2) / 5
    t = ABSORPTION_HOURS / 2
    expected = 50 + 100 * (1 - math.exp(-rate * t)) / (rate * ABSORPTION_HOURS)
    left = caffeine_left_mg([(NOON, 100.0)], NOON + timedelta(hours=t))
    assert left == pytest.approx(expected)


def test_what_is_drunk_later_is_ignored() -> None:
    assert caffeine_left_mg([(NOON + timedelta(seconds=1), 100.0)], NOON) == 0.0


def test_no_drinks_leave_nothing() -> None:
    assert caffeine_left_mg([], NOON) == 0.0


def test_a_long_half_life_leaves_more() -> None:
    at = NOON + timedelta(hours=8)
    usual = caffeine_left_mg([(NOON, 100.0)], at)
    assert caffeine_left_mg([(NOON, 100.0)], at, PREGNANCY_HALF_LIFE_HOURS) > usual
    assert caffeine_left_mg([(NOON, 100.0)], at, HALF_LIFE_HOURS) == usual


@pytest.mark.parametrize("hours", [1.49, 9.51, 0.0, -5.0, math.nan, math.inf])
def test_a_half_life_out_of_range_is_refused(hours: float) -> None:
    with pytest.raises(ValueError, match=r"from 1\.5 to 9\.5 hours"):
        caffeine_left_mg([], NOON, hours)


@pytest.mark.parametrize("dose", [-1.0, math.nan, math.inf])
def test_an_impossible_dose_is_refused(dose: float) -> None:
    with pytest.raises(ValueError, match="0 mg or more"):
        caffeine_left_mg([(NOON, dose)], NOON)


def test_times_without_a_zone_are_refused() -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        caffeine_left_mg([], naive)
    with pytest.raises(ValueError, match="no time zone"):
        caffeine_left_mg([(naive, 100.0)], NOON)


def test_the_night_of_a_clock_change_has_its_true_length() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    evening = datetime(2026, 10, 24, 20, 0, tzinfo=berlin)
    morning = datetime(2026, 10, 25, 7, 0, tzinfo=berlin)
    twelve_hours = caffeine_left_mg([(NOON, 100.0)], NOON + timedelta(hours=12))
    assert caffeine_left_mg([(evening, 100.0)], morning) == pytest.approx(twelve_hours)


@given(intakes, half_lives)
def test_it_is_never_negative_and_never_more_than_was_drunk(
    drunk: list[tuple[datetime, float]], half_life: float
) -> None:
    left = caffeine_left_mg(drunk, NOON, half_life)
    assert 0.0 <= left <= sum(dose for _, dose in drunk) * (1 + 1e-12)


@given(st.floats(1, 1000), delays, st.floats(1 / 60, 12), half_lives)
def test_it_falls_as_time_goes_by(
    dose: float, ago: timedelta, further: float, half_life: float
) -> None:
    drunk = [(NOON - ago, dose)]
    later = caffeine_left_mg(drunk, NOON + timedelta(hours=further), half_life)
    assert later < caffeine_left_mg(drunk, NOON, half_life)


@given(doses, half_lives, st.floats(0.76, 48))
def test_it_halves_in_one_half_life_once_absorbed(
    dose: float, half_life: float, hours: float
) -> None:
    at = NOON + timedelta(hours=hours)
    now = caffeine_left_mg([(NOON, dose)], at, half_life)
    later = caffeine_left_mg([(NOON, dose)], at + timedelta(hours=half_life), half_life)
    assert later == pytest.approx(now / 2, rel=1e-6)


@given(intakes, intakes, half_lives)
def test_drinks_add_up(
    some: list[tuple[datetime, float]], others: list[tuple[datetime, float]], half_life: float
) -> None:
    apart = caffeine_left_mg(some, NOON, half_life) + caffeine_left_mg(others, NOON, half_life)
    assert caffeine_left_mg(some + others, NOON, half_life) == pytest.approx(apart, abs=1e-9)


@given(delays, doses, st.integers(-14 * 60, 14 * 60))
def test_the_zone_of_a_time_does_not_matter(ago: timedelta, dose: float, minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    moved = caffeine_left_mg([((NOON - ago).astimezone(zone), dose)], NOON)
    assert moved == caffeine_left_mg([(NOON - ago, dose)], NOON)
