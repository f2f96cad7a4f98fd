"""Whether a nudge shows now, and every reason why it does not."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest
from local_days import BERLIN, MINUTE, berlin

from config.kinds import NudgeKind
from config.settings import default_settings, parse
from tray import holds
from tray.due import Due, Reason, Situation
from tray.presence.attendance import Attended
from tray.presence.base import Presence

if TYPE_CHECKING:
    from datetime import datetime


def situation(now: str = "16:00", text: str = "", **facts: Any) -> Situation:  # noqa: ANN401 - any field
    return Situation(berlin(now), BERLIN, parse(text), **facts)


def reasons(kind: str, present: Situation, **more: Any) -> list[str]:  # noqa: ANN401 - any field
    due = Due(NudgeKind(kind), present.now, **more)
    return [hold.reason.value for hold in holds.holding(due, present)]


def texts(kind: str, present: Situation) -> list[str]:
    return [hold.text for hold in holds.holding(Due(NudgeKind(kind), present.now), present)]


def untils(kind: str, present: Situation) -> list[datetime | None]:
    return [hold.until for hold in holds.holding(Due(NudgeKind(kind), present.now), present)]


# -- each reason by itself


def test_an_ordinary_moment_holds_nothing() -> None:
    for kind in NudgeKind:
        assert reasons(kind, situation()) == []


def test_a_pause_holds_everything_until_it_ends() -> None:
    present = situation("15:00", paused_until=berlin("15:30"))
    assert reasons("stress", present) == ["paused"]
    assert reasons("stress", present, asked_for=True) == ["paused"]
    assert texts("stress", present) == ["paused until 15:30"]
    assert untils("stress", present) == [berlin("15:30")]
    assert (
        holds.pause_hold(present) == holds.holding(Due(NudgeKind.STRESS, present.now), present)[0]
    )


def test_a_pause_that_ends_now_has_ended() -> None:
    assert reasons("stress", situation("15:30", paused_until=berlin("15:30"))) == []
    assert holds.pause_hold(situation()) is None


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2026-03-10T23:59", "paused until 23:59"),
        ("2026-03-11T00:00", "paused until midnight"),
        ("2026-03-12T08:05", "paused until Thursday 12 March at 08:05"),
        ("2026-12-24T00:00", "paused until Thursday 24 December begins"),
    ],
)
def test_an_end_is_told_with_its_day(until: str, words: str) -> None:
    assert texts("stress", situation(paused_until=berlin(until))) == [words]


def test_outside_active_hours_is_quiet_but_for_what_follows_the_bedtime() -> None:
    present = situation("22:00")
    assert reasons("stress", present) == ["outside_active_hours"]
    assert reasons("hydration", present, asked_for=True) == ["outside_active_hours"]
    assert texts("stress", present) == ["outside active hours until tomorrow at 08:00"]
    assert untils("stress", present) == [berlin("2026-03-11T08:00")]
    assert reasons("sleep", present) == []
    assert reasons("caffeine", present) == []
    assert holds.outside_hours_hold(situation("21:59")) is None


def test_without_any_active_hours_there_is_no_end_to_wait_for() -> None:
    present = situation("12:00", "day.active_hours = []")
    assert texts("stress", present) == ["there are no active hours"]
    assert untils("stress", present) == [None]


def test_a_gap_is_kept_after_the_last_one_to_the_minute() -> None:
    shown: dict[str, Any] = {"last_shown_at": berlin("14:30"), "shown_today": 1}
    early = situation("15:59", **shown)
    assert reasons("stress", early) == ["too_soon"]
    assert texts("stress", early) == ["less than 90 minutes after the last one, until 16:00"]
    assert untils("stress", early) == [berlin("16:00")]
    assert reasons("stress", situation("16:00", **shown)) == []
    assert reasons("stress", early, asked_for=True) == []


def test_a_showing_noted_by_a_clock_that_ran_ahead_does_not_silence_lull() -> None:
    a_year_on = berlin("2027-03-10T12:00")
    assert reasons("stress", situation("16:00", last_shown_at=a_year_on)) == []
    # Set back by less than a gap, the notification may still stand on the screen.
    assert reasons("stress", situation("16:00", last_shown_at=berlin("16:30"))) == ["too_soon"]
    assert reasons("stress", situation("16:00", last_shown_at=berlin("17:30"))) == ["too_soon"]
    assert reasons("stress", situation("16:00", last_shown_at=berlin("17:31"))) == []


def test_water_keeps_a_gap_before_what_has_a_place_of_its_own() -> None:
    present = situation("14:31", kept=(berlin("16:00"),))
    assert reasons("hydration", present) == ["too_soon"]
    assert texts("hydration", present) == ["too close to the next one at 16:00"]
    assert untils("hydration", present) == [berlin("17:30")]
    assert reasons("hydration", situation("14:30", kept=(berlin("16:00"),))) == []
    assert reasons("movement", present) == []
    assert reasons("hydration", present, asked_for=True) == []


def test_the_days_limit_holds_until_midnight() -> None:
    present = situation(shown_today=4)
    assert reasons("stress", present) == ["day_limit"]
    assert texts("stress", present) == ["the day's limit of 4 is reached"]
    assert untils("stress", present) == [berlin("2026-03-11T00:00")]
    assert reasons("stress", present, asked_for=True) == []
    assert reasons("stress", situation(shown_today=3)) == []


def test_a_limit_of_none_a_day_is_no_nudge_at_all() -> None:
    assert reasons("stress", situation(text="limits.nudges_per_day = 0")) == ["day_limit"]


def test_water_takes_only_what_the_others_leave_of_the_limit() -> None:
    kept = (berlin("18:00"), berlin("21:45"))
    present = situation("10:00", shown_today=2, kept=kept)
    assert reasons("hydration", present) == ["day_limit"]
    assert texts("hydration", present) == [
        "the day's limit of 4 leaves room only for those with a fixed time"
    ]
    assert reasons("stress", present) == []
    assert reasons("hydration", situation("10:00", shown_today=1, kept=kept)) == []


def test_a_place_after_midnight_counts_for_the_gap_and_not_for_todays_limit() -> None:
    text = 'limits.nudges_per_day = 1\nday.active_hours = ["08:00-24:00"]'
    tomorrow = (berlin("2026-03-11T00:15"),)
    assert reasons("hydration", situation("22:45", text, kept=tomorrow)) == []
    assert reasons("hydration", situation("22:46", text, kept=tomorrow)) == ["too_soon"]


@pytest.mark.parametrize(
    ("kind", "minutes"),
    [("stress", 180), ("breathing", 180), ("movement", 240), ("check_in", 720), ("hydration", 120)],
)
def test_what_was_done_holds_as_long_as_it_counts(kind: str, minutes: int) -> None:
    done = berlin("09:00")
    now = done + minutes * MINUTE
    chosen = parse('day.active_hours = ["00:00-24:00"]')
    due = Due(NudgeKind(kind), now)
    present = Situation(now, BERLIN, chosen, done_at={NudgeKind(kind): done})
    assert holds.holding(due, present) == ()
    just_before = dataclasses.replace(present, now=now - MINUTE)
    (hold,) = holds.holding(due, just_before)
    assert (hold.reason, hold.text, hold.until) == (
        Reason.ALREADY_DONE,
        "already done at 09:00",
        now,
    )


def test_a_glass_counts_for_an_hour_where_water_has_fixed_times() -> None:
    text = 'nudges.hydration.at = ["16:00"]'
    done = {NudgeKind.HYDRATION: berlin("15:00")}
    assert reasons("hydration", situation("15:59", text, done_at=done)) == ["already_done"]
    assert reasons("hydration", situation("16:00", text, done_at=done)) == []


def test_what_cannot_be_done_ahead_is_not_held_by_it() -> None:
    for kind in ("sleep", "caffeine", "alcohol", "cold", "screen"):
        done = {NudgeKind(kind): berlin("15:59")}
        assert reasons(kind, situation("16:00", done_at=done)) == []


def test_what_is_noted_for_later_is_not_done_yet() -> None:
    done = {NudgeKind.STRESS: berlin("16:01")}
    assert reasons("stress", situation("16:00", done_at=done)) == []


def test_not_today_holds_that_kind_until_midnight() -> None:
    present = situation(not_today=frozenset({NudgeKind.STRESS}))
    assert reasons("stress", present) == ["not_today"]
    assert untils("stress", present) == [berlin("2026-03-11T00:00")]
    assert reasons("movement", present) == []


def test_water_is_off_for_who_was_told_to_limit_fluids() -> None:
    present = situation(text="profile.limit_fluids = true")
    assert reasons("hydration", present) == ["condition"]
    assert reasons("hydration", present, asked_for=True) == ["condition"]
    assert untils("hydration", present) == [None]
    assert reasons("stress", present) == []


@pytest.mark.parametrize("condition", ["kidney_disease", "heart_failure"])
def test_water_is_off_where_drinking_is_for_the_persons_own_team(condition: str) -> None:
    present = situation(text=f'profile.conditions = ["ms", "{condition}"]')
    assert reasons("hydration", present) == ["condition"]
    assert texts("hydration", present) == [
        "water nudges are off because your own care team knows how much fits you"
    ]
    assert reasons("hydration", situation(text='profile.conditions = ["ms"]')) == []


# -- where the person is


def attended(present: Situation, **facts: Any) -> Situation:  # noqa: ANN401 - any field
    return dataclasses.replace(present, attended=dataclasses.replace(present.attended, **facts))


def seen(present: Situation, **facts: Any) -> Presence:  # noqa: ANN401 - any field
    before = present.attended.seen or Presence(present.now)
    return dataclasses.replace(before, **facts)


@pytest.mark.parametrize(
    ("facts", "reason", "text"),
    [
        ({"locked": True}, "locked", "the screen is locked"),
        ({"idle_seconds": 300.0}, "away", "you are away"),
        ({"do_not_disturb": True}, "do_not_disturb", "do not disturb is on"),
        ({"full_screen": True}, "full_screen", "a program fills the whole screen"),
    ],
)
def test_what_is_seen_holds_without_an_end_whoever_asked(
    facts: dict[str, Any], reason: str, text: str
) -> None:
    present = attended(situation(), seen=Presence(berlin("16:00"), **facts))
    assert reasons("stress", present) == [reason]
    assert reasons("stress", present, asked_for=True) == [reason]
    assert texts("stress", present) == [text]
    assert untils("stress", present) == [None]


def test_what_is_not_known_holds_nothing() -> None:
    assert reasons("stress", attended(situation(), seen=Presence(berlin("16:00")))) == []


def test_how_long_away_takes_is_for_the_person_to_say() -> None:
    chosen = situation(text="limits.away_minutes = 20")
    for idle, held in ((1199.0, []), (1200.0, ["away"])):
        present = attended(chosen, seen=Presence(chosen.now, idle_seconds=idle))
        assert reasons("stress", present) == held


@pytest.mark.parametrize(("now", "held"), [("15:59", []), ("16:00", ["just_back"]), ("16:01", [])])
def test_nothing_shows_in_the_minute_after_the_return(now: str, held: list[str]) -> None:
    present = attended(situation(now), back_at=berlin("16:00"), back_from="you came back")
    assert reasons("stress", present, asked_for=True) == held
    assert untils("stress", present) == [berlin("16:01")] * len(held)


@pytest.mark.parametrize(("now", "held"), [("15:59", []), ("16:00", ["asleep"]), ("16:01", [])])
def test_a_sleep_that_was_announced_and_did_not_come_holds_no_longer(
    now: str, held: list[str]
) -> None:
    assert reasons("stress", attended(situation(now), asleep_at=berlin("16:00"))) == held


# -- easing


@pytest.mark.parametrize(
    ("kind", "shown", "held", "until"),
    [
        # Once a day: every second day.
        ("stress", "2026-03-09T16:00", ["eased"], "2026-03-11T16:00"),
        ("stress", "2026-03-08T16:00", [], "00:00"),
        ("stress", "2026-03-10T16:00", [], "00:00"),
        # At an interval: twice as long.
        ("hydration", "2026-03-10T14:00", ["eased"], "2026-03-10T18:00"),
        ("hydration", "2026-03-10T13:10", ["eased"], "2026-03-10T18:00"),
        ("hydration", "2026-03-10T12:00", [], "00:00"),
        # On some weekdays only: every second of those.
        ("alcohol", "2026-03-07T18:00", ["eased"], "2026-03-13T18:00"),
    ],
)
def test_an_eased_kind_leaves_out_the_one_after_a_showing(
    kind: str, shown: str, held: list[str], until: str
) -> None:
    present = situation("16:00", eased={NudgeKind(kind): berlin(shown)})
    assert reasons(kind, present) == held
    assert untils(kind, present) == [berlin(until)] * len(held)
    assert reasons(kind, present, asked_for=True) == []


def test_a_kind_that_never_comes_by_its_settings_is_not_left_out() -> None:
    present = situation(
        text="nudges.stress.weekdays = []", eased={NudgeKind.STRESS: berlin("2026-03-09T16:00")}
    )
    assert reasons("stress", present) == []


# -- reasons together

ALL_AT_ONCE: dict[str, Any] = {
    "paused_until": berlin("23:30"),
    "last_shown_at": berlin("22:00"),
    "shown_today": 4,
    "not_today": frozenset({NudgeKind.HYDRATION}),
    "done_at": {NudgeKind.HYDRATION: berlin("22:30")},
    "eased": {NudgeKind.HYDRATION: berlin("22:00")},
    "attended": Attended(
        Presence(
            berlin("22:31"), idle_seconds=300, locked=True, do_not_disturb=True, full_screen=True
        ),
        asleep_at=berlin("22:31"),
        back_at=berlin("22:31"),
        back_from="you came back",
    ),
}


def test_every_reason_is_told_and_the_end_of_one_clears_no_other() -> None:
    present = situation("22:31", "profile.limit_fluids = true", **ALL_AT_ONCE)
    everything = [
        "paused",
        "condition",
        "not_today",
        "outside_active_hours",
        "already_done",
        "too_soon",
        "day_limit",
        "eased",
        "asleep",
        "locked",
        "away",
        "do_not_disturb",
        "full_screen",
        "just_back",
    ]
    assert reasons("hydration", present) == everything
    assert {*everything, "missed"} == {reason.value for reason in Reason}
    without = {
        "paused": dataclasses.replace(present, paused_until=None),
        "condition": dataclasses.replace(present, settings=default_settings()),
        "not_today": dataclasses.replace(present, not_today=frozenset()),
        "outside_active_hours": dataclasses.replace(
            present,
            settings=parse('profile.limit_fluids = true\nday.active_hours = ["22:00-23:00"]'),
        ),
        "already_done": dataclasses.replace(present, done_at={}),
        "too_soon": dataclasses.replace(present, last_shown_at=None),
        "day_limit": dataclasses.replace(present, shown_today=3),
        "eased": dataclasses.replace(present, eased={}),
        "asleep": attended(present, asleep_at=None),
        "locked": attended(present, seen=seen(present, locked=False)),
        "away": attended(present, seen=seen(present, idle_seconds=299.0)),
        "do_not_disturb": attended(present, seen=seen(present, do_not_disturb=None)),
        "full_screen": attended(present, seen=seen(present, full_screen=False)),
        "just_back": attended(present, back_at=None),
    }
    assert list(without) == everything
    for gone, rest in without.items():
        assert reasons("hydration", rest) == [reason for reason in everything if reason != gone]


def test_no_sentence_of_the_gate_speaks_of_symptoms_or_scolds() -> None:
    present = situation("22:31", "profile.limit_fluids = true", **ALL_AT_ONCE)
    for text in texts("hydration", present):
        assert "twitch" not in text
        assert text[0].islower()
        assert not text.endswith(".")
