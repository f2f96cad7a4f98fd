"""Nudges over the changes of the clocks: none outside active hours, none twice, none lost."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from local_days import assert_calm, follows_bedtime, wall_is_active

from config.kinds import NudgeKind
from config.settings import Settings, parse
from tips.catalog import load_catalog
from tray import plan, timetable

if TYPE_CHECKING:
    from pathlib import Path

    from local_days import Shown

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
LORD_HOWE, CAIRO, SAO_PAULO = "Australia/Lord_Howe", "Africa/Cairo", "America/Sao_Paulo"


@dataclasses.dataclass(frozen=True)
class Change:
    """A local day on which the clocks change, and wall times on that day.

    Attributes:
        zone: The time zone.
        day: The day.
        odd: A time that the day skips or has twice.
        minutes: How much longer the day is, in minutes; negative in spring.
    """

    zone: str
    day: str
    odd: str
    minutes: int

    def __str__(self) -> str:
        return f"{self.zone} {self.day}"

    @property
    def days(self) -> list[date]:
        """The day, with one before and one after it."""
        return [date.fromisoformat(self.day) + timedelta(days=n) for n in (-1, 0, 1)]


CHANGES = [
    Change(BERLIN, "2026-03-29", "02:30", -60),
    Change(BERLIN, "2026-10-25", "02:30", 60),
    Change(NEW_YORK, "2026-03-08", "02:30", -60),
    Change(NEW_YORK, "2026-11-01", "01:30", 60),
    Change(LORD_HOWE, "2026-10-04", "02:15", -30),
    Change(LORD_HOWE, "2026-04-05", "01:45", 30),
    # Midnight itself is skipped, and the last hour of an evening comes twice.
    Change(CAIRO, "2026-04-24", "00:30", -60),
    Change(CAIRO, "2026-10-29", "23:30", 60),
    Change(SAO_PAULO, "2018-11-04", "00:30", -60),
    Change(SAO_PAULO, "2018-02-17", "23:30", 60),
]
each_change = pytest.mark.parametrize("change", CHANGES, ids=str)


def simulated(chosen: Settings, change: Change) -> list[Shown]:
    zone = ZoneInfo(change.zone)
    start, end = plan.day_range(change.days[0], 3, zone)
    shown = list(plan.simulate(chosen, zone, plan.Start(start), end))
    assert_calm(shown, chosen, zone)
    return shown


def by_day(shown: list[Shown], zone: str) -> dict[NudgeKind, list[date]]:
    days: dict[NudgeKind, list[date]] = {}
    for moment, due in shown:
        days.setdefault(due.kind, []).append(moment.astimezone(ZoneInfo(zone)).date())
    return days


def walls(shown: list[Shown], change: Change, kind: str) -> list[str]:
    return [
        f"{moment.astimezone(ZoneInfo(change.zone)):%d %H:%M}"
        for moment, due in shown
        if due.kind == kind
    ]


def test_each_change_is_what_this_file_says_it_is() -> None:
    for change in CHANGES:
        start, end = plan.day_range(change.days[1], 1, ZoneInfo(change.zone))
        assert end - start == timedelta(hours=24, minutes=change.minutes)
        zone = ZoneInfo(change.zone)
        odd = datetime.fromisoformat(f"{change.day}T{change.odd}")
        offsets = [odd.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)]
        assert offsets[0] != offsets[1]


# -- the dry run


@each_change
def test_by_default_a_change_is_a_day_like_any_other(change: Change) -> None:
    shown = simulated(parse(""), change)
    days = [day.day for day in change.days]
    assert walls(shown, change, "caffeine") == [f"{day:02d} 14:30" for day in days]
    assert walls(shown, change, "stress") == [f"{day:02d} 16:00" for day in days]
    assert walls(shown, change, "sleep") == [f"{day:02d} 21:45" for day in days]
    assert walls(shown, change, "hydration") == [f"{day:02d} 10:00" for day in days]


@each_change
def test_awake_at_night_each_kind_comes_once_on_each_day(change: Change) -> None:
    chosen = parse(
        '[day]\nactive_hours = ["20:00-06:00"]\nbedtime = "08:00"\n'
        "[limits]\nnudges_per_day = 24\ngap_minutes = 5\n"
        f'[nudges.stress]\nat = ["{change.odd}"]\n[nudges.caffeine]\nbefore_bedtime_minutes = 150\n'
        '[nudges.breathing]\non = true\nat = ["04:00"]\n'
    )
    shown = simulated(chosen, change)
    for kind, days in by_day(shown, change.zone).items():
        if kind is not NudgeKind.HYDRATION:
            assert days == change.days, kind
    assert set(by_day(shown, change.zone)) == {
        NudgeKind.CAFFEINE,
        NudgeKind.SLEEP,
        NudgeKind.STRESS,
        NudgeKind.HYDRATION,
        NudgeKind.BREATHING,
    }


@each_change
def test_a_time_that_is_skipped_comes_at_the_change_and_one_that_repeats_comes_first(
    change: Change,
) -> None:
    chosen = parse(
        '[day]\nactive_hours = ["00:00-24:00"]\n'
        "[limits]\nnudges_per_day = 24\ngap_minutes = 5\n"
        f'[nudges.stress]\nat = ["{change.odd}"]\n'
    )
    zone = ZoneInfo(change.zone)
    moments = [m for m, due in simulated(chosen, change) if due.kind is NudgeKind.STRESS]
    assert [moment.astimezone(zone).date() for moment in moments] == change.days
    before, on_the_day, _ = moments
    if change.minutes < 0:
        just_before = on_the_day - timedelta(seconds=1)
        assert on_the_day.astimezone(zone).utcoffset() != just_before.astimezone(zone).utcoffset()
    else:
        assert on_the_day - before == timedelta(days=1)
        assert on_the_day.astimezone(zone).fold == 0
        assert f"{on_the_day.astimezone(zone):%H:%M}" == change.odd


@each_change
def test_an_interval_counts_real_minutes_over_a_change(change: Change) -> None:
    chosen = parse(
        '[day]\nactive_hours = ["20:00-06:00"]\n[limits]\nnudges_per_day = 24\ngap_minutes = 5\n'
        "[nudges.hydration]\nevery_minutes = 45\n[nudges.stress]\non = false\n"
        "[nudges.sleep]\non = false\n[nudges.caffeine]\non = false\n"
    )
    zone = ZoneInfo(change.zone)
    shown = simulated(chosen, change)
    moments = [moment for moment, _ in shown]
    steps = {later - earlier for earlier, later in pairwise(moments)}
    assert {step for step in steps if step < timedelta(hours=12)} == {timedelta(minutes=45)}
    # The night of the change has as many as fit into its real length, the end left out.
    on = change.days[1] if change.odd > "20:00" else change.days[0]
    evening = timetable.instant(on, 20 * 60, zone)
    length = timedelta(hours=10, minutes=change.minutes)
    tonight = [moment for moment in moments if evening < moment < evening + length]
    assert len(tonight) == (length - timedelta(minutes=1)) // timedelta(minutes=45)


@each_change
def test_hours_that_begin_or_end_in_the_change_are_kept_by_the_wall_clock(change: Change) -> None:
    zone = ZoneInfo(change.zone)
    chosen = parse(
        f'[day]\nactive_hours = ["18:00-23:30", "00:30-{"02:30" if change.odd < "12" else "02:00"}"'
        ', "03:30-06:00"]\nbedtime = "12:00"\n'
        "[limits]\nnudges_per_day = 24\ngap_minutes = 5\n[nudges.screen]\non = true\n"
        "every_minutes = 15\n[nudges.hydration]\nevery_minutes = 20\n"
    )
    for moment, due in simulated(chosen, change):
        assert follows_bedtime(chosen, due.kind) or wall_is_active(chosen, zone, moment)


# -- through the command line


def planned(home: Path, zone: str, first: date, settings: str) -> list[dict[str, Any]]:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(settings)
    done = subprocess.run(
        [
            *(sys.executable, "-P", "-m", "tray", "--home", str(home)),
            *("plan", "--from", first.isoformat(), "--days", "3", "--json"),
        ],
        env={**os.environ, "TZ": zone},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == ""
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


COMMAND_CHANGES = [change for change in CHANGES if change.zone != SAO_PAULO]


@pytest.mark.parametrize("change", COMMAND_CHANGES, ids=str)
def test_the_command_tells_the_same_as_the_wall_clock(change: Change, tmp_path: Path) -> None:
    # A night worker's day, whose hours and times lie on the change, with the usual limits.
    text = (
        '[day]\nactive_hours = ["20:00-06:00"]\nbedtime = "08:00"\n'
        f'[nudges.stress]\nat = ["{change.odd}"]\n[nudges.caffeine]\nbefore_bedtime_minutes = 150\n'
    )
    zone, chosen = ZoneInfo(change.zone), parse(text)
    rows = planned(tmp_path / "lull", change.zone, change.days[0], text)
    tips = {kind: {tip.id for tip in load_catalog().tips(kind)} for kind in NudgeKind}
    moments = []
    once_a_day: Counter[tuple[str, date]] = Counter()
    for row in rows:
        kind, moment = NudgeKind(row["kind"]), datetime.fromisoformat(row["at"])
        assert moment.utcoffset() == moment.astimezone(zone).utcoffset()
        assert follows_bedtime(chosen, kind) or wall_is_active(chosen, zone, moment)
        assert row["tip"] in tips[kind]
        moments.append(moment.timestamp())
        if kind is not NudgeKind.HYDRATION:
            once_a_day[kind, moment.astimezone(zone).date()] += 1
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert min(gaps) >= 90 * 60
    per_day = Counter(datetime.fromisoformat(row["at"]).date() for row in rows)
    assert max(per_day.values()) <= 4
    kinds = (NudgeKind.CAFFEINE, NudgeKind.SLEEP, NudgeKind.STRESS)
    assert once_a_day == Counter((kind, day) for kind in kinds for day in change.days)
    assert NudgeKind.HYDRATION in {row["kind"] for row in rows}


def test_the_command_tells_an_ordinary_day_over_a_change(tmp_path: Path) -> None:
    rows = planned(tmp_path / "lull", BERLIN, date(2026, 3, 28), "")
    assert [(row["kind"], row["at"]) for row in rows if "03-29" in row["at"]] == [
        ("hydration", "2026-03-29T10:00:00+02:00"),
        ("caffeine", "2026-03-29T14:30:00+02:00"),
        ("stress", "2026-03-29T16:00:00+02:00"),
        ("sleep", "2026-03-29T21:45:00+02:00"),
    ]
    assert {row["at"][-6:] for row in rows if "03-28" in row["at"]} == {"+01:00"}
    assert len(rows) == 12
    assert len({row["tip"] for row in rows}) == 12
