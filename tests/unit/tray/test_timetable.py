"""When nudges are due, by the settings alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from local_days import BERLIN, MINUTE, ZONES, at, periods, random_settings, wall_is_active

from config.kinds import NudgeKind
from config.settings import Day, Nudge, Settings, parse
from journal.totals import local_day_bounds
from tray import timetable

EVERY_DAY = '["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]'


def day_of(text: str) -> Day:
    return parse(f"[day]\n{text}\n").day


def hydration(text: str) -> Nudge:
    return parse(f"[nudges.hydration]\n{text}\n").nudges.hydration


def walls(nudge: Nudge, day: Day, zone: ZoneInfo, start: str, end: str) -> list[str]:
    """Each time between two wall times, as "DD HH:MM" on the wall clock."""
    found = []
    moment: datetime | None = at(start, zone) - MINUTE
    while moment is not None:
        moment = timetable.next_time(nudge, day, zone, moment)
        if moment is None or moment >= at(end, zone):
            break
        found.append(f"{moment.astimezone(zone):%d %H:%M}")
    return found


# -- instants


@pytest.mark.parametrize(
    ("zone", "day", "wall", "utc"),
    [
        # An ordinary day, and the end of one.
        ("Europe/Berlin", "2026-03-10", "16:00", "2026-03-10T15:00"),
        ("Europe/Berlin", "2026-03-10", "24:00", "2026-03-10T23:00"),
        # Skipped: the moment of the change, which is when the wall shows a later time.
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-03-29", "02:59", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),
        # Repeated: the first of the two.
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45"),
        # A midnight that is skipped, and an evening that is repeated up to it.
        ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T03:00"),
        ("America/Sao_Paulo", "2018-11-03", "24:00", "2018-11-04T03:00"),
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:00"),
        ("Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T20:30"),
        ("Africa/Cairo", "2026-10-30", "00:00", "2026-10-29T22:00"),
        # An offset with seconds, and its end with a change of 44 minutes and 30 seconds.
        ("Africa/Monrovia", "1972-01-06", "12:00", "1972-01-06T12:44:30"),
        ("Africa/Monrovia", "1972-01-07", "00:10", "1972-01-07T00:44:30"),
        # A whole day that was left out.
        ("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00"),
    ],
)
def test_a_wall_time_means_one_moment(zone: str, day: str, wall: str, utc: str) -> None:
    hours, minutes = map(int, wall.split(":"))
    moment = timetable.instant(date.fromisoformat(day), hours * 60 + minutes, ZoneInfo(zone))
    assert moment == at(utc)
    assert moment.tzinfo is UTC


def test_a_plain_offset_is_a_zone_as_well() -> None:
    zone = timezone(timedelta(hours=5, minutes=45))
    assert timetable.instant(date(2026, 3, 10), 600, zone) == at("2026-03-10T04:15")


@settings(deadline=None)
@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    day=st.dates(date(1970, 1, 2), date(2199, 12, 31)),
    minutes=st.integers(0, 24 * 60 - 1),
)
def test_the_wall_shows_the_time_or_jumps_over_it(zone: ZoneInfo, day: date, minutes: int) -> None:
    moment = timetable.instant(day, minutes, zone)
    wanted = datetime.combine(day, datetime.min.time()) + minutes * MINUTE
    shown = moment.astimezone(zone).replace(tzinfo=None)
    before = (moment - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
    assert shown == wanted or before < wanted < shown


@settings(max_examples=examples(150), deadline=None)
@given(
    zone=st.sampled_from([*ZONES, "America/St_Johns", "America/Havana"]).map(ZoneInfo),
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made UTC below
)
def test_midnight_is_always_ahead(zone: ZoneInfo, moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    midnight = timetable.next_midnight(now, zone)
    assert now < midnight <= now + timedelta(hours=25)
    assert midnight.astimezone(zone).date() > now.astimezone(zone).date()


def test_midnight_is_ahead_in_an_evening_that_comes_twice() -> None:
    # St. John's went from 00:01 back to 23:01 of the evening before.
    zone = ZoneInfo("America/St_Johns")
    first, second = at("2010-11-07T02:00"), at("2010-11-07T03:00")
    assert f"{first.astimezone(zone):%H:%M}" == f"{second.astimezone(zone):%H:%M}" == "23:30"
    # As the journal has it: the day is over when its evening is over for good.
    for moment in (first, at("2010-11-07T02:30:30"), second):
        assert timetable.next_midnight(moment, zone) == at("2010-11-07T03:30")


@settings(max_examples=examples(150), deadline=None)
@given(
    zone=st.sampled_from([*ZONES, "America/St_Johns", "America/Havana", "Pacific/Apia"]),
    day=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
)
def test_midnight_is_where_the_day_begins_for_the_journal(zone: str, day: date) -> None:
    start, end = local_day_bounds(day, ZoneInfo(zone))
    assert timetable.instant(day, 0, ZoneInfo(zone)) == start
    assert timetable.instant(day, 24 * 60, ZoneInfo(zone)) == end
    if start < end:
        assert timetable.next_midnight(start, ZoneInfo(zone)) == end


# -- active hours


@pytest.mark.parametrize(
    ("wall", "active"),
    [
        ("2026-03-10T07:59", False),
        ("2026-03-10T08:00", True),
        ("2026-03-10T11:59", True),
        ("2026-03-10T12:00", False),
        ("2026-03-10T21:59", False),
        ("2026-03-10T22:00", True),
        ("2026-03-11T01:59", True),
        ("2026-03-11T02:00", False),
        # Saturday has hours of its own; Friday's night still runs into it, and none into Sunday.
        ("2026-03-14T01:00", True),
        ("2026-03-14T08:00", False),
        ("2026-03-14T10:00", True),
        ("2026-03-15T01:00", False),
    ],
)
def test_active_hours_start_with_their_first_minute_and_end_before_their_last(
    wall: str,
    active: bool,  # noqa: FBT001 - what a case expects
) -> None:
    day = parse(
        '[day]\nactive_hours = ["08:00-12:00", "22:00-02:00"]\n'
        '[day.saturday]\nactive_hours = ["10:00-24:00"]'
    ).day
    assert timetable.is_active(day, BERLIN, at(wall, BERLIN)) is active


@settings(max_examples=examples(60), deadline=None)
@given(chosen=random_settings(), period=periods(days=8), minutes=st.integers(0, 8 * 24 * 60))
def test_active_is_what_the_wall_clock_says(
    chosen: Settings, period: tuple[ZoneInfo, datetime, datetime], minutes: int
) -> None:
    zone, start, _ = period
    moment = start + minutes * MINUTE
    assert timetable.is_active(chosen.day, zone, moment) is wall_is_active(chosen, zone, moment)


def test_hours_that_lie_in_a_skipped_hour_begin_at_the_change() -> None:
    day = day_of('active_hours = ["02:30-04:00"]')
    following = timetable.next_active(day, BERLIN, at("2026-03-28T12:00", BERLIN))
    assert following == at("2026-03-29T01:00")
    none = day_of('active_hours = ["02:00-03:00"]')
    following = timetable.next_active(none, BERLIN, at("2026-03-28T12:00", BERLIN))
    assert following == at("2026-03-30T02:00", BERLIN)


def test_now_is_active_when_it_is() -> None:
    now = at("2026-03-10T09:00", BERLIN)
    assert timetable.next_active(day_of(""), BERLIN, now) == now


def test_a_day_that_is_quiet_once_a_week_is_waited_out_and_a_quiet_life_has_no_hours() -> None:
    weekly = parse('day.active_hours = []\nday.monday.active_hours = ["09:00-10:00"]').day
    monday = at("2026-03-09T10:00", BERLIN)
    assert timetable.next_active(weekly, BERLIN, monday) == at("2026-03-16T09:00", BERLIN)
    assert timetable.next_active(day_of("active_hours = []"), BERLIN, monday) is None


@settings(max_examples=examples(40), deadline=None)
@given(chosen=random_settings(), period=periods(days=3), minutes=st.integers(0, 3 * 24 * 60))
def test_nothing_is_active_before_the_next_active_moment(
    chosen: Settings, period: tuple[ZoneInfo, datetime, datetime], minutes: int
) -> None:
    zone, start, _ = period
    now = start + minutes * MINUTE
    following = timetable.next_active(chosen.day, zone, now)
    if following is not None:
        assert now <= following
        assert wall_is_active(chosen, zone, following)
    walk = now
    end = min(following or now + timedelta(days=2), now + timedelta(days=2))
    while walk < end:
        repeated = walk.astimezone(zone).fold == 1
        assert repeated or not wall_is_active(chosen, zone, walk)
        walk += 5 * MINUTE


# -- bedtime


@pytest.mark.parametrize(
    ("bedtime", "expected"),
    [
        ("22:30", "2026-03-10T22:30"),
        ("12:00", "2026-03-10T12:00"),
        ("11:59", "2026-03-11T11:59"),
        ("00:00", "2026-03-11T00:00"),
        ("01:30", "2026-03-11T01:30"),
    ],
)
def test_a_bedtime_before_noon_belongs_to_the_night_after_the_day(
    bedtime: str, expected: str
) -> None:
    day = day_of(f'bedtime = "{bedtime}"')
    assert timetable.bedtime(day, BERLIN, date(2026, 3, 10)) == at(expected, BERLIN)


def test_the_next_bedtime_is_never_now_and_follows_the_weekday() -> None:
    day = parse('day.bedtime = "01:00"\nday.friday.bedtime = "23:00"').day
    thursday_night = at("2026-03-13T01:00", BERLIN)
    assert timetable.next_bedtime(day, BERLIN, thursday_night - MINUTE) == thursday_night
    friday = at("2026-03-13T23:00", BERLIN)
    assert timetable.next_bedtime(day, BERLIN, thursday_night) == friday
    assert timetable.next_bedtime(day, BERLIN, friday) == at("2026-03-15T01:00", BERLIN)


# -- when a nudge is due


def test_fixed_times_come_in_order_whatever_their_order_in_the_file() -> None:
    nudge = hydration('at = ["18:00", "09:30"]')
    found = walls(nudge, day_of(""), BERLIN, "2026-03-10T00:00", "2026-03-12T00:00")
    assert found == ["10 09:30", "10 18:00", "11 09:30", "11 18:00"]


def test_an_interval_begins_with_the_hours_and_comes_inside_them_only() -> None:
    nudge = hydration("every_minutes = 120")
    found = walls(nudge, day_of(""), BERLIN, "2026-03-10T00:00", "2026-03-11T10:00")
    assert found == [*(f"10 {hour:02d}:00" for hour in (10, 12, 14, 16, 18, 20))]


def test_an_interval_goes_on_over_a_break_in_the_hours() -> None:
    day = day_of('active_hours = ["15:00-16:00", "09:00-10:30", "11:00-12:30"]')
    nudge = hydration("every_minutes = 60")
    found = walls(nudge, day, BERLIN, "2026-03-10T00:00", "2026-03-11T00:00")
    assert found == ["10 10:00", "10 11:30", "10 15:00"]


def test_ranges_shorter_than_the_interval_still_have_their_water() -> None:
    day = day_of('active_hours = ["09:00-10:30", "11:00-12:30", "13:30-15:00"]')
    nudge = hydration("every_minutes = 120")
    found = walls(nudge, day, BERLIN, "2026-03-10T00:00", "2026-03-11T00:00")
    assert found == ["10 11:30", "10 14:30"]


def test_an_interval_leaves_out_what_the_repeated_hour_puts_outside_the_hours() -> None:
    day = day_of('active_hours = ["02:30-06:00"]')
    nudge = hydration("every_minutes = 45")
    found = walls(nudge, day, BERLIN, "2026-10-25T00:00", "2026-10-26T00:00")
    # 02:30 comes twice; 45 minutes after the first one the wall shows 02:15.
    assert found == ["25 03:00", "25 03:45", "25 04:30", "25 05:15"]


def test_an_overnight_interval_belongs_to_the_day_it_starts_on() -> None:
    nudge = hydration('every_minutes = 120\nweekdays = ["tuesday"]')
    day = day_of('active_hours = ["21:00-05:00"]')
    found = walls(nudge, day, BERLIN, "2026-03-09T00:00", "2026-03-16T00:00")
    assert found == ["10 23:00", "11 01:00", "11 03:00"]


def test_a_bedtime_nudge_belongs_to_the_weekday_whose_evening_it_is() -> None:
    nudge = parse('[nudges.sleep]\nbefore_bedtime_minutes = 30\nweekdays = ["friday"]').nudges.sleep
    day = day_of('bedtime = "00:45"')
    found = walls(nudge, day, BERLIN, "2026-03-09T00:00", "2026-03-23T00:00")
    assert found == ["14 00:15", "21 00:15"]


@pytest.mark.parametrize(
    "nudge",
    [
        hydration("weekdays = []"),
        hydration("every_minutes = 60"),
        parse("nudges.sleep.weekdays = []").nudges.sleep,
    ],
)
def test_what_never_comes_has_no_time(nudge: Nudge) -> None:
    day = day_of("active_hours = []")
    now = at("2026-03-10T12:00", BERLIN)
    assert timetable.next_time(nudge, day, BERLIN, now) is None
    assert timetable.last_time(nudge, day, BERLIN, now) is None


def test_a_weekly_time_is_found_a_week_ahead_and_a_week_back() -> None:
    nudge = parse('nudges.alcohol.weekdays = ["friday"]').nudges.alcohol
    before, after = at("2026-03-13T18:00", BERLIN), at("2026-03-20T18:00", BERLIN)
    assert timetable.next_time(nudge, day_of(""), BERLIN, before) == after
    assert timetable.last_time(nudge, day_of(""), BERLIN, after - MINUTE) == before
    assert timetable.last_time(nudge, day_of(""), BERLIN, after) == after


@settings(max_examples=examples(40), deadline=None)
@given(chosen=random_settings(), period=periods(days=9), kind=st.sampled_from(NudgeKind))
def test_last_and_next_name_the_same_moments(
    chosen: Settings, period: tuple[ZoneInfo, datetime, datetime], kind: NudgeKind
) -> None:
    zone, start, end = period
    nudge, before = chosen.nudge(kind), None
    moment = timetable.next_time(nudge, chosen.day, zone, start)
    while moment is not None and moment < end:
        assert moment > (before or start)
        assert timetable.last_time(nudge, chosen.day, zone, moment) == moment
        if before is not None:
            assert timetable.last_time(nudge, chosen.day, zone, moment - MINUTE / 60) == before
        before, moment = moment, timetable.next_time(nudge, chosen.day, zone, moment)


# -- places


def test_places_are_what_is_wanted_at_a_time_of_its_own() -> None:
    chosen = parse(
        'nudges.hydration.at = ["10:00"]\nnudges.stress.on = false\nday.bedtime = "00:30"'
    )
    places = timetable.kept_places(chosen, BERLIN, date(2026, 3, 10))
    walls_ = [(f"{moment.astimezone(BERLIN):%d %H:%M}", kind) for moment, kind in places]
    assert walls_ == [
        ("10 10:00", NudgeKind.HYDRATION),
        ("10 16:30", NudgeKind.CAFFEINE),
        ("10 23:45", NudgeKind.SLEEP),
    ]


def test_water_keeps_no_place_for_who_was_told_to_limit_fluids() -> None:
    chosen = parse('nudges.hydration.at = ["10:00"]\nprofile.limit_fluids = true')
    kinds = {kind for _, kind in timetable.kept_places(chosen, BERLIN, date(2026, 3, 10))}
    assert NudgeKind.HYDRATION not in kinds
    assert not timetable.is_wanted(chosen, NudgeKind.HYDRATION)
    assert timetable.is_wanted(chosen, NudgeKind.STRESS)
    assert not timetable.is_wanted(chosen, NudgeKind.SCREEN)


def test_a_bedtime_far_into_the_next_day_counts_on_the_day_on_which_it_comes() -> None:
    chosen = parse('day.bedtime = "11:00"\nnudges.stress.on = false')
    places = timetable.kept_places(chosen, BERLIN, date(2026, 3, 10))
    assert [kind for _, kind in places] == [NudgeKind.CAFFEINE, NudgeKind.SLEEP]
    assert places[0][0] == at("2026-03-10T03:00", BERLIN)


def test_only_an_interval_makes_a_filler() -> None:
    fillers = {kind for kind in NudgeKind if timetable.is_filler(parse("").nudge(kind))}
    assert fillers == {NudgeKind.HYDRATION, NudgeKind.SCREEN}
