from __future__ import annotations

import pytest

from config.settings import parse
from tips.factors import threshold_sources, thresholds


def test_the_figures_are_those_of_the_sources() -> None:
    figures = thresholds(parse(""))
    assert figures.short_sleep_hours == 7
    assert figures.high_caffeine_mg == 400
    assert figures.low_water_ml == 1600
    assert all(source.title for source in threshold_sources())


def test_stress_and_exercise_are_the_persons_own_figures() -> None:
    figures = thresholds(parse("patterns = {high_stress = 5, hard_exercise_minutes = 30}"))
    assert (figures.high_stress, figures.hard_exercise_minutes) == (5, 30)


@pytest.mark.parametrize("pregnant", ["yes", "postpartum"])
def test_in_pregnancy_and_after_birth_less_caffeine_is_high(pregnant: str) -> None:
    assert thresholds(parse(f'profile.pregnant = "{pregnant}"')).high_caffeine_mg == 200


def test_under_16_no_amount_of_caffeine_is_called_high() -> None:
    assert thresholds(parse('profile.age_band = "under_16"')).high_caffeine_mg is None


@pytest.mark.parametrize(
    "profile", ["profile.limit_fluids = true", 'profile.conditions = ["heart_failure"]']
)
def test_who_has_a_care_team_for_drinking_is_told_nothing_about_low_water(profile: str) -> None:
    assert thresholds(parse(profile)).low_water_ml is None


def test_caffeine_is_late_from_the_cut_off_of_each_evening() -> None:
    figures = thresholds(parse('day.saturday.bedtime = "01:00"'))
    assert figures.caffeine_hours(0) == (14 * 60 + 30, 22 * 60 + 30)
    assert figures.caffeine_hours(5) == (17 * 60, 25 * 60)


def test_the_cut_off_is_that_of_the_nudge_where_it_has_one() -> None:
    early = thresholds(parse("nudges.caffeine.before_bedtime_minutes = 600"))
    assert early.caffeine_hours(0)[0] == 12 * 60 + 30
    fixed = thresholds(parse('nudges.caffeine.at = ["12:00"]'))
    assert fixed.caffeine_hours(0)[0] == 14 * 60 + 30
