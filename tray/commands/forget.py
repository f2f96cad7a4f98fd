"""``lull forget --everything``: all that Lull knows and keeps, gone from this computer.

Only files with Lull's own names go: a folder may have been given as ``--home`` in which a person
keeps other things.
"""

from __future__ import annotations

import dataclasses
import glob
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from config.errors import DesktopError, InputError
from config.foreign_words import named, reason_of
from config.language import tr
from config.open_windows import open_windows
from journal.backup import folder_of
from tray import autostart
from tray.commands import alone, desktop
from tray.commands.prompt import read_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from config.paths import Paths

WORD: Final = "forget"
"""What has to be typed."""
_NAMED: Final = 5
"""So many of the things that stay are named."""

_SETTINGS: Final = (".settings.*", "settings.broken-*.toml")
_JOURNAL: Final = ("journal.before-*", "journal.damaged-*", ".journal.*")
_BESIDE_A_LINKED_JOURNAL: Final = (
    *("{}-wal", "{}-shm", "{}-journal", "{}.restored*", "{}.rescued*", "{}.before-v*"),
    *("journal.before-restore-*.sqlite3*", "journal.damaged-*.sqlite3*"),
    ".journal.damaged-*.sqlite3*",
)
"""In a folder that is not Lull's; each ``{}`` is the name that the journal has there."""
_DATA: Final = ("draft-*.json", ".draft-*", "settings.last-good.toml", ".settings.*")
_PAGE_NAMES: Final = ("about", "when_to_get_help", "look_back", "report")
"""Of every Lull that there was: a page that is made no more may still be there."""
_PAGES: Final = (
    *(f"{begin}{name}.html*" for name in _PAGE_NAMES for begin in ("", ".")),
    *("lull.png", ".lull-*.png", "icon.pixels", ".icon.pixels.*"),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Left:
    """What is not gone.

    Attributes:
        troubles: What could not be removed, each with the reason.
        others: What stands in Lull's folders and is not Lull's.
    """

    troubles: tuple[str, ...]
    others: tuple[Path, ...]


def forget(options: argparse.Namespace, paths: Paths) -> int:
    """``lull forget --everything``.

    Raises:
        InputError: The word was not typed; nothing is gone.
        DesktopError: A window is open, the running Lull does not end, or something could not be
            removed.
    """
    if not options.everything:
        raise InputError(tr("Nothing was removed"), tr("say what: lull forget --everything"))
    if _typed(ask=not options.json).strip().lower() != WORD:
        detail = tr('the word "{word}" was not typed', word=WORD)
        raise InputError(tr("Nothing was removed"), detail)
    # The settings' own window asks in this way too, and holds still.
    windows = open_windows(paths, os.getppid())
    if windows:
        named = ", ".join(name.replace("_", " ") for name in windows)
        detail = tr("close them first ({names}), then try again; nothing was removed", names=named)
        raise DesktopError(tr("Lull's windows are open"), detail)
    alone.end(paths)
    left = remove(paths)
    if left.troubles:
        raise DesktopError(tr("Not everything could be removed"), "; ".join(left.troubles))
    others = [str(path) for path in left.others]
    if options.json:
        print(json.dumps({"others": others}, indent=2))
        return 0
    print(tr("Everything that Lull kept is gone."))
    if others:
        names, more = ", ".join(others[:_NAMED]), len(others) - _NAMED
        if more > 0:
            print(tr("Left, since it is not Lull's: {names} and {n} more", names=names, n=more))
        else:
            print(tr("Left, since it is not Lull's: {names}", names=names))
    return 0


def _typed(*, ask: bool) -> str:
    """What the person types; who asks by a program of their own is told nothing in between."""
    if not ask:
        return "" if sys.stdin is None else sys.stdin.readline()
    print(
        tr(
            "This removes the journal with everything logged in it, its backups, drafts, "
            "settings, the log, autostart and the menu entry. It cannot be undone. Files that you "
            "exported stay. Please close Lull's windows first."
        )
    )
    question = tr('Type the word "{word}" to go on:', word=WORD)
    try:
        return read_line(f"{question} ")
    except EOFError:
        return ""


def remove(paths: Paths) -> Left:
    """Remove everything that Lull keeps.

    Raises:
        DesktopError: A Lull runs; nothing is gone.
    """
    troubles: list[str] = []
    with alone.alone(paths, tr("end it, then try again; nothing was removed")):
        command = autostart.login_command(paths)
        if autostart.starts(command, os.environ) or (
            paths.home is None and not autostart.names_a_home(os.environ)
        ):
            try:
                autostart.turn_off(os.environ)
            except DesktopError as error:
                troubles.append(str(error))
        if sys.platform == "linux" and (
            desktop.starts(paths, os.environ)
            or (paths.home is None and not desktop.names_a_home(os.environ))
        ):
            try:
                desktop.remove(os.environ)
            except DesktopError as error:
                troubles.append(str(error))
        for file in _files(paths):
            _remove(file, troubles)
    _remove(paths.lock, troubles)
    others: list[Path] = []
    folders = _folders(paths)
    for folder, own in folders.items():
        there = sorted(folder.iterdir()) if folder.is_dir() else []
        if not there:
            _remove_folder(folder, troubles)
        elif own:
            others += [path for path in there if path not in folders]
    return Left(tuple(troubles), tuple(others))


def _files(paths: Paths) -> Iterator[Path]:
    """Lull's own files, each also under the name to which a person's link leads."""
    copies = folder_of(paths.journal)
    yield from _linked(paths.journal, _BESIDE_A_LINKED_JOURNAL)
    yield from _linked(paths.settings, ())
    for file, beside in ((paths.journal, _JOURNAL), (paths.settings, _SETTINGS)):
        yield from _named(file.parent, (f"{file.name}*", f".{file.name}.*", *beside))
    yield from _named(copies, ("journal-*.sqlite3*",))
    yield from _named(paths.journal.parent, _DATA)
    yield from _named(paths.pages, _PAGES)
    yield from _named(paths.log.parent, (f"{paths.log.name}*",))
    yield from _named(paths.lock.parent, ("window-*-*",))
    yield paths.control


def _linked(file: Path, beside: tuple[str, ...]) -> Iterator[Path]:
    """What a link leads to, and what Lull writes there; whatever else has a like name stays."""
    place = Path(os.path.realpath(file))
    if place == file:
        return
    yield place
    name = glob.escape(place.name)
    # What a kill leaves of a file that was being written ends in eight letters.
    patterns = (f".{name}.????????", *(pattern.format(name) for pattern in beside))
    yield from _named(place.parent, patterns)


def _named(folder: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(folder.glob(pattern))


def _folders(paths: Paths) -> dict[Path, bool]:
    """Lull's folders, the inner ones first, and whether nothing else should stand in each."""
    own = (paths.pages, folder_of(paths.journal), paths.journal.parent, paths.log.parent)
    shared = (paths.control.parent, paths.lock.parent, paths.settings.parent, paths.home)
    found = dict.fromkeys(own, True)
    for folder in shared:
        if folder is not None:
            found.setdefault(folder, False)
    return found


def _remove(file: Path, troubles: list[str]) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        troubles.append(named(file, reason_of(error)))


def _remove_folder(folder: Path, troubles: list[str]) -> None:
    """Remove a folder if it is empty by now; the one to which a link leads is the person's."""
    try:
        if folder.is_symlink():
            folder.unlink()
        else:
            folder.rmdir()
    except FileNotFoundError:
        return
    except OSError as error:
        troubles.append(named(folder, reason_of(error)))
