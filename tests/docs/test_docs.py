"""docs/commands.md and every command line that a page shows, held against the command line."""

from __future__ import annotations

import argparse
import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

import pytest
from doc_pages import DOCS, FENCE, INLINE, PAGES, prose, sections, text

from config.errors import LullError
from config.kinds import NudgeKind, TrialHabit
from tips.drinks import load_drinks
from tray import pause, quick_log
from tray.clock import Clock
from tray.commands.line import build_parser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMANDS = DOCS / "commands.md"

EVERYWHERE = {"--home", "--debug", "--help", "--json"}
"""What the page says of all commands at once."""

PLACES = {
    "DATE": "2026-05-01",
    "DIR": "scratch",
    "FILE": "a.json",
    "FOLDER": "tables",
    "HABIT": "daily-walk",
    "KIND": "sleep",
    "NAME": "copy",
    "WINDOW": "log",
}
"""What words in capitals stand for."""


def subcommands() -> dict[str, argparse.ArgumentParser]:
    (holder,) = (
        action
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return dict(holder.choices)


def actions(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """What the command takes and tells of."""
    return [action for action in command._actions if action.help != argparse.SUPPRESS]


def documented() -> dict[str, str]:
    return {
        re.sub(r"^`lull (\S+)`$", r"\1", heading): body
        for heading, body in sections(COMMANDS, 3).items()
    }


def test_every_command_has_a_section_and_no_other_has() -> None:
    assert set(documented()) == set(subcommands())


@pytest.mark.parametrize("name", subcommands())
def test_a_section_names_each_option_and_each_word_and_no_others(name: str) -> None:
    section, taken = documented()[name], actions(subcommands()[name])
    options = {word for action in taken for word in action.option_strings if word[:2] == "--"}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section))
    assert named >= options - {"--home", "--debug", "--help"}
    assert named <= options | EVERYWHERE
    quoted = {word for found in INLINE.findall(section) for word in re.split(r"[ =]", found)}
    choices = {str(word) for action in taken for word in action.choices or ()}
    assert choices <= quoted
    figures = [action.default for action in taken if type(action.default) in {int, float}]
    assert [n for n in figures if f"default {n:g}" not in section] == []


def test_what_can_be_named_in_a_command_is_named() -> None:
    words = {name: set(INLINE.findall(body)) for name, body in documented().items()}
    things = {name.replace("_", "-") for name in quick_log.names(load_drinks())}
    assert things <= words["log"]
    assert set(NudgeKind) <= words["nudge"]
    assert {habit.replace("_", "-") for habit in TrialHabit} <= words["trial"]


# -- command lines


class Line(NamedTuple):
    """A command line that a page shows."""

    page: Path
    words: str


def quoted_lines() -> Iterator[Line]:
    for page in PAGES:
        # A block of text is a drawing.
        blocks = [body for kind, body in FENCE.findall(text(page)) if kind != "text"]
        blocks += re.findall(r"^(?: {4}|\t).*$", prose(page), re.MULTILINE)
        shown = [line.strip() for block in blocks for line in block.splitlines()]
        for line in [*shown, *INLINE.findall(prose(page))]:
            match = re.match(r"(?:lull|\./run) (.*)", line)
            if match and not re.match(r"[a-z ]*…|TITLE|\.\.\.", match[1]):
                yield Line(page, match[1])


def told(words: str) -> list[str]:
    """The words of a line, with what capitals stand for, and without what a shell takes."""
    line = words.replace("./run ", "")
    return [PLACES.get(word, word) for word in shlex.split(line, comments=True)]


@pytest.mark.parametrize("line", sorted(set(quoted_lines())), ids=lambda line: line.words[:40])
def test_a_command_line_that_a_page_shows_is_understood(line: Line) -> None:
    words = told(line.words)
    known = subcommands()
    if len(words) == 1 and words[0] in known:
        return  # a command that is only named
    options = build_parser().parse_args(words)
    assert (options.command or "run") in known
    if options.command == "log" and options.words not in ([], ["twitch"]):
        clock = Clock()
        quick_log.parse(options.words, load_drinks(), clock.now(), "command")
    if options.command == "pause" and not options.until[:1].isdigit():
        pause.parse(options.until, Clock())


def test_a_line_that_makes_no_sense_would_be_found() -> None:
    for words in ("fly", "log --never", "open nothing", "pause", "ease --undo nothing"):
        with pytest.raises(LullError):
            build_parser().parse_args(told(words))
    assert len({line.words for line in quoted_lines()}) > 60
