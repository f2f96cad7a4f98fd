"""The language that a command speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config import language
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
