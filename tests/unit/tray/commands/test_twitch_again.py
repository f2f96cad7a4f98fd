"""The same twitch again, logging often, a break from it, and what is remembered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from twitch_home import CAFFEINE, NONE, SIMPLE, WHERE, Home

from journal.repeats import BREAK_KEY
from tray import messages
from tray.commands import twitch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path / "home", monkeypatch)


def test_own_words_are_a_note_that_can_be_changed_afterwards(home: Home) -> None:
    home.log(*WHERE, *CAFFEINE, "0", "0", "after the gym", "1")
    assert home.last().note == home.last().report["free_text"] == "after the gym"


# -- the same one again


def test_the_same_one_again_the_same_day_takes_one_answer(home: Home) -> None:
    home.log(*SIMPLE, "1")
    home.later(hours=2)
    terminal = home.log("1")
    record = home.last()
    assert (record.tally, record.again_at) == (1, (home.now,))
    assert home.records() == 1
    assert home.drafts == ()
    assert (
        "Noted: the same one again. Nothing has changed, so the advice from today at 09:10 still "
        "holds: Simple steps, and come back if it changes." in terminal.text
    )
    assert "What to do:" not in terminal.text
    assert home.asked == [messages.Changed()] * 2


def test_what_changed_is_asked_and_advised_on_anew(home: Home) -> None:
    home.log(*SIMPLE, "1")
    home.later(hours=2)
    home.log("changed", "worse", *CAFFEINE, *NONE, "1")
    assert home.records() == 2
    assert home.last().report["trend"] == "worse"
    assert home.last().answered_at is None


def test_another_one_is_another_one(home: Home) -> None:
    home.log(*SIMPLE, "1")
    home.log("other", "calf", "1", *WHERE[1:], *CAFFEINE, *NONE, "1")
    assert home.records() == 2
    assert home.last().report["sites"] == ["calf"]


def test_the_next_morning_answers_still_hold_and_the_advice_is_new(home: Home) -> None:
    home.log(*SIMPLE, "1")
    first = home.now
    home.later(hours=20)
    terminal = home.log("unchanged", *CAFFEINE, "", "1")
    assert "Do you have any of these, new or worse" not in terminal.text
    assert "What to do:" in terminal.text
    record = home.last()
    assert home.records() == 2
    assert record.signs_at == first
    assert record.report["since_days"] == 4
    # The answers are as old as they were: after a day they are asked again.
    home.later(hours=5)
    assert "Do you have any" in home.interrupted(twitch.log_twitch, "unchanged", "1").text
    home.log("1", *NONE, "save")
    assert home.last().signs_at == home.now


def test_answers_of_two_days_ago_are_asked_again(home: Home) -> None:
    home.log(*SIMPLE, "1")
    home.later(hours=48)
    terminal = home.log("1", *CAFFEINE, *NONE, "1")
    assert "Last time, on 10 March: Eyelid, flicker or twitch." in terminal.text
    assert home.last().answered_at is None


def test_an_urgent_advice_is_said_again_in_full(home: Home) -> None:
    home.log(*WHERE, *CAFFEINE, "7", "yes", "1")
    terminal = home.log("1")
    assert home.last().tally == 1
    assert "Call 999 now." in terminal.text


# -- often


def log_many(home: Home, times: int) -> None:
    home.log(*SIMPLE, "1")
    for _ in range(times - 1):
        home.later(minutes=5)
        home.log("1")


def test_the_fourth_of_a_day_brings_a_gentle_note_and_an_offer(home: Home) -> None:
    log_many(home, 3)
    home.later(minutes=5)
    terminal = home.log("unchanged", "no", "yes")
    assert "A break from logging is OK." in terminal.text
    assert home.last().tally == 3
    with home.journal() as journal:
        state = journal.state(BREAK_KEY)
    end = (home.now + dt.timedelta(hours=48)).astimezone(dt.UTC)
    assert state == end.isoformat(timespec="seconds")


def test_the_offer_may_be_left(home: Home) -> None:
    log_many(home, 3)
    terminal = home.log("unchanged", "", "no")
    assert "thoughts of ending your life" in terminal.text
    with home.journal() as journal:
        assert journal.state(BREAK_KEY) is None


def test_who_thinks_of_harming_themselves_is_shown_help_at_once(home: Home) -> None:
    log_many(home, 3)
    terminal = home.log("unchanged", "yes")
    assert terminal.text.index("Help is there for you") > 0
    assert "A break from logging" not in terminal.text
    terminal = home.log("unchanged", "not sure")
    assert "Speak to someone today" in terminal.text


def test_a_new_one_of_many_asks_in_its_list_and_offers_after_saving(home: Home) -> None:
    log_many(home, 3)
    terminal = home.log("other", *SIMPLE, "save", "no")
    text = terminal.text
    assert text.index("thoughts of ending your life") < text.index("What to do:")
    assert text.index("Saved.") < text.index("A break from logging is OK.")
    # It was asked with the signs of that one, so a tally does not ask it again.
    terminal = home.log("unchanged", "no")
    assert "thoughts of ending" not in terminal.text


def test_the_note_does_not_stand_beside_urgent_advice(home: Home) -> None:
    log_many(home, 3)
    terminal = home.log("other", *WHERE, *CAFFEINE, "7", "yes", "save")
    assert "A break from logging" not in terminal.text
    terminal = home.log("unchanged")
    assert "A break from logging" not in terminal.text


def start_break(home: Home) -> None:
    log_many(home, 3)
    home.log("unchanged", "no", "yes")
    home.later(hours=1)


def test_a_break_is_an_offer_and_no_lock(home: Home) -> None:
    start_break(home)
    terminal = home.log("leave")
    assert "You chose a break from logging until Thursday at 09:20." in terminal.text
    assert "If you need help right now, call 999." in terminal.text
    assert home.last().tally == 3
    home.log("3", "unchanged", "no", "no")
    assert home.last().tally == 4
    terminal = home.log("check", *SIMPLE[:-2], "0", "", "end")
    assert "What to do:" in terminal.text
    assert home.last().tally == 4


def test_a_break_ends_by_itself(home: Home) -> None:
    start_break(home)
    home.later(hours=48)
    assert "break" not in home.log("other", *SIMPLE, "2").text


# -- what is remembered


def test_what_was_said_about_oneself_is_remembered_if_wanted(home: Home) -> None:
    home.paths.settings.write_text("# mine\n")
    about = ["16_39", "0", "10", "no"]
    home.log(*WHERE, *CAFFEINE, *about, "no", "0", "0", "", "1", "yes")
    profile = home.settings.profile
    assert (profile.age_band, profile.conditions, profile.medicines, profile.pregnant) == (
        "16_39",
        (),
        ("statin",),
        "no",
    )
    assert home.paths.settings.read_text().startswith("# mine\n")


def test_what_was_said_about_oneself_is_not_kept_without_a_word(home: Home) -> None:
    home.paths.settings.write_text("")
    terminal = home.log(*WHERE, *CAFFEINE, "2", "0", "", "", "0", "0", "", "save", "no")
    assert "It stays on this computer." in terminal.text
    assert home.paths.settings.read_text() == ""
    home.log("other", *WHERE, *CAFFEINE, "", "", "", "", "0", "0", "", "save")


def test_settings_that_cannot_be_changed_are_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.paths.settings.write_text("")
    settings = home.settings
    home.paths.settings.write_text("[broken")
    monkeypatch.setattr(Home, "settings", settings)
    terminal = home.log(*WHERE, *CAFFEINE, "2", "", "", "", "0", "0", "", "save", "yes")
    assert "Settings are not valid TOML" in terminal.text
    assert home.records() == 1
