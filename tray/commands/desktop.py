"""``lull desktop``: Lull among the programs of one person's desktop and shells, and out again.

An isolated installation (pipx, uv tool, a checkout, an unpacked bundle) is found by no desktop:
these files tell it. They stand where desktops and shells look for a person's own.
"""

from __future__ import annotations

import contextlib
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import DesktopError
from config.foreign_words import place_and_reason_of
from config.language import tr
from config.paths import write_private
from tray.opener import lull_command
from tray.share.entry import has_command
from tray.share.files import ENTRY, PERSON_PATHS, ZSH_FOLDER, person_files

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from config.paths import Paths


def desktop(options: argparse.Namespace, paths: Paths) -> int:
    """``lull desktop``.

    Raises:
        DesktopError: This is no Linux, or a file could not be written or removed.
    """
    if sys.platform != "linux":
        raise DesktopError(
            tr("Not on this system"), tr("menu entries like these exist on Linux alone")
        )
    share = share_folder(os.environ)
    if options.what == "status":
        place = share / ENTRY
        if place.is_file():
            print(tr("Lull is in the desktop's menu ({place}).", place=place))
        else:
            print(tr("Lull is not in the desktop's menu ({place}).", place=place))
        return 0
    if options.what == "remove":
        remove(os.environ)
        print(tr("Gone from {share}: menu entry, icons, manual page, completions.", share=share))
        return 0
    install(paths, os.environ)
    line, folder = f"fpath+=({share / ZSH_FOLDER})", "~/.zshrc"
    print(tr("In {share} now: menu entry, icons, manual page, completions.", share=share))
    print(
        tr(
            "zsh completes with this line in {file}, before compinit: {line}",
            file=folder,
            line=line,
        )
    )
    print(tr("To take it back: lull desktop remove"))
    return 0


def share_folder(environ: Mapping[str, str]) -> Path:
    """A person's own ``share`` (XDG Base Directory Specification 0.8)."""
    base = environ.get("XDG_DATA_HOME") or ""
    return Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "share"


def _command(paths: Paths) -> list[str]:
    home = ["--home", str(paths.home)] if paths.home else []
    return [*lull_command(), *home]


def starts(paths: Paths, environ: Mapping[str, str]) -> bool:
    """Whether the desktop's entry starts just this Lull, and not one of other folders."""
    try:
        found = (share_folder(environ) / ENTRY).read_bytes()
    except OSError:
        return False
    return has_command(found, _command(paths))


def names_a_home(environ: Mapping[str, str]) -> bool:
    """Whether the desktop's entry starts a Lull with a ``--home`` of its own."""
    try:
        return b'"--home"' in (share_folder(environ) / ENTRY).read_bytes()
    except OSError:
        return False


def install(paths: Paths, environ: Mapping[str, str]) -> None:
    """Write all files; those of an older Lull are replaced.

    Raises:
        DesktopError: One could not be written.
    """
    share = share_folder(environ)
    try:
        for name, data in person_files(_command(paths), version("lull")).items():
            file = share / name
            file.parent.mkdir(parents=True, exist_ok=True)
            write_private(file, data)
        _tell_of_icons(share)
    except OSError as error:
        raise _failed(error) from error


def remove(environ: Mapping[str, str]) -> None:
    """Remove all files, and the folders that are empty then.

    Raises:
        DesktopError: One could not be removed.
    """
    share = share_folder(environ)
    try:
        for name in PERSON_PATHS:
            file = share / name
            file.unlink(missing_ok=True)
            for folder in file.relative_to(share).parents[:-1]:
                # Another program's files keep it, and so does its absence.
                with contextlib.suppress(OSError):
                    (share / folder).rmdir()
        _tell_of_icons(share)
    except OSError as error:
        raise _failed(error) from error


def _tell_of_icons(share: Path) -> None:
    """Have running programs look again: they go by when the theme's folder was changed."""
    with contextlib.suppress(FileNotFoundError):
        os.utime(share / "icons" / "hicolor")


def _failed(error: OSError) -> DesktopError:
    return DesktopError(tr("The desktop's files could not be changed"), place_and_reason_of(error))
