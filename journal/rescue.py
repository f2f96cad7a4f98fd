"""A damaged journal made anew: of what can be read of it, and of the newest good copy.

Nothing is thrown away. The damaged file is kept beside the journal under a name with the date, so
that what could not be read may be read with other means, and a file that was put there by mistake
is found again. A journal of a newer Lull is no damaged one, and stays where it is.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import zlib
from typing import TYPE_CHECKING

from config.errors import JournalError
from journal.archive import Archive
from journal.archive_records import PARTS, Found
from journal.aside import beside, exchange, free_name, remove
from journal.backup import backups, folder_of
from journal.condition import DOUBTED, RESCUED, Rescued, trouble
from journal.connection import plain_errors
from journal.salvage import Salvaged, salvage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from journal.file import JournalFile


def mend(journal: Path, now: dt.datetime, *, deep: bool = False) -> Rescued | None:
    """Make a damaged journal anew.

    Nobody else should have it open; what is noted while it is read is taken in afterwards. Entries
    of the newest good copy that can no longer be read are added; what stands in both is taken from
    the journal, which is newer.

    Args:
        journal: The journal.
        now: The present, aware, for the name of what is kept.
        deep: See `journal.condition.trouble`.

    Returns:
        What was done; None where nothing is wrong.

    Raises:
        JournalError: See `journal.condition.trouble`; or there is no room, and everything is as it
            was.
    """
    why = trouble(journal, deep=deep)
    if not why:
        return None
    with plain_errors(journal):
        # A journal that is kept elsewhere and linked here stays where it is.
        place = journal.resolve()
        aside = free_name(place.with_name(f"journal.damaged-{now:%Y%m%d-%H%M%S}.sqlite3"))
        ready = beside(place, ".rescued")
        before = _contents(place)
        read = salvage(place, ready)
        name, copied = _newest_good(journal, ready)
        found, lost = _joined(read, copied)
        own = {one.rows[0][0] for one in read.parts["entries"]}
        entries = [one.rows[0][0] in own for one in found if one.part == "entries"]
        told = Rescued(
            why,
            str(aside) if journal.exists() else "",
            entries.count(True),
            entries.count(False),
            name,
            read.unread + lost,
        )
        found.append(Found("state", ((RESCUED, json.dumps(dataclasses.asdict(told))),)))
        try:
            with Archive.open(ready, lambda: now, anew=True) as archive:
                archive.take_in(found)
            if exchange(place, ready, aside) and _contents(aside) != before:
                _take_in_later(journal, aside, ready, now)
        finally:
            remove(ready)
    return told


def _contents(file: Path) -> tuple[object, ...]:
    """What changes whenever somebody writes into a journal, whatever its name."""
    found: list[object] = []
    with contextlib.suppress(OSError):
        stat = file.stat()
        found += [stat.st_size, stat.st_mtime_ns]
        # Written into anew from its beginning, it keeps its size.
        found.append(zlib.crc32(beside(file, "-wal").read_bytes()))
    return tuple(found)


def _take_in_later(journal: Path, aside: Path, scratch: Path, now: dt.datetime) -> None:
    """Take in what was noted while the rest was read: it stands in the file put aside.

    A window writes into the journal by itself, and nobody can lock a damaged one for sure.
    """
    nothing = Salvaged({part: [] for part in PARTS})
    found, _ = _joined(salvage(aside, scratch), nothing)
    with Archive.open(journal, lambda: now) as archive:
        archive.take_in(found)


def mend_open(journal: JournalFile, now: dt.datetime) -> Rescued | None:
    """Make a journal anew in which damage was met while it is open; see `mend`.

    Every record is looked at, and the journal is open afterwards, whatever became of it.
    """
    with journal.made_anew():
        return mend(journal.path, now, deep=True)


def _newest_good(journal: Path, scratch: Path) -> tuple[str, Salvaged]:
    """What stands in the newest copy that is sound, and its name; an empty one without any."""
    for copy in backups(folder_of(journal)):
        try:
            wrong = trouble(copy.path)
        except JournalError:
            continue
        if not wrong:
            return copy.name, salvage(copy.path, scratch)
    return "", Salvaged({part: [] for part in PARTS})


def _joined(read: Salvaged, copied: Salvaged) -> tuple[list[Found], int]:
    """What the new journal is to hold, in the order in which it was kept.

    Returns:
        The records, and how many were left out because what they belong to cannot be read.
    """
    found: list[Found] = []
    for part in ("entries", "nudges"):
        # By their ids. A copy has the older ones, so its order comes first.
        ours = {one.rows[0][0]: one for one in read.parts[part]}
        theirs = {one.rows[0][0]: one for one in copied.parts[part]}
        both = (*ours.values(), *theirs.values())
        known = {None, *(one.rows[0][0] for one in both if _is_twitch(one))}
        for name in ours.keys() & theirs.keys():
            # Damaged, however well it reads: it belongs to nothing, or its kind is another one.
            alone = _belongs_to(ours[name]) not in known
            if alone or ours[name].rows[0][1] != theirs[name].rows[0][1]:
                del ours[name]
        found += (theirs | ours).values()
    for part in ("holds", "state"):
        # What is remembered changes and ends: an earlier state of it is better than none alone.
        found += read.parts[part] or copied.parts[part]
    of_before = {("state", RESCUED), ("state", DOUBTED)}
    kept = [one for one in found if (one.part, one.rows[0][0]) not in of_before]
    return _with_what_they_belong_to(kept)


def _with_what_they_belong_to(found: Iterable[Found]) -> tuple[list[Found], int]:
    """Put later times behind their twitch, and leave out those that have none."""
    known: set[str | None] = {None}
    first, later = [], []
    for one in found:
        if _belongs_to(one) in known:
            first.append(one)
        else:
            later.append(one)
        if _is_twitch(one):
            known.add(one.rows[0][0])
    kept = [one for one in later if _belongs_to(one) in known]
    return first + kept, len(later) - len(kept)


def _is_twitch(one: Found) -> bool:
    return one.part == "entries" and bool(one.rows[1])


def _belongs_to(one: Found) -> str | None:
    """The twitch of which this is a later time; None for everything else."""
    return one.rows[2][1] if one.part == "entries" and one.rows[2] else None
