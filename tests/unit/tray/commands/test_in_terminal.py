from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from config.errors import DesktopError, InputError
from config.settings import default_settings
from journal.store import Journal
from tips.drinks import load_drinks
from tray import breathe
from tray.clock import Clock
from tray.commands.terminal import breathe_here, check_in_here
from tray.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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


def save(saved: list[list[str]]) -> Callable[[list[str]], str]:
    def keep(words: list[str]) -> str:
        saved.append(words)
        return f"{words[0]} noted"

    return keep


def test_each_habit_is_asked_for_once_and_what_was_said_is_kept(
    typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = typed(" 6.5 ", "0", "2", "250", "30")
    saved: list[list[str]] = []
    assert check_in_here(save(saved)) == 0
    assert saved == [
        ["sleep", "6.5"],
        ["stress", "0"],
        ["coffee"],
        ["coffee"],
        ["water", "250"],
        ["exercise", "30"],
    ]
    assert len(asked) == 5
    assert "twitch" not in " ".join(asked).lower()
    assert capsys.readouterr().out.endswith("Thank you. That was all.\n")


def test_enter_and_none_keep_nothing(typed: Callable[..., list[str]]) -> None:
    typed("", "", "0", "0", "0")
    saved: list[list[str]] = []
    assert check_in_here(save(saved)) == 0
    assert saved == []


def test_it_ends_wherever_it_is_left(
    typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("7")
    saved: list[list[str]] = []
    assert check_in_here(save(saved)) == 0
    assert saved == [["sleep", "7"]]
    assert "Thank you" not in capsys.readouterr().out


@pytest.mark.parametrize("cups", ["21", "-1", "two", "1.5", "\u0662", "9" * 5000])
def test_a_number_of_cups_that_makes_no_sense_is_asked_for_again(
    typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str], cups: str
) -> None:
    asked = typed("", "", cups, "1", "", "")
    saved: list[list[str]] = []
    check_in_here(save(saved))
    assert saved == [["coffee"]]
    assert len(asked) == 6
    assert "Not a number of cups" in capsys.readouterr().out


def test_an_answer_that_is_refused_is_asked_for_again(
    typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("99", "8", "", "", "", "")

    def refuse_once(words: list[str]) -> str:
        if words[1] == "99":
            raise InputError("Not an amount", "99 hours")
        return "Sleep noted"

    check_in_here(refuse_once)
    shown = capsys.readouterr().out
    assert "  Not an amount: 99 hours\n" in shown
    assert "  Sleep noted\n" in shown


@pytest.mark.parametrize("name", ["stdin", "stdout"])
def test_without_a_terminal_there_is_nothing_to_ask_in(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sys, name, None)
    with pytest.raises(DesktopError, match="No terminal"):
        check_in_here(save([]))


def test_two_minutes_are_guided_breath_by_breath_and_noted(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slept: list[float] = []
    with Journal.open(own_home / "journal.sqlite3") as journal:
        desk = Desk(journal, Clock(), default_settings(), load_drinks())
        breathe_here(desk, slept.append)
        now = datetime.now(UTC)
        entries = journal.entries(now - timedelta(hours=1), now + timedelta(hours=1))
    assert sum(slept) == breathe.MINUTES * 60
    assert [entry.kind.value for entry in entries] == ["breathe"]
    shown = capsys.readouterr().out
    assert f"{breathe.BREATHS} of {breathe.BREATHS}" in shown
    assert shown.splitlines()[-1].startswith("Slow breathing noted")


def test_breathing_that_is_stopped_is_not_noted(own_home: Path) -> None:
    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with Journal.open(own_home / "journal.sqlite3") as journal:
        desk = Desk(journal, Clock(), default_settings(), load_drinks())
        with pytest.raises(KeyboardInterrupt):
            breathe_here(desk, stop)
        assert desk.today()["breathe_minutes"] == 0
