from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from config.errors import DesktopError
from config.settings import default_settings
from journal.check_in import Drinks, Habit, additions
from journal.store import Journal
from tips.breathing import BREATHS, MINUTES
from tips.drinks import load_drinks
from tray.clock import Clock
from tray.commands.terminal import breathe_here, check_in_here
from tray.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from journal.entries import Entry


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Have words be typed; after them comes the end. The questions asked are returned."""

    def lines(*words: str) -> list[str]:
        waiting, asked = iter(words), []

        def answer(question: str) -> str:
            asked.append(question)
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", answer)
        return asked

    return lines


class Kept:
    """Keeps the answers, and says that each was added."""

    def __init__(self) -> None:
        self.answers: list[dict[str, float]] = []

    def save(self, answers: Mapping[Habit, float]) -> tuple[Entry, ...]:
        self.answers.append(dict(answers))
        at = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)
        drinks = Drinks.of(load_drinks(), "coffee")
        return additions(answers, {}, drinks, at, "abc")


def fill_in(kept: Kept, before: Mapping[Habit, float] | None = None) -> int:
    return check_in_here(before or {}, kept.save, load_drinks())


def test_each_habit_is_asked_for_once_and_all_of_it_is_kept_together(
    typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = typed(" 6.5 ", "0", "2", "3", "30", "1,5")
    kept = Kept()
    assert fill_in(kept) == 0
    assert kept.answers == [
        {"sleep": 6.5, "stress": 0, "caffeine": 2, "water": 3, "exercise": 30, "alcohol": 1.5}
    ]
    assert len(asked) == 6
    assert "twitch" not in " ".join(asked).lower()
    told = capsys.readouterr().out
    assert "  Coffee noted, about 200 mg of caffeine.\n" in told
    assert "  Check-in noted.\n" in told
    assert told.endswith("Thank you. To take it back: lull undo\n")


def test_enter_keeps_nothing_and_none_is_an_answer(
    typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("", "", "", "", "", "")
    kept = Kept()
    assert fill_in(kept) == 0
    assert kept.answers == []
    assert capsys.readouterr().out.endswith("Nothing was saved.\n")
    typed("", "", "0", "", "", "0")
    assert fill_in(kept) == 0
    assert kept.answers == [{"caffeine": 0, "alcohol": 0}]


def test_what_was_said_is_kept_wherever_it_is_left(typed: Callable[..., list[str]]) -> None:
    typed("7")
    kept = Kept()
    assert fill_in(kept) == 0
    assert kept.answers == [{"sleep": 7}]


@pytest.mark.parametrize(
    ("cups", "told"),
    [
        ("21", "21 is above 20"),
        ("-1", "write a number"),
        ("two", "write a number"),
        ("\u0662", "write a number"),
        ("9" * 5000, "write a number"),
        ("1", "2 cups are logged already"),
    ],
)
def test_an_answer_that_makes_no_sense_is_asked_for_again(
    typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str], cups: str, told: str
) -> None:
    asked = typed("", "", cups, "3", "", "", "")
    kept = Kept()
    fill_in(kept, {Habit.CAFFEINE: 2})
    assert kept.answers == [{"caffeine": 3}]
    assert len(asked) == 7
    assert "2 as logged" in asked[2]
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("name", ["stdin", "stdout"])
def test_without_a_terminal_there_is_nothing_to_ask_in(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sys, name, None)
    with pytest.raises(DesktopError, match="No terminal"):
        fill_in(Kept())


def test_two_minutes_are_guided_breath_by_breath_and_noted(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slept: list[float] = []
    with Journal.open(own_home / "journal.sqlite3") as journal:
        desk = Desk(journal, Clock(), default_settings(), load_drinks())
        breathe_here(desk, slept.append)
        now = datetime.now(UTC)
        entries = journal.entries(now - timedelta(hours=1), now + timedelta(hours=1))
    assert sum(slept) == MINUTES * 60
    assert [entry.kind.value for entry in entries] == ["breathe"]
    shown = capsys.readouterr().out
    assert f"{BREATHS} of {BREATHS}" in shown
    assert shown.splitlines()[-1].startswith("Slow breathing noted")


def test_breathing_that_is_stopped_is_not_noted(own_home: Path) -> None:
    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with Journal.open(own_home / "journal.sqlite3") as journal:
        desk = Desk(journal, Clock(), default_settings(), load_drinks())
        with pytest.raises(KeyboardInterrupt):
            breathe_here(desk, stop)
        assert desk.today()["breathe_minutes"] == 0
