"""The dry run: what would come."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from local_days import BERLIN, MINUTE, Machine, berlin

from config.kinds import NudgeKind
from config.settings import Settings, default_settings, parse
from tray import gate, plan
from tray.due import Due, Situation
from tray.plan import Start

NONE: frozenset[NudgeKind] = frozenset()


def told(chosen: Settings, start: Start, end: str) -> list[str]:
    shown = plan.simulate(chosen, BERLIN, start, berlin(end))
    return [f"{moment.astimezone(BERLIN):%d %H:%M} {due.kind}" for moment, due in shown]


# -- days


def test_an_ordinary_day_brings_four_gentle_nudges() -> None:
    found = told(default_settings(), Start(berlin("00:00")), "2026-03-11T00:00")
    assert found == ["10 10:00 hydration", "10 14:30 caffeine", "10 16:00 stress", "10 21:45 sleep"]


def test_a_higher_limit_leaves_more_room_for_water() -> None:
    chosen = parse("limits.nudges_per_day = 10")
    found = told(chosen, Start(berlin("00:00")), "2026-03-11T00:00")
    assert [line for line in found if "hydration" in line] == [
        "10 10:00 hydration",
        "10 12:00 hydration",
        "10 18:00 hydration",
        "10 20:00 hydration",
    ]


def test_a_moment_exactly_at_the_start_is_told_and_one_at_the_end_is_not() -> None:
    found = told(default_settings(), Start(berlin("16:00")), "20:00")
    assert found == ["10 16:00 stress", "10 18:00 hydration"]


def test_with_everything_off_nothing_is_told() -> None:
    off = parse("\n".join(f"nudges.{kind}.on = false" for kind in NudgeKind))
    assert told(off, Start(berlin("00:00")), "2026-04-10T00:00") == []


def test_settings_that_never_bring_anything_come_to_an_end() -> None:
    never = parse("day.active_hours = []\nnudges.caffeine.on = false\nnudges.sleep.on = false")
    assert told(never, Start(berlin("00:00")), "2026-04-10T00:00") == []
    nobody = parse("\n".join(f"nudges.{kind}.weekdays = []" for kind in NudgeKind))
    assert told(nobody, Start(berlin("00:00")), "2026-04-10T00:00") == []


def test_the_range_of_days_begins_and_ends_with_local_midnights() -> None:
    assert plan.day_range(date(2026, 3, 29), 1, BERLIN) == (
        berlin("2026-03-29T00:00"),
        berlin("2026-03-30T00:00"),
    )
    start, end = plan.day_range(date(2018, 11, 4), 1, ZoneInfo("America/Sao_Paulo"))
    assert end - start == timedelta(hours=23)


# -- where it starts


def test_what_waits_at_the_start_shows_when_nothing_holds_it() -> None:
    waiting = (Due(NudgeKind.STRESS, berlin("16:00")),)
    assert told(default_settings(), Start(berlin("16:20"), waiting=waiting), "17:00") == [
        "10 16:20 stress"
    ]


def test_a_pause_that_ends_exactly_when_a_nudge_is_due_does_not_hold_it() -> None:
    start = Start(berlin("15:00"), paused_until=berlin("16:00"))
    assert told(default_settings(), start, "16:01") == ["10 16:00 stress"]
    start = Start(berlin("15:00"), paused_until=berlin("16:01"))
    assert told(default_settings(), start, "17:00") == ["10 16:01 stress"]


def test_a_pause_over_several_days_shows_one_at_its_end_and_not_what_lapsed() -> None:
    start = Start(berlin("12:00"), paused_until=berlin("2026-03-12T17:00"))
    assert told(default_settings(), start, "2026-03-12T18:00") == ["12 17:00 stress"]


def test_what_was_shown_before_counts_for_the_gap_and_the_limit_of_the_first_day() -> None:
    start = Start(berlin("14:00"), last_shown_at=berlin("13:30"), shown_today=2)
    assert told(default_settings(), start, "2026-03-11T00:00") == [
        "10 15:00 caffeine",
        "10 16:30 stress",
    ]
    start = Start(berlin("14:00"), shown_today=4)
    assert told(default_settings(), start, "2026-03-11T11:00") == ["11 10:00 hydration"]


def test_not_today_ends_at_midnight() -> None:
    start = Start(berlin("00:00"), not_today=frozenset({NudgeKind.STRESS}))
    found = told(default_settings(), start, "2026-03-12T00:00")
    assert [line for line in found if "stress" in line] == ["11 16:00 stress"]


def test_what_was_done_already_puts_its_nudge_off() -> None:
    start = Start(berlin("15:00"), done_at={NudgeKind.STRESS: berlin("15:30") - 30 * MINUTE})
    found = told(default_settings(), start, "20:00")
    assert "10 18:00 stress" in found


def test_what_was_asked_for_counts_for_the_gap_and_not_for_the_limit() -> None:
    waiting = (Due(NudgeKind.HYDRATION, berlin("14:00"), asked_for=True),)
    start = Start(berlin("14:00"), waiting=waiting, shown_today=2)
    assert told(default_settings(), start, "2026-03-11T00:00") == [
        "10 14:00 hydration",
        "10 15:30 caffeine",
        "10 17:00 stress",
    ]


def test_not_today_of_an_earlier_day_is_forgotten_while_something_waits() -> None:
    chosen = parse(
        'day.active_hours = ["00:00-24:00"]\nnudges.stress.at = ["23:00"]\n'
        "nudges.caffeine.on = false\nnudges.sleep.on = false\nnudges.hydration.on = false"
    )
    start = Start(berlin("22:00"), not_today=frozenset({NudgeKind.STRESS}))
    assert told(chosen, start, "2026-03-11T12:00") == ["11 00:00 stress"]


def test_a_day_that_begins_while_something_waits_gives_it_a_new_limit() -> None:
    chosen = parse(
        'day.active_hours = ["00:00-24:00"]\nlimits.nudges_per_day = 1\n'
        'nudges.stress.at = ["10:00", "23:00"]\nnudges.caffeine.on = false\nnudges.sleep.on = false'
    )
    assert told(chosen, Start(berlin("09:00")), "2026-03-11T23:30") == [
        "10 10:00 stress",
        "11 00:00 stress",
    ]


# -- places


def kept(
    chosen: Settings, now: str, *waiting: str, excluded: frozenset[NudgeKind] = NONE, **done: str
) -> list[str]:
    dues = tuple(Due(NudgeKind(kind), berlin(now)) for kind in waiting)
    done_at = {NudgeKind(kind): berlin(wall) for kind, wall in done.items()}
    moments = plan.kept_now(chosen, BERLIN, berlin(now), dues, excluded, done_at)
    return [f"{moment.astimezone(BERLIN):%d %H:%M}" for moment in moments]


def test_what_comes_later_today_keeps_its_place() -> None:
    assert kept(default_settings(), "08:00") == ["10 14:30", "10 16:00", "10 21:45"]
    assert kept(default_settings(), "16:00") == ["10 21:45"]
    assert kept(default_settings(), "21:45") == []


def test_what_waits_keeps_its_place_unless_it_takes_what_others_leave() -> None:
    assert kept(default_settings(), "16:10", "stress", "hydration") == ["10 16:10", "10 21:45"]
    asked = (Due(NudgeKind.STRESS, berlin("16:10"), asked_for=True),)
    now = berlin("16:10")
    moments = plan.kept_now(default_settings(), BERLIN, now, asked, NONE)
    assert moments == plan.kept_after(default_settings(), BERLIN, now, NONE)


def test_what_is_not_wanted_again_today_keeps_no_place() -> None:
    excluded = frozenset({NudgeKind.STRESS})
    assert kept(default_settings(), "08:00", excluded=excluded) == ["10 14:30", "10 21:45"]
    assert kept(default_settings(), "16:10", "stress", excluded=excluded) == ["10 21:45"]


def test_what_a_condition_switches_off_keeps_no_place() -> None:
    chosen = parse('profile.limit_fluids = true\nnudges.hydration.at = ["10:00", "18:00"]')
    assert kept(chosen, "09:00", "hydration") == ["10 14:30", "10 16:00", "10 21:45"]


def test_what_can_show_only_outside_active_hours_keeps_no_place() -> None:
    chosen = parse('nudges.check_in.on = true\nday.active_hours = ["09:00-17:00"]')
    assert kept(chosen, "12:00") == ["10 14:30", "10 16:00", "10 21:45"]
    none = parse("day.active_hours = []")
    assert kept(none, "12:00") == ["10 14:30", "10 21:45"]


def test_what_waits_for_the_hours_to_begin_keeps_the_place_at_their_beginning() -> None:
    chosen = parse('nudges.stress.at = ["06:30"]')
    assert kept(chosen, "06:00") == ["10 08:00", "10 14:30", "10 21:45"]


def test_places_after_midnight_are_kept_when_less_than_a_gap_away() -> None:
    chosen = parse('day.bedtime = "01:00"\nnudges.caffeine.on = false')
    assert kept(chosen, "22:45") == []
    assert kept(chosen, "22:46") == ["11 00:15"]
    tonight = frozenset({NudgeKind.SLEEP})
    assert kept(chosen, "22:46", excluded=tonight) == ["11 00:15"]


def test_water_is_not_kept_waiting_by_what_was_done_already() -> None:
    # Two slow minutes at 15:30 count until 18:30, and a nudge of 16:00 is of use until 19:00.
    assert kept(default_settings(), "16:10", stress="15:30") == ["10 21:45"]
    waiting = (Due(NudgeKind.STRESS, berlin("16:00")),)
    done = {NudgeKind.STRESS: berlin("15:30")}
    moments = plan.kept_now(default_settings(), BERLIN, berlin("16:10"), waiting, NONE, done)
    assert moments[0] == berlin("18:30")
    done = {NudgeKind.STRESS: berlin("16:05")}
    moments = plan.kept_now(default_settings(), BERLIN, berlin("16:10"), waiting, NONE, done)
    assert moments == (berlin("21:45"),)
    later = plan.kept_after(default_settings(), BERLIN, berlin("15:45"), NONE, done)
    assert later == (berlin("21:45"),)


def test_two_of_one_kind_never_wait_together() -> None:
    first, second = Due(NudgeKind.STRESS, berlin("10:00")), Due(NudgeKind.STRESS, berlin("16:00"))
    other = Due(NudgeKind.SLEEP, berlin("21:45"))
    assert plan.add_due(plan.add_due((first,), other), second) == (other, second)


def test_what_was_put_off_is_not_lost_when_the_next_of_its_kind_is_due() -> None:
    later = Due(NudgeKind.HYDRATION, berlin("13:50"), asked_for=True)
    regular = Due(NudgeKind.HYDRATION, berlin("14:00"))
    assert plan.add_due((later,), regular) == (later,)
    assert plan.add_due((regular,), later) == (later,)
    again = Due(NudgeKind.HYDRATION, berlin("14:20"), asked_for=True)
    assert plan.add_due((later,), again) == (again,)
    assert plan.add_due((regular,), regular) == (regular,)


# -- progress


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns"])
def test_a_dry_run_never_stands_still(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    # St. John's evening of 6 November 2010 came twice, so that a midnight lay behind.
    chosen = parse('limits.nudges_per_day = 0\nday.active_hours = ["00:00-24:00"]')
    moments: list[datetime] = []
    real = gate.decide

    def watched(dues: tuple[Due, ...], present: Situation) -> gate.Verdict:
        moments.append(present.now)
        return real(dues, present)

    monkeypatch.setattr(gate, "decide", watched)
    start, end = plan.day_range(date(2010, 11, 5), 4, ZoneInfo(zone))
    assert list(plan.simulate(chosen, ZoneInfo(zone), Start(start), end)) == []
    assert len(moments) > 10
    assert all(earlier < later for earlier, later in itertools.pairwise(moments))


def test_a_machine_that_sleeps_for_weeks_shows_one_that_is_still_of_use() -> None:
    chosen = parse('nudges.alcohol.on = true\nnudges.alcohol.weekdays = ["friday"]')
    friday, monday = berlin("2026-03-13T17:00"), berlin("2026-03-16T16:30")
    machine = Machine(chosen, BERLIN, asleep=[(friday, monday)])
    shown = machine.live(friday - MINUTE, monday + 30 * MINUTE)
    # The nudge of Friday evening is past; that of Monday 16:00 is not.
    assert shown == [(monday, Due(NudgeKind.STRESS, berlin("2026-03-16T16:00")))]


def test_what_only_the_night_of_a_clock_change_brings_comes_once() -> None:
    # Eight hours after 22:00 the range is over, but for the night that has nine.
    chosen = parse(
        'day.active_hours = ["22:00-06:00"]\nnudges.hydration.every_minutes = 480\n'
        "nudges.caffeine.on = false\nnudges.sleep.on = false\nnudges.stress.on = false"
    )
    start = Start(berlin("2026-10-20T00:00"))
    assert told(chosen, start, "2026-12-20T00:00") == ["25 05:00 hydration"]
