"""``lull log twitch`` and ``lull check``, typed beforehand: from the first question to the end."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import sys
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from typed import Typed

from config.errors import InputError, JournalError
from config.paths import Paths, make_folders, resolve
from config.settings import Settings, load
from journal.draft import load_draft, save_draft
from journal.entries import Entry, EntryKind, new_id
from journal.repeats import BREAK_KEY
from journal.store import Journal
from tray import control, messages
from tray.clock import Clock
from tray.commands import twitch, twitch_check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from journal.twitches import TwitchRecord

BERLIN = ZoneInfo("Europe/Berlin")
PROFILE = (
    '[profile]\nage_band = "16_39"\nconditions = []\nmedicines = []\npregnant = "no"\n'
    'country = "GB"\n'
)

WHERE = ["eyelid", "flicker", "3", "", "", "", "", ""]
"""An eyelid that flickers since three days; the rest of the first step is left open."""
CAFFEINE = ["1"]
NONE = ["0", "0", ""]
"""No core sign, no other sign, nothing in words."""
SIMPLE = [*WHERE, *CAFFEINE, *NONE]


class Home:
    """A home of its own, a clock that stands, and commands in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: Paths = resolve(str(folder), {})
        self.now = dt.datetime(2026, 3, 10, 9, 10, tzinfo=BERLIN)
        self.asked: list[object] = []
        self._patch = monkeypatch
        make_folders(self.paths)
        self.paths.settings.write_text(PROFILE)
        monkeypatch.setenv("COLUMNS", "100")
        clock = functools.partial(Clock, lambda: self.now.astimezone(dt.UTC), BERLIN)
        for module in (twitch, twitch_check):
            monkeypatch.setattr(module, "Clock", clock)
            monkeypatch.setattr(module, "need_terminal", lambda _: None)
        monkeypatch.setattr(control, "ask", self._ask)

    def _ask(self, _: Path, request: messages.Request) -> None:
        self.asked.append(request)
        raise ConnectionRefusedError

    @property
    def settings(self) -> Settings:
        return load(self.paths.settings)

    def type(
        self,
        command: Callable[..., int],
        *lines: str | type[BaseException],
        **options: bool,
    ) -> Typed:
        """Run a command on typed lines; it must have taken all of them and asked for no more."""
        terminal = Typed(*lines)
        for module in (twitch, twitch_check):
            self._patch.setattr(module, "Terminal", lambda: terminal)
        try:
            assert command(self.paths, self.settings, **options) == 0
        except KeyboardInterrupt:
            pytest.fail(f"it asked for more: {terminal.printed[-12:]}")
        assert terminal.left == []
        return terminal

    def log(self, *lines: str | type[BaseException], **options: bool) -> Typed:
        return self.type(twitch.log_twitch, *lines, **options)

    def check(self, *lines: str | type[BaseException]) -> Typed:
        return self.type(twitch_check.check_here, *lines)

    def interrupted(self, command: Callable[..., int], *lines: str | type[BaseException]) -> Typed:
        """Run a command that the person ends; returns its terminal."""
        terminal = Typed(*lines)
        for module in (twitch, twitch_check):
            self._patch.setattr(module, "Terminal", lambda: terminal)
        with pytest.raises(KeyboardInterrupt):
            command(self.paths, self.settings)
        return terminal

    def journal(self) -> Journal:
        return Journal.open(self.paths.journal, lambda: self.now)

    def last(self) -> TwitchRecord:
        with self.journal() as journal:
            record = journal.last_twitch()
        assert record is not None
        return record

    def records(self) -> int:
        day = dt.timedelta(days=400)
        with self.journal() as journal:
            return len(journal.twitches(self.now - day, self.now + day))

    @property
    def draft(self) -> object:
        return load_draft(self.paths.journal.parent)

    def later(self, **passed: float) -> None:
        self.now = (self.now.astimezone(dt.UTC) + dt.timedelta(**passed)).astimezone(BERLIN)


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
    assert home.draft is None
    assert terminal.printed[-1] == "Saved. To take it back: lull undo"
    # A running Lull is told, so that its menu offers to undo it.
    assert home.asked == [messages.Changed()]


def test_the_advice_comes_in_the_order_of_the_card(home: Home) -> None:
    text = "\n".join(home.log(*SIMPLE, "1").printed)
    parts = [
        "If you need help right now, call 999 or 112.",
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


def test_an_emergency_says_the_number_first_and_nothing_of_habits(home: Home) -> None:
    terminal = home.log(*WHERE, *CAFFEINE, "7", "yes", "1")
    text = "\n".join(terminal.printed)
    advice = text[text.index("Step 3 of 3") :].splitlines()
    assert advice[:3] == ["Step 3 of 3: what to do", "", "Call 999 or 112 now."]
    assert "What may help today" not in text
    assert "offee" not in "\n".join(advice)


def test_what_is_not_saved_leaves_nothing_behind(home: Home) -> None:
    terminal = home.log(*SIMPLE, "2")
    assert terminal.printed[-1] == "Nothing was saved."
    assert home.records() == 0
    assert home.draft is None


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
        assert home.draft is not None
    assert home.records() == 0


def test_a_draft_goes_on_where_it_was_left(home: Home) -> None:
    home.interrupted(twitch.log_twitch, *WHERE, *CAFFEINE, EOFError)
    home.later(hours=1)
    terminal = home.log("yes, go on", *NONE, "1")
    assert "You began to answer today at 09:10 (Eyelid, flicker or twitch). Go on" in terminal.text
    assert home.last().report["triggers"] == ["caffeine"]
    assert home.draft is None


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


def test_who_ends_at_the_offer_keeps_the_draft(home: Home) -> None:
    home.interrupted(twitch.log_twitch, "calf", KeyboardInterrupt)
    home.interrupted(twitch.log_twitch, KeyboardInterrupt)
    assert home.draft is not None


def test_back_to_the_first_question_forgets_the_draft(home: Home) -> None:
    terminal = home.interrupted(twitch.log_twitch, "eyelid", "b", KeyboardInterrupt)
    assert home.draft is None
    assert terminal.printed[-1] == "Nothing was saved."


def test_a_draft_of_something_that_was_saved_is_not_offered(home: Home) -> None:
    # As if it had been killed between the saving and the end of the draft.
    home.interrupted(twitch.log_twitch, *SIMPLE, KeyboardInterrupt)
    draft = load_draft(home.paths.journal.parent)
    assert draft is not None
    home.log("1", "1")
    save_draft(home.paths.journal.parent, "advice", draft.data, home.now)
    home.later(minutes=5)
    terminal = home.log("unchanged")
    assert "Go on from there?" not in terminal.text


def test_a_damaged_draft_is_left_out(home: Home) -> None:
    (home.paths.journal.parent / "draft.json").write_text("{")
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
    assert home.draft is not None
    home.log("yes", "1")
    assert home.records() == 1


def test_a_journal_that_cannot_be_used_costs_no_advice(home: Home) -> None:
    home.paths.journal.write_bytes(b"no journal" * 100)
    terminal = home.log(*SIMPLE, "end")
    assert "Nothing can be saved now. The advice is here all the same." in terminal.text
    assert "What to do:" in terminal.text


# -- the same one again


def test_the_same_one_again_the_same_day_takes_one_answer(home: Home) -> None:
    home.log(*SIMPLE, "1")
    home.later(hours=2)
    terminal = home.log("1")
    record = home.last()
    assert (record.tally, record.again_at) == (1, (home.now,))
    assert home.records() == 1
    assert home.draft is None
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
    assert "Call 999 or 112 now." in terminal.text


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
    assert "If you need help right now, call 999 or 112." in terminal.text
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
    terminal = home.log(*WHERE, *CAFFEINE, "2", "0", "", "", "0", "0", "", "1", "no")
    assert "It stays on this computer." in terminal.text
    assert home.paths.settings.read_text() == ""
    home.log("other", *WHERE, *CAFFEINE, "", "", "", "", "0", "0", "", "1")


def test_settings_that_cannot_be_changed_are_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.paths.settings.write_text("")
    settings = home.settings
    home.paths.settings.write_text("[broken")
    monkeypatch.setattr(Home, "settings", settings)
    terminal = home.log(*WHERE, *CAFFEINE, "2", "", "", "", "0", "0", "", "1", "yes")
    assert "Settings are not valid TOML" in terminal.text
    assert home.records() == 1


# -- check


def files(home: Home) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(home.paths.settings.parent.rglob("*"))
        if path.is_file()
    }


def test_a_check_gives_the_same_advice_and_keeps_nothing(home: Home) -> None:
    before = files(home)
    terminal = home.check(*SIMPLE, "origin", "end")
    assert "What to do:" in terminal.text
    assert "Where this comes from:" in terminal.text
    assert "Nothing was saved." in terminal.text
    assert files(home) == before
    assert home.asked == []


def test_a_check_knows_the_day_and_never_offers_the_same_one(home: Home) -> None:
    with home.journal() as journal:
        journal.add(
            Entry(new_id(), EntryKind.DRINK, home.now, "coffee", 1000, 410, 1000, source="menu")
        )
    home.log(*SIMPLE, "1")
    terminal = home.check(*SIMPLE, "1")
    assert "Is it the same one?" not in terminal.text
    assert "410 mg" in terminal.text


@pytest.mark.parametrize("how", [KeyboardInterrupt, EOFError])
def test_a_check_that_is_ended_keeps_nothing(home: Home, how: type[BaseException]) -> None:
    terminal = home.interrupted(twitch_check.check_here, *WHERE, how)
    assert terminal.printed[-1] == "Nothing was saved."
    assert home.draft is None
    assert not home.paths.journal.exists()


def test_a_check_needs_no_sound_journal(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.paths.journal.write_bytes(b"no journal" * 100)
    assert "What to do:" in home.check(*SIMPLE, "1").text
    home.paths.journal.unlink()
    home.journal().close()

    def broken(*_: object) -> Any:  # noqa: ANN401 - it returns nothing
        raise JournalError("The journal is damaged", "row 7 is missing")

    monkeypatch.setattr(Journal, "twitch_counts", broken)
    terminal = home.check(*SIMPLE, "1")
    assert "What was logged before cannot be read: row 7 is missing." in terminal.text
    assert "What to do:" in terminal.text


def test_a_report_of_a_later_lull_is_not_offered_as_the_same_one(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.log(*SIMPLE, "1")
    last = home.last()
    report = {**last.report, "sites": ["elbow"]}
    later = dataclasses.replace(last, report=report)
    monkeypatch.setattr(Journal, "last_twitch", lambda _: later)
    assert "Is it the same one?" not in home.log(*SIMPLE, "2").text


# -- without a terminal


class Pipe:
    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize("stdin", [None, Pipe()])
@pytest.mark.parametrize("command", [twitch.log_twitch, twitch_check.check_here])
def test_where_nobody_can_answer_nothing_is_asked(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: Callable[..., int],
    stdin: object,
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    paths = resolve(str(tmp_path / "new"), {})
    with pytest.raises(InputError, match="This needs a terminal") as caught:
        command(paths, load(paths.settings))
    assert caught.value.exit_code == 2
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "new").exists()
