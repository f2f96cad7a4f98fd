"""What Lull says about itself: status, today, why, plan."""

from __future__ import annotations

import json
import math
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from lull_parts import DAY, Time, catalog, drinks, moment, shown

from config.kinds import NudgeKind
from config.settings import parse
from journal.entries import Entry, EntryKind, new_id
from journal.records import HoldRecord
from journal.store import Journal
from tray import facts, remembered
from tray.desk import Desk
from tray.due import Due, Hold, Reason

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


# -- status

SHORT_DAY = '[day]\nactive_hours = ["08:00-09:30"]'


def only_stress_on(weekday: str) -> str:
    off = "".join(f"[nudges.{kind}]\non = false\n" for kind in ("caffeine", "sleep", "hydration"))
    return f'{off}[nudges.stress]\nweekdays = ["{weekday}"]'


def test_the_status_has_every_promised_field_and_is_json(desk: Desk) -> None:
    status = desk.status()
    assert status == {
        "paused_until": None,
        "next": {"kind": "hydration", "at": "2026-03-10T10:00:00+01:00"},
        "holds": [],
        "trial": None,
        "text": "Next: a glass of water at 10:00",
    }
    assert json.loads(json.dumps(status)) == status


@pytest.mark.parametrize(
    ("toml", "now", "text"),
    [
        ("", "09:00", "Next: a glass of water at 10:00"),
        ("", "14:00", "Next: caffeine cut-off at 14:30"),
        ("", "23:00", "Next: a glass of water tomorrow at 10:00"),
        (SHORT_DAY, "21:50", "Next: caffeine cut-off tomorrow at 14:30"),
        (only_stress_on("friday"), "09:00", "Next: two slow minutes on Friday at 16:00"),
        (
            only_stress_on("tuesday"),
            "16:30",
            "Next: two slow minutes on Tuesday 17 March at 16:00",
        ),
        ("[limits]\nnudges_per_day = 0", "09:00", "Quiet: no nudge is planned"),
    ],
)
def test_the_status_line_says_what_comes_next(
    desk: Desk, time: Time, toml: str, now: str, text: str
) -> None:
    desk.settings = parse(toml)
    time.set(now)
    assert desk.status()["text"] == text


@pytest.mark.parametrize(
    ("until", "text"),
    [
        ("15:00", "Quiet: paused until 15:00"),
        ("+1 08:00", "Quiet: paused until tomorrow at 08:00"),
        ("+200 00:00", "Quiet: paused until Saturday 26 September begins"),
    ],
)
def test_the_status_line_says_why_it_is_quiet(desk: Desk, until: str, text: str) -> None:
    remembered.set_pause(desk.journal, moment(until))
    status = desk.status()
    assert status["text"] == text
    assert status["paused_until"] == desk.clock.iso(moment(until))
    assert status["next"]["at"] >= status["paused_until"]


def test_a_long_pause_is_followed_by_the_first_nudge_after_it(desk: Desk) -> None:
    remembered.set_pause(desk.journal, moment("+300 15:00"))
    following = desk.status()["next"]
    assert following == {"kind": "caffeine", "at": "2027-01-04T15:00:00+01:00"}


def test_what_was_put_off_comes_next(desk: Desk, time: Time) -> None:
    remembered.set_later(desk.journal, NudgeKind.STRESS, moment("09:20"))
    assert desk.status()["text"] == "Next: two slow minutes at 09:20"
    # Held by a pause, it comes at its end.
    remembered.set_pause(desk.journal, moment("09:40"))
    assert desk.status()["next"]["at"] == "2026-03-10T09:40:00+01:00"
    # Once its time has passed it comes no more.
    remembered.set_pause(desk.journal, moment("13:00"))
    assert desk.status()["next"]["kind"] != "stress"
    remembered.set_pause(desk.journal, None)
    time.set("10:30")
    assert desk.status()["next"] == {"kind": "stress", "at": "2026-03-10T10:30:00+01:00"}


def test_what_was_put_off_and_may_not_come_is_not_next(desk: Desk) -> None:
    desk.settings = parse("[profile]\nlimit_fluids = true")
    remembered.set_later(desk.journal, NudgeKind.HYDRATION, moment("09:20"))
    assert desk.status()["text"] == "Next: caffeine cut-off at 14:30"


@pytest.mark.parametrize(
    ("profile", "text"),
    [
        ("limit_fluids = true", "you were told to limit fluids"),
        ('conditions = ["heart_failure"]', "your own care team knows how much fits you"),
    ],
)
def test_the_status_says_why_there_are_no_water_nudges(desk: Desk, profile: str, text: str) -> None:
    whole = f"water nudges are off because {text}"
    desk.settings = parse(f"[profile]\n{profile}")
    assert desk.status()["holds"] == [{"reason": "condition", "text": whole, "until": None}]
    assert "hydration" not in {row["kind"] for row in planned(desk, DAY, 7)}
    # Where water is all there is, the one line says it too.
    others = "".join(f"[nudges.{kind}]\non = false\n" for kind in ("caffeine", "sleep", "stress"))
    desk.settings = parse(f"{others}[profile]\n{profile}")
    assert desk.status()["text"] == f"Quiet: {whole}"
    # Switched off by the person, it is no news.
    desk.settings = parse(f"[nudges.hydration]\non = false\n[profile]\n{profile}")
    assert desk.status()["holds"] == []


# -- already done


def test_a_logged_glass_moves_the_next_water_nudge(desk: Desk, time: Time) -> None:
    assert desk.status()["next"] == {"kind": "hydration", "at": "2026-03-10T10:00:00+01:00"}
    # Two hours after it the one of 10:00 is still worth showing.
    time.set("08:50")
    desk.log(["water"], "command")
    assert desk.status()["next"] == {"kind": "hydration", "at": "2026-03-10T10:50:00+01:00"}
    assert next(row["at"][11:16] for row in planned(desk, DAY)) == "10:50"
    # Two hours after this one it is not; the next of the day comes in its place.
    time.set("09:30")
    desk.log(["tea"], "command")
    assert desk.status()["next"] == {"kind": "hydration", "at": "2026-03-10T12:00:00+01:00"}


def test_breathing_that_was_done_moves_the_slow_minutes(desk: Desk, time: Time) -> None:
    time.set("15:10")
    desk.log(["breathe", "2"], "command")
    stress = [row["at"] for row in planned(desk, DAY) if row["kind"] == "stress"]
    assert stress == ["2026-03-10T18:10:00+01:00"]


def test_the_bedtime_of_a_weekday_moves_caffeine_and_sleep(desk: Desk) -> None:
    # Two slow minutes at 16:00 would put the cut-off at 16:30 off by the gap.
    desk.settings = parse('day.friday.bedtime = "00:30"\nnudges.stress.on = false')
    moved = [
        (row["at"][:16], row["kind"])
        for row in planned(desk, moment("+2 12:00").date(), 3)
        if row["kind"] in {"caffeine", "sleep"}
    ]
    assert moved == [
        ("2026-03-12T14:30", "caffeine"),
        ("2026-03-12T21:45", "sleep"),
        ("2026-03-13T16:30", "caffeine"),
        ("2026-03-13T23:45", "sleep"),
        ("2026-03-14T14:30", "caffeine"),
        ("2026-03-14T21:45", "sleep"),
    ]


def test_a_reason_of_several_nudges_stands_once(desk: Desk) -> None:
    remembered.set_pause(desk.journal, moment("10:00"))
    paused = Hold(Reason.PAUSED, "paused until 10:00", moment("10:00"))
    early = Hold(Reason.ALREADY_DONE, "already done at 08:00", moment("10:00"))
    late = Hold(Reason.ALREADY_DONE, "already done at 08:30", moment("11:00"))
    waiting = (
        (Due(NudgeKind.STRESS, moment("09:00")), (paused, early)),
        (Due(NudgeKind.HYDRATION, moment("09:00")), (paused, late)),
    )
    holds = desk.status(waiting)["holds"]
    assert [hold["text"] for hold in holds] == [paused.text, early.text, late.text]
    assert [set(hold) for hold in holds] == [{"reason", "text", "until"}] * 3


def test_the_days_limit_and_missing_active_hours_are_told(desk: Desk) -> None:
    desk.settings = parse("[limits]\nnudges_per_day = 1")
    shown(desk, "08:30")
    [hold] = desk.status()["holds"]
    assert hold == {
        "reason": "day_limit",
        "text": "the day's limit of 1 is reached",
        "until": "2026-03-11T00:00:00+01:00",
    }
    desk.settings = parse("[day]\nactive_hours = []")
    [hold] = desk.status()["holds"]
    assert hold == {
        "reason": "outside_active_hours",
        "text": "there are no active hours",
        "until": None,
    }


def test_what_could_not_be_shown_is_told_with_its_next_try(desk: Desk) -> None:
    due = Due(NudgeKind.STRESS, moment("09:00"))
    unshown = facts.Unshown(due, "no notification daemon runs", moment("09:02"), timedelta(0))
    status = desk.status((), (unshown,))
    assert status["next"] == {"kind": "stress", "at": "2026-03-10T09:02:00+01:00"}
    assert [hold["reason"] for hold in status["holds"]] == ["not_shown"]


def test_the_next_try_is_found_whatever_keeps_its_place_before_it(desk: Desk) -> None:
    desk.settings = parse("[limits]\ngap_minutes = 5")
    paused = Hold(Reason.PAUSED, "paused until 10:00", moment("10:00"))
    waiting = ((Due(NudgeKind.STRESS, moment("09:00")), (paused,)),)
    water = Due(NudgeKind.HYDRATION, moment("09:00"))
    unshown = facts.Unshown(water, "it hangs", moment("09:02"), timedelta(0))
    assert desk.status(waiting, (unshown,))["next"]["kind"] == "stress"


# -- today


def test_today_has_every_promised_field(desk: Desk) -> None:
    for words in (
        ["coffee"],
        ["water", "330"],
        ["sleep", "6.5"],
        ["stress", "3"],
        ["stress", "4"],
        ["alcohol", "1.5"],
        ["exercise", "30"],
        ["breathe", "2"],
    ):
        desk.log(words, "command")
    today = desk.today()
    assert today["caffeine_at_bedtime_mg"] == pytest.approx(16.2, abs=0.3)
    assert today == {
        "date": "2026-03-10",
        "caffeine_mg": 100,
        "caffeine_guidance": None,
        "caffeine_at_bedtime_mg": today["caffeine_at_bedtime_mg"],
        "bedtime": "2026-03-10T22:30:00+01:00",
        "water_ml": 580,
        "sleep_hours": 6.5,
        "stress": 3.5,
        "alcohol_units": 1.5,
        "exercise_minutes": 30,
        "breathe_minutes": 2,
        "checked_in": [],
    }
    assert json.loads(json.dumps(today)) == today


def test_what_was_not_noted_is_null_and_not_nothing(desk: Desk) -> None:
    today = desk.today()
    assert (today["sleep_hours"], today["stress"]) == (None, None)
    assert (today["caffeine_mg"], today["water_ml"]) == (0, 0)


def test_today_is_the_local_day(desk: Desk, time: Time) -> None:
    desk.log(["water"], "command", at="2026-03-09T23:59")
    desk.log(["water"], "command", at="00:00")
    assert desk.today()["water_ml"] == 250
    time.set("+1 00:00")
    assert desk.today()["water_ml"] == 0


@pytest.mark.parametrize(
    ("drunk", "now", "half_life", "left"),
    [
        # By hand: 0.75 h of absorption, then a halving for every half-life. The first factor is
        # (1 - 2^(-0.75/5)) / (0.75 ln 2 / 5) = 0.94977.
        ("14:30", "14:31", 5.0, 100 * 0.94977 * 2 ** (-7.25 / 5)),
        ("08:00", "09:00", 5.0, 100 * 0.94977 * 2 ** (-13.75 / 5)),
        # A slow body: (1 - 2^(-0.75/9.5)) / (0.75 ln 2 / 9.5) = 0.97313.
        ("14:30", "14:31", 9.5, 100 * 0.97313 * 2 ** (-7.25 / 9.5)),
        # Drunk half an hour before bedtime: a third is still to come, the rest hardly begun.
        ("22:00", "22:01", 5.0, 100 * (1 / 3 + (1 - 2 ** (-0.5 / 5)) / (0.75 * math.log(2) / 5))),
        # Yesterday's, at the bedtime of today.
        ("-1 22:30", "09:00", 5.0, 100 * 0.94977 * 2 ** (-23.25 / 5)),
        # After the bedtime the next one is meant.
        ("14:30", "22:31", 5.0, 100 * 0.94977 * 2 ** (-31.25 / 5)),
    ],
)
def test_caffeine_at_bedtime_is_what_a_hand_makes_of_it(
    desk: Desk, time: Time, drunk: str, now: str, half_life: float, left: float
) -> None:
    time.set(now)
    desk.settings = parse(f"[caffeine]\nhalf_life_hours = {half_life}")
    desk.journal.add(coffee(moment(drunk)))
    figure = facts.caffeine_at_bedtime(desk.journal, desk.clock, desk.settings)
    assert figure == pytest.approx(left, abs=0.01)


def coffee(at: datetime) -> Entry:
    return Entry(new_id(), EntryKind.DRINK, at, "coffee", 250, caffeine_mg=100, water_ml=250)


def test_drinks_add_up_at_bedtime(desk: Desk) -> None:
    desk.journal.add(coffee(moment("08:00")))
    one = facts.caffeine_at_bedtime(desk.journal, desk.clock, desk.settings)
    desk.journal.add(coffee(moment("08:00")))
    two = facts.caffeine_at_bedtime(desk.journal, desk.clock, desk.settings)
    assert two == pytest.approx(2 * one)


# -- why


def test_why_lists_the_holds_of_the_last_days_newest_first(desk: Desk) -> None:
    for at, reason in (("-2 10:00", "old"), ("-1 10:00", "paused"), ("08:30", "too_soon")):
        text = "paused until 12:00"
        until = None if reason == "paused" else moment("12:00")
        desk.journal.add_hold(
            HoldRecord(moment(at), NudgeKind.STRESS, moment(at), reason, text, until)
        )
    rows = facts.why(desk.journal, desk.clock, 2)
    assert rows[0] == {
        "at": "2026-03-10T08:30:00+01:00",
        "kind": "stress",
        "reason": "too_soon",
        "text": "paused until 12:00",
        "due_at": "2026-03-10T08:30:00+01:00",
        "until": "2026-03-10T12:00:00+01:00",
    }
    assert [row["reason"] for row in rows] == ["too_soon", "paused"]
    assert rows[1]["until"] is None


# -- plan


def planned(desk: Desk, first: Any, days: int = 1) -> list[dict[str, Any]]:  # noqa: ANN401 - a date
    return facts.planned(desk.journal, desk.clock, desk.settings, catalog(), first, days)


def test_the_plan_of_today_is_the_rest_of_the_day(desk: Desk, time: Time) -> None:
    rows = planned(desk, DAY)
    assert [(row["kind"], row["at"][11:16]) for row in rows] == [
        ("hydration", "10:00"),
        ("caffeine", "14:30"),
        ("stress", "16:00"),
        ("sleep", "21:45"),
    ]
    assert all(set(row) == {"kind", "at", "tip", "title"} for row in rows)
    assert all(catalog().tip(row["tip"]) for row in rows)
    shown(desk, "13:00")
    time.set("13:30")
    assert [row["kind"] for row in planned(desk, DAY)] == ["caffeine", "stress", "sleep"]


def test_the_plan_of_another_day_is_told_whole(desk: Desk) -> None:
    shown(desk, "08:55")
    rows = planned(desk, moment("+1 12:00").date())
    assert len(rows) == 4
    assert {row["at"][:10] for row in rows} == {"2026-03-11"}


def test_a_pause_reaches_into_the_plan(desk: Desk) -> None:
    remembered.set_pause(desk.journal, moment("+1 15:00"))
    rows = planned(desk, moment("+1 12:00").date())
    assert rows[0] == {**rows[0], "kind": "caffeine", "at": "2026-03-11T15:00:00+01:00"}


def test_no_tip_comes_twice_in_a_planned_week(desk: Desk) -> None:
    tips = [row["tip"] for row in planned(desk, DAY, 7)]
    assert len(tips) == len(set(tips)) == 28


def test_times_carry_the_offset_of_their_day(tmp_path: Path) -> None:
    time = Time("2026-10-24T12:00", ZoneInfo("Europe/Berlin"))
    with Journal.open(tmp_path / "journal.sqlite3", time.clock.now) as journal:
        desk = Desk(journal, time.clock, parse(""), drinks())
        rows = planned(desk, time.clock.today(), 2)
    assert {row["at"][-6:] for row in rows if row["at"] < "2026-10-25"} == {"+02:00"}
    assert {row["at"][-6:] for row in rows if row["at"] > "2026-10-25"} == {"+01:00"}
