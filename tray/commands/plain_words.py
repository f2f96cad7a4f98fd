"""The commonest command lines, understood without argparse.

Lull is started by every login and asked to log by every key that a person gave it. These words are
so plain that the parser of all commands, which takes 0.6 MB and a hundredth of a second, would only
find the same; a test compares the two. Whatever else is said is left to it.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def understood(words: Sequence[str]) -> Any:  # noqa: ANN401 - what argparse would give, without it
    """What ``tray.commands.line`` would make of the words after ``lull``; None to ask it."""
    left = list(words)
    options: dict[str, object] = {"version": False}
    if "--home" in left:
        at = left.index("--home")
        home = left[at + 1 : at + 2]
        if not home or home[0].startswith("-"):
            return None
        # Words on both sides of it are two groups to the parser.
        if at > 1 and at + 2 < len(left):
            return None
        options["home"] = home[0]
        del left[at : at + 2]
    match left:
        case []:
            options |= {"command": None}
        case ["run"]:
            options |= {"command": "run", "autostart": False, "open": None}
        case ["run", "--autostart"]:
            options |= {"command": "run", "autostart": True, "open": None}
        case ["log", *said] if said and not any(word.startswith("-") for word in said):
            options |= {"command": "log", "words": said, "json": False, "at": None, "stay": False}
        case _:
            return None
    return SimpleNamespace(**options)
