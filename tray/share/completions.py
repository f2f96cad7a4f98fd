"""Completions of the command line for bash, zsh and fish.

The scripts of bash and zsh go through the words before the one that is typed and find the place in
which it stands: ``COMMAND/OPTIONS`` for an option, ``COMMAND/--name`` behind an option that takes a
word, ``COMMAND/0`` and so on for words of the command's own; ``/0`` is the command itself.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tray.share.command_tree import Program, Word

_BASH = """\
# Completion of lull for bash, which loads it by itself from where it stands; made by lull.

_lull() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} command='' at='' place=0 index files=''
    local -a offered=()
    for ((index = 1; index < COMP_CWORD; index++)); do
        at=''
        case $command/${{COMP_WORDS[index]}} in
            {takers})
                at=${{COMP_WORDS[index]}}
                ((index++))
                ;;
            */-*) ;;
            /*) command=${{COMP_WORDS[index]}} ;;
            *) ((place++)) ;;
        esac
    done
    ((index > COMP_CWORD)) || at=''
    if [[ -z $at && $current == -* ]]; then at=OPTIONS; fi
    case $command/${{at:-$place}} in
{places}
    esac
    mapfile -t COMPREPLY < <(compgen -W "${{offered[*]}}" -- "$current")
    if [[ -n $files ]]; then
        compopt -o filenames
        mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -f -- "$current")
    fi
}}

complete -F _lull lull
"""

_ZSH = """\
#compdef lull
# Completion of lull for zsh, which loads it from a folder of its fpath; made by lull.

_lull() {{
    local command='' at='' files='' place=0 index=2
    local -a offered
    while ((index < CURRENT)); do
        at=''
        case $command/${{words[index]}} in
            ({takers})
                at=${{words[index]}}
                ((index++))
                ;;
            (*/-*) ;;
            (/*) command=${{words[index]}} ;;
            (*) ((place++)) ;;
        esac
        ((index++))
    done
    ((index > CURRENT)) || at=''
    if [[ -z $at && ${{words[CURRENT]}} == -* ]]; then at=OPTIONS; fi
    case $command/${{at:-$place}} in
{places}
    esac
    if ((${{#offered}})); then _describe lull offered; fi
    if [[ -n $files ]]; then _files; fi
}}

if [[ $funcstack[1] == _lull ]]; then _lull "$@"; else compdef _lull lull; fi
"""

_FISH = """\
# Completion of lull for fish, which loads it by itself from where it stands; made by lull.

function __lull_needs_command
    set -l typed (commandline -opc)[2..]
    while set -q typed[1]
        switch $typed[1]
            case --home
                set -e typed[1..2]
            case '-*'
                set -e typed[1]
            case '*'
                return 1
        end
    end
end

complete -c lull -f
"""


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where a word may stand, and what is offered there.

    Attributes:
        pattern: The place, as a pattern of a shell's ``case``.
        offered: Each word that is offered with what it means, which may be empty.
        is_file: Whether names of files are offered too.
    """

    pattern: str
    offered: tuple[tuple[str, str], ...]
    is_file: bool = False


def bash(program: Program) -> str:
    """For bash 4 and newer."""
    rows = []
    for place in _places(program):
        words = " ".join(word for word, _ in place.offered)
        rows.append(_row(place, f"offered=({words})", end=")"))
    return _BASH.format(takers=" | ".join(_takers(program)), places="\n".join(rows))


def zsh(program: Program) -> str:
    """For zsh 5 and newer."""
    rows = []
    for place in _places(program):
        words = " ".join(
            _quoted(f"{word}:{help_}" if help_ else word) for word, help_ in place.offered
        )
        rows.append(_row(place, f"offered=({words})", end=")", begin="("))
    return _ZSH.format(takers=" | ".join(_takers(program)), places="\n".join(rows))


def fish(program: Program) -> str:
    """For fish 3 and newer."""
    lines = [_fish_option(word, "") for word in program.itself.options]
    for command in program.commands:
        condition = "__lull_needs_command"
        lines.append(f"complete -c lull -n {condition} -a {command.name}{_described(command.help)}")
    everywhere = set(program.itself.options)
    for command in program.commands:
        seen = f"__fish_seen_subcommand_from {command.name}"
        lines += [_fish_option(word, seen) for word in command.options if word not in everywhere]
        lines += [row for word in command.words for row in _fish_words(word, seen)]
    return _FISH + "\n".join([*lines, ""])


def _fish_option(word: Word, condition: str) -> str:
    names = " ".join(
        f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in word.flags
    )
    when = f" -n {_quoted(condition)}" if condition else ""
    takes = f" {'-rF' if word.is_file else '-x'}" if word.name else ""
    offered = f" -a {_quoted(' '.join(word.choices))}" if word.choices else ""
    return f"complete -c lull{when} {names}{takes}{offered}{_described(word.help)}"


def _fish_words(word: Word, seen: str) -> Iterator[str]:
    if word.choices:
        words = " ".join(word.choices)
        # Where one word is wanted, none is offered once it stands there.
        condition = seen if word.repeats else f"{seen}; and not __fish_seen_subcommand_from {words}"
        yield f"complete -c lull -n {_quoted(condition)} -a {_quoted(words)}"
    if word.is_file:
        yield f"complete -c lull -n {_quoted(seen)} -F"


def _described(help_: str) -> str:
    return f" -d {_quoted(help_)}" if help_ else ""


def _places(program: Program) -> Iterator[_Place]:
    """Every place in which something can be offered; the special ones before the general."""
    everywhere = set(program.itself.options)
    yield _Place("/0", tuple((command.name, command.help) for command in program.commands))
    for command in (program.itself, *program.commands):
        name = "" if command is program.itself else command.name
        flags = tuple((word.flags[0], word.help) for word in command.options)
        yield _Place(f"{name}/OPTIONS", flags)
        for word in command.options:
            if word.name and word not in everywhere:
                yield _place(f"{name}/{word.flags[0]}", word)
        for number, word in enumerate(command.words):
            yield _place(f"{name}/{'[0-9]' if word.repeats else number}", word)
    for word in program.itself.options:
        if word.name:
            yield _place(f"*/{word.flags[0]}", word)


def _place(pattern: str, word: Word) -> _Place:
    return _Place(pattern, tuple((choice, "") for choice in word.choices), word.is_file)


def _takers(program: Program) -> Iterator[str]:
    """The options that take a word, as patterns of the places in which they stand."""
    everywhere = set(program.itself.options)
    for word in program.itself.options:
        if word.name:
            yield f"*/{word.flags[0]}"
    for command in program.commands:
        for word in command.options:
            if word.name and word not in everywhere:
                yield f"{command.name}/{word.flags[0]}"


def _row(place: _Place, offered: str, *, end: str, begin: str = "") -> str:
    parts = [offered] if place.offered else []
    parts += ["files=yes"] if place.is_file else []
    return f"        {begin}{place.pattern}{end} {'; '.join(parts) or ':'} ;;"


def _quoted(text: str) -> str:
    """As one word of any of the three shells, whose own signs differ within quotes."""
    return "'" + text.translate({ord("'"): "\u2019", ord("\\"): "/"}) + "'"
