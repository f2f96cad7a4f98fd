from __future__ import annotations

import io
import json
import re
import sqlite3
import stat
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from config.errors import InputError
from config.kinds import NudgeKind
from config.lock import Lock
from journal import connection as journal_connection
from journal.entries import Entry, EntryKind, new_id
from journal.records import HoldRecord
from journal.store import Journal
from tray import control, messages
from tray.commands import actions, alone, terminal
from tray.commands.actions import _day_lines
from tray.desk import perform

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from command_line import Commands

    from tray.desk import Desk

PLAIN = ["status", "why", "plan", "ease", "resume", "today", "about", "when-to-get-help", "report"]


def facts(lull: Commands, *words: str) -> Any:  # noqa: ANN401 - JSON of each command
    return json.loads(lull.text(*words, "--json"))


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[messages.Request]]:
    """Have a running Lull answer with a result, or with an error; what it was asked is returned."""

    def by(result: object) -> list[messages.Request]:
        asked: list[messages.Request] = []

        def ask(_path: Path, request: messages.Request) -> object:
            asked.append(request)
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(control, "ask", ask)
        return asked

    return by


# -- where none runs


@pytest.mark.parametrize("command", PLAIN)
def test_a_plain_command_says_something_and_nothing_else(lull: Commands, command: str) -> None:
    assert lull.text(command).strip()


def test_status_has_its_fields(lull: Commands) -> None:
    status = facts(lull, "status")
    assert status.keys() == {
        "running",
        "icon",
        "paused_until",
        "next",
        "holds",
        "text",
        "settings_error",
        "trial",
    }
    assert (status["running"], status["icon"], status["paused_until"]) == (False, "none", None)
    # The timetable has something next, and nobody is there to bring it.
    assert status["next"] is None
    assert status["text"] == "No nudge comes until Lull is started."
    lull.text("pause", "1h")
    [hold] = facts(lull, "status")["holds"]
    assert hold["reason"] == "paused"
    assert hold["until"] == facts(lull, "status")["paused_until"]
    assert lull.text("status").splitlines()[-1].startswith("  Paused until ")
    assert lull.text("resume") == "No nudge comes until Lull is started.\n"
    resumed = facts(lull, "resume")
    assert (resumed["paused_until"], resumed["next"]) == (None, None)


def test_what_is_logged_is_told_and_taken_back(lull: Commands) -> None:
    logged = facts(lull, "log", "cola", "500")
    assert re.fullmatch("[0-9a-f]{32}", logged["id"])
    assert logged["entry"]["item"] == "cola"
    assert facts(lull, "today")["water_ml"] > 0
    undone = facts(lull, "undo")
    assert undone["id"] == logged["id"]
    assert undone["text"].startswith("Taken back: ")
    assert undone["entry"] == logged["entry"]
    assert facts(lull, "today")["water_ml"] == 0
    lull.refused("undo")


def test_a_time_may_be_given(lull: Commands) -> None:
    at = (datetime.now(UTC) - timedelta(days=2)).isoformat()
    assert (
        facts(lull, "log", "coffee", "--at", at)["entry"]["at"][:10] != facts(lull, "today")["date"]
    )
    assert facts(lull, "today")["caffeine_mg"] == 0


NOT_NOTED = (
    "Caffeine",
    "Water and other drinks, coffee and tea among them",
    "Alcohol",
    "Exercise",
)


def test_today_says_what_was_not_noted(lull: Commands) -> None:
    text = lull.text("today")
    assert "Sleep: not noted" in text
    assert "Stress: not noted" in text
    for habit in NOT_NOTED:
        assert f"{habit}: not noted" in text.splitlines()
    today = facts(lull, "today")
    assert (today["sleep_hours"], today["stress"]) == (None, None)
    lull.text("log", "sleep", "7,5")
    lull.text("log", "stress", "0")
    assert "Sleep: 7.5 hours" in lull.text("today")
    assert facts(lull, "today")["stress"] == 0


def test_today_says_none_where_the_check_in_was_told_so(lull: Commands) -> None:
    now = datetime.now(UTC).astimezone()
    told = "alcohol caffeine exercise water"
    with Journal.open(lull.paths.journal) as journal:
        journal.add(Entry(new_id(), EntryKind.CHECK_IN, now, told, 4, source="check_in"))
    lines = lull.text("today").splitlines()
    assert not any("not noted" in line for line in lines if not line.startswith(("Sl", "St")))
    assert {"Alcohol: 0 units", "Exercise: 0 minutes"} <= set(lines)
    assert f"{NOT_NOTED[1]}: 0 ml" in lines
    assert "Caffeine: about 0 mg, about 0 mg left at bedtime" in lines


def test_what_is_left_of_the_caffeine_of_yesterday_is_told_on_a_day_without_any() -> None:
    nothing = dict.fromkeys(("water_ml", "alcohol_units", "exercise_minutes"), 0)
    nothing |= dict.fromkeys(("sleep_hours", "stress", "caffeine_guidance"))
    today = {**nothing, "checked_in": [], "caffeine_mg": 0.0, "caffeine_at_bedtime_mg": 12.4}
    first = next(_day_lines(today))
    assert first == "Caffeine: not noted today, about 12 mg left at bedtime"


def test_today_says_figures_as_a_person_writes_them(lull: Commands) -> None:
    for words in (("sleep", "1"), ("stress", "7"), ("alcohol", "2"), ("exercise", "1")):
        lull.text("log", *words)
    text = lull.text("today")
    for line in ("Sleep: 1 hour", "Stress: 7 of 10", "Alcohol: 2 units", "Exercise: 1 minute"):
        assert line in text.splitlines()


def test_why_tells_each_hold(lull: Commands) -> None:
    now = datetime.now(UTC)
    with Journal.open(lull.paths.journal) as journal:
        for day in (0, 5):
            at = now - timedelta(days=day)
            journal.add_hold(
                HoldRecord(at, NudgeKind.STRESS, at, "paused", "paused until noon", None)
            )
    rows = facts(lull, "why")
    assert [row["text"] for row in rows] == ["paused until noon"]
    assert rows[0].keys() >= {"at", "kind", "reason", "text"}
    assert len(facts(lull, "why", "--days", "7")) == 2
    sentence, line = lull.text("why").splitlines()
    assert sentence == facts(lull, "status")["text"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d  stress: paused until noon", line)


@pytest.mark.parametrize(
    "first", [None, "today", "tomorrow", "2026-03-29", "2200-01-01", "1970-01-01"]
)
def test_a_plan_starts_on_the_day_that_is_named(lull: Commands, first: str | None) -> None:
    rows = facts(lull, "plan", *(() if first is None else ("--from", first)), "--days", "2")
    assert rows
    assert all(row.keys() == {"kind", "at", "tip", "title"} for row in rows)
    today = datetime.fromisoformat(facts(lull, "today")["date"]).date()
    expected = {None: today, "today": today, "tomorrow": today + timedelta(days=1)}
    day = expected[first].isoformat() if first in expected else first
    assert {row["at"][:10] for row in rows} >= {day}
    assert min(row["at"][:10] for row in rows) == day


def test_a_plan_of_nothing_says_so(lull: Commands) -> None:
    lull.home.mkdir()
    lull.paths.settings.write_text("limits.nudges_per_day = 0\n")
    assert lull.text("plan", "--from", "tomorrow") == "No nudge would come.\n"
    assert facts(lull, "plan", "--from", "tomorrow") == []


@pytest.mark.parametrize(
    ("kind", "word"), [("hydration", "water"), ("breathing", "breathe"), ("check_in", "Check-In")]
)
def test_a_nudge_is_shown_here_with_its_source(lull: Commands, kind: str, word: str) -> None:
    text = lull.text("nudge", kind)
    assert "Source: " in text
    assert lull.text("nudge", word) == text


def test_everything_made_is_for_its_owner_alone(lull: Commands) -> None:
    lull.text("log", "coffee")
    made = [lull.home, *lull.home.rglob("*")]
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


@pytest.mark.parametrize("last_good", ["day.bedtime = '23:30'\n", "x = 1", None])
def test_logging_does_not_fail_over_a_slip_in_the_settings(
    lull: Commands, last_good: str | None
) -> None:
    lull.paths.last_good_settings.parent.mkdir(parents=True)
    lull.paths.settings.write_text("x = 1")
    if last_good is not None:
        lull.paths.last_good_settings.write_text(last_good)
    for words in (["log", "coffee"], ["undo"], ["pause", "1h"], ["resume"], ["nudge", "sleep"]):
        lull.text(*words)
    for words in (["status"], ["today"], ["plan"]):
        assert "x: no such setting" in lull.refused(*words)


def test_a_journal_that_another_keeps_to_itself_is_told_of(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_connection, "BUSY_SECONDS", 0.01)
    lull.text("log", "coffee")
    other = sqlite3.connect(lull.paths.journal, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    error = lull.refused("log", "tea", status=1)
    other.close()
    assert "another program has kept it to itself" in error
    lull.text("log", "tea")


# -- where one runs


def test_a_log_carries_its_id_and_its_moment(
    lull: Commands, answered: Callable[..., list[messages.Request]]
) -> None:
    asked = answered({"text": "Coffee noted."})
    before = datetime.now(UTC)
    assert lull.text("log", "coffee") == "Coffee noted.\n"
    [request] = asked
    assert isinstance(request, messages.Log)
    assert request.at is not None
    assert before <= datetime.fromisoformat(request.at) <= datetime.now(UTC)
    assert messages.decode_request(messages.encode(request)) == request
    lull.text("log", "coffee", "--at", "08:00")
    assert isinstance(asked[1], messages.Log)
    assert asked[1].at == "08:00"
    assert asked[1].id != request.id


def test_a_log_whose_answer_was_lost_is_kept_once(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_and_die(_path: Path, request: messages.Request) -> object:
        with actions.open_desk(lull.paths) as desk:
            perform(desk, request)
        raise ConnectionResetError

    monkeypatch.setattr(control, "ask", save_and_die)
    assert lull.text("log", "coffee").startswith("Coffee noted")
    monkeypatch.undo()
    entries = Journal.open(lull.paths.journal)
    with entries as journal:
        now = datetime.now(UTC)
        assert len(journal.entries(now - timedelta(hours=1), now + timedelta(hours=1))) == 1


def test_an_undo_whose_answer_was_lost_is_not_done_again(
    lull: Commands, answered: Callable[..., list[messages.Request]]
) -> None:
    lull.text("log", "coffee")
    answered(ConnectionResetError())
    assert "look-back" in lull.refused("undo", status=1)
    answered(ConnectionRefusedError())
    assert lull.text("undo").startswith("Taken back")


def test_settings_that_the_running_lull_left_out_are_told_of(
    lull: Commands, answered: Callable[..., list[messages.Request]]
) -> None:
    answered(
        {
            "running": True,
            "text": "Next: water",
            "holds": [],
            "settings_error": "x: no such setting",
            "trial": None,
        }
    )
    assert lull.text("status").splitlines() == [
        "Lull is running.",
        "Next: water",
        "  The settings file is not valid, so it was left out: x: no such setting",
    ]


def test_what_the_running_lull_refuses_is_refused(
    lull: Commands, answered: Callable[..., list[messages.Request]]
) -> None:
    answered(InputError("Nothing of that name", "tar"))
    assert lull.refused("log", "coffee") == "lull: Nothing of that name: tar\n"
    answered(messages.RemoteError("No room", "the disk is full"))
    assert lull.refused("log", "coffee", status=1) == "lull: No room: the disk is full\n"


@pytest.mark.parametrize(
    ("words", "request_", "said"),
    [
        (["nudge", "water"], messages.Nudge, "It was shown.\n"),
        (["breathe"], messages.Breathe, ""),
    ],
)
def test_what_the_desktop_shows_needs_no_word_here(
    lull: Commands,
    answered: Callable[..., list[messages.Request]],
    words: list[str],
    request_: type[messages.Request],
    said: str,
) -> None:
    asked = answered({})
    assert lull.text(*words) == said
    assert [type(request) for request in asked] == [request_]


def test_breathing_is_guided_here_where_none_runs(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    guided: list[Desk] = []
    monkeypatch.setattr(terminal, "breathe_here", guided.append)
    assert lull.text("breathe") == ""
    assert len(guided) == 1


# -- quit


def test_quit_waits_for_the_end(
    lull: Commands,
    answered: Callable[..., list[messages.Request]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answered({})
    lull.paths.lock.parent.mkdir(parents=True)
    assert lull.text("quit") == "Lull has ended.\n"
    assert asked == [messages.Quit()]
    monkeypatch.setattr(alone, "_QUIT_SECONDS", 0.01)
    lock = Lock(lull.paths.lock)
    assert lull.refused("quit", status=1).startswith("lull: Lull has not ended yet: ")
    lock.release()
    answered(ConnectionResetError())
    assert lull.text("quit") == "Lull has ended.\n"


def test_there_is_nothing_to_quit_where_none_runs(lull: Commands) -> None:
    assert lull.refused("quit", status=1).startswith("lull: Lull is not running: ")


# -- the check-in


def test_the_check_in_keeps_each_answer(lull: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["6", "x\x1b", "4", "0", "3", "", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    text = lull.text("check-in")
    assert text.count("Not an amount: ") == 1
    today = facts(lull, "today")
    assert (today["sleep_hours"], today["stress"], today["water_ml"]) == (6, 4, 750)
    assert today["checked_in"] == ["caffeine", "sleep", "stress", "water"]
    with Journal.open(lull.paths.journal) as journal:
        now = datetime.now(UTC)
        entries = journal.entries(now - timedelta(hours=1), now + timedelta(hours=1))
    assert {entry.source for entry in entries} == {"check_in"}
