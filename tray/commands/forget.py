"""``lull forget --everything``: all that Lull knows and keeps, gone from this computer."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, Final

from config.errors import DesktopError, InputError
from tray import autostart, control, messages
from tray.commands.prompt import read_line

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from config.paths import Paths

WORD: Final = "forget"
"""What has to be typed."""
_QUIT_SECONDS: Final = 10.0


def forget(options: argparse.Namespace, paths: Paths) -> int:
    """``lull forget --everything``.

    Raises:
        InputError: The word was not typed; nothing is gone.
        DesktopError: The running Lull does not end, or something could not be removed.
    """
    if not options.everything:
        raise InputError("Nothing was removed", "say what: lull forget --everything")
    print(
        "This removes the journal with everything logged in it, its backups, drafts, settings, "
        "the log and autostart. It cannot be undone. Files that you exported stay."
    )
    try:
        typed = read_line(f'Type the word "{WORD}" to go on: ')
    except EOFError:
        typed = ""
    if typed.strip().lower() != WORD:
        raise InputError("Nothing was removed", f'the word "{WORD}" was not typed')
    _end(paths)
    left = remove(paths)
    if left:
        listed = "; ".join(left)
        raise DesktopError("Not everything could be removed", listed)
    print("Everything is gone.")
    return 0


def _end(paths: Paths) -> None:
    with contextlib.suppress(ConnectionError):
        control.ask(paths.control, messages.Quit())
    if paths.lock.exists() and not control.wait_until_free(paths.lock, _QUIT_SECONDS):
        raise DesktopError("Lull has not ended", "end it, then try again; nothing was removed")


def remove(paths: Paths) -> list[str]:
    """Remove everything that Lull keeps; gives what could not be removed, with the reason."""
    left: list[str] = []
    if autostart.starts(autostart.login_command(paths), os.environ):
        try:
            autostart.turn_off(os.environ)
        except DesktopError as error:
            left.append(str(error))
    settings = paths.settings.parent
    files = [paths.settings, *sorted(settings.glob("settings.broken-*.toml"))]
    # In these nothing but Lull's own stands; the settings' folder may be one that the person keeps.
    folders = [paths.journal.parent, paths.log.parent, paths.control.parent, paths.lock.parent]
    for file in files:
        _remove(file, left)
    for folder in dict.fromkeys(folders):
        _remove_folder(folder, left)
    for outer in (settings, paths.home):
        if outer is not None:
            with contextlib.suppress(OSError):  # something else stands in it
                outer.rmdir()
    return left


def _remove(file: Path, left: list[str]) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        left.append(f"{file}: {error.strerror or error}")


def _remove_folder(folder: Path, left: list[str]) -> None:
    if folder.is_symlink():
        # What it leads to is not ours to empty.
        _remove(folder, left)
        return
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        left.append(f"{error.filename or folder}: {error.strerror or error}")
