"""A file put in the journal's place, and the journal of before kept beside it."""

from __future__ import annotations

import contextlib
import itertools
import os
from typing import TYPE_CHECKING

from config.paths import sync_folder, write_private

if TYPE_CHECKING:
    from pathlib import Path


def beside(file: Path, ending: str) -> Path:
    """The file that SQLite keeps beside another one, such as ``-wal``."""
    return file.with_name(f"{file.name}{ending}")


def remove(file: Path) -> None:
    """Remove a file of SQLite's with those beside it, as far as they are there."""
    for ending in ("", "-wal", "-shm", "-journal"):
        beside(file, ending).unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """The first name, counting on from ``path``, under which nothing stands."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in itertools.count(2))
    return next(name for name in itertools.chain([path], names) if not name.exists())


def exchange(place: Path, ready: Path, aside: Path) -> bool:
    """Put ``ready`` in the journal's place; the journal of before is kept, whatever it is.

    Nobody else may have the journal open.

    Args:
        place: The journal, links resolved.
        ready: A whole and closed journal in the same folder; it is gone afterwards.
        aside: The name for what is kept; see `free_name`.

    Returns:
        Whether there was a journal before, which has that name now.

    Raises:
        OSError: It cannot be put there; the journal is as it was.
    """
    try:
        moved = _set_aside(place, aside)
        try:
            ready.replace(place)
        except OSError:
            _put_back(place, aside)
            raise
        sync_folder(place.parent)
    finally:
        ready.unlink(missing_ok=True)
    return moved


def _set_aside(journal: Path, aside: Path) -> bool:
    """Give the journal a second name, with what SQLite had not written into it yet.

    At every moment the whole of it stands under one of the two names. It is not opened: SQLite
    throws away what it cannot make sense of.
    """
    rest = beside(journal, "-wal")
    if not journal.exists():
        with contextlib.suppress(FileNotFoundError):
            rest.replace(beside(aside, "-wal"))
        return False
    with contextlib.suppress(FileNotFoundError):
        write_private(beside(aside, "-wal"), rest.read_bytes())
    try:
        os.link(journal, aside)
    except OSError:  # some file systems know no second names
        journal.replace(aside)
    # Left there, they would be read as the end of the copy that comes in the journal's place.
    rest.unlink(missing_ok=True)
    beside(journal, "-shm").unlink(missing_ok=True)
    return True


def _put_back(journal: Path, aside: Path) -> None:
    """Undo what `_set_aside` did, if it did anything."""
    with contextlib.suppress(FileNotFoundError):
        # Renaming one name of a file to another one of its own does nothing.
        if journal.exists():
            aside.unlink()
        else:
            aside.replace(journal)
        beside(aside, "-wal").replace(beside(journal, "-wal"))
