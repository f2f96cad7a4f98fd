"""Opens a file or a command in the person's own programs: browser, editor, terminal."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import DesktopError
from config.foreign_words import named, reason_of
from config.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOKS = 20
_LOOK_SECONDS = 0.1
"""A program that cannot open something says so within two seconds; others run as long as needed."""
_children: list[subprocess.Popen[bytes]] = []
"""Programs that were started, kept until they end so that the system can forget them."""

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


async def _detached(command: Sequence[str], hint: str) -> None:
    """Start a program that lives on without Lull.

    Args:
        command: The program and its arguments.
        hint: What the person can do instead, if it fails.
    """
    _children[:] = [child for child in _children if child.poll() is None]
    try:
        child = subprocess.Popen(  # noqa: ASYNC220, S603 - it returns at once; a list, never a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        problem = tr("{problem}; {hint}", problem=reason_of(error), hint=hint)
        detail = named(command[0], problem)
        raise DesktopError(tr("That could not be opened"), detail) from error
    _children.append(child)
    for _ in range(_LOOKS):
        if child.poll() is not None:
            break
        await asyncio.sleep(_LOOK_SECONDS)
    # Below zero: it was ended by a signal, as everything is when a person logs out.
    if (child.returncode or 0) > 0:
        detail = tr(
            "{program} gave up (status {status}); {hint}",
            program=command[0],
            status=child.returncode,
            hint=hint,
        )
        raise DesktopError(tr("That could not be opened"), detail)


async def open_file(path: Path) -> None:
    """Open a file with the program that the desktop has for it.

    Raises:
        DesktopError: It could not be opened; the detail names the file.
    """
    hint = tr("the file is {path}", path=path)
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the file is ours
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(opener)
    if program is None:
        raise DesktopError(
            tr("That could not be opened"),
            tr("there is no {program}; {hint}", program=opener, hint=hint),
        )
    await _detached([program, str(path)], hint)


async def open_terminal(command: Sequence[str]) -> None:
    """Run a command in a new terminal window.

    Raises:
        DesktopError: No terminal could be opened; the detail names the command to type.
    """
    hint = tr("type: {command}", command=shlex.join(command))
    for terminal, option in _TERMINALS:
        program = shutil.which(terminal)
        if program is not None:
            await _detached([program, *([option] if option else []), *command], hint)
            return
    detail = tr("no terminal program was found; {hint}", hint=hint)
    raise DesktopError(tr("That could not be opened"), detail)


def typed_command() -> str:
    """What a person types to start this Lull: ``lull`` where the shell finds it, else ``run``."""
    [script, *rest] = lull_command()
    if shutil.which("lull") == script:
        return "lull"
    # The environment that ./run makes stands in the checkout.
    start = Path(sys.prefix).parent / "run"
    if not start.is_file():
        return shlex.join([script, *rest])
    return "./run" if start.parent == Path.cwd() else shlex.join([str(start)])


def lull_command() -> list[str]:
    """The words that start this Lull again, whatever the search path holds."""
    image, mounted = os.environ.get("APPIMAGE"), os.environ.get("APPDIR")
    if image and mounted and Path(sys.executable).is_relative_to(mounted):
        return [image]  # it is mounted elsewhere each time
    script = shutil.which("lull", path=os.path.dirname(sys.executable))  # noqa: PTH120 - text in, text out
    # -P keeps the folder in which it is started from hiding our modules behind others.
    return [script] if script else [sys.executable, "-P", "-m", "tray"]
