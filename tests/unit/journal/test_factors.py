from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from config.kinds import FactorName
from journal.day_log import DaySums
from journal.factors import day_table

MONDAY = dt.date(2026, 1, 5)
TUESDAY = dt.date(2026, 1, 6)
EVERYTHING = frozenset({"sleep", "stress", "caffeine", "water", "exercise", "alcohol"})
QUIET = DaySums(MONDAY, 0, 0, EVERYTHING, 8.0, 3.0, 100.0, 2000.0, 0.0, 0.0, 0)


@dataclasses.dataclass(frozen=True)
class Limits:
    short_sleep_hours: float = 7
    high_caffeine_mg: float | None = 400
    high_stress: float = 7
    low_water_ml: float | None = 1600
    hard_exercise_minutes: float = 60
    evening: tuple[int, int] = (870, 1350)

    def caffeine_hours(self, _weekday: int) -> tuple[int, int]:
        return self.evening


def holds(
    factor: FactorName,
    day: DaySums,
    limits: Limits | None = None,
    times: tuple[tuple[dt.date, int], ...] = (),
) -> bool | None:
    table = day_table(MONDAY, TUESDAY, [day], times, limits or Limits())
    return table.factors[factor][0]


def test_each_day_of_the_period_has_its_place() -> None:
    days = [dataclasses.replace(QUIET, date=TUESDAY, twitches=2), QUIET]
    table = day_table(MONDAY, MONDAY + dt.timedelta(days=4), days, (), Limits())
    assert table.first == MONDAY
    assert table.twitches == [False, True, None, None]
    assert {len(values) for values in table.factors.values()} == {4}


@pytest.mark.parametrize(
    ("logs", "answered", "known"),
    [(0, None, None), (2, None, None), (3, None, True), (0, frozenset(), True)],
)
def test_a_day_is_known_by_a_check_in_or_three_logs_and_never_by_its_twitch(
    logs: int,
    answered: frozenset[str] | None,
    known: bool | None,  # noqa: FBT001 - a parameter of the test
) -> None:
    day = dataclasses.replace(QUIET, twitches=5, logs=logs, answered=answered)
    assert day_table(MONDAY, TUESDAY, [day], (), Limits()).twitches == [known]


@pytest.mark.parametrize(
    ("factor", "changed", "expected"),
    [
        (FactorName.SHORT_SLEEP, {"sleep_hours": 6.9}, True),
        (FactorName.SHORT_SLEEP, {"sleep_hours": 7.0}, False),
        (FactorName.SHORT_SLEEP, {"sleep_hours": None}, None),
        (FactorName.HIGH_STRESS, {"stress": 7.0}, True),
        (FactorName.HIGH_STRESS, {"stress": 6.9}, False),
        (FactorName.HIGH_STRESS, {"stress": None}, None),
        (FactorName.CAFFEINE, {"caffeine_mg": 401.0}, True),
        (FactorName.CAFFEINE, {"caffeine_mg": 400.0}, False),
        (FactorName.LOW_WATER, {"water_ml": 1599.0}, True),
        (FactorName.LOW_WATER, {"water_ml": 1600.0}, False),
        (FactorName.HARD_EXERCISE, {"exercise_minutes": 60.0}, True),
        (FactorName.HARD_EXERCISE, {"exercise_minutes": 59.0}, False),
        (FactorName.ALCOHOL, {"alcohol_units": 0.5}, True),
        (FactorName.ALCOHOL, {"alcohol_units": 0.0}, False),
        (FactorName.COLD, {}, None),
    ],
)
def test_a_factor_holds_from_its_threshold_on(
    factor: FactorName,
    changed: dict[str, float | None],
    expected: bool | None,  # noqa: FBT001 - a parameter of the test
) -> None:
    assert holds(factor, dataclasses.replace(QUIET, **changed)) is expected  # type: ignore[arg-type] # fields by name


@pytest.mark.parametrize(
    "factor",
    [
        FactorName.CAFFEINE,
        FactorName.LOW_WATER,
        FactorName.HARD_EXERCISE,
        FactorName.ALCOHOL,
    ],
)
def test_nothing_logged_means_none_only_where_it_was_asked_or_enough_was_logged(
    factor: FactorName,
) -> None:
    silent = dataclasses.replace(QUIET, answered=frozenset({"sleep"}))
    assert holds(factor, silent) is None
    assert holds(factor, dataclasses.replace(silent, logs=3)) is False
    assert holds(factor, dataclasses.replace(silent, logs=3, answered=None)) is False


def test_who_may_not_be_told_to_drink_has_no_days_of_low_water() -> None:
    dry = dataclasses.replace(QUIET, water_ml=100.0)
    assert holds(FactorName.LOW_WATER, dry, Limits(low_water_ml=None)) is None


@pytest.mark.parametrize(("minute", "late"), [(869, False), (870, True), (1439, True)])
def test_caffeine_is_late_from_the_cut_off_to_midnight(
    minute: int,
    late: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    assert holds(FactorName.CAFFEINE, QUIET, times=((MONDAY, minute),)) is late


@pytest.mark.parametrize(("minute", "late"), [(0, True), (59, True), (60, False)])
def test_caffeine_after_midnight_is_late_up_to_a_bedtime_after_midnight(
    minute: int,
    late: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    night = Limits(evening=(1020, 1500))
    assert holds(FactorName.CAFFEINE, QUIET, night, ((TUESDAY, minute),)) is late
    assert holds(FactorName.CAFFEINE, QUIET, times=((TUESDAY, minute),)) is False


def test_cups_of_a_check_in_leave_open_whether_they_were_late() -> None:
    told = dataclasses.replace(QUIET, untimed_caffeine=1)
    assert holds(FactorName.CAFFEINE, told) is None
    assert holds(FactorName.CAFFEINE, dataclasses.replace(told, caffeine_mg=500.0)) is True
    assert holds(FactorName.CAFFEINE, told, times=((MONDAY, 1000),)) is True


def test_without_a_figure_for_much_caffeine_only_late_caffeine_counts() -> None:
    much = dataclasses.replace(QUIET, caffeine_mg=900.0)
    limits = Limits(high_caffeine_mg=None)
    assert holds(FactorName.CAFFEINE, much, limits) is False
    assert holds(FactorName.CAFFEINE, much, limits, ((MONDAY, 1000),)) is True
