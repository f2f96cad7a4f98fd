"""``lull check`` in a terminal: the questions and the advice, and nothing is kept."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
from typing import TYPE_CHECKING, Final

from config.errors import InputError, JournalError
from config.language import N_, tr, trp
from journal.store import Journal
from tips.questions import Option
from tray.clock import Clock
from tray.commands import twitch_talk
from tray.commands.advice_lines import advice_lines, origin_lines
from tray.commands.asking import Terminal, put
from tray.twitch_answers import Ask, Step, without_skipped_profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from config.paths import Paths
    from config.settings import Settings
    from tips.advice import Advice
    from tray.commands.twitch_talk import Room

ORIGIN: Final = "origin"
"""An answer that `put_with_origin` takes for itself."""

ANSWER_NOW: Final = "answer_now"
"""The first choice where nothing else calls for this advice."""

KEPT: Final = N_("Your other answers stay as they are.")


def origin_choice() -> Option:
    """The choice that stands for `ORIGIN`."""
    return Option(ORIGIN, tr("Show where this comes from"))


def need_terminal(command: str) -> None:
    """Refuse where nobody could answer.

    Raises:
        InputError: Standard input is no terminal.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputError(
            tr("This needs a terminal"),
            tr(
                "{command} asks questions; over ssh use ssh -t, in scripts lull check --json FILE",
                command=command,
            ),
        )


def check_here(paths: Paths, settings: Settings) -> int:
    """``lull check``: the questions and the advice; nothing is kept.

    Args:
        paths: Where the files are.
        settings: The person's settings.

    Returns:
        The exit status.

    Raises:
        InputError: There is no terminal.
        KeyboardInterrupt: The person ended it.
    """
    need_terminal("lull check")
    terminal, clock = Terminal(), Clock()
    with contextlib.ExitStack() as stack:
        journal = None
        # The day's habits shape the advice; without them it is no worse.
        with contextlib.suppress(JournalError, OSError):
            if paths.journal.exists():
                journal = stack.enter_context(Journal.open(paths.journal, clock.now))
        room = twitch_talk.room_for(terminal, settings, clock, journal)
    return check_in_room(room)


def check_in_room(room: Room) -> int:
    """The questions and the advice; returns the exit status.

    Raises:
        KeyboardInterrupt: The person ended it.
    """
    terminal = room.terminal
    # "The same one" is about what is kept; a check stands for itself.
    known = dataclasses.replace(room.known(), earlier=None)
    try:
        twitch_talk.begin(room, saving=False)
        answers = twitch_talk.fill(room, known, {}, lambda _step, _answers: None)
        while _ends_with(room, twitch_talk.advice_for(room, known, answers)) == ANSWER_NOW:
            terminal.say(tr(KEPT))
            answers = without_skipped_profile(answers)
            answers = twitch_talk.fill(room, known, answers, lambda _step, _answers: None)
    except (KeyboardInterrupt, EOFError):
        terminal.say()
        terminal.say(tr("Nothing was saved."))
        raise KeyboardInterrupt from None
    return 0


def _ends_with(room: Room, advice: Advice) -> object:
    show(room, advice)
    choices = (*first_choices(advice), Option("end", trp("a choice", "End")), origin_choice())
    ask = Ask("end", Step.ADVICE, tr("Nothing was saved."), choices)
    return put_with_origin(room, advice, ask)


def first_choices(advice: Advice) -> tuple[Option, ...]:
    """What is offered before all else after the advice."""
    if not advice.waits_for_answers:
        return ()
    return (Option(ANSWER_NOW, tr("Answer now what is not told yet")),)


def show(room: Room, advice: Advice) -> None:
    """Print the advice."""
    twitch_talk.head(room, Step.ADVICE)
    room.terminal.say()
    _say_lines(room.terminal, advice_lines(advice))


def _say_lines(terminal: Terminal, lines: Iterable[str]) -> None:
    for line in lines:
        terminal.say(line, indent="  " if line.startswith("- ") else "")


def put_with_origin(room: Room, advice: Advice, ask: Ask, *, can_go_back: bool = False) -> object:
    """Ask; where the advice comes from is told as often as it is wanted."""
    while (reply := put(room.terminal, ask, can_go_back=can_go_back)) == ORIGIN:
        _say_lines(room.terminal, origin_lines(advice))
    return reply
