"""The command line as data, read from its parser: what completions and the man page tell."""

from __future__ import annotations

import argparse
import dataclasses
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_A_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
_SHOWN_CHOICES = 4
"""So many words stand where one of them is wanted; more are told of beside it."""
_OF_A_FILE = re.compile(r"\b(FILE|FOLDER|DIR)\b")


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """One thing that may stand behind a command or an option.

    Attributes:
        name: How its place is called; empty for an option that stands alone.
        help: What it means, in a few words; may be empty.
        choices: Every word that is certainly understood there; others may be too.
        is_file: Whether the name of a file or folder may stand there.
        flags: The option's names, the long one first; none for what stands without one.
        repeats: Whether several may follow each other.
    """

    name: str
    help: str
    choices: tuple[str, ...] = ()
    is_file: bool = False
    flags: tuple[str, ...] = ()
    repeats: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Command:
    """The program itself, or one of its commands.

    Attributes:
        name: What is typed.
        help: What it does, in one sentence without its full stop.
        options: In the order in which ``--help`` tells them.
        words: What stands behind it, in order.
    """

    name: str
    help: str
    options: tuple[Word, ...]
    words: tuple[Word, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Program:
    """The whole command line.

    Attributes:
        itself: The options without a command.
        commands: All that are told of.
    """

    itself: Command
    commands: tuple[Command, ...]


def read(parser: argparse.ArgumentParser, known: Mapping[str, tuple[str, ...]]) -> Program:
    """Read a command line.

    Args:
        parser: What understands it.
        known: Words that the parser leaves to the command, by the name of their place.
    """
    return Program(_command(parser, parser.description or "", known), _commands(parser, known))


def _commands(
    parser: argparse.ArgumentParser, known: Mapping[str, tuple[str, ...]]
) -> tuple[Command, ...]:
    found: list[Command] = []
    for action in _actions(parser):
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - argparse shows no other
            helps = {choice.dest: choice.help for choice in action._get_subactions()}  # noqa: SLF001 - likewise
            found += [
                _command(one, helps[name] or "", known) for name, one in action.choices.items()
            ]
    return tuple(found)


def _command(
    parser: argparse.ArgumentParser, help_: str, known: Mapping[str, tuple[str, ...]]
) -> Command:
    actions = [
        action
        for action in _actions(parser)
        if not isinstance(action, argparse._SubParsersAction)  # noqa: SLF001 - argparse shows no other
    ]
    return Command(
        parser.prog.split()[-1],
        help_,
        tuple(_word(action, known) for action in actions if action.option_strings),
        tuple(_word(action, known) for action in actions if not action.option_strings),
    )


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """What is told of in the parser's help."""
    for action in parser._actions:  # noqa: SLF001 - argparse shows them nowhere else
        if action.help != argparse.SUPPRESS:
            yield action


def _word(action: argparse.Action, known: Mapping[str, tuple[str, ...]]) -> Word:
    takes_none = action.nargs == 0
    name = "" if takes_none else _place(action)
    choices = tuple(map(str, action.choices or ())) or known.get(name, ())
    if not choices and "|" in name:
        choices = tuple(part for part in name.split("|") if _A_WORD.fullmatch(part))
    help_ = (action.help or "").strip()
    if action.choices and len(choices) > _SHOWN_CHOICES:
        help_ = f"{help_}: {', '.join(choices)}"
    return Word(
        name,
        help_,
        choices,
        bool(_OF_A_FILE.search(name)),
        tuple(sorted(action.option_strings, key=len, reverse=True)),
        action.nargs in {"*", "+"},
    )


def _place(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    choices = tuple(map(str, action.choices or ()))
    return "|".join(choices) if 0 < len(choices) <= _SHOWN_CHOICES else action.dest.upper()
