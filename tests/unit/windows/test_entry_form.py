"""One entry as a person may change it, and what is told of a twitch afterwards."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from look_back_home import NOW, ZONE, at

from journal.entries import Entry, EntryKind
from journal.history import Logged
from journal.twitches import TwitchRecord
from tips.advice import Level
from tips.blocklist import CLAIMS, UNSAFE
from tips.drinks import load_drinks
from tips.nudge_words import NAMED_DISEASES
from tips.report import CORE_SIGNS
from tips.wording import wording_problem
from windows.entry_form import (
    LEVEL_WORDS,
    THEN,
    EntryForm,
    FieldError,
    record_lines,
    since_choices,
)

REPORT = {"sites": ["eyelid"], "kind": "flicker", "since_days": 1, "signs": {"_core": "all_no"}}


def form(kind: EntryKind, amount: float = 1, **fields: Any) -> EntryForm:  # noqa: ANN401 - fields of an entry
    report = fields.pop("report", REPORT if kind is EntryKind.TWITCH else {})
    entry = Entry("one", kind, fields.pop("at", at(0, 9, 5)), fields.pop("item", ""), amount)
    return EntryForm(Logged(dataclasses.replace(entry, **fields), report), load_drinks(), NOW)


def coffee(**fields: Any) -> EntryForm:  # noqa: ANN401 - likewise
    told = {"item": "coffee", "caffeine_mg": 100.0, "water_ml": 200.0, **fields}
    return form(EntryKind.DRINK, 200, **told)


def read(form: EntryForm, **filled: Any) -> tuple[Entry, dict[str, Any]]:  # noqa: ANN401 - fields as typed
    return form.read(dataclasses.replace(form.filled, **filled))


@pytest.mark.parametrize(
    ("one", "amount", "text"),
    [
        (coffee(), ("How much?", "ml"), "200"),
        (
            form(EntryKind.DRINK, 175, item="alcohol", alcohol_units=1.5),
            ("How much?", "units"),
            "1.5",
        ),
        (form(EntryKind.SLEEP, 7.5), ("How long?", "hours"), "7.5"),
        (form(EntryKind.STRESS, 0), ("How much?", "of 10"), "0"),
        (form(EntryKind.EXERCISE, 30), ("How long?", "minutes"), "30"),
        (form(EntryKind.TWITCH), ("", ""), ""),
        (form(EntryKind.CHECK_IN, 2, item="sleep water"), ("", ""), ""),
    ],
)
def test_an_entry_is_asked_for_what_it_counts(
    one: EntryForm, amount: tuple[str, str], text: str
) -> None:
    assert one.amount == amount
    assert one.filled.amount == text
    assert (one.filled.date, one.filled.time) == ("2026-03-10", "09:05")


def test_a_form_that_nobody_touched_gives_the_same_entry() -> None:
    exact = at(0, 9, 5) + dt.timedelta(seconds=17, microseconds=3)
    for one in (
        coffee(at=exact, caffeine_mg=95.123456),
        form(EntryKind.SLEEP, 7.123456),
        form(EntryKind.TWITCH, at=exact, note="left\n"),
        form(EntryKind.TWITCH, item="again"),
    ):
        assert one.read(one.filled) == (one.entry, {})


def test_a_heading_says_what_and_when() -> None:
    assert coffee().heading == "Coffee, Tuesday 10 March 2026, 09:05"
    assert form(EntryKind.TWITCH).about == "Eyelid: Flicker or twitch"
    assert form(EntryKind.TWITCH, item="again").name == "Twitch again"
    mark = form(EntryKind.CHECK_IN, 2, item="sleep water")
    assert (mark.name, mark.about) == ("Check-in", "about sleep, water")


def test_what_is_in_a_drink_grows_with_it() -> None:
    entry, _ = read(coffee(), amount="300")
    assert (entry.amount, entry.caffeine_mg, entry.water_ml) == (300, 150, 300)
    wine = form(EntryKind.DRINK, 175, item="alcohol", alcohol_units=2)
    entry, _ = read(wine, amount=" 1,5 ")
    assert (entry.amount, entry.alcohol_units) == (131.25, 1.5)


def test_hours_and_minutes_are_taken_as_they_are() -> None:
    assert read(form(EntryKind.SLEEP, 7.5), amount="8,25")[0].amount == 8.25


def test_a_note_and_a_time_can_be_changed() -> None:
    entry, _ = read(coffee(), note="new", time="7:30", date="2026-03-09")
    assert (entry.note, entry.at) == ("new", at(1, 7, 30))


def test_a_time_is_by_the_clocks_where_the_entry_was_made() -> None:
    there = dt.timezone(dt.timedelta(hours=9))
    abroad = coffee(at=at(2, 9).astimezone(there))
    entry, _ = read(abroad, time="08:00")
    assert entry.at == dt.datetime(2026, 3, 8, 8, 0, tzinfo=there)
    # At home the clocks of that day count, whatever those of the entry's day said.
    summer = dt.datetime(2025, 7, 1, 9, 0, tzinfo=ZONE)
    entry, _ = read(coffee(at=summer), date="2026-01-05")
    assert entry.at.utcoffset() == dt.timedelta()


@pytest.mark.parametrize(
    ("filled", "field", "words"),
    [
        ({"date": "10 March"}, "date", "2026-03-10"),
        ({"date": "2026-02-30"}, "date", "2026-03-10"),
        ({"date": "2026-03-11"}, "date", "still to come"),
        ({"time": "21:31"}, "date", "still to come"),
        ({"date": "1969-12-31"}, "date", "before 1970"),
        ({"date": "0001-01-01"}, "date", "before 1970"),
        ({"time": "9"}, "time", "09:05"),
        ({"time": "24:00"}, "time", "09:05"),
        ({"amount": "much"}, "amount", "number"),
        ({"amount": "-1"}, "amount", "number"),
        ({"amount": "0"}, "amount", "more than 0"),
        ({"amount": "9000"}, "amount", "at most 5000"),
        ({"note": "x" * 2001}, "note", "2000"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    filled: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(FieldError) as caught:
        read(coffee(), **filled)
    assert caught.value.field == field
    assert words in caught.value.detail


def test_a_time_at_the_end_of_time_is_refused() -> None:
    west = dt.timezone(dt.timedelta(hours=-12))
    one = coffee(at=at(0, 1).astimezone(west))
    with pytest.raises(FieldError, match="too far away"):
        read(one, date="9999-12-31", time="23:00")


def test_place_kind_and_beginning_of_a_twitch_can_be_changed() -> None:
    one = form(EntryKind.TWITCH)
    assert one.has_report
    filled = {"sites": ("calf", "foot"), "kind": "jerk", "since": "7"}
    assert read(one, **filled)[1] == {"sites": ["calf", "foot"], "kind": "jerk", "since_days": 7}
    assert read(one, kind="")[1] == {"kind": None}
    assert read(one, since="")[1] == {}
    with pytest.raises(FieldError, match="at least one place") as caught:
        read(one, sites=())
    assert caught.value.field == "sites"


def test_places_in_another_order_are_no_change() -> None:
    one = form(EntryKind.TWITCH, report=REPORT | {"sites": ["calf", "eyelid"]})
    assert read(one, sites=("eyelid", "calf"))[1] == {}


def test_what_a_newer_lull_knows_stays_where_something_else_is_changed() -> None:
    one = form(EntryKind.TWITCH, report=REPORT | {"sites": ["wing", "eyelid"], "kind": "hum"})
    assert (one.filled.sites, one.filled.kind) == (("eyelid",), "")
    assert read(one, note="in bed")[1] == {}
    assert read(one, sites=("calf",))[1] == {"sites": ["calf", "wing"]}
    assert read(one, sites=())[1] == {"sites": ["wing"]}


def test_a_later_time_of_a_twitch_has_no_report_of_its_own() -> None:
    again = form(EntryKind.TWITCH, item="again")
    assert not again.has_report
    assert again.filled.sites == ()


def test_a_report_with_odd_values_leaves_its_fields_open() -> None:
    one = form(EntryKind.TWITCH, report={"sites": ["calf"], "kind": 3, "since_days": "x"})
    assert (one.filled.kind, one.filled.since) == ("", "")


def test_a_beginning_that_is_none_of_the_answers_is_offered_as_it_was_told() -> None:
    assert ("12", "12 days before") in since_choices("12")
    assert len(since_choices("7")) == len(since_choices("")) == len(since_choices("12")) - 1


# -- what was told and shown


def record(**fields: Any) -> TwitchRecord:  # noqa: ANN401 - fields of a record
    whole = {"report": REPORT, "level": "self_care", "rules": ("SC",), "advice_shown": True}
    return TwitchRecord(id="one", at=at(0, 9, 5), **(whole | fields))


def signs(**told: str) -> dict[str, Any]:
    return {**REPORT, "signs": told}


def test_what_was_told_and_shown_is_told_calmly() -> None:
    lines = record_lines(record(answered_at=at(0, 8)))
    assert lines[:2] == (
        "Warning signs, answered on Tuesday 10 March 2026 at 08:00: none of them.",
        "Suggested then: simple steps at home.",
    )
    assert lines[2].startswith("The reason given then: “")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (signs(**dict.fromkeys(CORE_SIGNS, "no")), "none of them."),
        (signs(), "not all of them were answered."),
        ({"sites": ["calf"]}, "not all of them were answered."),
        (
            signs(_core="all_no", face_droop="yes", weakness="days"),
            "do? Over days. Has one side of your face dropped? Yes, new or worse than usual.",
        ),
        (signs(cramps="unsure", breathless="other"), "Are you short of breath"),
    ],
)
def test_answers_about_warning_signs_are_told_as_they_were_given(
    told: dict[str, Any], words: str
) -> None:
    assert words in record_lines(record(report=told))[0]


def test_rules_and_levels_of_another_lull_are_left_out() -> None:
    assert len(record_lines(record(level="other", rules=("X99",)))) == 1
    shown = record_lines(record(advice_shown=False))
    assert shown[1] == "Worked out then, and not shown: simple steps at home."


def test_every_level_has_words_that_claim_nothing() -> None:
    assert set(LEVEL_WORDS) == set(map(str, Level))
    for words in (*(f"Suggested then: {words}." for words in LEVEL_WORDS.values()), THEN):
        assert wording_problem(words, (*CLAIMS, *UNSAFE, NAMED_DISEASES), 9) == ""
