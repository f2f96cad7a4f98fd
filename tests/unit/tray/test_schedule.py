"""The schedule wakes when something is due: a real APScheduler on a real loop.

The clock stands still a few hundredths of a second before a moment, and is then moved to it: the
timer that waits for the moment is real, and however slow the machine, nothing is passed by.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from local_days import BERLIN, berlin

from config.kinds import NudgeKind
from config.settings import Settings, default_settings, parse
from tray.clock import Clock
from tray.schedule import NudgeTrigger, Schedule

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

CLOCK = Clock(zone=BERLIN)
SOON = timedelta(milliseconds=40)
PATIENCE_SECONDS = 30


def only(*kinds: str, **values: str) -> Settings:
    """Settings with these kinds on and no other; values are of the first of them."""
    lines = [f"nudges.{kind}.on = {str(kind in kinds).lower()}" for kind in NudgeKind]
    lines += [f"nudges.{kinds[0]}.{key} = {value}" for key, value in values.items()]
    return parse("\n".join(lines))


class Calls:
    """What a schedule called back for."""

    def __init__(self) -> None:
        self.dues: list[tuple[NudgeKind, datetime]] = []
        self.reviews: list[datetime] = []
        self._more = asyncio.Event()

    async def due(self, kind: NudgeKind, moment: datetime) -> None:
        self.dues.append((kind, moment))
        self._more.set()

    async def review(self) -> None:
        self.reviews.append(datetime.now(UTC))
        self._more.set()

    async def until(self, count: int) -> None:
        """Wait until there were ``count`` calls in all."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.dues) + len(self.reviews) < count:
                self._more.clear()
                await self._more.wait()


async def settled() -> None:
    """Let everything run that can run without time passing."""
    for _ in range(20):
        await asyncio.sleep(0)


def run(
    start: datetime,
    chosen: Settings,
    body: Callable[[Schedule, Calls, time_machine.Traveller], Awaitable[None]],
) -> Calls:
    """Run ``body`` with a schedule that was started at ``start``; what it was called for."""

    async def living(traveller: time_machine.Traveller) -> Calls:
        calls = Calls()
        schedule = Schedule(CLOCK, asyncio.get_running_loop(), calls.due, calls.review)
        schedule.start(chosen)
        try:
            await body(schedule, calls, traveller)
        finally:
            schedule.stop()
        return calls

    with time_machine.travel(start, tick=False) as traveller:
        return asyncio.run(living(traveller))


def test_a_nudge_is_called_for_at_its_time() -> None:
    async def body(_: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        await settled()
        assert calls.dues == []
        clock.move_to(berlin("16:00"), tick=False)
        await calls.until(2)
        await settled()

    calls = run(berlin("16:00") - SOON, default_settings(), body)
    assert sorted(calls.dues) == [
        (NudgeKind.HYDRATION, berlin("16:00")),
        (NudgeKind.STRESS, berlin("16:00")),
    ]


def test_what_became_due_in_a_sleep_is_called_for_once_with_its_last_moment() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        clock.move_to(berlin("2026-03-12T21:00"), tick=False)
        schedule.resync()
        await calls.until(4)
        await settled()

    calls = run(berlin("09:00"), default_settings(), body)
    assert sorted(calls.dues) == [
        (NudgeKind.CAFFEINE, berlin("2026-03-12T14:30")),
        (NudgeKind.HYDRATION, berlin("2026-03-12T20:00")),
        (NudgeKind.SLEEP, berlin("2026-03-11T21:45")),
        (NudgeKind.STRESS, berlin("2026-03-12T16:00")),
    ]


def test_a_weekly_nudge_keeps_its_moment_over_a_long_sleep() -> None:
    chosen = only("alcohol", weekdays='["tuesday"]')

    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        clock.move_to(berlin("2026-03-15T12:00"), tick=False)
        schedule.resync()
        await calls.until(1)

    calls = run(berlin("17:00"), chosen, body)
    assert calls.dues == [(NudgeKind.ALCOHOL, berlin("18:00"))]


def test_after_the_clock_was_set_back_everything_is_placed_anew() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        await settled()
        clock.move_to(berlin("16:00") - SOON, tick=False)
        schedule.resync()
        await settled()
        clock.move_to(berlin("16:00"), tick=False)
        await calls.until(2)

    calls = run(berlin("2027-01-10T12:30"), default_settings(), body)
    assert sorted(calls.dues) == [
        (NudgeKind.HYDRATION, berlin("16:00")),
        (NudgeKind.STRESS, berlin("16:00")),
    ]


def test_without_a_resync_a_clock_set_back_would_leave_everything_far_ahead() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        clock.move_to(berlin("16:00") - SOON, tick=False)
        schedule.wake_at(berlin("16:00"))
        clock.move_to(berlin("16:00"), tick=False)
        await calls.until(1)
        await settled()

    assert run(berlin("2027-01-10T12:30"), default_settings(), body).dues == []


def test_the_same_moment_is_not_called_for_twice_when_the_clock_is_corrected() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        clock.move_to(berlin("16:00"), tick=False)
        await calls.until(1)
        clock.move_to(berlin("16:00") - SOON, tick=False)
        schedule.resync()
        schedule.wake_at(berlin("16:00") + SOON)
        clock.move_to(berlin("16:00") + SOON, tick=False)
        await calls.until(2)
        await settled()

    only_stress = only("stress")
    calls = run(berlin("16:00") - SOON, only_stress, body)
    assert calls.dues == [(NudgeKind.STRESS, berlin("16:00"))]
    assert len(calls.reviews) == 1


def test_a_moment_that_only_a_wrong_clock_made_late_comes_again() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        clock.move_to(berlin("2026-03-11T10:00"), tick=False)
        schedule.resync()
        await calls.until(1)
        clock.move_to(berlin("16:00") - SOON, tick=False)
        schedule.resync()
        clock.move_to(berlin("16:00"), tick=False)
        await calls.until(2)

    only_stress = only("stress")
    calls = run(berlin("10:00"), only_stress, body)
    assert calls.dues == [(NudgeKind.STRESS, berlin("16:00"))] * 2


def test_settings_in_which_something_never_comes_can_be_resynced_and_left() -> None:
    never = only("stress", weekdays="[]")

    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        schedule.resync()
        await settled()
        schedule.use(only("stress"))
        clock.move_to(berlin("16:00"), tick=False)
        await calls.until(1)

    calls = run(berlin("16:00") - SOON, never, body)
    assert calls.dues == [(NudgeKind.STRESS, berlin("16:00"))]


def test_new_settings_take_the_place_of_the_old_ones() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        schedule.use(only("cold", at='["16:00"]'))
        clock.move_to(berlin("16:00"), tick=False)
        await calls.until(1)
        await settled()

    calls = run(berlin("16:00") - SOON, default_settings(), body)
    assert calls.dues == [(NudgeKind.COLD, berlin("16:00"))]


def test_a_kind_that_is_switched_off_meanwhile_is_not_called_for() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        schedule.use(only())
        schedule.use(only())
        clock.move_to(berlin("22:00"), tick=False)
        schedule.resync()
        schedule.wake_at(berlin("22:00"))
        await calls.until(1)
        await settled()

    assert run(berlin("15:00"), default_settings(), body).dues == []


def test_a_call_whose_moment_the_clock_has_taken_back_is_left_out() -> None:
    weekly = only("alcohol", weekdays='["tuesday"]')

    async def body(schedule: Schedule, calls: Calls, _: time_machine.Traveller) -> None:
        never = parse("nudges.alcohol.weekdays = []\nnudges.alcohol.on = true")
        await schedule._due(never, NudgeKind.ALCOHOL)
        assert calls.dues == []
        await schedule._due(weekly, NudgeKind.ALCOHOL)

    calls = run(berlin("12:00"), weekly, body)
    assert calls.dues == [(NudgeKind.ALCOHOL, berlin("2026-03-03T18:00"))]


# -- the review


def test_a_review_comes_at_its_moment_and_once() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        schedule.wake_at(berlin("11:00"))
        schedule.wake_at(berlin("11:00") + SOON)
        clock.move_to(berlin("11:00"), tick=False)
        schedule.resync()
        await settled()
        assert calls.reviews == []
        clock.move_to(berlin("11:00") + SOON, tick=False)
        await calls.until(1)
        await settled()

    calls = run(berlin("11:00") - SOON, default_settings(), body)
    assert calls.reviews == [berlin("11:00") + SOON]


def test_a_review_that_is_asked_for_too_late_comes_at_once() -> None:
    async def body(schedule: Schedule, calls: Calls, _: time_machine.Traveller) -> None:
        schedule.wake_at(berlin("11:00"))
        await calls.until(1)

    assert len(run(berlin("12:00"), default_settings(), body).reviews) == 1


def test_a_review_that_is_not_wanted_any_more_does_not_come() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        schedule.wake_at(None)
        schedule.wake_at(berlin("12:30"))
        schedule.wake_at(None)
        clock.move_to(berlin("16:00"), tick=False)
        schedule.resync()
        await calls.until(3)
        await settled()

    assert run(berlin("12:10"), default_settings(), body).reviews == []


def test_a_review_may_ask_for_the_next_one() -> None:
    async def body(schedule: Schedule, calls: Calls, clock: time_machine.Traveller) -> None:
        schedule.wake_at(berlin("11:00"))
        clock.move_to(berlin("11:00"), tick=False)
        await calls.until(1)
        schedule.wake_at(berlin("11:00") + SOON)
        clock.move_to(berlin("11:00") + SOON, tick=False)
        await calls.until(2)

    assert len(run(berlin("11:00") - SOON, default_settings(), body).reviews) == 2


# -- the end


def test_after_the_end_nothing_is_called_for() -> None:
    async def body(schedule: Schedule, _: Calls, clock: time_machine.Traveller) -> None:
        schedule.stop()
        clock.move_to(berlin("23:00"), tick=False)
        await settled()

    calls = run(berlin("16:00") - SOON, default_settings(), body)
    assert calls.dues == []


def test_a_schedule_that_never_started_can_be_stopped() -> None:
    async def stop() -> None:
        calls = Calls()
        Schedule(CLOCK, asyncio.get_running_loop(), calls.due, calls.review).stop()

    asyncio.run(stop())


# -- the trigger


@pytest.mark.parametrize(
    ("previous", "now", "expected"),
    [
        (None, "15:59", "16:00"),
        (None, "16:00", "2026-03-11T16:00"),
        ("16:00", "16:00", "2026-03-11T16:00"),
        # Missed moments are asked for one after another.
        ("2026-03-08T16:00", "17:00", "2026-03-09T16:00"),
    ],
)
def test_the_trigger_names_the_next_moment(previous: str | None, now: str, expected: str) -> None:
    trigger = NudgeTrigger(default_settings(), NudgeKind.STRESS, CLOCK)
    before = None if previous is None else berlin(previous).astimezone(BERLIN)
    assert trigger.get_next_fire_time(before, berlin(now)) == berlin(expected)


def test_after_the_end_nothing_is_placed_anew() -> None:
    async def body(schedule: Schedule, _: Calls, clock: time_machine.Traveller) -> None:
        schedule.stop()
        clock.move_to(berlin("16:00"), tick=False)
        schedule.resync()
        await settled()

    calls = run(berlin("15:00"), default_settings(), body)
    assert calls.dues == []


# -- days


def day_calls(start: str, moves: list[str]) -> list[datetime]:
    """When a schedule called for a new day, while the clock went to each of ``moves``."""
    days: list[datetime] = []

    async def body(schedule: Schedule, _: Calls, clock: time_machine.Traveller) -> None:
        schedule.each_day(lambda: days.append(datetime.now(UTC)))
        for move in moves:
            await settled()
            clock.move_to(berlin(move), tick=False)
            schedule.resync()
        await settled()

    run(berlin(start), only("cold"), body)
    return days


def test_each_local_day_is_called_for_once_also_after_a_sleep_over_several() -> None:
    moves = ["2026-03-10T23:59", "2026-03-11T00:00", "2026-03-11T12:00", "2026-03-14T09:00"]
    assert day_calls("21:00", moves) == [berlin("2026-03-11T00:00"), berlin("2026-03-14T09:00")]


def test_after_the_clock_was_set_back_the_next_day_is_not_far_ahead() -> None:
    moves = ["2026-03-10T12:00", "2026-03-11T00:00"]
    assert day_calls("2027-01-10T12:00", moves) == [berlin("2026-03-11T00:00")]
