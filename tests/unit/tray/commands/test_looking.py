"""Commands that only look: they say what there is, and leave nothing behind."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from command_line import Commands

LOOKS = [
    "status",
    "why",
    "plan",
    "ease",
    "today",
    "about",
    "when-to-get-help",
    "report",
    "patterns",
    "look-back",
    "doctor",
    "trial",
    "nudge water",
    "backup list",
    "settings path",
    "autostart status",
    "report --from 2026-01-01",
]


@pytest.mark.parametrize("command", LOOKS)
def test_who_only_looks_makes_nothing(lull: Commands, command: str) -> None:
    assert lull(*command.split()).errors == ""
    assert not lull.home.exists()


def test_who_only_looks_at_a_journal_leaves_nothing_beside_it(lull: Commands) -> None:
    lull.text("log", "coffee")
    shutil.rmtree(lull.paths.log.parent)
    shutil.rmtree(lull.paths.lock.parent)
    before = sorted(lull.home.rglob("*"))
    assert json.loads(lull.text("today", "--json"))["caffeine_mg"] > 0
    assert sorted(lull.home.rglob("*")) == before


def test_who_only_looks_is_told_that_a_journal_is_gone(lull: Commands) -> None:
    lull.text("log", "coffee")
    lull.text("backup", "now")
    lull.paths.journal.unlink()
    assert "The journal is gone" in lull.refused("today", status=1)
    assert not lull.paths.journal.exists()


def test_the_day_is_told_in_plain_numbers(lull: Commands) -> None:
    for words in ("sleep 4", "stress 0", "exercise 30", "coffee"):
        lull.text("log", *words.split())
    assert lull.text("today").splitlines()[-5:] == [
        "Water and other drinks, coffee and tea among them: 250 ml",
        "Sleep: 4 hours",
        "Stress: 0 of 10",
        "Alcohol: not noted",
        "Exercise: 30 minutes",
    ]
    lull.text("log", "alcohol", "1")
    assert "Alcohol: 1 unit\n" in lull.text("today")


def test_times_are_those_of_the_country_in_the_look_back_too(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    lull.text("log", "coffee", "--at", "00:05")
    assert "00:05  Coffee" in lull.text("look-back")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "12:05 AM  Coffee" in lull.text("look-back")


def test_a_pause_is_told_once_and_its_midnight_by_name(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    lull.text("pause", "tomorrow")
    assert lull.text("status").splitlines() == [
        "Lull is not running.",
        "No nudge comes until Lull is started.",
        "  Paused until midnight.",
    ]
