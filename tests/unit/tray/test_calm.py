"""Over random settings and long times: never too much, never at a wrong time, nothing crowded out.

The dry run and the running Lull ask the same gate and the same timetable; both are held to it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from examples import examples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from local_days import (
    Machine,
    assert_calm,
    clock_text,
    periods,
    random_settings,
    stretches,
    toml,
)

from config.clock import Weekday
from config.kinds import NudgeKind
from config.settings import default_settings, parse
from tray import plan, timetable

if TYPE_CHECKING:
    from datetime import datetime

    from config.settings import Settings

RELAXED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


@settings(max_examples=examples(14), **RELAXED)
@given(chosen=random_settings(), period=periods(days=21))
def test_a_dry_run_is_calm_whatever_the_settings(
    chosen: Settings, period: tuple[ZoneInfo, datetime, datetime]
) -> None:
    zone, start, end = period
    shown = list(plan.simulate(chosen, zone, plan.Start(start), end))
    assert all(start <= moment < end for moment, _ in shown)
    assert_calm(shown, chosen, zone)


@settings(max_examples=examples(2), **RELAXED)
@given(
    chosen=random_settings(),
    name=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
)
@example(chosen=default_settings(), name="Europe/Berlin")
def test_two_years_are_calm(chosen: Settings, name: str) -> None:
    zone = ZoneInfo(name)
    start, end = plan.day_range(date(2026, 1, 1), 2 * 365, zone)
    assert_calm(list(plan.simulate(chosen, zone, plan.Start(start), end)), chosen, zone)


@settings(max_examples=examples(14), **RELAXED)
@given(chosen=random_settings(), period=periods(days=14), data=st.data(), together=st.booleans())
def test_a_machine_that_sleeps_and_pauses_is_calm_and_shows_at_most_one_on_return(
    chosen: Settings,
    period: tuple[ZoneInfo, datetime, datetime],
    data: st.DataObject,
    together: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    zone, start, end = period
    machine = Machine(
        chosen,
        zone,
        asleep=data.draw(stretches(start, end)),
        paused=data.draw(stretches(start, end)),
        together=together,
    )
    shown = machine.live(start, end)
    assert_calm(shown, chosen, zone)
    moments = [moment for moment, _ in shown]
    for back in machine.returns:
        assert moments.count(back) <= 1
    for began, ended in (*machine.asleep, *machine.paused):
        assert not [moment for moment in moments if began <= moment < ended]


@settings(max_examples=examples(8), **RELAXED)
@given(chosen=random_settings(), period=periods(days=10))
def test_a_machine_that_never_sleeps_shows_what_the_dry_run_foretold(
    chosen: Settings, period: tuple[ZoneInfo, datetime, datetime]
) -> None:
    zone, start, end = period
    foretold = list(plan.simulate(chosen, zone, plan.Start(start), end))
    assert Machine(chosen, zone).live(start, end) == foretold


# -- places


@st.composite
def _with_places(draw: st.DrawFn, slack_minutes: int, *, bedtime: bool) -> Settings:
    """Settings whose places are at least a gap (and a slack) apart and just within the limit."""
    gap = draw(st.integers(5, 300))
    first = draw(st.integers(0, 300))
    times = [first]
    while len(times) < 6:
        following = times[-1] + gap + slack_minutes + draw(st.integers(0, 240))
        if following + gap + slack_minutes > 24 * 60 + first or following >= 24 * 60:
            break
        times.append(following)
    tables: dict[str, dict[str, Any]] = {
        "limits": {
            "nudges_per_day": len(times) + draw(st.integers(0, 4)),
            "gap_minutes": gap,
        },
        "day": {"active_hours": ["00:00-24:00"]},
    }
    if bedtime:
        ahead, minutes = draw(st.integers(0, 960)), times.pop()
        tables["day"]["bedtime"] = clock_text((minutes + ahead) % (24 * 60))
        tables["nudges.sleep"] = {"before_bedtime_minutes": ahead}
    else:
        tables["nudges.sleep"] = {"on": False}
    names = draw(st.permutations(["caffeine", "stress", "check_in", "cold", "alcohol"]))
    share = draw(st.integers(1, 5))
    for number, name in enumerate(names):
        own = [clock_text(minutes) for minutes in times[number::share]] if number < share else []
        tables[f"nudges.{name}"] = {"on": True, "at": own} if own else {"on": False}
        tables[f"nudges.{name}"]["weekdays"] = [day.value for day in Weekday]
    for name in ("hydration", "screen"):
        minutes = draw(st.integers(15, 240))
        tables[f"nudges.{name}"] = {"on": True, "every_minutes": minutes}
    return parse(toml(tables))


def _assert_every_place_is_kept(chosen: Settings, first: date) -> None:
    zone = ZoneInfo("Europe/Berlin")
    start, end = plan.day_range(first, 14, zone)
    shown = [
        (moment, due.kind)
        for moment, due in plan.simulate(chosen, zone, plan.Start(start), end)
        if not timetable.is_filler(chosen.nudge(due.kind))
    ]
    days = [first + timedelta(days=n) for n in range(14)]
    assert shown == [place for day in days for place in timetable.kept_places(chosen, zone, day)]
    assert len(shown) >= len(days)


@settings(max_examples=examples(10), **RELAXED)
@given(chosen=_with_places(0, bedtime=True))
def test_water_never_takes_the_place_of_what_comes_once_a_day(chosen: Settings) -> None:
    _assert_every_place_is_kept(chosen, date(2026, 1, 10))


@settings(max_examples=examples(8), **RELAXED)
@given(
    chosen=_with_places(60, bedtime=False),
    first=st.sampled_from([date(2026, 3, 20), date(2026, 10, 20)]),
)
def test_places_are_kept_over_a_clock_change(chosen: Settings, first: date) -> None:
    _assert_every_place_is_kept(chosen, first)


def test_a_night_owls_wind_down_is_not_crowded_out_by_water_before_midnight() -> None:
    chosen = parse(
        '[day]\nactive_hours = ["08:30-24:00"]\nbedtime = "01:00"\n[limits]\nnudges_per_day = 24'
    )
    zone = ZoneInfo("Europe/Berlin")
    start, end = plan.day_range(date(2026, 6, 1), 7, zone)
    shown = list(plan.simulate(chosen, zone, plan.Start(start), end))
    sleep = [moment for moment, due in shown if due.kind is NudgeKind.SLEEP]
    assert [f"{moment.astimezone(zone):%d %H:%M}" for moment in sleep] == [
        f"{day:02d} 00:15" for day in range(1, 8)
    ]
