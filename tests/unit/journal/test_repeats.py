"""The same twitch again, answers that still hold, and logging often."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest

from journal import repeats
from journal.twitch_log import TwitchCounts
from journal.twitches import TwitchRecord

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
AT = dt.datetime(2026, 3, 28, 23, 0, tzinfo=BERLIN)
RECORD = TwitchRecord("a", AT, {}, "self_care", (), advice_shown=True)


def test_answers_hold_for_24_hours_and_not_for_the_time_before() -> None:
    # In UTC: the clocks go forward in this night.
    at = AT.astimezone(dt.UTC)
    assert repeats.signs_hold(RECORD, at)
    assert repeats.signs_hold(RECORD, at + dt.timedelta(hours=24, microseconds=-1))
    assert not repeats.signs_hold(RECORD, at + dt.timedelta(hours=24))
    assert not repeats.signs_hold(RECORD, at - dt.timedelta(microseconds=1))


def test_answers_that_were_taken_over_are_as_old_as_they_were() -> None:
    answered = AT - dt.timedelta(hours=23)
    old = TwitchRecord("a", AT, {}, "x", (), advice_shown=True, answered_at=answered)
    assert repeats.signs_hold(old, AT)
    assert not repeats.signs_hold(old, AT.astimezone(dt.UTC) + dt.timedelta(hours=1))


def test_the_same_twitch_on_the_same_local_day_only_counts() -> None:
    assert repeats.only_counts(RECORD, AT + dt.timedelta(minutes=59), BERLIN)
    assert not repeats.only_counts(RECORD, AT + dt.timedelta(minutes=60), BERLIN)
    # In New York it is still the same day.
    new_york = zoneinfo.ZoneInfo("America/New_York")
    assert repeats.only_counts(RECORD, AT + dt.timedelta(minutes=60), new_york)


def test_a_twitch_without_advice_and_no_twitch_at_all_do_not_count() -> None:
    bare = TwitchRecord("a", AT, {}, "self_care", (), advice_shown=False)
    assert not repeats.only_counts(bare, AT, BERLIN)
    assert not repeats.only_counts(None, AT, BERLIN)


@pytest.mark.parametrize(
    ("today", "week", "often"),
    [(0, 0, False), (3, 10, False), (4, 4, True), (0, 11, True), (4, 11, True)],
)
def test_more_than_three_a_day_or_ten_a_week_is_often(today: int, week: int, often: bool) -> None:  # noqa: FBT001 - a case of the table
    assert repeats.often(TwitchCounts(today, week)) is often


def test_a_break_lasts_48_hours() -> None:
    state = repeats.break_state(AT)
    end = AT.astimezone(dt.UTC) + dt.timedelta(hours=48)
    assert repeats.break_until(state, AT) == end
    assert repeats.break_until(state, end - dt.timedelta(seconds=1)) == end
    assert repeats.break_until(state, end) is None


@pytest.mark.parametrize("state", [None, "", "soon", "9999-12-31T23:59:59-23:00"])
def test_without_a_break_or_with_a_damaged_one_there_is_none(state: str | None) -> None:
    assert repeats.break_until(state, AT) is None
