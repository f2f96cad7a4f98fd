"""The command line as data: everything that its help tells, and nothing that it hides."""

from __future__ import annotations

import argparse

import pytest

from config.kinds import Window
from tray.commands.actions import COMMANDS
from tray.commands.line import build_parser
from tray.share.command_tree import Command, Program, Word, read


@pytest.fixture(scope="module")
def lull() -> Program:
    return read(build_parser(), {"KIND": ("sleep", "stress")})


def command(program: Program, name: str) -> Command:
    [found] = [command for command in program.commands if command.name == name]
    return found


def option(command: Command, flag: str) -> Word:
    [found] = [word for word in command.options if flag in word.flags]
    return found


def test_every_command_is_there_with_what_it_does(lull: Program) -> None:
    assert {one.name for one in lull.commands} == {*COMMANDS, "run"}
    assert all(one.help for one in lull.commands)
    assert lull.itself.name == "lull"
    assert [word.flags[0] for word in lull.itself.options] == [
        *("--help", "--home", "--debug", "--version"),
    ]


def test_every_option_says_what_it_means(lull: Program) -> None:
    mute = [
        (one.name, word.flags)
        for one in (lull.itself, *lull.commands)
        for word in one.options
        if not word.help
    ]
    assert mute == []


def test_what_is_hidden_from_the_help_is_hidden_here(lull: Program) -> None:
    flags = {flag for one in lull.commands for word in one.options for flag in word.flags}
    assert not flags & {"--autostart", "--stay"}


def test_words_are_known_from_the_parser_its_places_and_the_caller(lull: Program) -> None:
    assert command(lull, "autostart").words == (Word("on|off|status", "", ("on", "off", "status")),)
    assert command(lull, "pause").words[0].choices == ("30m", "1h", "2h", "tomorrow")
    assert command(lull, "nudge").words[0].choices == ("sleep", "stress")
    [window] = command(lull, "open").words
    # Too many to stand in its place.
    assert window.name == "WINDOW"
    assert len(window.choices) == len(Window)
    assert "when-to-get-help" in window.help


def test_files_repeats_and_plain_options_are_told_apart(lull: Program) -> None:
    export, log = command(lull, "export"), command(lull, "log")
    assert option(export, "--out").is_file
    assert not option(export, "--format").is_file
    assert option(export, "--format").name == "json|csv"
    assert option(export, "--force").name == ""
    assert log.words[0].repeats
    assert not command(lull, "import").words[0].repeats
    assert option(lull.itself, "-h").flags == ("--help", "-h")


def test_a_program_without_commands_is_read_too() -> None:
    parser = argparse.ArgumentParser(prog="small", add_help=False)
    parser.add_argument("--level", help="how much")
    assert read(parser, {}) == Program(
        Command("small", "", (Word("LEVEL", "how much", flags=("--level",)),), ()), ()
    )
