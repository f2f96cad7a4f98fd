from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import InputError
from tray.commands.line import build_parser
from tray.commands.plain_words import understood

PLAIN: list[list[str]] = [
    [],
    ["run"],
    ["run", "--autostart"],
    ["--home", "/x"],
    ["--home", "/x", "run", "--autostart"],
    ["run", "--autostart", "--home", "/x"],
    ["run", "--home", "", "--autostart"],
    ["log", "coffee"],
    ["log", "water", "250"],
    ["log", "--home", "/x", "water", "250"],
    ["log", "one", "two", "three"],
    ["log", "twitch", "--home", "log"],
    ["log", ""],
    ["log", "water", "250", "--home", "/x"],
]
LEFT_TO_THE_PARSER: list[list[str]] = [
    ["log"],
    ["log", "coffee", "--at", "14:30"],
    ["log", "water", "-5"],
    ["log", "--json", "coffee"],
    ["--home"],
    ["log", "water", "--home", "/x", "250"],
    ["--home", "--debug"],
    ["--home=/x"],
    ["--home", "/x", "--home", "/y"],
    ["--debug"],
    ["--autostart"],
    ["run", "now"],
    ["--version"],
    ["status"],
]


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_are_understood_without_the_parser(words: list[str]) -> None:
    assert vars(understood(words)) == vars(build_parser().parse_args(words))


@pytest.mark.parametrize("words", LEFT_TO_THE_PARSER)
def test_any_other_words_are_left_to_the_parser(words: list[str]) -> None:
    assert understood(words) is None


@given(
    st.lists(
        st.sampled_from(["log", "run", "--home", "--autostart", "coffee", "2", "", "-", "--"])
        | st.text(max_size=6),
        max_size=6,
    )
)
def test_what_is_understood_without_the_parser_means_the_same_to_it(words: list[str]) -> None:
    plain = understood(words)
    if plain is None:
        return
    try:
        parsed = build_parser().parse_args(words)
    except InputError as error:  # pragma: no cover - that is the fault that is looked for
        pytest.fail(f"{words}: {error}")
    assert vars(plain) == vars(parsed)


@pytest.mark.parametrize("words", [["run", "--autostart"], ["log", "coffee"]])
def test_plain_words_need_no_argparse(words: list[str]) -> None:
    code = (
        "import sys; from tray.commands import entry; from tray.commands.plain_words import *;"
        f"understood({words!r}); print('argparse' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
