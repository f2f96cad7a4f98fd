"""The desktop entries: in the menu of a desktop, and among what it starts at login.

Desktop Entry Specification 1.5 (https://specifications.freedesktop.org/desktop-entry-spec/), of
which nothing newer than 1.4 is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from config.identity import APP_ID
from config.language import N_
from tray.share.translated import translations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME: Final = "Lull"
SUMMARY: Final = N_("Calm nudges for everyday habits")
_GENERIC_NAME: Final = N_("Reminders and Diary")
# Translators: words by which a person may look for Lull in the menu of a desktop; as many as are
# useful, none of which stands in the other texts about it. Each ends with ";", also the last one.
_KEYWORDS: Final = N_("reminder;break;caffeine;water;sleep;stress;breathing;diary;twitch;")
_WINDOW_CLASS: Final = "Lull"
"""The class of its windows on X11, which Qt takes from the application's name."""
_ACTIONS: Final = (
    ("log", N_("Log a twitch"), ("run", "--open", "log")),
    ("pause", N_("Pause for an hour"), ("pause", "1h")),
)
"""What the desktop offers beside starting it: id, words, command."""

# The characters that are escaped inside a quoted argument of Exec ("The Exec key").
_QUOTED: Final = str.maketrans({'"': r"\"", "`": r"\`", "$": r"\$", "\\": r"\\"})

# And those that are escaped in every value ("Possible value types").
_VALUE: Final = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def desktop_entry(command: Sequence[str]) -> str:
    """The entry with which a desktop lists Lull among its programs.

    Args:
        command: The words that start this Lull.
    """
    lines = [
        "[Desktop Entry]",
        "Version=1.4",
        "Type=Application",
        f"Name={NAME}",
        *_in_all_languages("GenericName", _GENERIC_NAME),
        *_in_all_languages("Comment", SUMMARY),
        *_what_it_starts(command),
        "Categories=Utility;",
        *_in_all_languages("Keywords", _KEYWORDS),
        # It opens no window by itself, for which a desktop would wait in vain.
        "StartupNotify=false",
        f"StartupWMClass={_WINDOW_CLASS}",
        "X-GNOME-UsesNotifications=true",
        f"Actions={''.join(f'{key};' for key, _, _ in _ACTIONS)}",
    ]
    for key, name, words in _ACTIONS:
        lines += [
            "",
            f"[Desktop Action {key}]",
            *_in_all_languages("Name", name),
            f"Exec={exec_line([*command, *words])}",
        ]
    return "\n".join([*lines, ""])


def autostart_entry(command: Sequence[str]) -> str:
    """The entry with which a desktop starts Lull at login (Autostart Specification 0.5).

    Args:
        command: The words that it starts.
    """
    return "\n".join(
        [
            "[Desktop Entry]",
            "Type=Application",
            f"Name={NAME}",
            *_in_all_languages("Comment", SUMMARY),
            *_what_it_starts(command),
            "X-GNOME-Autostart-enabled=true",
            "",
        ]
    )


def _what_it_starts(command: Sequence[str]) -> tuple[str, ...]:
    return (
        f"Icon={APP_ID}",
        # Of a Lull that was removed no desktop shows the entry, or looks for it at each login.
        f"TryExec={string_value(command[0])}",
        f"Exec={exec_line(command)}",
        "Terminal=false",
    )


def entry_bytes(entry: str) -> bytes:
    """An entry as its file holds it.

    A path that is no valid text (made under another encoding) is written as the bytes it is.
    """
    return entry.encode(errors="surrogateescape")


def has_command(contents: bytes, command: Sequence[str]) -> bool:
    """Whether an entry starts just this command.

    The rest of it may be that of another version, or of other languages.
    """
    return entry_bytes(f"\nExec={exec_line(command)}\n") in contents


def exec_line(command: Sequence[str]) -> str:
    """A command as the value of ``Exec`` in a desktop entry.

    Each argument quoted, percent signs doubled, and the whole escaped once more as a string value.
    """
    arguments = (f'"{word.translate(_QUOTED)}"'.replace("%", "%%") for word in command)
    return string_value(" ".join(arguments))


def string_value(text: str) -> str:
    """A text as the value of a key in a desktop entry."""
    return text.translate(_VALUE)


def _in_all_languages(key: str, text: str) -> Iterator[str]:
    """A key with its value, and with the value in each language that has one."""
    yield f"{key}={text}"
    for code, words in translations(text).items():
        yield f"{key}[{code}]={string_value(words)}"
