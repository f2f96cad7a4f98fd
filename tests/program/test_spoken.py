"""The language that a command speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hard_coded import hard_coded

from config import language
from config.kinds import NudgeKind, TrialHabit
from tips.sources import shipped_sources
from tray.commands.entry import _language_setting

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program


def test_a_command_speaks_the_language_of_its_variable_and_keeps_names_as_they_are(
    lull: Program,
) -> None:
    lull.environ[language.VARIABLE] = language.PSEUDO
    told = lull.facts("log", "coffee")
    assert "⟦" in told["text"]
    assert told["entry"]["item"] == "coffee"


@pytest.mark.parametrize(
    "command",
    [
        "today",
        "status",
        "why",
        "ease",
        "plan",
        "patterns",
        "trial",
        "look-back",
        "report",
        "backup list",
        "settings check",
        "pause 1h",
        "undo",
    ],
)
def test_a_command_says_nothing_in_english_to_somebody_who_speaks_another_language(
    command: str, lull: Program
) -> None:
    lull.environ[language.VARIABLE] = language.PSEUDO
    lull("log", "coffee")
    told = lull.text(*command.split())
    titles = [words for one in shipped_sources().values() for words in (one.title, one.calm_title)]
    names = [name.replace("_", "-") for name in (*NudgeKind, *TrialHabit)]
    assert hard_coded(told, *titles, *names) == []


@pytest.mark.parametrize(
    "words",
    [["--home", "{}", "status"], ["status", "--home={}"], ["log", "a", "b", "--home", "{}"]],
)
def test_the_language_is_that_of_the_settings_of_the_folder(
    words: list[str], tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text('language = "fr"\n', "utf-8")
    assert _language_setting([word.format(tmp_path) for word in words]) == "fr"


@pytest.mark.parametrize("words", [["status", "--home"], ["--home", ""], []])
def test_without_a_folder_that_can_be_the_settings_say_nothing(words: list[str]) -> None:
    assert _language_setting(words) == ""
