"""What is typed by mistake, answered in the person's language."""

from __future__ import annotations

import functools
import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hard_coded import beside
from test_line import NASTY

from config.errors import InputError
from config.kinds import NudgeKind, TrialHabit
from config.language import PSEUDO
from tips.drinks import load_drinks
from tray.commands import actions
from tray.commands.line import build_parser

if TYPE_CHECKING:
    from collections.abc import Callable

    from command_line import Commands


@functools.cache
def names_in_the_help() -> str:
    """What is plain in the help of every command, in the pseudo-language: names alone."""
    helps = [build_parser().format_help()]
    for name in ("run", *actions.COMMANDS):
        with redirect_stdout(io.StringIO()) as told, pytest.raises(SystemExit):
            build_parser().parse_args([name, "--help"])
        helps.append(told.getvalue())
    return " ".join(helps)


@pytest.mark.parametrize(
    "words",
    [*NASTY, ["-hx"], ["open", "sesame"], ["export", "--format", "xml"], ["trial", "plan", "x"]],
    ids=lambda words: " ".join(words)[:60] or "nothing",
)
def test_a_mistake_is_told_in_the_language(
    lull: Commands, words: list[str], speak: Callable[[str], None]
) -> None:
    speak(PSEUDO)
    names = *load_drinks(), *NudgeKind, *TrialHabit, "lull twitch exercise FILE"
    typed = (
        *words,
        str(Path.cwd()),
        "n x inf",
    )  # an escape, a part of a word, and how a figure is read
    assert beside(lull.refused(*words), *typed, *names, names_in_the_help()) == set()


def test_what_argparse_says_in_a_python_to_come_is_quoted() -> None:
    with pytest.raises(InputError) as caught:
        build_parser().error("something new")
    assert caught.value.detail == '"something new"; see lull --help'


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["pause"], "after lull pause comes 30m, 1h, 2h, tomorrow or DATE"),
        (["autostart"], "after lull autostart comes on, off or status"),
        (["nudge"], "after lull nudge comes KIND"),
    ],
)
def test_a_command_that_needs_another_word_says_what_can_follow(
    lull: Commands, words: list[str], told: str
) -> None:
    assert lull.refused(*words) == f"lull: Something is missing: {told}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["log", "coffe"], 'Nothing of that name: "coffe"; did you mean coffee?'),
        (["log", "green-te"], 'Nothing of that name: "green-te"; did you mean green-tea?'),
        (["log", "slep", "7"], 'Nothing of that name: "slep"; did you mean sleep?'),
        (["log", "sleep"], "No amount: say for instance log sleep 6.5 (hours)"),
    ],
)
def test_a_slip_in_what_is_logged_is_told_with_what_was_meant(
    lull: Commands, words: list[str], told: str
) -> None:
    assert lull.refused(*words) == f"lull: {told}\n"
