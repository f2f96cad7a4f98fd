"""The manual page lull(1), in the macros of man(7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tray.share.entry import SUMMARY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tray.share.command_tree import Command, Program, Word

_END = r"""
.SH FILES
.TP
.I \(ti/.config/lull/settings.toml
The settings, with a comment for each. Lull reads the file again as soon as it is saved.
.TP
.I \(ti/.local/share/lull/journal.sqlite3
The journal, with its backups beside it.
.TP
.I \(ti/.local/state/lull/lull.log
What the program did; nothing about your health stands in it.
.SH ENVIRONMENT
.TP
.B LULL_HOME
A folder that holds everything, as
.B \-\-home
does.
.TP
.B LULL_LANGUAGE
The language, such as de or pt_BR; it goes before the setting.
.TP
.B LULL_THEME
Colours of the windows: light, dark, contrast or contrast-dark.
.TP
.B LULL_TEXT_SCALE
Size of the text in the windows, from 100 to 200.
.TP
.B LULL_MOTION
reduced or full.
.SH EXIT STATUS
.TP
.B 0
It went well.
.TP
.B 1
Something could not be done; one line on standard error says what.
.TP
.B 2
The command was not understood.
.SH NOTES
Lull gives general information from published guidance, with its sources. It is not a diagnosis, and
it has not been reviewed by a clinician. It never opens a network connection.
"""


def man_page(program: Program, version: str) -> str:
    """The whole page.

    Args:
        program: The command line.
        version: Lull's version.
    """
    parts = [
        f'.TH LULL 1 "" "Lull {_text(version)}" "User Commands"',
        ".SH NAME",
        f"lull \\- {_text(SUMMARY[0].lower() + SUMMARY[1:])}",
        ".SH SYNOPSIS",
        ".B lull",
        "[\\fIOPTION\\fR]... [\\fICOMMAND\\fR [\\fIARGUMENT\\fR]...]",
        ".SH DESCRIPTION",
        _text(program.itself.help),
        ".SH OPTIONS",
        *(line for word in program.itself.options for line in _item(word)),
        ".SH COMMANDS",
        *(
            line
            for command in program.commands
            for line in _about(command, set(program.itself.options))
        ),
    ]
    return "\n".join(parts) + _END


def _about(command: Command, everywhere: set[Word]) -> Iterator[str]:
    yield f".SS lull {_text(command.name)}{''.join(f' {_shown(word)}' for word in command.words)}"
    yield f"{_text(command.help[:1].upper() + command.help[1:])}."
    told = [word for word in command.words if word.help]
    for word in (*told, *(word for word in command.options if word not in everywhere)):
        yield from _item(word)


def _item(word: Word) -> Iterator[str]:
    yield ".TP"
    names = ", ".join(f"\\fB{_text(flag)}\\fR" for flag in word.flags)
    yield " ".join(part for part in (names, _shown(word) if word.name else "") if part)
    yield f"{_text(word.help[:1].upper() + word.help[1:])}."


def _shown(word: Word) -> str:
    """The place of a word: what is typed as it stands in bold, a name for it in italics."""
    # A long list may be broken behind each bar.
    return "|\\:".join(
        f"\\f{'B' if part.islower() or part[0].isdigit() else 'I'}{_text(part)}\\fR"
        for part in word.name.split("|")
    )


def _text(text: str) -> str:
    """Plain text: nothing in it is taken for a macro, and its hyphens can be searched for."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return f"\\&{plain}" if plain.startswith(".") else plain
