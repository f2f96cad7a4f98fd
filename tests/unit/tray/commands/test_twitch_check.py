"""``lull check``, typed beforehand: the same advice, and nothing is kept."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any

import pytest
from twitch_home import CAFFEINE, NONE, SIMPLE, WHERE, Home

from config.errors import InputError, JournalError
from config.paths import resolve
from config.settings import load
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from tray.commands import twitch, twitch_check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path / "home", monkeypatch)


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


def test_what_was_left_open_about_the_person_can_be_answered_after_the_advice(home: Home) -> None:
    home.paths.settings.write_text('[profile]\nage_band = "16_39"\npregnant = "no"\n')
    skipped = [*WHERE, *CAFFEINE, "", "", *NONE]
    terminal = home.check(*skipped, "1", "none", "none", "end")
    first, _, then = terminal.text.partition("Answer now what is not told yet")
    assert "See your doctor in the next few weeks, or answer the open questions first" in first
    assert "Not told yet: what you live with, which medicines you take." in first
    assert "Your other answers stay as they are." in then
    assert "Simple steps, and come back if it changes" in then
    assert "Answer now what is not told yet" not in then


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
    assert home.drafts == ()
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
