"""What can be put in the journal's place, with what tells one from the other."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from journal.backup import backups, entries_in, folder_of, put_aside

if TYPE_CHECKING:
    from pathlib import Path

_STAMP_LETTERS = len("20260501-093015")


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """One copy, or one journal that a copy has replaced.

    Attributes:
        path: Where it stands.
        day: The local date of it.
        at: When it was made or replaced, on the local clock; None where that is not known any
            more, since the file was copied about.
        entries: How many stand in it, without those that were taken back; None if it cannot be
            read.
        before: Whether it is what a copy has replaced.
    """

    path: Path
    day: dt.date
    at: dt.datetime | None
    entries: int | None
    before: bool

    @property
    def name(self) -> str:
        """What it is called: the name of its file without its ending."""
        return self.path.stem


def kept(journal: Path, zone: dt.tzinfo) -> tuple[Kept, ...]:
    """All that `journal.backup.restore` can put back by its name; writes nothing.

    Args:
        journal: The journal.
        zone: The local time zone.

    Returns:
        The copies, the newest first, and then what they have replaced, likewise.
    """
    found = []
    for copy in backups(folder_of(journal)):
        # A copy is never written again, so this is when it was made.
        written = dt.datetime.fromtimestamp(copy.path.stat().st_mtime, zone)
        at = written if written.date() == copy.day else None
        found.append(Kept(copy.path, copy.day, at, entries_in(copy.path), before=False))
    for path in put_aside(journal):
        stamp = path.stem.removeprefix("journal.before-restore-")[:_STAMP_LETTERS]
        # A day that no calendar has was not written by us.
        with contextlib.suppress(ValueError):
            at = dt.datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=zone)
            found.append(Kept(path, at.date(), at, entries_in(path), before=True))
    return tuple(found)
