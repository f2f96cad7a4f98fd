from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import CatalogError
from config.settings import Caffeine, parse
from tips.blocklist import CLAIMS, UNSAFE
from tips.caffeine import caffeine_left_mg, guidance, half_life_hours, load_caffeine
from tips.nudge_words import SYMPTOMS, TONE
from tips.wording import wording_problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KNOWN = load_caffeine()
ABSORPTION_HOURS = KNOWN.absorption_hours
HALF_LIFE_HOURS = KNOWN.half_life_hours
MIN_HALF_LIFE_HOURS = KNOWN.shortest_hours
MAX_HALF_LIFE_HOURS = KNOWN.longest_hours
PREGNANCY_HALF_LIFE_HOURS = KNOWN.pregnant_hours

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

half_lives = st.floats(MIN_HALF_LIFE_HOURS, MAX_HALF_LIFE_HOURS)
doses = st.floats(0, 1000)
delays = st.floats(0, 72).map(lambda hours: timedelta(hours=hours))
intakes = st.lists(st.tuples(delays.map(lambda ago: NOON - ago), doses), max_size=8)


# -- the figures and their sources


def test_the_figures_are_those_of_the_sources() -> None:
    assert (KNOWN.half_life_hours, KNOWN.shortest_hours, KNOWN.longest_hours) == (5.0, 1.5, 9.5)
    assert KNOWN.pregnant_hours == 8.3
    assert KNOWN.absorption_hours == 0.75
    assert {(one.who, one.over): one.mg for one in KNOWN.limits} == {
        ("adults", "day"): 400,
        ("adults", "dose"): 200,
        ("pregnant", "day"): 200,
    }
    assert {source.id for source in KNOWN.sources} == {"iom-2001", "caffeine-pregnancy"}
    assert all("efsa-caffeine-2015" in {s.id for s in one.sources} for one in KNOWN.limits)
    assert isinstance(KNOWN.checked, date)


def test_what_a_person_may_set_is_the_range_that_is_known() -> None:
    hints = get_type_hints(Caffeine, include_extras=True)
    limit = get_args(get_args(hints["half_life_hours"])[0])[1]
    assert (limit.ge, limit.le) == (MIN_HALF_LIFE_HOURS, MAX_HALF_LIFE_HOURS)


def test_the_sentences_of_guidance_are_plain_and_calm() -> None:
    for one in KNOWN.limits:
        assert not wording_problem(one.text, (*UNSAFE, *CLAIMS, *SYMPTOMS, *TONE), 8.0)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("usual_hours = 5.0", "usual_hours = 9.9", "9.9 is out of range"),
        ("hours = 8.3", "hours = 1.0", "1.0 is out of range"),
        ('over = "dose"', 'over = "day"', "stands twice"),
        ("up to 400 mg", "up to 500 mg", "does not say 400 mg"),
        ('sources = ["iom-2001"]', 'sources = ["iom"]', "no source 'iom'"),
        ('sources = ["efsa-caffeine-2015"]', "sources = []", "length >= 1"),
        ('who = "adults"', 'who = "everybody"', "everybody"),
        ("mg = 400", "mg = 0", "> 0"),
    ],
)
def test_a_figure_that_breaks_a_rule_is_refused(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, words: str
) -> None:
    spoil("caffeine.toml", old, new)
    with pytest.raises(CatalogError, match="caffeine") as caught:
        load_caffeine(data)
    assert words in caught.value.detail


# -- whose half-life


@pytest.mark.parametrize(
    ("toml", "hours"),
    [
        ("", 5.0),
        ('profile.pregnant = "no"', 5.0),
        ('profile.pregnant = "yes"', 8.3),
        ('profile.pregnant = "postpartum"', 5.0),
        ("caffeine.slow_metabolism = true", 9.5),
        ('caffeine.slow_metabolism = true\nprofile.pregnant = "yes"', 9.5),
        ('caffeine.half_life_hours = 3.5\nprofile.pregnant = "yes"', 3.5),
        ("caffeine.half_life_hours = 5.0\ncaffeine.slow_metabolism = true", 5.0),
    ],
)
def test_the_half_life_follows_the_person_unless_they_set_it(toml: str, hours: float) -> None:
    assert half_life_hours(parse(toml)) == hours


# -- what guidance says


def drunk(*doses: tuple[float, float]) -> list[tuple[datetime, float]]:
    """Drinks, each so many hours after noon."""
    return [(NOON + timedelta(hours=hours), mg) for hours, mg in doses]


@pytest.mark.parametrize(
    ("toml", "doses", "said"),
    [
        ("", ((0, 200), (3, 200)), None),
        ("", ((0, 200), (3, 200), (6, 1)), ("day", 400)),
        ("", ((0, 201),), ("dose", 200)),
        # Two cups within the time that the model takes for one go, and two further apart.
        ("", ((0, 140), (0.7, 140)), ("dose", 200)),
        ("", ((0.7, 140), (0, 140)), ("dose", 200)),
        ("", ((0, 140), (0.75, 140)), None),
        ("", ((0, 450),), ("day", 400)),
        ('profile.pregnant = "yes"', ((0, 100), (3, 100)), None),
        ('profile.pregnant = "yes"', ((0, 100), (3, 101)), ("day", 200)),
        ('profile.pregnant = "postpartum"', ((0, 100), (3, 101)), ("day", 200)),
        ('profile.age_band = "under_16"', ((0, 900),), None),
        ("", (), None),
    ],
)
def test_guidance_speaks_only_where_more_than_its_figure_was_logged(
    toml: str, doses: tuple[tuple[float, float], ...], said: tuple[str, float] | None
) -> None:
    total = sum(mg for _, mg in doses)
    found = guidance(parse(toml), drunk(*doses), total_mg=total)
    assert (found and (found.over, found.mg)) == said


def test_what_was_noted_without_a_time_counts_for_the_day_but_makes_no_dose() -> None:
    assert guidance(parse(""), [], total_mg=300) is None
    over = guidance(parse(""), [], total_mg=401)
    assert over is not None
    assert over.over == "day"


# -- the curve


def test_the_curve_agrees_with_figures_made_by_hand() -> None:
    """Derivation, with T = 0.75 h, half-life 5 h, k = ln 2 / 5 = 0.138629 per hour, D = 100 mg.

    While a steady D/T flows in for T hours and k times what is there flows out, the blood holds
    B(t) with B' = D/T - k B and B(0) = 0, so B(t) = D/(k T) (1 - e^(-k t)); the gut holds
    D (1 - t/T). From T on only the outflow is left: B(t) = B(T) e^(-k (t - T)).

    k T = 0.1039721 and D / (k T) = 961.797, so:

    * t = T/2 = 0.375 h: gut 50; blood 961.797 (1 - e^(-0.0519860)) = 961.797 * 0.0506579 = 48.723;
      together 98.723 mg.
    * t = T = 0.75 h: gut empty; blood 961.797 (1 - e^(-0.1039721)) = 961.797 * 0.0987495 = 94.977.
    * t = T + 5 h: half of that, 47.488. t = T + 10 h: a quarter, 23.744.
    * a second 100 mg at 5 h, asked at 5.375 h: its own 98.7226; and the first, 4.625 h after T,
      94.9770 * 2^(-4.625/5) = 94.9770 * 0.526681 = 50.0225; together 148.745.
    * half-life 8.3 h (pregnancy), 8 h after: k T = 0.0626338, B(T) = 100 * 0.0607127 / 0.0626338
      = 96.933; 96.933 * 2^(-7.25/8.3) = 96.933 * 0.545823 = 52.908.
    """
    for hours, mg in ((0.375, 98.723), (0.75, 94.977), (5.75, 47.488), (10.75, 23.744)):
        at = NOON + timedelta(hours=hours)
        assert caffeine_left_mg([(NOON, 100.0)], at) == pytest.approx(mg, abs=0.001)
    two = drunk((0, 100), (5, 100))
    at = NOON + timedelta(hours=5.375)
    assert caffeine_left_mg(two, at) == pytest.approx(148.745, abs=0.001)
    later = caffeine_left_mg([(NOON, 100.0)], NOON + timedelta(hours=8), 8.3)
    assert later == pytest.approx(52.908, abs=0.001)


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
