"""Asks one question in a terminal: plain lines, numbered answers, names too, nothing by position.

A screen reader speaks it line by line, and it works over any connection: no colours, no cursor
movements, no single key presses.
"""

from __future__ import annotations

import difflib
import re
import shutil
import textwrap
from enum import Enum
from typing import TYPE_CHECKING, Final

from config.language import NP_, tr, trp
from config.local_format import listed_or
from tray.commands.prompt import read_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tips.questions import Option
    from tray.twitch_answers import Ask

BACK_WORD: Final = "b"
SKIP_WORD: Final = NP_("typed in a terminal", "skip")
NONE_WORDS: Final = frozenset({"0", "none"})
MAX_WORDS: Final = 2000
"""Characters of the person's own words that are read here."""
_MAX_DAYS: Final = 36_500
_WIDEST: Final = 100
# Translators: single words as a person types them after a number, in small letters: "12 days".
_UNITS: Final = (
    (NP_("typed in a terminal", "day"), NP_("typed in a terminal", "days"), 1),
    (NP_("typed in a terminal", "week"), NP_("typed in a terminal", "weeks"), 7),
    (NP_("typed in a terminal", "month"), NP_("typed in a terminal", "months"), 30),
    (NP_("typed in a terminal", "year"), NP_("typed in a terminal", "years"), 365),
)
_TIME = re.compile(r"([0-9]{1,5}) *([^\W\d_]+)( [^\W\d_]+)?")
_TELLING_LETTERS: Final = 3
"""With so many, the word for a unit is known in each of its cases."""


class Back(Enum):
    """The person wants to go back to the question before."""

    BACK = "back"


BACK: Final = Back.BACK


class Terminal:
    """Where questions are printed and answers typed."""

    def __init__(
        self, read: Callable[[str], str] = read_line, write: Callable[[str], None] = print
    ) -> None:
        """Use the process's own terminal, unless a test gives another."""
        self._read = read
        self._write = write

    def say(self, text: str = "", indent: str = "") -> None:
        """Print a line, broken between words where the terminal is narrower."""
        width = max(20, min(shutil.get_terminal_size().columns, _WIDEST))
        # A terminal breaks within words where it is too narrow, which is hard to read and to hear.
        lines = textwrap.wrap(
            text,
            width,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self._write("\n".join(lines))

    def hear(self, prompt: str) -> str:
        """Read a line.

        Raises:
            EOFError: There will be no more.
            KeyboardInterrupt: The person wants to end.
        """
        return " ".join(self._read(f"{prompt}: ").split())


class _Slip(Exception):  # noqa: N818 - it is what the person is told, not a fault
    """An answer that is none of the possible ones, with what to say about it."""


def put(terminal: Terminal, ask: Ask, *, can_go_back: bool) -> object:
    """Ask until there is an answer.

    Args:
        terminal: Where to ask.
        ask: What to ask.
        can_go_back: Whether there is a question before.

    Returns:
        `BACK`, or the answer as `tray.twitch_answers.answered` takes it.

    Raises:
        EOFError: The terminal was closed.
        KeyboardInterrupt: The person wants to end.
    """
    terminal.say()
    terminal.say(ask.text)
    for number, option in enumerate(ask.options, 1):
        more = f" {option.help}" if option.help else ""
        stop = "." if more and not option.label.endswith((".", "?")) else ""
        terminal.say(f"{number:2}. {option.label}{stop}{more}", indent="    ")
    if ask.none:
        terminal.say(f" 0. {ask.none}", indent="    ")
    while True:
        typed = terminal.hear(_prompt(ask, can_go_back=can_go_back))
        if typed.lower() == BACK_WORD and can_go_back:
            return BACK
        try:
            return _answer(ask, typed)
        except _Slip as slip:
            terminal.say(str(slip))


def _prompt(ask: Ask, *, can_go_back: bool) -> str:
    if not ask.options:
        wanted = tr("Your words")
    elif ask.many:
        wanted = tr("Numbers, with commas between")
    else:
        wanted = trp("what to type", "Number")
    ways = []
    if ask.in_days:
        ways.append(tr('or such as "12 days"'))
    if ask.optional:
        ways.append(tr("Enter to leave it open"))
    if ask.can_skip:
        ways.append(tr("{word} to leave them open", word=_skip_word()))
    if can_go_back:
        ways.append(tr("{word} to go back", word=BACK_WORD))
    if not ways:
        return wanted
    return tr("{wanted} ({ways})", wanted=wanted, ways=", ".join(ways))


def _skip_word() -> str:
    return trp("typed in a terminal", SKIP_WORD)


def _answer(ask: Ask, typed: str) -> object:
    if not typed and not ask.optional:
        raise _Slip(
            tr("Please choose one of the numbers.") if ask.options else tr("Please type a word.")
        )
    if not typed or (ask.can_skip and typed.lower() in {SKIP_WORD, _skip_word()}):
        return None
    if not ask.options:
        return typed[:MAX_WORDS]
    if ask.none and typed.lower() in NONE_WORDS | {ask.none.lower()}:
        return []
    if ask.in_days:
        return _days(ask.options, typed)
    return _several(ask, typed) if ask.many else _one(ask.options, typed)


def _days(options: Sequence[Option], typed: str) -> int:
    found = _TIME.fullmatch(typed.lower())
    unit = _days_in(found[2]) if found is not None else None
    if found is None or unit is None:
        return int(_one(options, typed))
    return min(int(found[1]) * unit, _MAX_DAYS)


def _days_in(word: str) -> int | None:
    """The days of a unit of time, in the person's language or in English; None for another word."""
    for one, many, days in _UNITS:
        for name in (one, many, trp("typed in a terminal", one), trp("typed in a terminal", many)):
            if word.startswith(name[:_TELLING_LETTERS].lower()):
                return days
    return None


def _several(ask: Ask, typed: str) -> list[str]:
    try:
        return [_one(ask.options, typed)]
    except _Slip:
        # Some names have a comma in them, so the whole is tried first.
        parts = [part for part in re.split(r"[,;]| and ", typed) if part.strip()]
        if len(parts) == 1 and re.fullmatch(r"[0-9 ]+", typed):
            parts = typed.split()
        if len(parts) <= 1:
            raise
    chosen = [_one(ask.options, part.strip()) for part in parts]
    return list(dict.fromkeys(chosen))


def _one(options: Sequence[Option], typed: str) -> str:
    if typed.isascii() and typed.isdigit():
        number = int(typed[:9])
        if 1 <= number <= len(options):
            return options[number - 1].value
        raise _Slip(
            tr(
                "There is no {typed}. Please choose from 1 to {last}.",
                typed=typed[:9],
                last=len(options),
            )
        )
    wanted = typed.lower()
    names = {
        name: option
        for option in options
        for name in (option.value.replace("_", " "), option.value, option.label.lower())
    }
    if wanted in names:
        return names[wanted].value
    # "save" is meant for "Save it" rather than for "Do not save it".
    begun = {option.value for option in options if option.label.lower().startswith(wanted)}
    begun = begun or {
        option.value
        for option in options
        if any(word.startswith(wanted) for word in re.findall(r"\w+", option.label.lower()))
    }
    if len(begun) == 1:
        return begun.pop()
    labels = {option.value: f"{number}, {option.label}" for number, option in enumerate(options, 1)}
    if begun:
        several = [labels[option.value] for option in options if option.value in begun]
        raise _Slip(tr("Which one: {several}?", several=listed_or(several)))
    slip = tr('"{typed}" is none of these.', typed=typed[:40])
    near = difflib.get_close_matches(wanted, names, n=1)
    if near:
        meant = labels[names[near[0]].value]
        slip = f"{slip} {tr('Did you mean {choice}?', choice=meant)}"
    raise _Slip(slip)
