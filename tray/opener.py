"""Opens a file or a command in the person's own programs: browser, editor, terminal."""

from __future__ import annotations

import logging
import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from config.errors import DesktopError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_log = logging.getLogger(__name__)

_TERMINALS = (
    ("x-terminal-emulator", "-e"),
    ("xfce4-terminal", "-x"),
    ("konsole", "-e"),
    ("gnome-terminal", "--"),
    ("kgx", "--"),
    ("foot", ""),
    ("xterm", "-e"),
)
"""Terminals and the option after which each takes a command."""


def _detached(command: Sequence[str]) -> None:
    """Start a program that lives on without Lull."""
    try:
        subprocess.Popen(  # noqa: S603 - a list, never a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        detail = f"{command[0]}: {error.strerror}"
        raise DesktopError("That could not be opened", detail) from error


def open_file(path: Path) -> None:
    """Open a file with the program that the desktop has for it.

    Raises:
        DesktopError: The desktop has no way to open files; the detail names the file.
    """
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the file is ours
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(opener)
    if program is None:
        detail = f"there is no {opener}; the file is {path}"
        raise DesktopError("That could not be opened", detail)
    _detached([program, str(path)])


def open_terminal(command: Sequence[str]) -> None:
    """Run a command in a new terminal window.

    Raises:
        DesktopError: No terminal program is installed; the detail names the command to type.
    """
    for terminal, option in _TERMINALS:
        program = shutil.which(terminal)
        if program is not None:
            _detached([program, *([option] if option else []), *command])
            return
    detail = f"no terminal program was found; type: {shlex.join(command)}"
    raise DesktopError("That could not be opened", detail)


def lull_command() -> list[str]:
    """The words that start this Lull again, whatever the search path holds."""
    script = shutil.which("lull", path=os.path.dirname(sys.executable))  # noqa: PTH120
    # -P keeps the folder in which it is started from hiding our modules behind others.
    return [script] if script else [sys.executable, "-P", "-m", "tray"]
