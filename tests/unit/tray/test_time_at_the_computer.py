"""Intervals count the time at the computer; everything else follows the clock."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from local_days import BERLIN, MINUTE, berlin, periods, stretches

from config.kinds import NudgeKind
from config.settings import parse
from tray import plan, timetable
from tray.clock import Clock
from tray.presence.attendance import Attendance
from tray.presence.base import Presence
from tray.schedule import NudgeTrigger, Schedule, is_told

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tray.timetable import Span

WATER = parse("nudges.hydration.every_minutes = 120")
NUDGE = WATER.nudges.hydration


def times(*absent: tuple[str, str], day: str = "") -> list[str]:
    """The water of 10 March 2026, as wall times."""
    spans = tuple((berlin(since), berlin(until)) for since, until in absent)
    chosen = parse(day) if day else WATER
    found, moment = [], berlin("00:00")
    while following := timetable.next_time(
        chosen.nudges.hydration, chosen.day, BERLIN, moment, spans
    ):
        moment = following
        if moment >= berlin("2026-03-11T00:00"):
            return found
        found.append(f"{moment.astimezone(BERLIN):%H:%M}")
    return found


@pytest.mark.parametrize(
    ("absent", "expected"),
    [
        ([], ["10:00", "12:00", "14:00", "16:00", "18:00", "20:00"]),
        # An hour away moves everything after it, and is not begun anew.
        ([("10:30", "11:30")], ["10:00", "13:00", "15:00", "17:00", "19:00", "21:00"]),
        # Away over the beginning of the hours: they begin with the person.
        ([("06:00", "09:30")], ["11:30", "13:30", "15:30", "17:30", "19:30", "21:30"]),
        # Many short locks, as Stretchly's issue 1248 has them.
        (
            [("08:30", "08:50"), ("09:10", "09:30"), ("10:00", "10:20")],
            ["11:00", "13:00", "15:00", "17:00", "19:00", "21:00"],
        ),
        # Away at the very moment, which was reached all the same.
        ([("12:00", "13:00")], ["10:00", "12:00", "15:00", "17:00", "19:00", "21:00"]),
        ([("09:00", "21:30")], []),
    ],
)
def test_time_away_does_not_count(absent: list[tuple[str, str]], expected: list[str]) -> None:
    assert times(*absent) == expected


def test_time_away_in_a_break_of_the_hours_counts_once() -> None:
    day = '[day]\nactive_hours = ["09:00-10:30", "11:00-12:30", "13:30-15:00"]'
    assert times(day=day) == ["11:30", "14:30"]
    assert times(("10:00", "11:00"), day=day) == ["12:00"]


def test_fixed_times_follow_the_clock_alone() -> None:
    nudge, absent = WATER.nudges.stress, ((berlin("09:00"), berlin("15:30")),)
    for moment in (timetable.next_time, timetable.last_time):
        assert moment(nudge, WATER.day, BERLIN, berlin("12:00"), absent) == moment(
            nudge, WATER.day, BERLIN, berlin("12:00")
        )


@settings(max_examples=examples(40), deadline=None)
@given(period=periods(days=3), data=st.data(), minutes=st.integers(15, 720))
def test_between_two_of_a_day_lies_one_interval_of_presence(
    period: tuple[ZoneInfo, datetime, datetime], data: st.DataObject, minutes: int
) -> None:
    zone, start, end = period
    absent = tuple(data.draw(stretches(start, end)))
    chosen = parse(
        f'[day]\nactive_hours = ["00:00-24:00"]\n[nudges.hydration]\nevery_minutes = {minutes}'
    )
    moment, before = start, None
    while following := timetable.next_time(
        chosen.nudges.hydration, chosen.day, zone, moment, absent
    ):
        moment = following
        if moment >= end:
            break
        day = timetable.instant(moment.astimezone(zone).date(), 0, zone)
        begun = day if before is None or before < day else before
        counted = moment - begun - timetable.time_away(absent, begun, moment)
        assert counted == minutes * MINUTE
        nudge = chosen.nudges.hydration
        assert timetable.last_time(nudge, chosen.day, zone, moment, absent) == moment
        before = moment


def test_a_dry_run_counts_what_was_and_takes_the_person_to_stay() -> None:
    chosen = parse("limits.nudges_per_day = 24\nlimits.gap_minutes = 5\nnudges.stress.on = false")
    absent = ((berlin("10:30"), berlin("11:30")),)
    start = plan.Start(berlin("12:00"), absent=absent)
    shown = [at for at, _ in plan.simulate(chosen, BERLIN, start, berlin("16:00"))]
    assert shown == [berlin("13:00"), berlin("14:30"), berlin("15:00")]


# -- the schedule


def test_the_trigger_asks_for_the_absences_each_time() -> None:
    absent: list[Span] = []
    trigger = NudgeTrigger(WATER, NudgeKind.HYDRATION, Clock(zone=BERLIN), lambda: tuple(absent))
    assert trigger.get_next_fire_time(None, berlin("12:10")) == berlin("14:00")
    absent.append((berlin("12:20"), berlin("12:50")))
    assert trigger.get_next_fire_time(None, berlin("12:50")) == berlin("14:30")


@pytest.mark.parametrize(
    ("at", "told", "same"),
    [
        ("12:00", None, False),
        ("12:00", "12:00", True),
        # An absence that was noticed a little late has moved the very same one.
        ("12:06", "12:00", True),
        ("13:00", "12:00", False),
        ("14:00", "12:00", False),
        # The clock was set back: nothing of this was told by that clock.
        ("10:00", "12:00", False),
    ],
)
def test_the_same_moment_is_told_once(at: str, told: str | None, same: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert is_told(NUDGE, berlin(at), None if told is None else berlin(told), ()) is same


def test_time_away_is_no_distance_between_two_moments() -> None:
    absent = ((berlin("12:00"), berlin("13:30")),)
    assert is_told(NUDGE, berlin("13:36"), berlin("12:00"), absent)
    assert not is_told(NUDGE, berlin("15:30"), berlin("12:00"), absent)


def test_a_real_timer_that_fires_while_the_person_is_away_calls_for_nothing() -> None:
    moment = berlin("12:00")
    dues: list[tuple[NudgeKind, datetime]] = []
    more = asyncio.Event()
    absent: list[Span] = []

    async def due(kind: NudgeKind, at: datetime) -> None:
        dues.append((kind, at))
        more.set()

    async def review() -> None:
        more.set()

    async def scene(clock: time_machine.Traveller) -> None:
        schedule = Schedule(
            Clock(zone=BERLIN), asyncio.get_running_loop(), due, review, lambda: tuple(absent)
        )
        chosen = parse(
            "\n".join(
                f"nudges.{kind}.on = {str(kind is NudgeKind.HYDRATION).lower()}"
                for kind in NudgeKind
            )
        )
        schedule.start(chosen)
        try:
            await asyncio.sleep(0)
            # The timer stands on 12:00; now it comes out that the person left at 11:30.
            absent.append((berlin("11:30"), moment))
            clock.move_to(moment, tick=False)
            schedule.wake_at(moment + timedelta(milliseconds=80))
            clock.move_to(moment + timedelta(milliseconds=80), tick=False)
            async with asyncio.timeout(30):
                await more.wait()
            assert (NudgeKind.HYDRATION, moment) not in dues
        finally:
            schedule.stop()

    with time_machine.travel(moment - timedelta(milliseconds=40), tick=False) as traveller:
        asyncio.run(scene(traveller))


# -- the ledger


class Desk:
    """A person whose desktop says what the test wants."""

    def __init__(self) -> None:
        self.now = berlin("09:00")
        self.seen: dict[str, float | bool | None] = {}
        self.kept: list[tuple[Span, ...]] = []
        self.attendance = Attendance(lambda: self.now, keep=self.kept.append)
        self.attendance.watch = self

    async def look(self) -> Presence:
        return Presence(self.now, **self.seen)  # type: ignore[arg-type] # of each field's own type

    async def stop(self) -> None:
        """Nothing to let go of."""

    def look_at(self, time: str, **seen: float | bool | None) -> None:
        self.now, self.seen = berlin(time), seen
        asyncio.run(self.attendance.look())

    def absences(self) -> list[str]:
        return [
            f"{since.astimezone(BERLIN):%H:%M}-{until.astimezone(BERLIN):%H:%M}"
            for since, until in self.attendance.absences()
        ]


def test_idleness_counts_from_the_last_key_to_the_first() -> None:
    desk = Desk()
    desk.look_at("10:00", idle_seconds=299.0)
    assert desk.absences() == []
    desk.look_at("10:05", idle_seconds=300.0)
    assert desk.absences() == ["10:00-10:05"]
    desk.look_at("10:10", idle_seconds=600.0)
    desk.look_at("10:15", idle_seconds=120.0)
    assert desk.absences() == ["10:00-10:13"]
    assert [len(spans) for spans in desk.kept] == [1]


def test_an_idle_counter_from_before_the_last_return_takes_nothing_twice() -> None:
    desk = Desk()
    desk.look_at("10:00", locked=True, idle_seconds=0.0)
    desk.look_at("10:20", locked=False, idle_seconds=0.0)
    desk.look_at("10:25", idle_seconds=1500.0)
    assert desk.absences() == ["10:00-10:20", "10:20-10:25"]


def test_a_lock_counts_from_when_it_was_told() -> None:
    desk = Desk()
    desk.look_at("10:00", locked=True, idle_seconds=3.0)
    desk.look_at("10:40", locked=False, idle_seconds=0.0)
    assert desk.absences() == ["10:00-10:40"]


def test_where_nothing_is_known_nobody_was_ever_away() -> None:
    desk = Desk()
    desk.look_at("10:00")
    desk.look_at("18:00")
    assert desk.absences() == []
    assert desk.attendance.next_look is None
    desk.attendance.watch = None
    desk.look_at("18:05", locked=True)
    assert desk.attendance.attended.seen == Presence(berlin("18:00"))
    assert desk.attendance.next_look is None


def test_a_sleep_counts_as_away_told_before_or_after() -> None:
    desk = Desk()
    desk.now = berlin("10:00")
    desk.attendance.fell_asleep()
    desk.now = berlin("11:00")
    desk.attendance.woke_up()
    assert desk.absences() == ["10:00-11:00"]
    # Told once more, by the clocks: nothing is added.
    desk.attendance.woke_up(timedelta(hours=1))
    assert desk.absences() == ["10:00-11:00"]
    desk.now = berlin("12:00")
    desk.attendance.woke_up(timedelta(minutes=20))
    assert desk.absences() == ["10:00-11:00", "11:40-12:00"]


def test_who_wakes_the_computer_up_to_a_lock_is_away_until_it_opens() -> None:
    desk = Desk()
    desk.look_at("10:00", locked=True)
    desk.attendance.fell_asleep()
    desk.now = berlin("11:00")
    desk.attendance.woke_up()
    desk.look_at("11:01", locked=True)
    desk.look_at("11:02", locked=False)
    assert desk.absences() == ["10:00-11:02"]
    assert desk.attendance.attended.back_at == berlin("11:02")


def test_a_clock_that_is_set_back_makes_no_absence_of_less_than_nothing() -> None:
    desk = Desk()
    desk.look_at("10:00", locked=True)
    desk.look_at("11:00", locked=False)
    desk.look_at("11:30", locked=True)
    desk.look_at("08:00", locked=False)
    assert desk.absences() == ["10:00-11:00"]
    # What lies ahead now is forgotten with the next absence that ends.
    desk.look_at("08:10", locked=True)
    desk.look_at("08:20", locked=False)
    assert desk.absences() == ["08:10-08:20"]


def test_what_is_days_ago_is_forgotten() -> None:
    desk = Desk()
    for day in (10, 11, 14):
        desk.look_at(f"2026-03-{day}T10:00", locked=True)
        desk.look_at(f"2026-03-{day}T11:00", locked=False)
    assert len(desk.attendance.absences()) == 1
