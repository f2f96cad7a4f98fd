"""``lull log twitch``, typed beforehand: from the first question to what is kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from twitch_home import CAFFEINE, NONE, SIMPLE, WHERE, Home
from typed import Typed

from config.errors import JournalError
from journal.draft import draft_path, save_draft
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from tips.report import TodayFacts
from tray import messages
from tray.commands import twitch, twitch_talk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path / "home", monkeypatch)


# -- log twitch


def test_a_simple_twitch_is_advised_on_and_saved(home: Home) -> None:
    terminal = home.log(*SIMPLE, "save it")
    record = home.last()
    assert record.level == "self_care"
    assert (record.at, record.source, record.advice_shown) == (home.now, "command", True)
    assert record.report["sites"] == ["eyelid"]
    assert record.report["triggers"] == ["caffeine"]
    assert set(record.report["signs"].values()) == {"no"}
    assert None not in record.report.values()
    assert home.drafts == ()
    assert terminal.printed[-1] == "Saved. To take it back: lull undo"
    # A running Lull is told, so that its menu offers to undo it.
    assert home.asked == [messages.Changed()]


def test_the_advice_comes_in_the_order_of_the_card(home: Home) -> None:
    text = "\n".join(home.log(*SIMPLE, "1").printed)
    parts = [
        "If you need help right now, call 999.",
        "Step 1 of 3: where and what",
        "Step 2 of 3: anything else?",
        "Step 3 of 3: what to do",
        "What to do:",
        "Why:",
        "Get help or come back if:",
        "What may help today:\n- Caffeine",
        "Lull cannot examine you.",
        "Save this in your journal?",
    ]
    found = [text.find(part) for part in parts]
    assert -1 not in found
    assert found == sorted(found)
    assert "Where this comes from:" not in text


def test_where_it_comes_from_is_told_on_request(home: Home) -> None:
    text = home.log(*SIMPLE, "3", "show where this comes from", "2").text
    assert text.count("Where this comes from: - NHS") == 2
    assert "Where the habits come from:" in text
    text = home.log(*WHERE, *CAFFEINE, "7", "yes", "3", "2").text
    assert "Why you see this: - E1: " in text


def test_the_advice_knows_today_and_what_still_matters_of_yesterday(home: Home) -> None:
    with home.journal() as journal:
        for hours, fields in (
            (1, {"caffeine_mg": 100.0, "water_ml": 200.0}),
            (11, {"alcohol_units": 2.0}),
            (24, {"caffeine_mg": 300.0}),
        ):
            at = home.now - dt.timedelta(hours=hours)
            journal.add(Entry(new_id(), EntryKind.DRINK, at, "coffee", 200, **fields))
        exercise = home.now - dt.timedelta(hours=24)
        journal.add(Entry(new_id(), EntryKind.EXERCISE, exercise, "", 60))
        room = twitch_talk.room_for(Typed(), home.settings, home.clock, journal)
    assert room.facts == TodayFacts(
        caffeine_mg=100, water_ml=200, alcohol_units=2, exercise_minutes=60, country="GB"
    )


def test_an_emergency_says_the_number_first_and_nothing_of_habits(home: Home) -> None:
    terminal = home.log(*WHERE, *CAFFEINE, "7", "yes", "1")
    text = "\n".join(terminal.printed)
    advice = text[text.index("Step 3 of 3") :].splitlines()
    assert advice[:3] == ["Step 3 of 3: what to do", "", "Call 999 now."]
    assert "What may help today" not in text
    assert "offee" not in "\n".join(advice)


def test_an_emergency_comes_before_the_rest_of_the_list_and_leaves_it_open(home: Home) -> None:
    terminal = home.log(*WHERE, *CAFFEINE, "slurred", "yes", "1", "save")
    assert "Call 999 now." in terminal.printed
    assert "And none of the others?" not in terminal.text
    assert home.last().report["signs"] == {"slurred_speech": "sudden"}


def test_who_answers_what_was_open_after_the_advice_saves_the_simpler_one(home: Home) -> None:
    home.paths.settings.write_text('[profile]\nage_band = "16_39"\npregnant = "no"\n')
    skipped = [*WHERE, *CAFFEINE, "", "", *NONE]
    terminal = home.log(*skipped, "answer", "none", "none", "save", "no")
    assert home.last().level == "self_care"
    assert "Remember what you said about yourself" in terminal.text


def test_what_is_not_saved_leaves_nothing_behind(home: Home) -> None:
    terminal = home.log(*SIMPLE, "2")
    assert terminal.printed[-1] == "Nothing was saved."
    assert home.records() == 0
    assert home.drafts == ()


def test_one_may_go_back_from_the_advice_and_change_an_answer(home: Home) -> None:
    home.log(*SIMPLE, "b", "b", "weak", "yes", "none of the others", "", "save")
    record = home.last()
    assert record.report["signs"]["weak_feeling"] == "yes"
    assert record.level == "routine_see_doctor"


def test_more_signs_can_be_added_to_a_list(home: Home) -> None:
    home.log(
        *WHERE,
        *CAFFEINE,
        "3",
        "yes",
        "there are more",
        "3, 5",
        "yes",
        "yes",
        "1",
        "none of the others",
        "0",
        "",
        "1",
    )
    signs = home.last().report["signs"]
    assert (signs["wasting"], signs["swallowing"], signs["weakness"]) == ("yes", "yes", "no")


def test_signs_that_are_left_open_are_not_denied(home: Home) -> None:
    home.log(*WHERE, *CAFFEINE, "skip", "skip", "", "1")
    assert home.last().report["signs"] == {}
    assert home.last().level == "routine_see_doctor"


def test_a_window_of_its_own_stays_until_enter(home: Home) -> None:
    terminal = home.log(*SIMPLE, "1", "", stay=True)
    assert terminal.prompts[-1] == "Press Enter to close this window: "


# -- the draft


def test_every_answer_is_kept_until_it_is_saved(home: Home) -> None:
    lines = [*SIMPLE]
    for number in range(1, len(lines) + 1):
        prefix = [] if number == 1 else ["no, start anew"]
        terminal = home.interrupted(twitch.log_twitch, *prefix, *lines[:number], KeyboardInterrupt)
        assert terminal.printed[-1].startswith("Your answers so far are kept")
        assert len(home.drafts) == 1
    assert home.records() == 0


def test_a_draft_goes_on_where_it_was_left(home: Home) -> None:
    home.interrupted(twitch.log_twitch, *WHERE, *CAFFEINE, EOFError)
    home.later(hours=1)
    terminal = home.log("yes, go on", *NONE, "1")
    assert "You began to answer today at 09:10 (Eyelid, flicker or twitch). Go on" in terminal.text
    assert home.last().report["triggers"] == ["caffeine"]
    assert home.drafts == ()


def test_safety_answers_of_a_draft_that_is_a_day_old_are_asked_again(home: Home) -> None:
    home.interrupted(twitch.log_twitch, *WHERE, *CAFFEINE, "0", "0", KeyboardInterrupt)
    home.later(hours=25)
    terminal = home.log("1", *NONE, "1")
    assert "Do you have any of these, new or worse" in terminal.text
    assert "yesterday at 09:10" in terminal.text


def test_a_draft_can_be_left_for_a_new_beginning(home: Home) -> None:
    home.interrupted(twitch.log_twitch, "calf", KeyboardInterrupt)
    home.log("2", *SIMPLE, "1")
    assert home.last().report["sites"] == ["eyelid"]


def test_a_new_beginning_can_leave_the_draft_for_later(home: Home) -> None:
    home.interrupted(twitch.log_twitch, "calf", KeyboardInterrupt)
    home.later(minutes=1)
    (left,) = home.drafts
    # Not even an answer of the new one, and a kill, take it away.
    home.interrupted(twitch.log_twitch, "not now", "hand", KeyboardInterrupt)
    home.later(minutes=1)
    assert len(home.drafts) == 2
    assert home.drafts[1] == left
    # The newest is offered first; "no" is for that one alone.
    terminal = home.interrupted(twitch.log_twitch, "no", KeyboardInterrupt)
    assert terminal.text.index("(Hand") < terminal.text.index("(Calf")
    assert home.drafts == (left,)
    home.log("not now", *SIMPLE, "1")
    assert home.records() == 1
    assert home.drafts == (left,)


def test_who_leaves_the_draft_for_later_is_told_what_is_kept_of_the_new_one(home: Home) -> None:
    home.interrupted(twitch.log_twitch, "calf", KeyboardInterrupt)
    terminal = home.interrupted(twitch.log_twitch, "3", KeyboardInterrupt)
    assert terminal.printed[-1] == "Nothing was saved."
    assert len(home.drafts) == 1


def test_what_was_told_about_the_person_is_in_the_draft_too(home: Home) -> None:
    home.paths.settings.write_text('[profile]\ncountry = "GB"\n')
    home.interrupted(
        twitch.log_twitch, *WHERE, *CAFFEINE, "16 to 39", "ms", "none", "no", KeyboardInterrupt
    )
    (draft,) = home.drafts
    assert draft.data["person"] == {
        "age_band": "16_39",
        "conditions": ["ms"],
        "medicines": [],
        "pregnant": "no",
    }


def test_who_ends_at_the_offer_keeps_the_draft(home: Home) -> None:
    home.interrupted(twitch.log_twitch, "calf", KeyboardInterrupt)
    home.interrupted(twitch.log_twitch, KeyboardInterrupt)
    assert len(home.drafts) == 1


def test_back_to_the_first_question_forgets_the_draft(home: Home) -> None:
    terminal = home.interrupted(twitch.log_twitch, "eyelid", "b", KeyboardInterrupt)
    assert home.drafts == ()
    assert terminal.printed[-1] == "Nothing was saved."


def test_a_draft_of_something_that_was_saved_is_not_offered(home: Home) -> None:
    # As if it had been killed between the saving and the end of the draft.
    home.interrupted(twitch.log_twitch, *SIMPLE, KeyboardInterrupt)
    (draft,) = home.drafts
    home.log("1", "1")
    save_draft(home.paths.journal.parent, draft.id, "advice", draft.data, home.now)
    home.later(minutes=5)
    terminal = home.log("unchanged")
    assert "Go on from there?" not in terminal.text
    assert home.drafts == ()


def test_a_draft_that_cannot_be_taken_away_costs_no_advice(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.interrupted(twitch.log_twitch, "calf", KeyboardInterrupt)

    def stuck(*_: object) -> None:
        raise JournalError("The answers so far cannot be taken away", "Read-only file system")

    monkeypatch.setattr(twitch, "clear_draft", stuck)
    terminal = home.log("no", *SIMPLE, "1")
    assert "cannot be taken away: Read-only file system." in terminal.text
    assert home.records() == 1


def test_a_damaged_draft_is_left_out(home: Home) -> None:
    draft_path(home.paths.journal.parent, new_id()).write_text("{")
    home.log(*SIMPLE, "1")
    assert home.records() == 1


def test_a_full_disk_costs_no_advice(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise JournalError("The answers so far cannot be kept", "No space left on device")

    monkeypatch.setattr(twitch, "save_draft", full)
    terminal = home.interrupted(twitch.log_twitch, *SIMPLE, KeyboardInterrupt)
    assert "What to do:" in terminal.text
    # It is said once, not at every question.
    assert terminal.text.count("cannot be kept") == 1
    assert terminal.printed[-1] == "Nothing was saved."


def test_what_cannot_be_saved_stays_a_draft(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise JournalError("The journal cannot be used", "the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "add_twitch", full)
        terminal = Typed(*SIMPLE, "1")
        patched.setattr(twitch, "Terminal", lambda: terminal)
        with pytest.raises(JournalError, match="the disk is full"):
            twitch.log_twitch(home.paths, home.settings)
    assert len(home.drafts) == 1
    home.log("yes", "1")
    assert home.records() == 1


def test_a_journal_that_cannot_be_used_costs_no_advice(home: Home) -> None:
    home.paths.journal.write_bytes(b"no journal" * 100)
    terminal = home.log(*SIMPLE, "end")
    assert "Nothing can be saved now. The advice is here all the same." in terminal.text
    assert "What to do:" in terminal.text
